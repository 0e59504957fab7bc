"""Price lists: making, changing and ending them. Their prices: see ``prices``."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.price_lists import (
    HIGHEST_FLOOR,
    ListPolicy,
    PriceListStatus,
    PromotionPolicy,
)
from saleor_customer_groups.engine.rounding import (
    Rounding,
    RoundingMode,
    is_chargeable,
    unit_of,
)
from saleor_customer_groups.models import (
    Campaign,
    ChannelPricing,
    PriceList,
    PriceListGroup,
)

from . import clock
from .channels import check_channel, check_channels
from .codes import new_code
from .errors import CustomerGroupsError, ErrorCode
from .group_checks import check_name, refuse
from .locks import lock_registry
from .usable_groups import usable_groups

#: Of priorities; far more levels than anybody keeps apart.
PRIORITY_LIMIT: Final = 1_000_000
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListInput:
    """What a list is made of; ``groups`` are codes, ``channels`` slugs (none: all).

    A price that leaves less than ``floor_percentage`` of the list price is warned about.
    """

    name: str
    currency: str
    groups: Collection[str]
    code: str = ""
    description: str = ""
    channels: Collection[str] = ()
    priority: int = 0
    promotions: PromotionPolicy = PromotionPolicy.BETTER_OF
    rounding: Rounding | None = None
    floor_percentage: Decimal | None = None
    status: PriceListStatus = PriceListStatus.DRAFT
    starts_at: datetime | None = None
    ends_at: datetime | None = None


#: What an edit may change. Code and currency never change: prices are in it.
EDITABLE: Final = frozenset(PriceListInput.__dataclass_fields__) - {"code", "currency"}


def get_price_list(code: str) -> PriceList:
    """The list of that code. Raises CustomerGroupsError NOT_FOUND."""
    found = PriceList.objects.filter(code=code).first()
    if found is None:
        refuse(
            f"There is no price list with the code “{code}”.",
            "code",
            ErrorCode.NOT_FOUND,
        )
    return found


def create_price_list(given: PriceListInput, *, actor: str) -> PriceList:
    """Makes the list, without prices. Raises CustomerGroupsError; then nothing changes."""
    with transaction.atomic():
        # Whoever deletes a group looks under this lock at what refers to it.
        lock_registry()
        code = new_code(given.name, given.code, PriceList.objects, noun="price list")
        _check(given)
        found = PriceList(
            code=code, currency=given.currency, created_by=actor, **_values(given)
        )
        found.save()
        _limit_to(found, given.groups)
    found.refresh_from_db()
    return found


def edit_price_list(code: str, changes: Mapping[str, Any], *, actor: str) -> PriceList:
    """Changes the named fields, all or none. Raises as ``create_price_list`` does."""
    for name in changes:
        if name not in EDITABLE:
            refuse(
                f"The {name} of a price list never changes. Copy the list instead.",
                name,
                ErrorCode.IMMUTABLE,
            )
    with transaction.atomic():
        lock_registry()
        found = locked_price_list(code)
        given = replace(input_of(found), **changes)
        check_name(given.name, "price list")
        _check(given)
        if found.campaign is not None:
            _check_held(input_of(found), given, found.campaign)
        for name, value in _values(given).items():
            setattr(found, name, value)
        found.updated_at = clock.database_now()
        found.save()
        if "groups" in changes:
            PriceListGroup.objects.filter(price_list=found).delete()
            _limit_to(found, given.groups)
    return found


def delete_price_list(code: str) -> None:
    """Deletes the list with all its prices. Orders keep what they were priced by."""
    with transaction.atomic():
        locked_price_list(code).delete()


def channel_policy(channel: str) -> ListPolicy:
    """Which of a customer's lists wins in the channel."""
    return channel_policies([channel])[channel]


def channel_policies(channels: Collection[str]) -> Mapping[str, ListPolicy]:
    """Which of a customer's lists wins in each of the channels. One statement."""
    rows = ChannelPricing.objects.filter(channel__in=channels)
    said = dict(rows.values_list("channel", "policy"))
    return {
        channel: ListPolicy(said.get(channel, ListPolicy.PRIORITY))
        for channel in channels
    }


def set_channel_policy(channel: str, policy: ListPolicy) -> None:
    """Which of a customer's lists wins in the channel, from now on. Raises
    CustomerGroupsError for what is no slug."""
    check_channel(channel)
    ChannelPricing.objects.update_or_create(
        channel=channel, defaults={"policy": policy.value}
    )


def locked_price_list(code: str) -> PriceList:
    """The list, locked until the transaction ends. Raises CustomerGroupsError."""
    get_price_list(code)
    return PriceList.objects.select_for_update().get(code=code)


def touch(price_list: PriceList, *, is_changed: bool) -> None:
    """A price of the list was changed, if it was: so was the list."""
    if is_changed:
        now = clock.database_now()
        PriceList.objects.filter(pk=price_list.pk).update(updated_at=now)


def _check(given: PriceListInput) -> None:
    if given.currency not in CURRENCIES:
        refuse(
            f"“{given.currency}” is not a currency: use a code such as EUR.", "currency"
        )
    if not given.groups:
        refuse(
            "A price list is for at least one group. Name the default group for every"
            " registered customer.",
            "groups",
            ErrorCode.REQUIRED,
        )
    check_channels(given.channels)
    if abs(given.priority) > PRIORITY_LIMIT:
        refuse(f"A priority is from -{PRIORITY_LIMIT} to {PRIORITY_LIMIT}.", "priority")
    if given.starts_at and given.ends_at and given.starts_at >= given.ends_at:
        refuse("The list would end before it starts.", "ends_at")
    _check_rounding(given.rounding, given.currency)
    _check_floor(given.floor_percentage)


def _check_held(before: PriceListInput, given: PriceListInput, by: Campaign) -> None:
    """Raises CustomerGroupsError where an edit changes what the campaign says."""
    for name in ("groups", "starts_at", "ends_at"):
        was, now = (getattr(each, name) for each in (before, given))
        if (set(was) != set(now)) if name == "groups" else was != now:
            refuse(
                f"The campaign “{by.name}” holds this list and says for whom and when it"
                " is: change the campaign, or take the list out of there.",
                name,
                ErrorCode.IN_USE,
            )


def read_rounding(
    step: Decimal,
    ending: Decimal = Decimal(0),
    mode: RoundingMode = RoundingMode.NEAREST,
) -> Rounding:
    """The rounding of these. Raises CustomerGroupsError for what is none."""
    try:
        return Rounding(step, ending, mode)
    except ValueError as error:
        raise CustomerGroupsError(
            str(error), code=ErrorCode.INVALID, field="rounding"
        ) from error


def _check_rounding(rounding: Rounding | None, currency: str) -> None:
    if rounding is None:
        return
    for amount in (rounding.step, rounding.ending):
        if amount >= AMOUNT_LIMIT:
            refuse(f"Prices are below {AMOUNT_LIMIT}: so are steps.", "rounding")
        if not is_chargeable(amount, currency):
            refuse(
                f"{amount} cannot be charged in {currency}, whose smallest amount is"
                f" {unit_of(currency)}: choose another rounding.",
                "rounding",
            )


def _check_floor(floor: Decimal | None) -> None:
    if floor is not None and (
        not 0 <= floor <= HIGHEST_FLOOR or floor != round(floor, _DECIMALS)
    ):
        refuse(
            f"A floor is from 0 to {HIGHEST_FLOOR} per cent of the list price, with at"
            f" most {_DECIMALS} decimals.",
            "floor_percentage",
        )


def _values(given: PriceListInput) -> dict[str, Any]:
    rounding = given.rounding
    return {
        "name": given.name,
        "description": given.description,
        "channels": sorted(set(given.channels)),
        "priority": given.priority,
        "promotions": given.promotions.value,
        "rounding_step": rounding and rounding.step,
        "rounding_ending": rounding.ending if rounding else Decimal(0),
        "rounding_mode": (rounding.mode if rounding else RoundingMode.NEAREST).value,
        "floor_percentage": given.floor_percentage,
        "status": given.status.value,
        "starts_at": given.starts_at,
        "ends_at": given.ends_at,
    }


def rounding_of(row: PriceList) -> Rounding | None:
    """How the list rounds what it computes."""
    if row.rounding_step is None:
        return None
    mode = RoundingMode(row.rounding_mode)
    return Rounding(row.rounding_step, row.rounding_ending, mode)


def input_of(row: PriceList) -> PriceListInput:
    """What the list is made of; all but its code, which no other can have."""
    return PriceListInput(
        name=row.name,
        currency=row.currency,
        groups=list(row.groups.values_list("code", flat=True)),
        description=row.description,
        channels=row.channels,
        priority=row.priority,
        promotions=PromotionPolicy(row.promotions),
        rounding=rounding_of(row),
        floor_percentage=row.floor_percentage,
        status=PriceListStatus(row.status),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )


def _limit_to(row: PriceList, codes: Collection[str]) -> None:
    PriceListGroup.objects.bulk_create(
        PriceListGroup(price_list=row, group=group) for group in usable_groups(codes)
    )
