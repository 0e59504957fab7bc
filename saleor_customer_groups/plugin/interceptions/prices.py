"""Prices of groups in checkouts.

A line's ``price_override`` has just the meaning that is wanted: promotions and vouchers
count on it, and the order keeps it. It is set in memory, whenever Saleor puts together
what it knows of a line, and never saved: so nothing has to be taken back when somebody
leaves a group. One that an app has saved wins over ours.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.utils import timezone
from prices import Money
from promise import Promise
from saleor.discount import DiscountType
from saleor.discount.utils.promotion import _get_rule_discount_amount
from saleor.graphql.channel.dataloaders.by_self import ChannelByIdLoader
from saleor.graphql.checkout.dataloaders.models import CheckoutByTokenLoader

from saleor_customer_groups.host import Purpose

from .benefits import NONE, Benefits, benefits_of, buyer_of, quantities_of
from .eligibility import is_anything_at_stake
from .holds import is_held
from .records import erase, record, record_hold
from .seams import Function, Seam
from .settling import (
    Settled,
    kept_rules_info,
    rules_info,
    settle_listing,
    with_prices,
)

logger = logging.getLogger(__name__)

#: On a line that Saleor's loaders read: its checkout, benefits and quantities.
_LEFT: Final = "customer_groups_left"
#: On a checkout: whose, and of which variants, the benefits on it are.
_KNOWN: Final = "customer_groups_known"
#: On a line: the price that we have set, so that it is not taken for an app's.
_SET: Final = "customer_groups_price"
#: On a checkout: that we have had it counted anew.
EXPIRED: Final = "customer_groups_expired"


def _building(original: Function) -> Function:
    """Every way to a line's price goes through this class; nothing is asked for guests."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        original(self, *args, **kwargs)
        try:
            _apply(self)
        except Exception:
            logger.exception("A line could not be priced for its customer's groups.")

    return __init__


def _reading(original: Function) -> Function:
    """Saleor's loaders read lines without their checkout: leaves on each what it has."""

    def batch_load(self: Any, keys: Any) -> Any:
        found = original(self, keys)
        return (
            CheckoutByTokenLoader(self.context)
            .load_many(keys)
            .then(lambda checkouts: _leave(self.context, checkouts, found))
        )

    return batch_load


def _leave(context: Any, checkouts: Iterable[Any], found: list[list[Any]]) -> Any:
    pairs = list(zip(checkouts, found, strict=True))
    owned = [(each, lines) for each, lines in pairs if each and each.user_id and lines]
    for checkout, lines in pairs:
        for line in lines:
            setattr(line, _LEFT, (checkout, NONE, {}))
    if not owned:
        return found
    ids = [checkout.channel_id for checkout, _ in owned]

    def with_channels(channels: Iterable[Any]) -> list[list[Any]]:
        buyers = [
            buyer_of(checkout.user_id, channel)
            for (checkout, _), channel in zip(owned, channels, strict=True)
        ]
        variants = {line.variant_id for _, lines in owned for line in lines}
        benefits = benefits_of(set(buyers), variants)
        for buyer, (checkout, lines) in zip(buyers, owned, strict=True):
            quantities = _totals(lines)
            for line in lines:
                left = (checkout, benefits.get(buyer, NONE), quantities)
                setattr(line, _LEFT, left)
        return found

    loaded: Promise[Any] = ChannelByIdLoader(context).load_many(ids)
    return loaded.then(with_channels)


def _totals(lines: Iterable[Any]) -> Mapping[int, int]:
    totals: Counter[int] = Counter()
    for line in lines:
        if not line.is_gift:
            totals[line.variant_id] += line.quantity
    return totals


def _apply(info: Any) -> None:
    line, listing = info.line, info.channel_listing
    if hasattr(line, _SET):
        line.price_override = None
        delattr(line, _SET)
    # What an app wrote there is not what made the price.
    erase(line)
    if line.is_gift or listing is None or listing.price_amount is None:
        return
    left = getattr(line, _LEFT, None)
    checkout, benefits, quantities = left or _fetched(line, info.channel)
    if checkout is None or not checkout.user_id or line.price_override is not None:
        return
    settled = None
    if benefits.are_prices:
        quantity = quantities.get(line.variant_id, line.quantity)
        public = info.rules_info[0].rule if _is_reduced(info) else None
        settled = settle_listing(benefits, listing, quantity, public)
    if settled is not None and not settled.is_public:
        _set(info, settled)
        is_as_counted = _is_as_counted(info, settled.settlement.base, is_ours=True)
    else:
        is_as_counted = _is_as_counted(info, listing.price_amount, is_ours=False)
    if is_as_counted:
        return
    if is_held(checkout, Purpose.PRICES, quantities):
        _keep(info, listing)
    else:
        expire(checkout)


def _is_reduced(info: Any) -> bool:
    listing = info.channel_listing
    return bool(info.rules_info) and (
        listing.discounted_price_amount != listing.price_amount
    )


def _set(info: Any, settled: Settled) -> None:
    listing, settlement = info.channel_listing, settled.settlement
    info.rules_info = rules_info(listing, settled, info.rules_info)
    info.channel_listing = with_prices(listing, settlement.base, settlement.price)
    if settlement.is_group_price:
        _override(info, settlement.base, settlement.price)
        record(info.line, settled)


def _override(info: Any, base: Decimal, price: Decimal) -> None:
    info.line.price_override = base
    setattr(info.line, _SET, base)
    # Of an overridden price Saleor forgets the promotion where a voucher looks for the
    # cheapest line.
    info.variant_discounted_price = Money(price, info.line.currency)


def _keep(info: Any, listing: Any) -> None:
    """What was counted stands, whoever counts anew: prices, and what was taken off."""
    line = info.line
    base, discounts = (
        line.undiscounted_unit_price_amount,
        info.get_catalogue_discounts(),
    )
    off = sum((each.amount_value for each in discounts), Decimal(0)) / line.quantity
    info.rules_info = kept_rules_info(listing, discounts, off)
    info.channel_listing = with_prices(listing, base, base - off)
    if hasattr(line, _SET):
        line.price_override = None
        delattr(line, _SET)
    erase(line)
    if base != listing.price_amount:
        _override(info, base, base - off)
        record_hold(line, base, listing.price_amount)


def _is_as_counted(info: Any, expected: Decimal, *, is_ours: bool) -> bool:
    """Whether the stored totals were counted with this price and this promotion.

    What everybody is given off is left to Saleor, which counts it anew in an hour.
    """
    applied = info.get_catalogue_discounts()
    wanted = {}
    # Saleor takes no promotion off a line that somebody has discounted by hand.
    if _is_reduced(info) and not any(
        each.type == DiscountType.MANUAL for each in info.discounts
    ):
        rule_info = info.rules_info[0]
        off = _get_rule_discount_amount(info.line, rule_info, info.channel)
        wanted = {rule_info.rule.pk: off}
    found = {each.promotion_rule_id: each.amount_value for each in applied}
    is_reduced_alike = found == wanted if is_ours else found.keys() == wanted.keys()
    return is_reduced_alike and info.line.undiscounted_unit_price_amount == expected


def expire(checkout: Any) -> None:
    """The stored totals are counted anew, with them what a voucher takes off: Saleor
    looks at these instants next, and does so under its own lock."""
    checkout.price_expiration = checkout.discount_expiration = timezone.now()
    setattr(checkout, EXPIRED, True)


def _fetched(line: Any, channel: Any) -> tuple[Any, Benefits, Mapping[int, int]]:
    """Where Saleor reads lines through their checkout, that is on the line, and keeps
    what was asked for it."""
    checkout = line._state.fields_cache.get("checkout")
    if checkout is None or not checkout.user_id:
        return None, NONE, {}
    known: _Known | None = getattr(checkout, _KNOWN, None)
    if known is None or known.user_id != checkout.user_id:
        known = _ask(checkout, channel)
    elif known.is_at_stake and line.pk in known.seen:
        # Saleor reads the lines again: they may have changed.
        known = known._replace(quantities=quantities_of(checkout), seen=set())
    if known.is_at_stake and line.variant_id not in known.variants:
        known = _ask(checkout, channel)
    setattr(checkout, _KNOWN, known)
    known.seen.add(line.pk)
    return checkout, known.benefits, known.quantities


class _Known(NamedTuple):
    """What was asked for a checkout: whose it was, and of which variants. ``seen`` are
    the lines that were built since it was counted how many pieces there are."""

    user_id: int
    is_at_stake: bool
    benefits: Benefits
    variants: frozenset[int]
    quantities: Mapping[int, int]
    seen: set[Any]


def _ask(checkout: Any, channel: Any) -> _Known:
    if not is_anything_at_stake():
        return _Known(checkout.user_id, False, NONE, frozenset(), {}, set())
    quantities = quantities_of(checkout)
    buyer = buyer_of(checkout.user_id, channel)
    benefits = benefits_of([buyer], quantities).get(buyer, NONE)
    return _Known(
        checkout.user_id, True, benefits, frozenset(quantities), quantities, set()
    )


def forget(checkout: Any) -> None:
    """What is known of the checkout may have changed."""
    if hasattr(checkout, _KNOWN):
        delattr(checkout, _KNOWN)


def benefits_on(checkout: Any, lines: Iterable[Any]) -> Benefits:
    """What was asked when these lines of the checkout were built."""
    known: _Known | None = getattr(checkout, _KNOWN, None)
    if known is not None and known.user_id == checkout.user_id:
        return known.benefits
    for info in lines:
        left = getattr(info.line, _LEFT, None)
        if left is not None and left[0] is checkout:
            benefits: Benefits = left[1]
            return benefits
    return NONE


SEAMS: Final = (
    Seam(
        Purpose.PRICES,
        "saleor.checkout.fetch",
        "CheckoutLineInfo.__init__",
        ("self", "line"),
        "gives checkouts the prices and catalogue promotions of groups",
        _building,
    ),
    Seam(
        Purpose.PRICES,
        "saleor.graphql.checkout.dataloaders.models",
        "CheckoutLinesByCheckoutTokenLoader.batch_load",
        ("self", "keys"),
        "tells whose a checkout is when it is only looked at",
        _reading,
    ),
)
