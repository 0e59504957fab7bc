"""Benefits: what customers have by their groups on some variants.

Prices of lists, and promotions of groups. Asked in the middle of Saleor's own work: it
never raises, and where it cannot tell there are none. A constant number of statements
for any number of customers and variants; none for guests.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.db import DatabaseError
from django.db.models import Sum
from psycopg.errors import UndefinedTable
from saleor.checkout.models import CheckoutLine
from saleor.core.db.connection import allow_writer
from saleor.discount.models import Promotion, PromotionRule

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.pricing import Buyer, PriceBook, open_price_books
from saleor_customer_groups.services.queries import writer
from saleor_customer_groups.services.restrictions import NO_SHARE, Share, shares

from ..configuration import is_active
from ..marking import is_installed
from .eligibility import savepoint
from .seams import is_whole

logger = logging.getLogger(__name__)


class Benefits(NamedTuple):
    """Of one buyer: the lists that are his, and his share of the promotions of groups.

    ``rules`` are those of his catalogue promotions, by variant id; ``foreign_rules`` those
    of order promotions that are not his.
    """

    book: PriceBook | None = None
    share: Share = NO_SHARE
    rules: Mapping[int, Sequence[Any]] = {}
    foreign_rules: frozenset[Any] = frozenset()

    @property
    def are_prices(self) -> bool:
        """Whether anything may cost him another price than everybody's."""
        return self.book is not None or bool(self.rules)


NONE: Final = Benefits()


def buyer_of(user_id: int, channel: Any) -> Buyer:
    return Buyer(str(user_id), channel.slug, channel.currency_code)


def quantities_of(checkout: Any) -> Mapping[int, int]:
    """How many pieces of each variant are in it, gifts left out."""
    with allow_writer():
        rows = (
            CheckoutLine.objects.using(writer())
            .filter(checkout_id=checkout.pk, is_gift=False)
            .values_list("variant_id")
            .annotate(Sum("quantity"))
        )
        return dict(rows)


def benefits_of(
    buyers: Collection[Buyer], variants: Collection[int]
) -> Mapping[Buyer, Benefits]:
    """What the buyers have on the variants; nothing where nobody can have anything."""
    if not buyers or not variants:
        return {}
    try:
        with allow_writer(), savepoint():
            if not is_installed():
                return {}
            books = _books(buyers, variants)
            mine = _shares(buyers)
            rules = _rules(buyers, variants, mine)
            foreign = _order_rules(
                set().union(*(share.foreign for share in mine.values()))
            )
    except DatabaseError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            logger.exception("Nobody could tell the prices of groups: none.")
        return {}
    if not (books or mine):
        return {}
    found = {}
    for buyer in buyers:
        share = mine.get(buyer, NO_SHARE)
        found[buyer] = Benefits(
            books.get(buyer),
            share,
            rules.get(buyer, {}),
            frozenset(rule for rule, its in foreign.items() if its in share.foreign),
        )
    return found


def _books(
    buyers: Collection[Buyer], variants: Collection[int]
) -> Mapping[Buyer, PriceBook]:
    if not (is_whole(Purpose.PRICES) and is_active()):
        return {}
    return open_price_books(buyers, [str(variant) for variant in variants])


def _shares(buyers: Collection[Buyer]) -> Mapping[Buyer, Share]:
    return shares(
        RestrictedKind.PROMOTION,
        buyers,
        is_known=is_whole(Purpose.PROMOTIONS) and is_active(),
    )


def _rules(
    buyers: Collection[Buyer],
    variants: Collection[int],
    mine: Mapping[Buyer, Share],
) -> Mapping[Buyer, Mapping[int, Sequence[Any]]]:
    """Active rules of promotions for the buyers' groups, in their channels."""
    promotions = set().union(*(share.own for share in mine.values()))
    if not (promotions and is_whole(Purpose.PRICES)):
        return {}
    rows = (
        PromotionRule.variants.through.objects.using(writer())
        .filter(
            productvariant_id__in=list(variants),
            promotionrule__promotion__in=Promotion.objects.using(writer())
            .active()
            .filter(pk__in=promotions),
        )
        .order_by("promotionrule__promotion__created_at", "promotionrule_id")
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
        here: dict[int, list[Any]] = defaultdict(list)
        for variant, rule_id, channel in placed:
            rule = rules[rule_id]
            is_own = str(rule.promotion_id) in mine[buyer].own
            if is_own and channel == buyer.channel:
                here[variant].append(rule)
        if here:
            found[buyer] = dict(here)
    return found


def _order_rules(promotions: Collection[str]) -> Mapping[Any, str]:
    """The promotion of each rule that is about whole orders, by the rule's id."""
    if not promotions:
        return {}
    rows = (
        PromotionRule.objects.using(writer())
        .filter(promotion__in=promotions, reward_type__isnull=False)
        .values_list("pk", "promotion_id")
    )
    return {rule: str(promotion) for rule, promotion in rows}
