"""Vouchers: the standalone shop's codes, and what they take off a basket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db import transaction

from saleor_customer_groups.engine.amounts import AMOUNT_LIMIT
from saleor_customer_groups.engine.baskets import CodeRefusal, Offer, share_out
from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.price_sentences import money
from saleor_customer_groups.engine.rounding import is_chargeable, unit_of
from saleor_customer_groups.host import PricedBasket
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.errors import ErrorCode
from saleor_customer_groups.services.group_checks import refuse
from saleor_customer_groups.services.restrictions import lift_restrictions

from .models import Voucher

CODE_LENGTH: Final = 250
_HUNDRED: Final = Decimal(100)
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherInput:
    """What a voucher is: a percentage or an amount, from a minimum on, in a window."""

    code: str
    percentage: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    minimum: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def find_vouchers(search: str = "", *, limit: int | None = None) -> Sequence[Voucher]:
    """Those in whose code the text stands, by code."""
    found = Voucher.objects.filter(key__icontains=search.strip()).order_by("key")
    return list(found[:limit])


def get_voucher(code: str) -> Voucher:
    """The voucher of the code. Raises CustomerGroupsError NOT_FOUND."""
    found = Voucher.objects.filter(key=code).first()
    if found is None:
        refuse(
            f"There is no voucher with the code “{code}”.", "code", ErrorCode.NOT_FOUND
        )
    return found


def set_voucher(given: VoucherInput) -> Voucher:
    """Makes the voucher, or changes the one of that code, which stays limited to the
    groups that it is for. Raises CustomerGroupsError; then nothing changes."""
    _check(given)
    voucher, _ = Voucher.objects.update_or_create(
        key=given.code,
        defaults={
            "percentage": given.percentage,
            "amount": given.amount,
            "currency": given.currency or None,
            "minimum": given.minimum,
            "starts_at": given.starts_at,
            "ends_at": given.ends_at,
        },
    )
    return voucher


def delete_voucher(code: str) -> None:
    """Deletes the voucher, and that it was limited to groups."""
    with transaction.atomic():
        get_voucher(code).delete()
        lift_restrictions(RestrictedKind.VOUCHER, [code])


def offers_to(basket: PricedBasket, codes: Sequence[str]) -> Mapping[str, Offer]:
    """What each code does; unknown ones are left out. One statement."""
    found = Voucher.objects.filter(key__in=codes)
    return {voucher.key: _offer(voucher, basket) for voucher in found}


def _offer(voucher: Voucher, basket: PricedBasket) -> Offer:
    totals = [item.price * item.quantity for item in basket.items]
    total, currency = sum(totals, Decimal()), basket.currency
    refusal, reason = _refusal(voucher, basket, total)
    if refusal is not None:
        return Offer(key=voucher.key, refusal=refusal, reason=reason)
    if voucher.percentage is not None:
        off = total * voucher.percentage / _HUNDRED
    else:
        off = min(voucher.amount or Decimal(), total)
    off = off.quantize(unit_of(currency), ROUND_HALF_UP)
    return Offer(key=voucher.key, off=share_out(off, totals, currency))


def _refusal(
    voucher: Voucher, basket: PricedBasket, total: Decimal
) -> tuple[CodeRefusal | None, str]:
    at, currency = basket.at, voucher.currency
    if voucher.starts_at is not None and at < voucher.starts_at:
        return CodeRefusal.NOT_STARTED, f"it starts {_said(voucher.starts_at)}"
    if voucher.ends_at is not None and voucher.ends_at <= at:
        return CodeRefusal.ENDED, f"it ended {_said(voucher.ends_at)}"
    if currency is not None and currency != basket.currency:
        return (
            CodeRefusal.OTHER_CURRENCY,
            f"it is in {currency}, and the basket in {basket.currency}",
        )
    if voucher.minimum is not None and total < voucher.minimum:
        least = money(voucher.minimum, currency or basket.currency)
        return CodeRefusal.BELOW_MINIMUM, f"it takes at least {least}"
    return None, ""


def _check(given: VoucherInput) -> None:
    if not given.code.strip() or given.code != given.code.strip():
        refuse("A code is not empty, and has no space around it.", "code")
    if len(given.code) > CODE_LENGTH:
        refuse(f"A code has at most {CODE_LENGTH} characters.", "code")
    if (given.percentage is None) is (given.amount is None):
        refuse(
            "Say either how many per cent it takes off, or which amount.",
            "percentage",
            ErrorCode.REQUIRED,
        )
    _check_percentage(given.percentage)
    if given.currency and given.currency not in CURRENCIES:
        refuse(
            f"“{given.currency}” is not a currency: use a code such as EUR.", "currency"
        )
    for name, amount in (("amount", given.amount), ("minimum", given.minimum)):
        if amount is not None:
            _check_amount(name, amount, given.currency)
    if given.starts_at and given.ends_at and given.starts_at >= given.ends_at:
        refuse("It would end before it starts.", "ends_at")


def _check_percentage(percentage: Decimal | None) -> None:
    if percentage is None:
        return
    if not 0 < percentage <= _HUNDRED or percentage != round(percentage, _DECIMALS):
        refuse(
            f"{percentage} % cannot be taken off: use above 0 to 100, with at most"
            f" {_DECIMALS} decimals.",
            "percentage",
        )


def _check_amount(name: str, amount: Decimal, currency: str) -> None:
    if not currency:
        refuse("Say in which currency the amounts are.", "currency", ErrorCode.REQUIRED)
    lowest = unit_of(currency) if name == "amount" else Decimal(0)
    if not lowest <= amount < AMOUNT_LIMIT or not is_chargeable(amount, currency):
        refuse(
            f"{amount} {currency} is no {name}: use {lowest} to below {AMOUNT_LIMIT}, in"
            f" steps of {unit_of(currency)}.",
            name,
        )


def _said(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
