"""Settling: a customer's benefits on one variant, in Saleor's own terms."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from saleor.discount import RewardValueType
from saleor.discount.interface import VariantPromotionRuleInfo
from saleor.product.models import VariantChannelListingPromotionRule

from saleor_customer_groups.engine.price_lists import Item
from saleor_customer_groups.engine.pricing import Quote
from saleor_customer_groups.engine.promotions import Reduction, Settlement, settle

from .benefits import Benefits

#: Older than every promotion of a group: of equal ones the public stays.
_PUBLIC = -1


class Settled(NamedTuple):
    """What a variant costs a customer; ``rule`` is Saleor's of the reduction, if any."""

    settlement: Settlement
    quote: Quote
    rule: Any | None

    @property
    def is_public(self) -> bool:
        """Whether it is just what everybody pays."""
        reduction = self.settlement.reduction
        return not self.settlement.is_group_price and (
            reduction is None or reduction.number == _PUBLIC
        )


def settle_listing(
    benefits: Benefits, listing: Any, quantity: int, public_rule: Any | None
) -> Settled:
    """What one piece costs a customer with these benefits, by the listing of the variant
    in the channel. ``public_rule`` is the one that reduces it for everybody.
    """
    variant, price = listing.variant_id, listing.price_amount
    if benefits.book is None:
        item = Item(str(variant), "", price)
        quoted = Quote(item, quantity, listing.currency, ())
    else:
        quoted = benefits.book.quote(str(variant), quantity, price)
    rules = list(benefits.rules.get(variant, ()))
    reductions = [_reduction(rule, number) for number, rule in enumerate(rules)]
    if public_rule is not None:
        reductions.append(_reduction(public_rule, _PUBLIC))
    settlement = settle(quoted, reductions)
    reduction = settlement.reduction
    rule = None
    if reduction is not None:
        rule = public_rule if reduction.number == _PUBLIC else rules[reduction.number]
    return Settled(settlement, quoted, rule)


def _reduction(rule: Any, number: int) -> Reduction:
    return Reduction(
        key=str(rule.pk),
        number=number,
        value=rule.reward_value,
        is_percentage=rule.reward_value_type == RewardValueType.PERCENTAGE,
    )


def with_prices(listing: Any, price: Decimal, discounted: Decimal) -> Any:
    """A copy of the listing: the listing itself is shared by others."""
    changed = copy.copy(listing)
    changed.price_amount, changed.discounted_price_amount = price, discounted
    return changed


def rules_info(
    listing: Any, settled: Settled, public: Sequence[VariantPromotionRuleInfo]
) -> Sequence[VariantPromotionRuleInfo]:
    """What tells Saleor to reduce a line by the rule, and none by any. ``public`` is
    what told it so for everybody."""
    rule, settlement = settled.rule, settled.settlement
    if rule is None:
        return []
    found = _rule_info(listing, rule, settlement.base - settlement.price)
    if public and public[0].rule is rule:
        applied = found.variant_listing_promotion_rule
        return [public[0]._replace(variant_listing_promotion_rule=applied)]
    return [found]


def kept_rules_info(
    listing: Any, discounts: Sequence[Any], off: Decimal
) -> Sequence[VariantPromotionRuleInfo]:
    """What tells Saleor to go on reducing a line as it was, by so much a piece, though
    the rule may be another by now. A rule that is gone reduces nothing."""
    for discount in discounts:
        if discount.promotion_rule is not None:
            rule = copy.copy(discount.promotion_rule)
            rule.reward_value_type, rule.reward_value = (
                discount.value_type,
                discount.value,
            )
            return [_rule_info(listing, rule, off)]
    return []


def _rule_info(listing: Any, rule: Any, off: Decimal) -> VariantPromotionRuleInfo:
    applied = VariantChannelListingPromotionRule(
        variant_channel_listing_id=listing.pk,
        promotion_rule=rule,
        discount_amount=off,
        currency=listing.currency,
    )
    return VariantPromotionRuleInfo(rule, applied, rule.promotion, None, None)
