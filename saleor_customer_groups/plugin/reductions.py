"""Reductions: Saleor's catalogue promotions on variants, at any instant.

By the rules themselves. The prices that Saleor writes beforehand are made of them, and
may lag behind by the minute in which its beat looks at what has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from saleor.discount import RewardValueType

from saleor_customer_groups.engine.promotions import Reduction
from saleor_customer_groups.services.queries import fetch

_IN_FORCE: Final = """
SELECT v.productvariant_id::text, r.id::text, r.reward_value, r.reward_value_type,
       p.id::text, p.name
  FROM discount_promotionrule_variants v
  JOIN discount_promotionrule r ON r.id = v.promotionrule_id
  JOIN discount_promotion p ON p.id = r.promotion_id
  JOIN discount_promotionrule_channels rc ON rc.promotionrule_id = r.id
  JOIN channel_channel c ON c.id = rc.channel_id
 WHERE v.productvariant_id = ANY(%(variants)s::integer[]) AND c.slug = %(channel)s
   AND p.start_date <= %(at)s AND (p.end_date IS NULL OR %(at)s <= p.end_date)
   AND r.reward_value IS NOT NULL
 ORDER BY p.created_at, r.id
"""


def reductions_at(
    instant: datetime, channel: str, variants: Sequence[int]
) -> Mapping[str, Sequence[Reduction]]:
    """Reductions by the variant's key, the older first, whoever they are for."""
    found: dict[str, list[Reduction]] = defaultdict(list)
    params = {"variants": list(variants), "channel": channel, "at": instant}
    for variant, rule, value, value_type, promotion, name in fetch(_IN_FORCE, params):
        mine = found[variant]
        mine.append(
            Reduction(
                key=rule,
                number=len(mine),
                value=value,
                is_percentage=value_type == RewardValueType.PERCENTAGE,
                promotion=promotion,
                name=name,
            )
        )
    return found
