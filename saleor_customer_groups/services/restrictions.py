"""Restrictions: which groups a voucher or promotion is for, and who may use it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction

from saleor_customer_groups.engine import restrictions as engine
from saleor_customer_groups.engine.restrictions import Decision
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import (
    Campaign,
    CustomerGroup,
    RestrictedKind,
    Restriction,
    RestrictionGroup,
)

from . import clock
from .belonging import Belonging, groups_of_customers
from .campaign_rows import campaign_of_columns
from .errors import ErrorCode
from .group_checks import refuse
from .locks import lock_registry
from .pricing import Buyer
from .queries import fetch, query
from .usable_groups import usable_groups


@dataclass(frozen=True, slots=True)
class Restricted:
    """What is restricted: a voucher or promotion, by the host's key of it."""

    kind: RestrictedKind
    key: str


@dataclass(frozen=True, slots=True)
class RestrictionRecord:
    """A restriction as staff see it; groups by name, archived ones too."""

    restricted: Restricted
    groups: tuple[CustomerGroup, ...]
    excluded_groups: tuple[CustomerGroup, ...]
    campaign: Campaign | None
    created_at: datetime
    created_by: str
    updated_at: datetime


def get_restriction(restricted: Restricted) -> RestrictionRecord | None:
    """What it is restricted to; None for what is for everybody. Two statements."""
    rows = Restriction.objects.filter(kind=restricted.kind, key=restricted.key)
    row = rows.select_related("campaign").first()
    if row is None:
        return None
    parts = row.parts.select_related("group").order_by("group__name", "group__pk")
    found = [(part.is_excluded, part.group) for part in parts]
    return RestrictionRecord(
        restricted,
        tuple(group for is_excluded, group in found if not is_excluded),
        tuple(group for is_excluded, group in found if is_excluded),
        row.campaign,
        row.created_at,
        row.created_by,
        row.updated_at,
    )


def restrict(
    restricted: Restricted,
    groups: Collection[str],
    excluded_groups: Collection[str] = (),
    *,
    actor: str,
) -> engine.Restriction:
    """From now on it is for members of any of the groups, and of none that is excluded.

    Codes of groups; they take the place of those it was restricted to before. Raises
    CustomerGroupsError where they are unknown, archived, none, both or too many, where
    the host has no such voucher or promotion, and where a campaign holds it; then nothing
    changes.
    """
    restriction = _restriction(groups, excluded_groups)
    _check_known(restricted)
    with transaction.atomic():
        # Whoever deletes a group looks under this lock at what refers to it.
        lock_registry()
        wanted = usable_groups(restriction.groups | restriction.excluded_groups)
        row, is_new = Restriction.objects.select_for_update().get_or_create(
            kind=restricted.kind, key=restricted.key, defaults={"created_by": actor}
        )
        if not is_new:
            _check_free(row)
            row.updated_at = clock.database_now()
            row.save(update_fields=["updated_at"])
            row.parts.all().delete()
        RestrictionGroup.objects.bulk_create(
            RestrictionGroup(
                restriction=row,
                group=group,
                is_excluded=group.code in restriction.excluded_groups,
            )
            for group in wanted
        )
        get_host().restriction_changed(restricted.kind, [restricted.key])
    return restriction


def lift(restricted: Restricted) -> bool:
    """From now on it is for everybody; whether it was restricted.

    Raises CustomerGroupsError for what was not and is unknown to the host, and for what a
    campaign holds.
    """
    kind, key = restricted.kind, restricted.key
    with transaction.atomic():
        # Whoever adds it to a campaign holds this lock.
        lock_registry()
        row = Restriction.objects.filter(kind=kind, key=key).first()
        if row is None:
            _check_known(restricted)
            return False
        _check_free(row)
        return lift_restrictions(kind, [key]) > 0


def lift_restrictions(kind: RestrictedKind, keys: Collection[str]) -> int:
    """From now on they are for everybody, and in no campaign; how many were restricted."""
    found = Restriction.objects.filter(kind=kind, key__in=keys)
    with transaction.atomic():
        RestrictionGroup.objects.filter(restriction__in=found).delete()
        _, deleted = found.delete()
        get_host().restriction_changed(kind, list(keys))
    return deleted.get(Restriction._meta.label, 0)


def restrictions_of(
    kind: RestrictedKind, keys: Collection[str]
) -> Mapping[str, engine.Restriction]:
    """Restrictions by key; nothing for what is for everybody. One statement."""
    found = _read(kind, keys) if keys else {}
    return {key: each.restriction for key, each in found.items()}


def decide(
    kind: RestrictedKind,
    keys: Collection[str],
    customer_key: str | None,
    *,
    channel: str,
    at: datetime | None = None,
    is_known: bool = True,
) -> Mapping[str, Decision]:
    """Whether each restricted one of the keys is for the customer in the channel, by its
    slug, at the instant or now; None is a guest.

    Unless it ``is_known`` who is in which group, they are for nobody. One statement
    where none of them is restricted, else at most two.
    """
    found = _read(kind, keys, at) if keys else {}
    if not found:
        return {}
    memberships = _memberships_of(customer_key) if is_known else None
    return {
        key: each.restriction.decide(memberships, channel, each.at)
        for key, each in found.items()
    }


@dataclass(frozen=True, slots=True)
class Share:
    """Of what is restricted: the keys of what is for a customer, and of what is not.

    ``newest_at`` is when the newest of his became his: he joined, or it was restricted
    so, or its campaign opened. None where nothing is.
    """

    own: frozenset[str]
    foreign: frozenset[str]
    newest_at: datetime | None

    def __contains__(self, key: str) -> bool:
        """Whether it is restricted at all."""
        return key in self.own or key in self.foreign


NO_SHARE: Final = Share(frozenset(), frozenset(), None)


def shares(
    kind: RestrictedKind,
    buyers: Collection[Buyer],
    *,
    at: datetime | None = None,
    is_known: bool = True,
) -> Mapping[Buyer, Share]:
    """What each of the buyers has of all that is restricted, at the instant or now;
    nothing where nothing is. One statement then, else two, for any number of buyers.

    Unless it ``is_known`` who is in which group, it is for nobody.
    """
    restricted = _read(kind, None, at)
    if not restricted:
        return {}
    if not is_known:
        nobody = Share(frozenset(), frozenset(restricted), None)
        return dict.fromkeys(buyers, nobody)
    belongings = groups_of_customers(sorted({buyer.customer for buyer in buyers}))
    return {
        buyer: _share(restricted, buyer, belongings.get(buyer.customer, ()))
        for buyer in buyers
    }


def _share(
    restricted: Mapping[str, _Known], buyer: Buyer, belongings: Sequence[Belonging]
) -> Share:
    mine = _codes(belongings)
    joined = {each.code: each.since for each in belongings}
    begun: dict[str, datetime] = {}
    for key, (restriction, instant, since) in restricted.items():
        if restriction.decide(mine, buyer.channel, instant).is_allowed:
            known = (joined[code] for code in restriction.groups & mine)
            begun[key] = max(since, min(filter(None, known), default=since))
    return Share(
        own=frozenset(begun),
        foreign=frozenset(restricted) - begun.keys(),
        newest_at=max(begun.values(), default=None),
    )


class _Known(NamedTuple):
    """A restriction, the instant that is asked about, and since when it is so."""

    restriction: engine.Restriction
    at: datetime
    since: datetime


def _read(
    kind: RestrictedKind, keys: Collection[str] | None, at: datetime | None = None
) -> dict[str, _Known]:
    """By key; the instant is the one given, or the database's. All of the kind without
    keys. One statement."""
    rows = fetch(
        query("restrictions"),
        {"kind": kind, "keys": None if keys is None else list(keys), "at": at},
    )
    return {
        key: _Known(
            engine.Restriction(
                frozenset(groups), frozenset(excluded), campaign_of_columns(*campaign)
            ),
            instant,
            since,
        )
        for key, groups, excluded, instant, since, *campaign in rows
    }


def _memberships_of(customer_key: str | None) -> frozenset[str]:
    """Codes of the groups that the customer is in; a guest is in none."""
    if customer_key is None:
        return frozenset()
    return _codes(groups_of_customers([customer_key]).get(customer_key, ()))


def _check_known(restricted: Restricted) -> None:
    kind, key = restricted.kind, restricted.key
    if key not in get_host().show_restricted(kind, [key]):
        refuse(f"There is no {kind.value} “{key}”.", kind.value, ErrorCode.NOT_FOUND)


def _check_free(row: Restriction) -> None:
    """Raises CustomerGroupsError IN_USE for what a campaign holds."""
    if row.campaign is not None:
        refuse(
            f"The campaign “{row.campaign.name}” holds this {row.kind} and says for whom"
            " it is: change the campaign, or take it out of there.",
            row.kind,
            ErrorCode.IN_USE,
        )


def _codes(belongings: Iterable[Belonging]) -> frozenset[str]:
    return frozenset(each.code for each in belongings)


def _restriction(
    groups: Collection[str], excluded_groups: Collection[str]
) -> engine.Restriction:
    wanted, excluded = frozenset(groups), frozenset(excluded_groups)
    if not wanted and not excluded:
        refuse(
            "Name at least one group, or lift the restriction.",
            "groups",
            ErrorCode.REQUIRED,
        )
    if both := sorted(wanted & excluded):
        refuse(
            f"“{both[0]}” is named as allowed and as excluded. Choose one.", "groups"
        )
    return engine.Restriction(wanted, excluded)
