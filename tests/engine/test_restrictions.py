"""For whom a voucher or promotion is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.restrictions import Refusal, Restriction

from .prices import NOW

CODES = st.frozensets(st.sampled_from(["vip", "b2b", "staff", "club"]))


def restriction(groups: str = "", excluded: str = "") -> Restriction:
    return Restriction(frozenset(groups.split()), frozenset(excluded.split()))


@pytest.mark.parametrize(
    ("limited", "memberships", "refusal", "groups"),
    [
        (restriction("vip"), {"vip"}, None, ("vip",)),
        (restriction("vip club"), {"club", "b2b"}, None, ("club",)),
        (restriction("vip club"), {"b2b"}, Refusal.NOT_A_MEMBER, ("club", "vip")),
        (restriction("vip"), set(), Refusal.NOT_A_MEMBER, ("vip",)),
        (restriction("vip"), None, Refusal.GROUPS_UNKNOWN, ()),
        (restriction("", "b2b"), {"vip"}, None, ()),
        (restriction("", "b2b"), set(), None, ()),
        (restriction("", "b2b"), None, Refusal.GROUPS_UNKNOWN, ()),
        (restriction("", "b2b"), {"vip", "b2b"}, Refusal.EXCLUDED, ("b2b",)),
        (restriction("vip", "b2b"), {"vip", "b2b"}, Refusal.EXCLUDED, ("b2b",)),
        (restriction("vip", "b2b"), {"vip"}, None, ("vip",)),
    ],
)
def test_decide(
    limited: Restriction,
    memberships: set[str] | None,
    refusal: Refusal | None,
    groups: tuple[str, ...],
) -> None:
    found = limited.decide(memberships, "web", NOW)
    assert (found.refusal, found.groups) == (refusal, groups)
    assert found.is_allowed is (refusal is None)


@pytest.mark.parametrize(
    ("groups", "excluded", "message"),
    [("", "", "at least one group"), ("vip b2b", "b2b", "b2b: a group is either")],
)
def test_restriction__to_nothing_or_both__refused(
    groups: str, excluded: str, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        restriction(groups, excluded)


@given(CODES, CODES, CODES, CODES)
def test_decide__joining_another_group__lets_out_only_by_exclusion(
    groups: frozenset[str],
    excluded: frozenset[str],
    before: frozenset[str],
    joined: frozenset[str],
) -> None:
    groups -= excluded
    if not groups and not excluded:
        return
    limited = Restriction(groups, excluded)
    if limited.decide(before, "web", NOW).is_allowed and not joined & excluded:
        assert limited.decide(before | joined, "web", NOW).is_allowed
