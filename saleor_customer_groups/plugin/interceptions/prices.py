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
from typing import Any, Final, NamedTuple

from django.db.models import Sum
from django.utils import timezone
from promise import Promise
from saleor.checkout.models import CheckoutLine
from saleor.core.db.connection import allow_writer
from saleor.discount import DiscountType
from saleor.graphql.channel.dataloaders.by_self import ChannelByIdLoader
from saleor.graphql.checkout.dataloaders.models import CheckoutByTokenLoader

from saleor_customer_groups.services.queries import writer

from .benefits import NONE, Benefits, benefits_of, buyer_of
from .eligibility import is_anything_at_stake
from .seams import Function, Purpose, Seam
from .settling import Settled, rules_info, settle_listing, with_prices

logger = logging.getLogger(__name__)

#: On a line that Saleor's loaders read: its checkout, benefits and quantities.
_LEFT: Final = "customer_groups_left"
#: On a checkout: whose, and of which variants, the benefits on it are.
_KNOWN: Final = "customer_groups_known"
#: On a line: the price that we have set, so that it is not taken for an app's.
_SET: Final = "customer_groups_price"
_REASON_LENGTH: Final = 255


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
    if line.is_gift or listing is None or listing.price_amount is None:
        return
    left = getattr(line, _LEFT, None)
    checkout, benefits, quantities = left or _fetched(line, info.channel)
    if checkout is None or not checkout.user_id:
        return
    if hasattr(line, _SET):
        line.price_override = None
        delattr(line, _SET)
    if line.price_override is not None:
        return
    expected = listing.price_amount
    if benefits:
        quantity = quantities.get(line.variant_id, line.quantity)
        public = info.rules_info[0].rule if _is_reduced(info) else None
        settled = settle_listing(benefits, listing, quantity, public)
        if not settled.is_public:
            _set(info, settled)
            expected = settled.settlement.base
    _expire_unless(expected, info, checkout)


def _is_reduced(info: Any) -> bool:
    listing = info.channel_listing
    return bool(info.rules_info) and (
        listing.discounted_price_amount != listing.price_amount
    )


def _set(info: Any, settled: Settled) -> None:
    line, listing, settlement = info.line, info.channel_listing, settled.settlement
    info.rules_info = rules_info(listing, settled)
    off = settlement.base - settlement.price
    listed = listing.price_amount
    info.channel_listing = with_prices(listing, listed, max(listed - off, 0))
    if settlement.is_group_price:
        line.price_override = settlement.base
        setattr(line, _SET, settlement.base)
        winner = settled.quote.winner
        if winner is not None and hasattr(line, "price_override_reason"):
            groups = ", ".join(sorted(winner.price_list.groups))
            reason = f"Price list “{winner.price_list.name}” for {groups}"
            line.price_override_reason = reason[:_REASON_LENGTH]


def _expire_unless(expected: Any, info: Any, checkout: Any) -> None:
    """Totals that were counted with another price, or another promotion, are counted
    anew: Saleor looks at these instants next, and does so under its own lock."""
    counted = info.line.undiscounted_unit_price_amount
    applied = {each.promotion_rule_id for each in info.get_catalogue_discounts()}
    wanted = set()
    # Saleor takes no promotion off a line that somebody has discounted by hand.
    if _is_reduced(info) and not any(
        each.type == DiscountType.MANUAL for each in info.discounts
    ):
        wanted = {info.rules_info[0].rule.pk}
    if counted != expected or applied != wanted:
        checkout.price_expiration = checkout.discount_expiration = timezone.now()


def _fetched(line: Any, channel: Any) -> tuple[Any, Benefits, Mapping[int, int]]:
    """Where Saleor reads lines through their checkout, that is on the line, and keeps
    what was asked for it once."""
    checkout = line._state.fields_cache.get("checkout")
    if checkout is None or not checkout.user_id:
        return None, NONE, {}
    known: _Known | None = getattr(checkout, _KNOWN, None)
    if known is None or not known.is_about(checkout.user_id, line.variant_id):
        known = _Known(checkout.user_id, *_ask(checkout, channel))
        setattr(checkout, _KNOWN, known)
    return checkout, known.benefits, known.quantities


class _Known(NamedTuple):
    """What was asked for a checkout: whose it was, and of which variants."""

    user_id: int
    benefits: Benefits
    quantities: Mapping[int, int]

    def is_about(self, user_id: int, variant_id: int) -> bool:
        """Without quantities there was nothing at stake, whatever the variant."""
        is_covered = not self.quantities or variant_id in self.quantities
        return self.user_id == user_id and is_covered


def _ask(checkout: Any, channel: Any) -> tuple[Benefits, Mapping[int, int]]:
    if not is_anything_at_stake():
        return NONE, {}
    with allow_writer():
        rows = (
            CheckoutLine.objects.using(writer())
            .filter(checkout_id=checkout.pk, is_gift=False)
            .values_list("variant_id")
            .annotate(Sum("quantity"))
        )
        quantities = dict(rows)
    buyer = buyer_of(checkout.user_id, channel)
    return benefits_of([buyer], quantities).get(buyer, NONE), quantities


def forget(checkout: Any) -> None:
    """What is known of the checkout may have changed."""
    if hasattr(checkout, _KNOWN):
        delattr(checkout, _KNOWN)


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
