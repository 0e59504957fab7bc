"""What the host says of Saleor's customers, orders, lines, checkouts and attributes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest
from django.db import connection
from saleor.account.models import Address, User
from saleor.attribute.models import Attribute, AttributeValue
from saleor.attribute.utils import associate_attribute_values_to_instance
from saleor.checkout.models import Checkout
from saleor.order.models import Order, OrderLine
from saleor.product.models import Category, Collection, Product

from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.host import RelationName, get_host

from .relations import read, read_one
from .versions import (
    AssignedUserAttributeValue,
    CustomerType,
    needs_customer_types,
)

COLUMNS = {
    "customers": "customer_key is_active is_registered is_staff joined_at birthdate gender"
    " state country city postal_code language email_domain customer_type email_marketing"
    " sms_marketing phone_marketing post_marketing",
    "attributes": "customer_key key position text number instant day flag",
    "attribute_types": "key type label",
    "orders": "customer_key order_key placed_at channel currency paid units voucher_codes"
    " is_placed is_paid",
    "lines": "customer_key order_key line_key quantity amount product variant brand"
    " category_path collections",
    "refunds": "customer_key order_key refund_key at amount order_paid",
    "checkouts": "customer_key channel currency value updated_at",
    "activity": "customer_key kind at channel product variant brand category_path"
    " collections term count",
    "directory": "customer_key name email",
    "targets": "scope key name code",
    "list_prices": "variant product channel currency amount cost",
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted({*get_args(RelationName), *COLUMNS}))
def test_relation__of_each_name__has_its_columns(name: RelationName) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({get_host().relation(name)}) r", {})
        assert [column.name for column in cursor.description] == COLUMNS[name].split()


def test_facts__that_nobody_feeds__are_not_offered() -> None:
    unknown_before_types = set() if CustomerType else {"customer_type"}
    assert set(FACTS) - get_host().facts == unknown_before_types | {
        "viewed",
        "searched",
        "added_to_cart",
        "added_to_wishlist",
    }


def test_customer__as_saleor_has_one__is_told(customer_user: User) -> None:
    row = read_one("customers", customer_user)
    assert row == {
        "customer_key": customer_user.pk,
        "is_active": True,
        "is_registered": True,
        "is_staff": False,
        "joined_at": customer_user.date_joined,
        "birthdate": None,
        "gender": None,
        "state": None,
        "country": "PL",
        "city": "WROCŁAW",
        "postal_code": "53-601",
        "language": "en",
        "email_domain": "example.com",
        "customer_type": "default" if CustomerType else None,
        "email_marketing": "unknown",
        "sms_marketing": "unknown",
        "phone_marketing": "unknown",
        "post_marketing": "unknown",
    }


def test_customer__until_the_address_is_confirmed__has_no_domain(
    customer_user: User,
) -> None:
    User.objects.update(is_confirmed=False)
    assert read_one("customers", customer_user)["email_domain"] is None


def test_customer__without_a_billing_address__is_where_things_are_sent(
    customer_user: User, address_usa: Address
) -> None:
    customer_user.default_shipping_address = address_usa
    customer_user.save()
    assert read_one("customers", customer_user)["country"] == "PL"
    customer_user.default_billing_address = None
    customer_user.save()
    row = read_one("customers", customer_user)
    assert (row["country"], row["state"]) == ("US", "CA")
    customer_user.default_shipping_address = None
    customer_user.save()
    row = read_one("customers", customer_user)
    assert (row["country"], row["state"], row["city"]) == (None, None, None)


@needs_customer_types
def test_customer__of_a_type__has_its_slug(
    customer_user: User, customer_type: CustomerType
) -> None:
    customer_user.customer_type = customer_type
    customer_user.save()
    assert read_one("customers", customer_user)["customer_type"] == "b2b"
    customer_user.customer_type = None
    customer_user.save()
    assert read_one("customers", customer_user)["customer_type"] == "default"


def test_customer__wrote_public_metadata__is_told_by_private_only(
    customer_user: User, configure: Callable[..., None]
) -> None:
    configure(birthdate="born", gender="sex", email_marketing="news")
    said = {"born": "1990-05-01", "sex": " female ", "news": "true"}
    customer_user.metadata = said
    customer_user.save()
    row = read_one("customers", customer_user)
    assert (row["birthdate"], row["gender"], row["email_marketing"]) == (
        None,
        None,
        "unknown",
    )
    customer_user.private_metadata = said
    customer_user.save()
    row = read_one("customers", customer_user)
    assert (row["birthdate"], row["gender"], row["email_marketing"]) == (
        date(1990, 5, 1),
        "female",
        "subscribed",
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("1990-12-31", date(1990, 12, 31)),
        ("2000-02-29", date(2000, 2, 29)),
        ("1990-05-01T00:00:00Z", date(1990, 5, 1)),
        ("1990-05-01 00:00", date(1990, 5, 1)),
        ("1900-02-29", None),
        ("1990-02-30", None),
        ("1990-04-31", None),
        ("1990-13-01", None),
        ("1990-00-10", None),
        ("1990-01-00", None),
        ("0000-01-01", None),
        ("1990-5-1", None),
        ("01.05.1990", None),
        ("1990-05-011", None),
        ("", None),
        ("yesterday", None),
        ("\u0662000-01-01", None),
        (19900501, None),
        (None, None),
        (True, None),
        (["1990-05-01"], None),
        ({"day": "1990-05-01"}, None),
    ],
)
def test_birthdate__that_is_no_day__is_unknown(
    customer_user: User, configure: Callable[..., None], said: object, day: date | None
) -> None:
    configure(birthdate="born")
    User.objects.update(private_metadata={"born": said})
    assert read_one("customers", customer_user)["birthdate"] == day


@pytest.mark.parametrize(
    ("said", "consent"),
    [
        ("true", "subscribed"),
        (" Yes ", "subscribed"),
        ("1", "subscribed"),
        ("subscribed", "subscribed"),
        ("FALSE", "unsubscribed"),
        ("no", "unsubscribed"),
        ("off", "unsubscribed"),
        ("", "unknown"),
        ("maybe", "unknown"),
        (True, "unknown"),
    ],
)
@pytest.mark.parametrize("channel", ["email", "sms", "phone", "post"])
def test_consent__as_it_was_said__is_told(
    customer_user: User,
    configure: Callable[..., None],
    channel: str,
    said: object,
    consent: str,
) -> None:
    configure(**{f"{channel}_marketing": "agreed"})
    User.objects.update(private_metadata={"agreed": said})
    row = read_one("customers", customer_user)
    assert row.pop(f"{channel}_marketing") == consent
    assert {value for name, value in row.items() if name.endswith("_marketing")} == {
        "unknown"
    }


@pytest.mark.parametrize("private", [[], ["born"], "born", 7])
def test_metadata__that_is_no_object__breaks_nothing(
    customer_user: User, configure: Callable[..., None], private: object
) -> None:
    configure(birthdate="born")
    User.objects.update(private_metadata=private)
    assert read_one("customers", customer_user)["birthdate"] is None


@pytest.mark.parametrize(
    "name",
    ["o'clock", 'say "hi"', "100%", "%s", "%(key)s", "a\\'b", "a\\", "$$", "--", "é😀"],
)
def test_configured_name__whatever_it_is__is_only_a_name(
    customer_user: User, configure: Callable[..., None], name: str
) -> None:
    configure(gender=name, brand_attribute=name, birthdate=f"attribute:{name}")
    User.objects.update(private_metadata={name: "x"})
    assert read_one("customers", customer_user)["gender"] == "x"
    assert read("lines", customer_user) == []


def test_configured_name__with_braces__is_none(
    customer_user: User, configure: Callable[..., None]
) -> None:
    configure(gender="{{orders}}", brand_attribute="{{lines}}")
    User.objects.update(private_metadata={"{{orders}}": "x"})
    assert read_one("customers", customer_user)["gender"] is None


class Attributes:
    """Customer attributes of the default type, and values that customers have."""

    def add(self, slug: str, input_type: str) -> Attribute:
        attribute = Attribute.objects.create(
            slug=slug, name=slug.upper(), type="customer-type", input_type=input_type
        )
        CustomerType.objects.get(is_default=True).customer_attributes.add(attribute)
        return attribute

    def give(self, user: User, attribute: Attribute, slug: str, **values: Any) -> None:
        value = AttributeValue.objects.create(
            attribute=attribute, slug=slug, name=slug.title(), **values
        )
        AssignedUserAttributeValue.objects.create(user=user, value=value)


@pytest.fixture
def attributes(db: None) -> Attributes:
    if CustomerType is None:
        pytest.skip("Customers have attributes from Saleor 3.23 on.")
    return Attributes()


EMPTY = {"position": 0, "text": None, "number": None, "instant": None, "day": None}
AT = datetime(2024, 2, 29, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("input_type", "type_", "stored", "told"),
    [
        ("dropdown", "text", {}, {"text": "v"}),
        ("swatch", "text", {}, {"text": "v"}),
        ("plain-text", "text", {"plain_text": "Some text"}, {"text": "Some text"}),
        ("numeric", "number", {"numeric": 2.5}, {"number": Decimal("2.5")}),
        ("numeric", "number", {"numeric": 1e300}, {}),
        ("numeric", "number", {"numeric": None}, {}),
        ("boolean", "flag", {"boolean": False}, {"flag": False}),
        ("date", "date", {"date_time": AT}, {"day": date(2024, 2, 29)}),
        ("date-time", "instant", {"date_time": AT}, {"instant": AT}),
        ("multiselect", "set", {}, {"text": "v"}),
    ],
)
def test_attribute__of_a_type__is_told_as_it(
    customer_user: User,
    attributes: Attributes,
    input_type: str,
    type_: str,
    stored: dict[str, Any],
    told: dict[str, Any],
) -> None:
    attributes.give(customer_user, attributes.add("a", input_type), "v", **stored)
    expected = {"customer_key": customer_user.pk, "key": "a", **EMPTY, "flag": None}
    assert read("attributes", customer_user) == [expected | told]
    assert read("attribute_types") == [{"key": "a", "type": type_, "label": "A"}]


@pytest.mark.parametrize("input_type", ["file", "reference", "rich-text"])
def test_attribute__that_no_rule_can_read__is_not_told(
    customer_user: User, attributes: Attributes, input_type: str
) -> None:
    attributes.give(customer_user, attributes.add("a", input_type), "v")
    assert read("attributes") == read("attribute_types") == []


def test_attribute__with_several_values__has_them_in_places(
    customer_user: User, attributes: Attributes
) -> None:
    interests = attributes.add("interests", "multiselect")
    for slug in ("sports", "music"):
        attributes.give(customer_user, interests, slug)
    assert [(row["position"], row["text"]) for row in read("attributes")] == [
        (0, "sports"),
        (1, "music"),
    ]


def test_attribute__that_the_customers_type_has_not__is_hidden(
    customer_user: User, attributes: Attributes, customer_type: CustomerType
) -> None:
    attributes.give(customer_user, attributes.add("a", "dropdown"), "v")
    customer_user.customer_type = customer_type
    customer_user.save()
    assert read("attributes") == []


def test_attribute__that_mirrors_groups__is_not_read_back(
    customer_user: User, attributes: Attributes
) -> None:
    mirror = attributes.add("customer-groups", "multiselect")
    attributes.give(customer_user, mirror, "vip")
    mirror.private_metadata = {"saleor.customer-groups": "mirror"}
    mirror.save()
    assert read("attributes") == read("attribute_types") == []


@pytest.mark.parametrize(
    ("input_type", "stored"),
    [
        ("date", {"date_time": AT}),
        ("date-time", {"date_time": AT}),
        ("plain-text", {"plain_text": "2024-02-29"}),
    ],
)
def test_birthdate__in_an_attribute__is_told(
    customer_user: User,
    attributes: Attributes,
    configure: Callable[..., None],
    input_type: str,
    stored: dict[str, Any],
) -> None:
    configure(birthdate="attribute:born")
    attributes.give(customer_user, attributes.add("born", input_type), "v", **stored)
    assert read_one("customers", customer_user)["birthdate"] == date(2024, 2, 29)


def test_consent__in_an_attribute__is_told(
    customer_user: User, attributes: Attributes, configure: Callable[..., None]
) -> None:
    configure(sms_marketing="attribute:sms", gender="attribute:sex")
    attributes.give(customer_user, attributes.add("sms", "boolean"), "v", boolean=False)
    attributes.give(customer_user, attributes.add("sex", "dropdown"), "female")
    row = read_one("customers", customer_user)
    assert (row["sms_marketing"], row["gender"]) == ("unsubscribed", "female")


def test_order__of_a_customer__is_told(order_with_lines: Order) -> None:
    Order.objects.update(voucher_code="SPRING")
    row = read_one("orders", order_with_lines.user)
    assert row["order_key"] == str(order_with_lines.pk)
    assert row["placed_at"] == order_with_lines.created_at
    assert (row["channel"], row["currency"]) == ("main", "USD")
    assert (row["units"], row["voucher_codes"]) == (5, ["SPRING"])


def test_order__without_lines_and_codes__has_none(order: Order) -> None:
    row = read_one("orders", order.user)
    assert (row["units"], row["voucher_codes"]) == (0, [])


def test_order__of_a_guest__is_nobodys(order_with_lines: Order) -> None:
    Order.objects.update(user=None)
    assert read("orders") == read("lines") == []


def test_order__that_was_a_draft__is_placed_when_it_was_completed(
    order_with_lines: Order,
) -> None:
    completed = order_with_lines.created_at + timedelta(days=40)
    order_with_lines.events.create(type="placed_from_draft", date=completed)
    Order.objects.update(origin="draft")
    assert read_one("orders")["placed_at"] == completed


def test_gift__was_not_bought(order_with_lines: Order) -> None:
    gift = order_with_lines.lines.last()
    OrderLine.objects.filter(pk=gift.pk).update(is_gift=True)
    assert read_one("orders")["units"] == 5 - gift.quantity
    assert str(gift.pk) not in {row["line_key"] for row in read("lines")}


def test_line__of_the_catalogue__is_told_as_it_is_now(
    order_with_lines: Order,
    categories_tree: Category,
    collection: Collection,
    published_collection: Collection,
    color_attribute: Attribute,
    configure: Callable[..., None],
) -> None:
    configure(brand_attribute=color_attribute.slug)
    line = order_with_lines.lines.first()
    product = line.variant.product
    child = categories_tree.children.get()
    product.category = child
    product.save()
    published_collection.products.add(product)
    collection.products.add(product)
    red = color_attribute.values.get(slug="red")
    associate_attribute_values_to_instance(product, {color_attribute.pk: [red]})

    (row,) = (row for row in read("lines") if row["line_key"] == str(line.pk))
    assert row == {
        "customer_key": order_with_lines.user_id,
        "order_key": str(order_with_lines.pk),
        "line_key": str(line.pk),
        "quantity": line.quantity,
        "amount": line.total_price_gross_amount,
        "product": str(product.pk),
        "variant": str(line.variant_id),
        "brand": "red",
        "category_path": [str(categories_tree.pk), str(child.pk)],
        "collections": sorted([str(collection.pk), str(published_collection.pk)]),
    }


def test_line__of_what_the_catalogue_has_no_more__is_told_without(
    order_with_lines: Order,
) -> None:
    Product.objects.update(category=None)
    line = order_with_lines.lines.first()
    line.variant.delete()
    rows = {row["line_key"]: row for row in read("lines")}
    gone = rows.pop(str(line.pk))
    (other,) = rows.values()
    assert (gone["product"], gone["variant"], gone["category_path"]) == (None, None, [])
    assert (other["category_path"], other["collections"], other["brand"]) == (
        [],
        [],
        None,
    )


def test_checkout__with_something_in_it__is_open(
    checkout_with_items: Checkout, customer_user: User
) -> None:
    assert read("checkouts") == []
    checkout_with_items.user = customer_user
    checkout_with_items.total_gross_amount = Decimal(42)
    checkout_with_items.save()
    row = read_one("checkouts", customer_user)
    assert row == {
        "customer_key": customer_user.pk,
        "channel": "main",
        "currency": "USD",
        "value": Decimal(42),
        "updated_at": checkout_with_items.last_change,
    }
    checkout_with_items.lines.all().delete()
    assert read("checkouts") == []


def test_directory__shows_and_finds__by_key_name_and_email(
    customer_user: User, customer_user2: User
) -> None:
    host = get_host()
    first, second = str(customer_user.pk), str(customer_user2.pk)
    User.objects.filter(pk=second).update(first_name="", last_name="")
    assert host.show([first, second, "0", "x", "99999999999"]) == {
        first: ("Leslie Wade", "test@example.com"),
        second: ("test2@example.com", "test2@example.com"),
    }
    assert host.search(first, 10) == [first]
    assert host.search("lie wa", 10) == [first]
    assert host.search("TEST2@", 10) == [second]
    assert host.search("example.com", 1) == [first]
    assert host.search("test2@example.com", 10)[0] == second
    for nobody in ("%", "_", "\\", "99999999999", "nobody"):
        assert host.search(nobody, 10) == []
