"""Vouchers and promotions for groups: what is kept, and who may use them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_customer_groups.engine.restrictions import Refusal
from saleor_customer_groups.models import RestrictedKind, Restriction, RestrictionGroup
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.groups import (
    archive_group,
    delete_group,
    get_group,
    usage,
)
from saleor_customer_groups.services.restrictions import (
    Restricted,
    decide,
    lift_restrictions,
    restrict,
    restrictions_of,
)
from saleor_customer_groups.services.usable_groups import GROUPS_LIMIT

from .shopping import join_shop, make_group

pytestmark = pytest.mark.django_db

VOUCHER, PROMOTION = RestrictedKind.VOUCHER, RestrictedKind.PROMOTION
TEN = Restricted(VOUCHER, "TEN")


@pytest.fixture
def ann_is_vip() -> None:
    """Ann is a member of vip, whose parent is club; bob of nothing."""
    join_shop("ann", "bob")
    make_group("club")
    make_group("vip", parent="club")
    make_group("b2b")
    add_members("vip", ["ann"], actor="eve")


def _allowed(key: str, customer: str | None, kind: RestrictedKind = VOUCHER) -> bool:
    return decide(kind, [key], customer, channel="web")[key].is_allowed


def test_decide__restricted_to_a_group__members_and_those_of_its_children(
    ann_is_vip: None,
) -> None:
    for group in ("vip", "club"):
        restrict(TEN, [group], actor="eve")
        answers = {who: _allowed("TEN", who) for who in ("ann", "bob", "nobody", None)}
        assert answers == {"ann": True, "bob": False, "nobody": False, None: False}


def test_decide__excluded__members_are_refused_and_guests_are_not(
    ann_is_vip: None,
) -> None:
    restrict(TEN, [], ["vip"], actor="eve")
    answers = {who: _allowed("TEN", who) for who in ("ann", "bob", None)}
    assert answers == {"ann": False, "bob": True, None: True}
    found = decide(VOUCHER, ["TEN"], "ann", channel="web")["TEN"]
    assert (found.refusal, found.groups) == (Refusal.EXCLUDED, ("vip",))


def test_decide__default_group__every_registered_customer_and_no_guest(
    ann_is_vip: None,
) -> None:
    restrict(TEN, ["standard"], ["vip"], actor="eve")
    answers = {who: _allowed("TEN", who) for who in ("ann", "bob", None)}
    assert answers == {"ann": False, "bob": True, None: False}


def test_decide__left_the_group__refused_at_once(ann_is_vip: None) -> None:
    restrict(TEN, ["vip"], actor="eve")
    remove_members("vip", ["ann"], actor="eve")
    assert not _allowed("TEN", "ann")


def test_decide__archived_group__nobody(ann_is_vip: None) -> None:
    """What it restricts stays restricted."""
    restrict(TEN, ["vip"], actor="eve")
    archive_group("vip", actor="eve")
    assert not _allowed("TEN", "ann")


def test_decide__kinds__do_not_mix(ann_is_vip: None) -> None:
    restrict(Restricted(PROMOTION, "TEN"), ["vip"], actor="eve")
    assert decide(VOUCHER, ["TEN"], "bob", channel="web") == {}
    assert not _allowed("TEN", "bob", PROMOTION)


def test_decide__queries__one_for_what_is_for_everybody_else_two(
    ann_is_vip: None,
) -> None:
    restrict(TEN, ["vip"], actor="eve")
    counts = []
    for keys, customer in (
        ([], "ann"),
        (["OTHER"], "ann"),
        (["TEN"], None),
        (["TEN", "OTHER"], "ann"),
    ):
        with CaptureQueriesContext(connection) as captured:
            decide(VOUCHER, keys, customer, channel="web")
        counts.append(len(captured))
    assert counts == [0, 1, 1, 2]


def test_restrict__again__takes_the_place_of_the_first(ann_is_vip: None) -> None:
    restrict(TEN, ["vip"], actor="eve")
    restrict(TEN, ["b2b"], ["club"], actor="eve")
    (found,) = restrictions_of(VOUCHER, ["TEN", "OTHER"]).values()
    assert (found.groups, found.excluded_groups) == ({"b2b"}, {"club"})
    assert Restriction.objects.count() == 1


def test_lift__restricted__for_everybody_again(ann_is_vip: None) -> None:
    restrict(TEN, ["vip"], actor="eve")
    assert lift_restrictions(VOUCHER, ["TEN", "OTHER"]) == 1
    assert lift_restrictions(VOUCHER, ["TEN"]) == 0
    assert decide(VOUCHER, ["TEN"], "bob", channel="web") == {}
    assert not RestrictionGroup.objects.exists()


@pytest.mark.parametrize(
    ("groups", "excluded", "code", "said"),
    [
        ([], [], ErrorCode.REQUIRED, "at least one"),
        (["vip"], ["vip"], ErrorCode.INVALID, "“vip” is named as allowed and as"),
        (["vip", "no"], [], ErrorCode.NOT_FOUND, "code “no”"),
        (["old"], [], ErrorCode.ARCHIVED, "“Old” is archived"),
        ([f"g{n}" for n in range(GROUPS_LIMIT + 1)], [], ErrorCode.TOO_MANY, "100"),
    ],
)
def test_restrict__wrong_groups__refused_and_nothing_changed(
    ann_is_vip: None,
    groups: list[str],
    excluded: list[str],
    code: ErrorCode,
    said: str,
) -> None:
    make_group("old")
    archive_group("old", actor="eve")
    before = restrict(TEN, ["b2b"], actor="eve")
    with pytest.raises(CustomerGroupsError, match=said) as refused:
        restrict(TEN, groups, excluded, actor="eve")
    assert (refused.value.code, refused.value.field) == (code, "groups")
    assert restrictions_of(VOUCHER, ["TEN"]) == {"TEN": before}


def test_delete_group__restricts_something__refused_and_says_what(
    ann_is_vip: None,
) -> None:
    restrict(TEN, ["vip"], actor="eve")
    restrict(Restricted(PROMOTION, "Winter sale"), ["b2b"], ["vip"], actor="eve")
    assert usage(get_group("vip")) == [
        "the voucher “TEN”",
        "the promotion “Winter sale”",
    ]
    with pytest.raises(CustomerGroupsError, match="the voucher “TEN”") as refused:
        delete_group("vip", actor="eve")
    assert refused.value.code is ErrorCode.IN_USE
    lift_restrictions(VOUCHER, ["TEN"])
    lift_restrictions(PROMOTION, ["Winter sale"])
    delete_group("vip", actor="eve")
