"""Prices of groups on product pages: what ``pricing`` of products and variants reads.

Two of Saleor's loaders serve nothing else. What they give is copied before its prices
are changed: the same rows serve checkouts, where the price would count twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from promise import Promise
from saleor.core.db.connection import allow_writer
from saleor.product.models import VariantChannelListingPromotionRule

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.services.pricing import Buyer
from saleor_customer_groups.services.queries import writer

from .benefits import NONE, Benefits, benefits_of
from .seams import Function, Seam
from .settling import settle_listing, with_prices

logger = logging.getLogger(__name__)

_LOADERS: Final = "saleor.graphql.product.dataloaders.products"


def _one_variant(original: Function) -> Function:
    """One listing per variant and channel; None where there is none."""

    def batch_load(self: Any, keys: Any) -> Any:
        def own(listings: Sequence[Any]) -> list[Any]:
            rows = [[each] if each else [] for each in listings]
            changed = _own(self.context, [key[1] for key in keys], rows)
            return [next(iter(row), None) for row in changed]

        return Promise.resolve(original(self, keys)).then(own)

    return batch_load


def _whole_product(original: Function) -> Function:
    """The listings of all variants of a product in a channel."""

    def batch_load(self: Any, keys: Any) -> Any:
        def own(rows: Sequence[Any]) -> list[Any]:
            return _own(self.context, [key[1] for key in keys], rows)

        return Promise.resolve(original(self, keys)).then(own)

    return batch_load


def _own(
    context: Any, channels: Sequence[str | None], rows: Sequence[Any]
) -> list[Any]:
    """The rows with what the user of the request pays; as they are for guests, apps,
    and whoever has no benefits. Never raises."""
    try:
        user = context.user
        if not user:
            return list(rows)
        return _changed(str(user.pk), channels, [list(row or ()) for row in rows])
    except Exception:
        logger.exception("Product prices of groups could not be told.")
        return list(rows)


def _changed(
    customer: str, channels: Sequence[str | None], rows: Sequence[list[Any]]
) -> list[Any]:
    buyers = [
        Buyer(customer, channel or "", listing.currency)
        for channel, row in zip(channels, rows, strict=True)
        for listing in row[:1]
    ]
    listings = [listing for row in rows for listing in row]
    benefits = benefits_of(set(buyers), {each.variant_id for each in listings})
    if not any(each.are_prices for each in benefits.values()):
        return list(rows)
    public = _public_rules(listings)
    found = []
    for channel, row in zip(channels, rows, strict=True):
        buyer = Buyer(customer, channel or "", row[0].currency) if row else None
        mine = benefits.get(buyer, NONE) if buyer else NONE
        is_own = mine.are_prices
        found.append([_priced(mine, each, public) for each in row] if is_own else row)
    return found


def _priced(benefits: Benefits, listing: Any, public: Mapping[int, Any]) -> Any:
    """Of one piece: more is bought in a checkout."""
    if listing.price_amount is None:
        return listing
    settled = settle_listing(benefits, listing, 1, public.get(listing.pk))
    if settled.is_public:
        return listing
    price = settled.settlement
    return with_prices(listing, price.base, price.price)


def _public_rules(listings: Iterable[Any]) -> Mapping[int, Any]:
    """What reduces the listings for everybody: the rule that takes off the most."""
    reduced = [
        each.pk
        for each in listings
        if each.discounted_price_amount != each.price_amount
    ]
    if not reduced:
        return {}
    with allow_writer():
        rows = (
            VariantChannelListingPromotionRule.objects.using(writer())
            .filter(variant_channel_listing__in=reduced)
            .select_related("promotion_rule__promotion")
            .order_by("discount_amount")
        )
        return {each.variant_channel_listing_id: each.promotion_rule for each in rows}


SEAMS: Final = (
    Seam(
        Purpose.PRICES,
        _LOADERS,
        "VariantChannelListingByVariantIdAndChannelSlugLoader.batch_load",
        ("self", "keys"),
        "shows the prices of groups on variants",
        _one_variant,
    ),
    Seam(
        Purpose.PRICES,
        _LOADERS,
        "VariantsChannelListingByProductIdAndChannelSlugLoader.batch_load",
        ("self", "keys"),
        "shows the prices of groups on products",
        _whole_product,
    ),
)
