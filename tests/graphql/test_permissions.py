"""Whoever lacks a permission gets nothing of the API and changes nothing by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, NamedTuple

import pytest
from django.apps import apps
from graphql import GraphQLObjectType
from graphql.type.definition import get_named_type

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.engine.price_lists import PercentageChange, Scope, Target
from saleor_customer_groups.graphql.schema import shared_schema
from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import CustomerGroup, RestrictedKind
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
    items_of,
    release_items,
)
from saleor_customer_groups.services.campaign_rows import get_campaign
from saleor_customer_groups.services.campaigns import CampaignInput, create_campaign
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.restrictions import Restricted, restrict
from tests.making import make_group

from .asking import ApiClient, global_id, user_id
from .schema_walk import request_of, root_fields, selection_of
from .shops import ApiShop

FIELDS = root_fields()


class Need(NamedTuple):
    """What a field asks for, as its refusal says it: all of these, or any."""

    permissions: tuple[Permission, ...]
    said: str = "all"

    def sets(self) -> Iterable[tuple[Permission, ...]]:
        """Each that is just enough."""
        is_any = self.said == "one" and len(self.permissions) > 1
        return [(each,) for each in self.permissions] if is_any else [self.permissions]

    def lacking(self) -> Iterable[frozenset[Permission]]:
        """Each that has all permissions but what it takes."""
        every = frozenset(Permission)
        if len(list(self.sets())) > 1:
            return [every - set(self.permissions)]
        return [every - {each} for each in self.permissions]

    def __str__(self) -> str:
        named = ", ".join(self.permissions)
        return f"{self.said} of the following permissions: {named}"


USERS: Final = Need((Permission.MANAGE_USERS,), "one")
PRODUCTS: Final = Need((Permission.MANAGE_PRODUCTS,), "one")
DISCOUNTS: Final = Need((Permission.MANAGE_DISCOUNTS,), "one")
ORDERS: Final = Need((Permission.MANAGE_ORDERS,), "one")
ANY: Final = Need(
    (Permission.MANAGE_USERS, Permission.MANAGE_DISCOUNTS, Permission.MANAGE_PRODUCTS),
    "one",
)
PRODUCTS_AND_USERS: Final = Need((Permission.MANAGE_PRODUCTS, Permission.MANAGE_USERS))
#: Fields that need something else than managing users.
NEED: Final[Mapping[str, Need]] = {
    **dict.fromkeys(
        ("customerGroups", "customerGroup", "customerGroupRequester", "channels"), ANY
    ),
    "orderPrices": ORDERS,
    **dict.fromkeys(
        (
            "customerGroupRestriction",
            "customerGroupRestrictionSet",
            "customerGroupRestrictionLift",
            "campaigns",
            "campaign",
            "campaignCreate",
            "campaignUpdate",
            "campaignStart",
            "campaignPause",
            "campaignEnd",
            "campaignDelete",
            "campaignItemsAdd",
            "campaignItemsRemove",
        ),
        DISCOUNTS,
    ),
    **dict.fromkeys(
        (
            "priceLists",
            "priceList",
            "channelPricing",
            "priceTargets",
            "explainPrice",
            "quoteBasket",
            "priceListCreate",
            "priceListUpdate",
            "priceListDelete",
            "priceListCopy",
            "priceListPricesSet",
            "priceListPricesChange",
            "priceListImport",
            "priceListExport",
            "priceFile",
            "priceListPricesRemove",
            "channelPricingUpdate",
        ),
        PRODUCTS,
    ),
}
#: The same of those that only some hosts have.
HOSTS_NEED: Final[Mapping[str, Need]] = dict.fromkeys(
    ("customerGroupVoucherCreate", "customerGroupPromotionCreate"), DISCOUNTS
)
#: What is told of a group to whoever may choose one; all else is about its customers.
OPEN: Final[Mapping[str, frozenset[str]]] = {
    "CustomerGroup": frozenset(
        {"id", "code", "name", "kind", "visibility", "audience", "description"}
        | {"subscribeTexts", "colour", "contactType", "isDefault", "parent", "children"}
        | {"revision", "status", "createdAt", "updatedAt", "archivedAt"}
    ),
    "CustomerGroupStatus": frozenset({"state", "frozenSince", "evaluatedThrough"}),
}
#: Types that tell of customers.
ABOUT_CUSTOMERS: Final = frozenset(
    {"CustomerGroupCustomer", "CustomerGroupMember", "CustomerGroupEvent"}
    | {"CustomerGroupStatistics", "CustomerGroupPreview", "CustomerGroupExplanation"}
    | {"CustomerGroupHealth", "CustomerGroupUsage", "CustomerGroupExportFile"}
)


def need_of(name: str) -> Need:
    return {**NEED, **HOSTS_NEED}.get(name, USERS)


class World(NamedTuple):
    """What there is to ask about: ids by the names of arguments."""

    customer: str
    ids: Mapping[str, str]


@pytest.fixture
def world(shop: ApiShop) -> World:
    """A group that nothing refers to, and another that a voucher is limited to, and that
    a price list, a running campaign with a voucher, and a draft of one are for."""
    customer, voucher = shop.add_customer("Ann Lee"), shop.add_voucher("TEN")
    group = make_group("vip")
    make_group("club")
    restrict(Restricted(RestrictedKind.VOUCHER, voucher), ["club"], actor="ann")
    given = PriceListInput(name="Club", currency="EUR", groups=["club"])
    price_list = create_price_list(given, actor="ann")
    everywhere = PriceInput(Target(Scope.ALL), PercentageChange(Decimal(-10)))
    set_prices(price_list.code, [everywhere])
    variant = shop.add_variant("Juice", Decimal(9))
    item = CampaignItem(ItemKind.VOUCHER, shop.add_voucher("TWENTY"))
    draft = CampaignInput(name="Draft", groups=["club"])
    running = replace(draft, name="Spring", status=CampaignStatus.ACTIVE)
    campaigns = [create_campaign(each, actor="ann") for each in (running, draft)]
    add_items(campaigns[0].code, [item], actor="ann")
    return World(
        customer,
        {
            "group": global_id("CustomerGroup", group.pk),
            "customer": user_id(customer),
            "voucher": global_id("Voucher", voucher),
            "price_list": global_id("CustomerGroupPriceList", price_list.pk),
            "variant": global_id("ProductVariant", variant),
            "campaign": global_id("CustomerGroupCampaign", campaigns[0].pk),
            "draft_campaign": global_id("CustomerGroupCampaign", campaigns[1].pk),
            "item": global_id("Voucher", item.key),
            "export": global_id("CustomerGroupExportFile", 1),
            "price_file": global_id("CustomerGroupPriceFile", 1),
            "order": global_id("Order", "00000000-0000-0000-0000-000000000001"),
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
            assert field.description.endswith(f"\n\nRequires {needed}."), name


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_by_strangers__refuses_and_changes_nothing(
    shop: ApiShop, world: World, kind: str, name: str
) -> None:
    """Strangers have every permission but what it takes."""
    needed = need_of(name)
    request = request_of(kind, name, world.ids)
    shop.client()  # one who is new becomes known to the groups
    before = everything()

    def check(who: str, client: ApiClient) -> None:
        answer = client.ask(request)
        assert answer.status == 200, (who, answer.body)
        assert answer.code == "PermissionDenied", who
        assert answer.message == f"To access this path, you need {needed}", who
        assert answer.body["data"] == {name: None}, who

    check("anonymous", shop.anonymous_client())
    check("customer", shop.customer_client(world.customer))
    check("staff without permissions", shop.client())
    for held in needed.lacking():
        check(f"staff with {sorted(held)}", shop.client(*held))
    assert everything() == before


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_field__asked_for_with_permission__is_answered(
    shop: ApiShop, world: World, kind: str, name: str
) -> None:
    """The requests above are refused for want of permission and nothing else; and no
    more than these permissions is needed."""
    sets = need_of(name).sets()
    for permissions in sets if kind == "query" else list(sets)[:1]:
        answer = shop.client(*permissions).ask(request_of(kind, name, world.ids))

        assert answer.status == 200, answer.body
        assert "errors" not in answer.body, answer.body


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        (type_, name)
        for type_ in OPEN
        for name in shared_schema().get_type(type_).fields
    ],
)
def test_group__by_who_may_only_choose_one__tells_nothing_of_its_customers(
    shop: ApiShop, world: World, type_: str, name: str
) -> None:
    """Field by field, and whichever way one comes to the group."""
    asked, path = selection_of(type_, name), (name,)
    if type_ == "CustomerGroupStatus":
        asked, path = f"status {{ state {asked} }}", ("status", name)
    ways = {
        Permission.MANAGE_PRODUCTS: f"""priceList(id: "{world.ids["price_list"]}") {{
            groups {{ code {asked} }} }}""",
        Permission.MANAGE_DISCOUNTS: f"""customerGroupRestriction(
            voucher: "{world.ids["voucher"]}") {{ groups {{ code {asked} }} }}""",
    }
    for permission, way in ways.items():
        client = shop.client(permission)
        for query in (f'customerGroup(code: "club") {{ code {asked} }}', way):
            answer = client.ask(f"{{ found: {query} }}")
            group = answer.body["data"]["found"]
            place: list[Any] = ["found"]
            if "groups" in group:
                (group,), place = group["groups"], ["found", "groups", 0]
            assert group["code"] == "club"
            if name in OPEN[type_]:
                assert "errors" not in answer.body, answer.body
                continue
            for part in path:
                group = group[part]
            assert group is None
            assert answer.code == "PermissionDenied"
            assert answer.message == f"To access this path, you need {USERS}"
            assert answer.errors[0]["path"] == [*place, *path]


def test_schema__without_managing_users__leads_to_no_customer() -> None:
    """Over every field that does not say that it needs that."""
    schema = shared_schema()
    seen: set[str] = set()
    waiting = [
        str(get_named_type(field.type))
        for root in ("Query", "Mutation")
        for name, field in schema.get_type(root).fields.items()
        if NEED.get(name, USERS) is not USERS
    ]
    while waiting:
        name = waiting.pop()
        type_ = schema.get_type(name)
        if name in seen or not isinstance(type_, GraphQLObjectType):
            continue
        seen.add(name)
        waiting += [
            str(get_named_type(field.type))
            for field in type_.fields.values()
            if not (field.description or "").endswith(f"Requires {USERS}.")
        ]
    assert "CustomerGroup" in seen
    assert seen & ABOUT_CUSTOMERS == set()
    assert set(map(str, ABOUT_CUSTOMERS)) <= set(schema.get_type_map())


@pytest.mark.parametrize(
    "arguments",
    [
        "where: {memberCount: {eq: 0}}",
        "where: {memberCount: {range: {gte: 5}}}",
        "where: {OR: [{AND: [{memberCount: {oneOf: [1]}}]}]}",
        "sortBy: {field: MEMBER_COUNT, direction: ASC}",
    ],
)
def test_groups__found_by_their_number_of_members__needs_managing_users(
    shop: ApiShop, arguments: str
) -> None:
    """Or one could count them by asking often enough."""
    ask = (
        f"{{ customerGroups(first: 5, {arguments}) {{ edges {{ node {{ code }} }} }} }}"
    )
    others = set(Permission) - {Permission.MANAGE_USERS}
    answer = shop.client(*others).ask(ask)
    assert answer.code == "PermissionDenied"
    assert answer.body["data"] == {"customerGroups": None}
    assert shop.client(Permission.MANAGE_USERS).get(ask)


@pytest.mark.parametrize("name", ["explainPrice", "quoteBasket"])
def test_prices__of_a_certain_customer__need_managing_users_too(
    shop: ApiShop, world: World, name: str
) -> None:
    ask = request_of("query", name, world.ids).replace(
        f"{name}(", f'{name}(customer: "{world.ids["customer"]}", '
    )
    others = set(Permission) - {Permission.MANAGE_USERS}
    answer = shop.client(*others).ask(ask)
    assert answer.message == f"To access this path, you need {PRODUCTS_AND_USERS}"
    assert answer.body["data"] == {name: None}
    assert shop.client(*PRODUCTS_AND_USERS.permissions).get(ask)


@pytest.mark.parametrize("name", list(shared_schema().get_mutation_type().fields))
def test_mutations__with_permission__change_something(
    world: World, staff: ApiClient, name: str
) -> None:
    """So that "nothing changed" says something of those without it. What one host adds
    to them, its own tests show."""
    if name == "customerGroupMembersRemove":
        add_members("vip", [world.customer], actor="ann")
    if name == "campaignItemsAdd":
        spring = get_campaign("spring")
        release_items(spring.code, items_of([spring.pk])[spring.pk])
    before = everything()

    answer = staff.ask(request_of("mutation", name, world.ids))

    assert "errors" not in answer.body
    if name != "customerGroupEvaluate":
        assert everything() != before, answer.body
    assert CustomerGroup.objects.filter(is_default=True).count() == 1
