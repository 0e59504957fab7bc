"""Benefits: what customers have by their groups on some variants.

Prices of lists, and catalogue promotions of groups. Asked in the middle of Saleor's own
work: it never raises, and where it cannot tell there are none. A constant number of
statements for any number of customers and variants; none for guests.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import DatabaseError
from psycopg.errors import UndefinedTable
from saleor.core.db.connection import allow_writer
from saleor.discount.models import Promotion, PromotionRule

from saleor_customer_groups.services.pricing import Buyer, PriceBook, open_price_books
from saleor_customer_groups.services.queries import writer
from saleor_customer_groups.services.restrictions import own_promotions

from ..configuration import is_active
from ..marking import is_installed
from .eligibility import savepoint
from .seams import Purpose, is_whole

logger = logging.getLogger(__name__)


class Benefits(NamedTuple):
    """Of one buyer. ``rules`` are those of his groups' promotions, by variant id."""

    book: PriceBook | None = None
    rules: Mapping[int, Sequence[Any]] = {}

    def __bool__(self) -> bool:
        return self.book is not None or bool(self.rules)


NONE: Final = Benefits()


def buyer_of(user_id: int, channel: Any) -> Buyer:
    return Buyer(str(user_id), channel.slug, channel.currency_code)


def benefits_of(
    buyers: Collection[Buyer], variants: Collection[int]
) -> Mapping[Buyer, Benefits]:
    """What the buyers have on the variants; nothing for who has none."""
    if not buyers or not variants:
        return {}
    try:
        with allow_writer(), savepoint():
            if not (is_installed() and is_active()):
                return {}
            books = _books(buyers, variants)
            rules = _rules(buyers, variants)
    except DatabaseError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            logger.exception("Nobody could tell the prices of groups: none.")
        return {}
    found = {
        buyer: Benefits(books.get(buyer), rules.get(buyer, {})) for buyer in buyers
    }
    return {buyer: each for buyer, each in found.items() if each}


def _books(
    buyers: Collection[Buyer], variants: Collection[int]
) -> Mapping[Buyer, PriceBook]:
    if not is_whole(Purpose.PRICES):
        return {}
    return open_price_books(buyers, [str(variant) for variant in variants])


def _rules(
    buyers: Collection[Buyer], variants: Collection[int]
) -> Mapping[Buyer, Mapping[int, Sequence[Any]]]:
    """Active rules of promotions for the buyers' groups, in their channels."""
    if not (is_whole(Purpose.PROMOTIONS) and is_whole(Purpose.PRICES)):
        return {}
    own = own_promotions(buyers)
    promotions = set().union(*own.values())
    if not promotions:
        return {}
    rows = (
        PromotionRule.variants.through.objects.using(writer())
        .filter(
            productvariant_id__in=list(variants),
            promotionrule__promotion__in=Promotion.objects.using(writer())
            .active()
            .filter(pk__in=promotions),
        )
        .values_list(
            "productvariant_id", "promotionrule_id", "promotionrule__channels__slug"
        )
    )
    placed = list(rows)
    rules = (
        PromotionRule.objects.using(writer())
        .select_related("promotion")
        .in_bulk({rule for _, rule, _ in placed})
    )
    found: dict[Buyer, dict[int, list[Any]]] = {}
    for buyer in buyers:
        mine: dict[int, list[Any]] = defaultdict(list)
        for variant, rule_id, channel in placed:
            rule = rules[rule_id]
            is_own = str(rule.promotion_id) in own.get(buyer, ())
            if is_own and channel == buyer.channel:
                mine[variant].append(rule)
        if mine:
            found[buyer] = dict(mine)
    return found
