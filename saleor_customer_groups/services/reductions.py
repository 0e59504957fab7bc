"""Reductions: which of the host's catalogue promotions reduce a price, and for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from saleor_customer_groups.engine.promotions import Reduction
from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import RestrictedKind

from .belonging import Belongings
from .restrictions import restrictions_of


class Reductions(NamedTuple):
    """Catalogue promotions by variant: those for everybody, and the customer's own."""

    public: Mapping[str, Sequence[Reduction]]
    own: Mapping[str, Sequence[Reduction]]


def reductions_for(
    belongings: Belongings, channel: str, variants: Sequence[str], instant: datetime
) -> Reductions:
    """Those that are in force for somebody in these groups, the older first. At most one
    statement besides the host's."""
    found = get_host().reductions(channel, variants, instant)
    keys = {each.promotion for those in found.values() for each in those}
    restricted = restrictions_of(RestrictedKind.PROMOTION, keys)
    own = {
        key
        for key, each in restricted.items()
        if each.decide(belongings.codes, channel, instant).is_allowed
    }
    return Reductions(
        {
            variant: [each for each in those if each.promotion not in restricted]
            for variant, those in found.items()
        },
        {
            variant: [each for each in those if each.promotion in own]
            for variant, those in found.items()
        },
    )
