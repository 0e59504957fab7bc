"""Whoever lacks a permission gets nothing of the API and changes nothing by it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, NamedTuple

import pytest
from django.apps import apps

from saleor_customer_groups.engine.price_lists import PercentageChange, Scope, Target
from saleor_customer_groups.graphql.schema import shared_schema
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import CustomerGroup, RestrictedKind
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.restrictions import Restricted, restrict
from tests.making import make_group

from .asking import ApiClient, global_id, user_id
from .schema_walk import request_of, root_fields
from .shops import ApiShop

FIELDS = root_fields()
USERS: Final = (Permission.MANAGE_USERS,)
#: Fields that need more than managing users.
NEED: Final[Mapping[str, tuple[Permission, ...]]] = dict.fromkeys(
    (
        "customerGroupRestriction",
        "customerGroupRestrictionSet",
        "customerGroupRestrictionLift",
        "priceLists",
        "priceList",
        "channelPricing",
        "explainPrice",
        "priceListCreate",
        "priceListUpdate",
        "priceListDelete",
        "priceListCopy",
        "priceListPricesSet",
        "priceListPricesRemove",
        "channelPricingUpdate",
    ),
    (Permission.MANAGE_USERS, Permission.MANAGE_DISCOUNTS),
)


class World(NamedTuple):
    """What there is to ask about: ids by the names of arguments."""

    customer: str
    ids: Mapping[str, str]


@pytest.fixture
def world(shop: ApiShop) -> World:
    """A group that nothing refers to, and another that a voucher is limited to and that
    a price list is for."""
    customer, voucher = shop.add_customer("Ann Lee"), shop.add_voucher("TEN")
    group = make_group("vip")
    make_group("club")
    restrict(Restricted(RestrictedKind.VOUCHER, voucher), ["club"], actor="ann")
    given = PriceListInput(name="Club", currency="EUR", groups=["club"])
    price_list = create_price_list(given, actor="ann")
    everywhere = PriceInput(Target(Scope.ALL), PercentageChange(Decimal(-10)))
    set_prices(price_list.code, [everywhere])
    variant = shop.add_variant("Juice", Decimal(9))
    return World(
        customer,
        {
            "group": global_id("CustomerGroup", group.pk),
            "customer": user_id(customer),
            "voucher": global_id("Voucher", voucher),
            "price_list": global_id("CustomerGroupPriceList", price_list.pk),
            "variant": global_id("ProductVariant", variant),
            "export": global_id("CustomerGroupExportFile", 1),
        },
    )


def everything() -> dict[str, str]:
    """A fingerprint of every table of ours."""
    return {
        model._meta.db_table: fetch(
            f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), ''))"
            f" FROM {model._meta.db_table} t",
            {},
        )[0][0]
        for model in apps.get_app_config("customer_groups").get_models()
    }


def test_schema__at_the_top__has_all_that_is_tested() -> None:
    assert len(FIELDS) >= 35
    assert ("query", "customerGroups") in FIELDS
    assert ("mutation", "customerGroupDelete") in FIELDS
    assert set(NEED) <= {name for _, name in FIELDS}


def test_fields__that_say_permissions__say_what_is_tested() -> None:
    for root in ("Query", "Mutation"):
        for name, field in shared_schema().get_type(root).fields.items():
            needed = NEED.get(name, USERS)
            how_many = "one" if len(needed) == 1 else "all"
            said = f"{how_many} of the following permissions: {', '.join(needed)}."
            assert field.description.endswith(said), name


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_by_strangers__refuses_and_changes_nothing(
    shop: ApiShop, world: World, kind: str, name: str
) -> None:
    """Strangers have every permission but one of those that it takes."""
    needed = NEED.get(name, USERS)
    request = request_of(kind, name, world.ids)
    shop.client()  # one who is new becomes known to the groups
    before = everything()

    def check(who: str, client: ApiClient) -> None:
        answer = client.ask(request)
        assert answer.status == 200, (who, answer.body)
        assert answer.code == "PermissionDenied", who
        assert answer.message.endswith(f"permissions: {', '.join(needed)}"), who
        assert answer.body["data"] == {name: None}, who

    check("anonymous", shop.anonymous_client())
    check("customer", shop.customer_client(world.customer))
    check("staff without permissions", shop.client())
    for missing in needed:
        check(f"staff without {missing}", shop.client(*set(Permission) - {missing}))
    assert everything() == before


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_with_permission__is_answered(
    shop: ApiShop, world: World, kind: str, name: str
) -> None:
    """The requests above are refused for want of permission and nothing else; and no
    more than these permissions is needed."""
    client = shop.client(*NEED.get(name, USERS))

    answer = client.ask(request_of(kind, name, world.ids))

    assert answer.status == 200, answer.body
    assert "errors" not in answer.body, answer.body


@pytest.mark.parametrize("name", list(shared_schema().get_mutation_type().fields))
def test_mutations__with_permission__change_something(
    world: World, staff: ApiClient, name: str
) -> None:
    """So that "nothing changed" says something of those without it. What one host adds
    to them, its own tests show."""
    if name == "customerGroupMembersRemove":
        add_members("vip", [world.customer], actor="ann")
    before = everything()

    answer = staff.ask(request_of("mutation", name, world.ids))

    assert "errors" not in answer.body
    if name != "customerGroupEvaluate":
        assert everything() != before, answer.body
    assert CustomerGroup.objects.filter(is_default=True).count() == 1
