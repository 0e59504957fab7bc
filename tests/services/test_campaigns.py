"""Campaigns: what they hold stands and falls with them, at every instant."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.engine import restrictions as engine
from saleor_customer_groups.engine.campaigns import (
    CampaignState,
    CampaignStatus,
    Closure,
)
from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.engine.restrictions import Refusal
from saleor_customer_groups.models import Campaign, PriceList, RestrictedKind
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.campaign_items import (
    ITEMS_LIMIT,
    CampaignItem,
    ItemKind,
    add_items,
    items_of,
    release_items,
)
from saleor_customer_groups.services.campaign_rows import campaign_of, get_campaign
from saleor_customer_groups.services.campaigns import (
    CampaignInput,
    create_campaign,
    delete_campaign,
    edit_campaign,
    end_campaign,
    pause_campaign,
    start_campaign,
)
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import (
    archive_group,
    delete_group,
    get_group,
    usage,
)
from saleor_customer_groups.services.price_list_copies import copy_price_list
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
    delete_price_list,
    edit_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.services.pricing import Buyer, open_price_book
from saleor_customer_groups.services.restrictions import (
    Restricted,
    decide,
    get_restriction,
    lift,
    lift_restrictions,
    restrict,
    restrictions_of,
    shares,
)
from tests.making import NOW, StillClock

from .campaigning import random_campaign
from .shopping import join_shop, make_group

pytestmark = pytest.mark.django_db

VOUCHER, PROMOTION = RestrictedKind.VOUCHER, RestrictedKind.PROMOTION
TEN = CampaignItem(ItemKind.VOUCHER, "TEN")
SALE = CampaignItem(ItemKind.PROMOTION, "Sale")
LIST = CampaignItem(ItemKind.PRICE_LIST, "vip-prices")
WEEK = timedelta(days=7)


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> StillClock:
    clock_ = StillClock()
    monkeypatch.setattr(clock, "database_now", clock_)
    return clock_


@pytest.fixture
def shop() -> None:
    """Ann is in vip, bob in b2b; a list of theirs gives everything away for 1."""
    join_shop("ann", "bob")
    for code, customer in (("vip", "ann"), ("b2b", "bob")):
        make_group(code)
        add_members(code, [customer], actor="eve")
    create_price_list(
        PriceListInput(
            name="VIP prices", currency="EUR", groups=["b2b"], starts_at=NOW - WEEK
        ),
        actor="eve",
    )
    set_prices(LIST.key, [PriceInput(Target(Scope.ALL), FixedPrice(Decimal(1)))])


@pytest.fixture
def spring(shop: None) -> Campaign:
    """Open for a week from now on, for vip; holds a voucher, a promotion and the list."""
    made = create_campaign(
        CampaignInput(
            name="Spring",
            groups=["vip"],
            status=CampaignStatus.ACTIVE,
            starts_at=NOW,
            ends_at=NOW + WEEK,
        ),
        actor="eve",
    )
    assert add_items("spring", [TEN, SALE, LIST], actor="eve") == 3
    return made


def had(customer: str, at: datetime, channel: str = "web") -> list[bool]:
    """Whether the customer has the voucher, the promotion, and the list's price."""
    buyer = Buyer(customer, channel, "EUR")
    answer = decide(VOUCHER, ["TEN"], customer, channel=channel, at=at)["TEN"]
    book = open_price_book(buyer, ["juice"], at=at)
    price = book and book.quote("juice", 1, Decimal(10)).amount
    return [
        answer.is_allowed,
        "Sale" in shares(PROMOTION, [buyer], at=at)[buyer].own,
        price == 1,
    ]


ALL, NONE = [True] * 3, [False] * 3


def refusal(
    code: ErrorCode, match: str | None = None
) -> pytest.RaisesExc[CustomerGroupsError]:
    return pytest.raises(
        CustomerGroupsError, match=match, check=lambda error: error.code is code
    )


# What it holds


def test_held__at_every_instant__only_for_members_and_only_while_it_is_open(
    spring: Campaign,
) -> None:
    tick = timedelta(microseconds=1)
    for at, answers in (
        (NOW - tick, NONE),
        (NOW, ALL),
        (NOW + WEEK - tick, ALL),
        (NOW + WEEK, NONE),
    ):
        assert had("ann", at) == answers, at
        assert had("bob", at) == NONE, at


def test_held__by_the_databases_own_clock__without_another_statement(
    spring: Campaign,
) -> None:
    """Its week is long over."""
    with CaptureQueriesContext(connection) as captured:
        found = decide(VOUCHER, ["TEN"], "ann", channel="web")["TEN"]
    assert (found.refusal, found.closure) == (Refusal.CAMPAIGN_CLOSED, Closure.ENDED)
    assert len(captured) == 2
    edit_campaign("spring", {"ends_at": None}, actor="eve")
    assert decide(VOUCHER, ["TEN"], "ann", channel="web")["TEN"].is_allowed
    with CaptureQueriesContext(connection) as captured:
        assert shares(PROMOTION, [Buyer("ann", "web", "EUR")])
    assert len(captured) == 2


def test_held__in_some_channels__in_no_other(spring: Campaign) -> None:
    edit_campaign("spring", {"channels": ["app"]}, actor="eve")
    assert [had("ann", NOW, channel) for channel in ("app", "web")] == [ALL, NONE]


def test_held__paused_or_a_draft__for_nobody(
    spring: Campaign, still: StillClock
) -> None:
    pause_campaign("spring", actor="eve")
    assert had("ann", NOW) == NONE
    edit_campaign("spring", {"status": CampaignStatus.DRAFT}, actor="eve")
    assert had("ann", NOW) == NONE
    start_campaign("spring", actor="eve")
    assert had("ann", NOW) == ALL


def test_held__other_groups__follow_at_once(spring: Campaign) -> None:
    edit_campaign("spring", {"groups": ["b2b", "standard"]}, actor="eve")
    assert [had(who, NOW) for who in ("ann", "bob", "nobody")] == [ALL, ALL, NONE]
    edit_campaign("spring", {"groups": ["b2b"]}, actor="eve")
    assert [had(who, NOW) for who in ("ann", "bob")] == [NONE, ALL]


def test_held__its_group_archived__for_nobody(spring: Campaign) -> None:
    archive_group("vip", actor="eve")
    assert had("ann", NOW) == NONE
    assert "TEN" in restrictions_of(VOUCHER, ["TEN"])


def test_add__restricted_before__the_campaigns_groups_are_what_counts(
    spring: Campaign,
) -> None:
    other = CampaignItem(ItemKind.VOUCHER, "OTHER")
    restrict(Restricted(VOUCHER, "OTHER"), ["b2b"], ["vip"], actor="eve")
    add_items("spring", [other], actor="eve")
    assert [
        decide(VOUCHER, ["OTHER"], who, channel="web", at=NOW)["OTHER"].is_allowed
        for who in ("ann", "bob")
    ] == [True, False]


def test_add__list__is_active_and_its_own_window_is_gone(spring: Campaign) -> None:
    row = PriceList.objects.get(code=LIST.key)
    assert (row.status, row.starts_at, row.ends_at) == ("active", None, None)
    assert [group.code for group in row.groups.all()] == ["vip"]


def test_add__again__nothing_new(spring: Campaign) -> None:
    assert add_items("spring", [TEN, LIST, TEN], actor="eve") == 0
    assert items_of([spring.pk]) == {spring.pk: [TEN, SALE, LIST]}


def test_add__what_cannot_be__is_refused_and_nothing_is_held(
    spring: Campaign,
) -> None:
    create_campaign(CampaignInput(name="Other", groups=["b2b"]), actor="eve")
    create_price_list(
        PriceListInput(
            name="Old",
            currency="EUR",
            groups=["vip"],
            status=PriceListStatus.ARCHIVED,
        ),
        actor="eve",
    )
    old, gone = (CampaignItem(ItemKind.PRICE_LIST, key) for key in ("old", "gone"))
    free = CampaignItem(ItemKind.VOUCHER, "FREE")
    for item, code, said in (
        (TEN, ErrorCode.IN_USE, "“Spring” holds this voucher"),
        (LIST, ErrorCode.IN_USE, "“Spring” holds this price list"),
        (old, ErrorCode.ARCHIVED, "“old” is archived"),
        (gone, ErrorCode.NOT_FOUND, "no price list “gone”"),
    ):
        with refusal(code, said) as refused:
            add_items("other", [free, item], actor="eve")
        assert refused.value.field == "items[1]"
    with refusal(ErrorCode.TOO_MANY, str(ITEMS_LIMIT)):
        many = [CampaignItem(ItemKind.VOUCHER, f"V{n}") for n in range(ITEMS_LIMIT - 2)]
        add_items("spring", many, actor="eve")
    assert items_of([get_campaign("other").pk]) == {get_campaign("other").pk: []}
    assert restrictions_of(VOUCHER, ["FREE", "V1"]) == {}
    assert add_items("spring", many[1:], actor="eve") == ITEMS_LIMIT - 3


def test_restrict_and_lift__held__refused(spring: Campaign) -> None:
    for act in (
        lambda: restrict(Restricted(VOUCHER, "TEN"), ["b2b"], actor="eve"),
        lambda: lift(Restricted(VOUCHER, "TEN")),
    ):
        with refusal(ErrorCode.IN_USE, "“Spring” holds this voucher"):
            act()
    assert had("ann", NOW) == ALL


@pytest.mark.parametrize(
    "changes", [{"groups": ["b2b"]}, {"starts_at": NOW}, {"ends_at": NOW + WEEK}]
)
def test_edit_list__held__the_campaign_says_for_whom_and_when(
    spring: Campaign, changes: dict[str, object]
) -> None:
    with refusal(ErrorCode.IN_USE, "“Spring” holds this list") as refused:
        edit_price_list(LIST.key, changes, actor="eve")
    assert [refused.value.field] == list(changes)
    # What is as it was is no change; the rest is the list's own.
    same = {"groups": ["vip"], "starts_at": None, "ends_at": None, "name": "New"}
    assert edit_price_list(LIST.key, same, actor="eve").name == "New"
    assert had("ann", NOW) == ALL


def test_list__paused_in_a_running_campaign__gives_no_price(spring: Campaign) -> None:
    edit_price_list(LIST.key, {"status": PriceListStatus.PAUSED}, actor="eve")
    assert had("ann", NOW) == [True, True, False]


def test_copy_list__held__a_draft_for_its_groups_in_no_campaign(
    spring: Campaign,
) -> None:
    copied = copy_price_list(LIST.key, name="Copy", actor="eve")
    assert (copied.campaign, copied.status) == (None, "draft")
    assert [group.code for group in copied.groups.all()] == ["vip"]


def test_delete__what_it_holds__leaves_it(spring: Campaign) -> None:
    delete_price_list(LIST.key)
    lift_restrictions(VOUCHER, ["TEN"])  # as the host does once it is deleted
    assert items_of([spring.pk]) == {spring.pk: [SALE]}


# What it lets go


def test_release__stays_limited_and_lists_are_paused(spring: Campaign) -> None:
    assert release_items("spring", [TEN, LIST, CampaignItem(TEN.kind, "NO")]) == 2
    late = NOW + 10 * WEEK
    assert [had(who, late) for who in ("ann", "bob")] == [[True, False, False], NONE]
    assert PriceList.objects.get(code=LIST.key).status == PriceListStatus.PAUSED
    assert items_of([spring.pk]) == {spring.pk: [SALE]}
    assert lift(Restricted(VOUCHER, "TEN"))
    changes = {"groups": ["b2b"], "status": PriceListStatus.ACTIVE}
    edit_price_list(LIST.key, changes, actor="eve")


def test_delete__holds_something__refused_unless_it_is_released(
    spring: Campaign,
) -> None:
    held = "the voucher “TEN”, the promotion “Sale”, the price list “VIP prices”"
    with refusal(ErrorCode.IN_USE, held):
        delete_campaign("spring")
    delete_campaign("spring", releases=True)
    assert not Campaign.objects.exists()
    assert [had(who, NOW) for who in ("ann", "bob")] == [[True, True, False], NONE]
    restriction = get_restriction(Restricted(VOUCHER, "TEN"))
    assert restriction is not None
    assert (restriction.campaign, restriction.groups[0].code) == (None, "vip")


def test_usage__of_its_group__names_it_and_the_group_stays(spring: Campaign) -> None:
    assert "the campaign “Spring”" in usage(get_group("vip"))
    with refusal(ErrorCode.IN_USE, "the campaign “Spring”"):
        delete_group("vip", actor="eve")


# Its window


def test_create__active_without_a_start__starts_now(
    shop: None, still: StillClock
) -> None:
    given = CampaignInput(name="Now", groups=["vip"], status=CampaignStatus.ACTIVE)
    made = create_campaign(given, actor="eve")
    assert (made.starts_at, made.created_by, made.updated_by) == (NOW, "eve", "eve")
    assert campaign_of(made).state(NOW) is CampaignState.RUNNING


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"groups": []}, ErrorCode.REQUIRED, "groups"),
        ({"groups": ["no"]}, ErrorCode.NOT_FOUND, "groups"),
        ({"channels": [" "]}, ErrorCode.INVALID, "channels"),
        ({"channels": [f"c{n}" for n in range(101)]}, ErrorCode.TOO_MANY, "channels"),
        ({"ends_at": NOW}, ErrorCode.INVALID, "ends_at"),
        ({"starts_at": None, "ends_at": NOW}, ErrorCode.INVALID, "ends_at"),
        ({"name": " "}, ErrorCode.INVALID, "name"),
        ({"code": "other"}, ErrorCode.IMMUTABLE, "code"),
    ],
)
def test_edit__what_cannot_be__is_refused_and_nothing_changes(
    spring: Campaign,
    still: StillClock,
    changes: dict[str, object],
    code: ErrorCode,
    field: str,
) -> None:
    with refusal(code) as refused:
        edit_campaign("spring", {"description": "New", **changes}, actor="eve")
    assert refused.value.field == field
    assert get_campaign("spring").description == ""
    assert had("ann", NOW) == ALL


def test_create__code_taken__refused(spring: Campaign) -> None:
    with refusal(ErrorCode.UNIQUE, "a campaign with the code “spring”"):
        create_campaign(CampaignInput(name="Spring", groups=["vip"]), actor="eve")


def test_start__scheduled_or_paused__opens_now(
    spring: Campaign, still: StillClock
) -> None:
    still.advance(days=-1)
    assert start_campaign("spring", actor="bob").starts_at == still.now
    assert had("ann", still.now) == ALL
    begun = still.now
    still.advance(days=2)
    pause_campaign("spring", actor="eve")
    assert start_campaign("spring", actor="bob").starts_at == begun
    assert (get_campaign("spring").updated_by, had("ann", still.now)) == ("bob", ALL)


def test_end__running__closed_from_that_instant_on_and_again_without_effect(
    spring: Campaign, still: StillClock
) -> None:
    now = still.advance(days=1)
    end_campaign("spring", actor="bob")
    assert had("ann", now - timedelta(microseconds=1)) == ALL
    assert had("ann", now) == NONE
    still.advance(days=1)
    assert end_campaign("spring", actor="eve").ends_at == now
    with refusal(ErrorCode.INVALID, "has ended"):
        start_campaign("spring", actor="eve")
    with refusal(ErrorCode.INVALID, "has ended"):
        pause_campaign("spring", actor="eve")
    # It can be given a later end.
    edit_campaign("spring", {"ends_at": None}, actor="eve")
    assert had("ann", still.now) == ALL


def test_end_and_pause__not_started__say_so(
    spring: Campaign, still: StillClock
) -> None:
    still.advance(days=-1)
    with refusal(ErrorCode.INVALID, "has not started"):
        end_campaign("spring", actor="eve")
    pause_campaign("spring", actor="eve")
    edit_campaign("spring", {"status": CampaignStatus.DRAFT}, actor="eve")
    for turn in (end_campaign, pause_campaign):
        with refusal(ErrorCode.INVALID, "Spring"):
            turn("spring", actor="eve")


def test_database__keeps_no_window_that_cannot_be(spring: Campaign) -> None:
    with pytest.raises(IntegrityError, match="cgroups_campaign_window"):
        Campaign.objects.update(ends_at=NOW - WEEK)


# All of it, at random

GROUPS = ("vip", "b2b", "gold")
CUSTOMERS = {"ann": {"vip", "gold"}, "bob": {"b2b"}, "cy": set[str]()}


def _random_restrictions(
    chance: random.Random, channel: str
) -> Iterator[tuple[str, engine.Restriction]]:
    for number in range(6):
        key = f"{channel}-{number}"
        excluded = chance.sample(GROUPS, chance.randint(0, 1))
        groups = [code for code in chance.sample(GROUPS, 2) if code not in excluded]
        made = restrict(Restricted(PROMOTION, key), groups, excluded, actor="eve")
        if chance.random() < 0.3:
            yield key, made
            continue
        given = random_campaign(chance, NOW, GROUPS, channel)
        create_campaign(given, actor="eve")
        item = CampaignItem(ItemKind.PROMOTION, key)
        add_items(given.code, [item], actor="eve")
        if chance.random() < 0.2:
            release_items(given.code, [item])
            yield key, engine.Restriction(frozenset(given.groups))
            continue
        campaign = campaign_of(get_campaign(given.code))
        yield (
            key,
            engine.Restriction(frozenset(given.groups), campaign=campaign),
        )


def test_decide__random_shops__as_the_pure_reasoning() -> None:
    chance = random.Random(20260302)
    join_shop(*CUSTOMERS)
    for code in GROUPS:
        make_group(code)
        for customer, groups in CUSTOMERS.items():
            if code in groups:
                add_members(code, [customer], actor="eve")
    allowed = 0
    for number in range(40):
        channel = f"channel-{number}"
        made = dict(_random_restrictions(chance, channel))
        buyers = [Buyer(customer, channel, "EUR") for customer in CUSTOMERS]
        own = shares(PROMOTION, buyers, at=NOW)
        for buyer in buyers:
            memberships = frozenset(CUSTOMERS[buyer.customer])
            expected = {
                key: each.decide(memberships, channel, NOW)
                for key, each in made.items()
            }
            found = decide(
                PROMOTION, list(made), buyer.customer, channel=channel, at=NOW
            )
            assert found == expected
            mine = {key for key, each in expected.items() if each.is_allowed}
            assert own[buyer].own & made.keys() == mine
            assert own[buyer].foreign & made.keys() == made.keys() - mine
            allowed += len(mine)
    assert allowed > 40
