"""The plugin page: what it takes, what follows, and what being inactive means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from saleor.account.models import User
from saleor.attribute.models import Attribute
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.order.models import Order
from saleor.plugins.models import PluginConfiguration
from saleor.product.models import Category

from saleor_customer_groups.models import LineRecord, Mark
from saleor_customer_groups.models import Shop as ShopRow
from saleor_customer_groups.plugin import configuration
from saleor_customer_groups.plugin.configuration import is_active, read_configuration
from saleor_customer_groups.plugin.tasks import watch_saleor
from saleor_customer_groups.services.verification import verify

from .asking import Client, work_off
from .conftest import Shop
from .versions import CustomerType, needs_customer_types

UPDATE = (
    'mutation ($input: PluginUpdateInput!) { pluginUpdate(id: "saleor.customer-groups",'
    " input: $input) { plugin { globalConfiguration { active configuration { name value } } }"
    " errors { field message code } } }"
)
PAGE = "/plugins/saleor.customer-groups/graphql/"


class Page:
    """The plugin page of the Dashboard."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def save(self, active: bool | None = None, **values: object) -> dict[str, Any]:
        answer = self.client.ask(UPDATE, input=self._input(active, values))
        fields = answer["plugin"]["globalConfiguration"]["configuration"]
        return {field["name"]: field["value"] for field in fields}

    def refused(self, **values: object) -> dict[str, str]:
        """Messages by field of what is refused."""
        response = self.client.client.post_graphql(
            UPDATE, {"input": self._input(None, values)}
        )
        errors = response.json()["data"]["pluginUpdate"]["errors"]
        assert {error["code"] for error in errors} <= {"INVALID"}
        return {error["field"]: error["message"] for error in errors}

    @staticmethod
    def _input(active: bool | None, values: dict[str, object]) -> dict[str, object]:
        items = [
            {
                "name": name.replace("_", "-"),
                "value": str(value).lower() if isinstance(value, bool) else value,
            }
            for name, value in values.items()
        ]
        given: dict[str, object] = {"configuration": items} if items else {}
        return given if active is None else {**given, "active": active}


@pytest.fixture
def page(manager_client: Client) -> Page:
    return Page(manager_client)


def test_configuration__that_nobody_saved__is_the_default(db: None) -> None:
    found = read_configuration()
    assert (found.is_active, found.counting, found.time_zone) == (True, "paid", "UTC")
    assert (found.brand_attribute, found.said, found.is_mirrored) == ("", {}, False)


def test_page__saved__says_what_stands(page: Page) -> None:
    values = page.save(
        count_unpaid_orders=True,
        time_zone="Europe/Warsaw",
        gender=" sex ",
        birthdate="born",
        mirror=True,
    )
    assert values["time-zone"] == "Europe/Warsaw"
    assert set(values) == set(configuration.CONFIG_STRUCTURE)
    found = read_configuration()
    assert (found.counting, found.time_zone) == ("placed", "Europe/Warsaw")
    assert found.said == {"gender": "sex", "birthdate": "born"}
    assert found.is_mirrored
    shop = ShopRow.objects.get()
    assert (shop.counting, shop.time_zone) == ("placed", "Europe/Warsaw")


def test_page__saved_for_the_first_time__leaves_the_plugin_active(page: Page) -> None:
    page.save(gender="sex")
    assert PluginConfiguration.objects.get().active
    assert is_active()
    page.save(active=False)
    page.save(gender="")
    assert not PluginConfiguration.objects.get().active


def test_page__first_saved_inactive__is(page: Page) -> None:
    page.save(active=False)
    assert not PluginConfiguration.objects.get().active


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("time_zone", "Mars", "There is no time zone “Mars”."),
        ("brand_attribute", "nothing", "no product attribute with the slug “nothing”"),
        (
            "gender",
            "attribute:nothing",
            "no customer attribute with the slug “nothing”",
        ),
        ("gender", "attribute:", "1 to 256 characters"),
        ("email_marketing", "a{{b}}", "no braces"),
        ("birthdate", "x" * 257, "1 to 256 characters"),
        ("brand_attribute", "author", "of the type reference"),
        ("gender", "attribute:author", "no customer attribute"),
    ],
)
def test_page__with_what_cannot_be__is_refused_whole(
    page: Page, field: str, value: str, message: str
) -> None:
    Attribute.objects.create(slug="author", type="product-type", input_type="reference")
    (found,) = page.refused(mirror=True, **{field: value}).items()
    assert found[0].replace("-", "").lower() == field.replace("_", "")
    assert message in found[1]
    assert not read_configuration().is_mirrored
    assert ShopRow.objects.get().time_zone == "UTC"


def test_page__with_several_mistakes__names_each(page: Page) -> None:
    assert len(page.refused(gender="{", birthdate="}", brand_attribute="no")) == 3


@needs_customer_types
def test_page__naming_attributes__is_taken(
    page: Page,
    default_customer_type: CustomerType,
    loyalty_customer_attribute: Attribute,
    color_attribute: Attribute,
) -> None:
    page.save(gender="attribute:loyalty-level", brand_attribute="color")
    assert read_configuration().brand_attribute == "color"


@pytest.mark.parametrize(
    "items",
    [None, [], "[]", [{}], [{"name": "mirror"}], [{"name": "gender", "value": 7}]],
)
def test_configuration__of_any_shape__is_read(items: Any) -> None:
    found = configuration.parse_configuration(True, items)
    assert (found.said, found.is_mirrored) == ({}, False)


def test_counting__changed__changes_who_is_in(
    page: Page, shop: Shop, order_with_lines: Order
) -> None:
    group = shop.dynamic_group(
        "Bought", {"fact": "order_count", "operator": "at_least", "value": 1}
    )
    shop.know(order_with_lines.user)
    assert shop.members(group) == set()
    page.save(count_unpaid_orders=True)
    work_off()
    assert shop.members(group) == {order_with_lines.user_id}
    page.save(count_unpaid_orders=False)
    work_off()
    assert shop.members(group) == set()


def test_metadata_key__named_later__is_read_of_everybody(
    page: Page, shop: Shop, customer_user: User
) -> None:
    group = shop.dynamic_group("F", {"fact": "gender", "operator": "is", "value": "f"})
    User.objects.update(private_metadata={"sex": "f"})
    shop.know(customer_user)
    assert shop.members(group) == set()
    page.save(gender="sex")
    work_off()
    assert shop.members(group) == {customer_user.pk}
    page.save(gender="")
    work_off()
    assert shop.members(group) == set()


def test_page__saved_as_it_was__has_nobody_looked_at(
    page: Page, shop: Shop, customer_user: User
) -> None:
    page.save(gender="sex")
    shop.know(customer_user)
    Mark.objects.all().delete()
    page.save(gender="sex", mirror=True)
    assert not Mark.objects.exists()


def brand(name: str) -> dict[str, object]:
    return {
        "fact": "purchased",
        "operator": "at_least",
        "value": 1,
        "target": {"brand": name},
    }


def test_brand__named_later__is_that_of_what_was_bought_before(
    page: Page,
    shop: Shop,
    order_with_lines: Order,
    color_attribute: Attribute,
    category: Category,
    non_default_category: Category,
) -> None:
    page.save(count_unpaid_orders=True)
    red = shop.dynamic_group("Red", brand("red"))
    there = shop.dynamic_group(
        "There", {**brand("x"), "target": {"category": str(category.pk)}}
    )
    watch_saleor()
    work_off()
    user = order_with_lines.user_id
    product = order_with_lines.lines.first().variant.product
    value = color_attribute.values.get(slug="red")
    associate_attribute_values_to_instance(product, {color_attribute.pk: [value]})
    # Moved since: the line keeps where it was bought.
    type(product).objects.update(category=non_default_category)
    assert (shop.members(red), shop.members(there)) == (set(), {user})
    page.save(brand_attribute="color")
    work_off()
    watch_saleor()
    work_off()
    assert (shop.members(red), shop.members(there)) == ({user}, {user})
    assert verify().differences == 0
    # A product that is gone keeps its brand.
    product.delete()
    page.save(brand_attribute="")
    watch_saleor()
    work_off()
    assert shop.members(red) == {user}
    items = set(LineRecord.objects.values_list("item__brand", flat=True))
    assert items == {"red", None}


def test_brand__cleared__is_none_of_what_is_there(
    page: Page, shop: Shop, order_with_lines: Order, color_attribute: Attribute
) -> None:
    page.save(count_unpaid_orders=True, brand_attribute="color")
    red = shop.dynamic_group("Red", brand("red"))
    for line in order_with_lines.lines.all():
        value = color_attribute.values.get(slug="red")
        associate_attribute_values_to_instance(
            line.variant.product, {color_attribute.pk: [value]}
        )
    watch_saleor()
    work_off()
    assert shop.members(red) == {order_with_lines.user_id}
    page.save(brand_attribute="")
    watch_saleor()
    work_off()
    assert shop.members(red) == set()


def test_plugin__inactive__has_no_page_and_says_so(
    page: Page, client: Any, configure: Callable[..., None]
) -> None:
    assert is_active()
    page.save(active=False)
    assert not is_active()
    for path in (PAGE, PAGE.replace("/plugins/", "/plugins/global/")):
        assert (
            client.post(path, "{}", content_type="application/json").status_code == 404
        )
    page.save(active=True)
    assert is_active()


def test_plugin__active_again__is_exact_at_once(
    page: Page, shop: Shop, manager_client: Client, customer_user: User
) -> None:
    group = shop.dynamic_group(
        "French", {"fact": "language", "operator": "is", "value": "fr"}
    )
    page.save(active=False)
    customer_user.language_code = "fr"
    customer_user.save()
    work_off()
    page.save(active=True)
    assert shop.members(group) == {customer_user.pk}
    assert verify().pending == 0


def test_activity__asked_often__is_read_seldom(
    db: None, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with django_assert_num_queries(1):
        assert is_active()
        assert is_active()
    PluginConfiguration.objects.create(
        identifier=configuration.PLUGIN_ID, active=False, configuration=[], name="saved"
    )
    assert is_active()
    real = configuration.time.monotonic
    monkeypatch.setattr(configuration.time, "monotonic", lambda: real() + 5)
    assert not is_active()
