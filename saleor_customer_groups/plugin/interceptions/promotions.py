"""Promotions of groups: order discounts and gifts for members only, and catalogue
promotions kept out of the prices of everybody."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.db import DatabaseError
from saleor.checkout.models import Checkout
from saleor.core.db.connection import allow_writer
from saleor.discount import DiscountType
from saleor.discount.models import CheckoutDiscount, CheckoutLineDiscount

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.queries import writer

from .eligibility import refused, restricted, savepoint
from .holds import is_held
from .seams import Function, Seam

logger = logging.getLogger(__name__)


def _choosing(original: Function) -> Function:
    """Saleor takes the best of the rules that are left; guests are ``user_id`` None."""

    def fetch_promotion_rules_for_checkout_or_order(
        instance: Any, *args: Any, **kwargs: Any
    ) -> Any:
        rules = original(instance, *args, **kwargs)
        promotions = {rule.promotion_id for rule in rules}
        if not promotions:
            return rules
        kept_back = refused(
            RestrictedKind.PROMOTION,
            promotions,
            instance.user_id,
            instance.channel.slug,
        )
        held = _held(instance) if kept_back else frozenset()
        return [
            rule
            for rule in rules
            if str(rule.promotion_id) not in kept_back or rule.pk in held
        ]

    return fetch_promotion_rules_for_checkout_or_order


def _held(instance: Any) -> frozenset[Any]:
    """Rules that a checkout keeps while it is being paid for: those it has. Never
    raises."""
    if not isinstance(instance, Checkout) or not is_held(instance, Purpose.PROMOTIONS):
        return frozenset()
    of_order = {"type": DiscountType.ORDER_PROMOTION}
    try:
        with allow_writer(), savepoint():
            found = (
                CheckoutDiscount.objects.using(writer())
                .filter(checkout=instance.pk, **of_order)
                .values_list("promotion_rule_id")
            )
            on_gifts = (
                CheckoutLineDiscount.objects.using(writer())
                .filter(line__checkout=instance.pk, **of_order)
                .values_list("promotion_rule_id")
            )
            return frozenset(rule for (rule,) in found.union(on_gifts))
    except DatabaseError:
        logger.exception("Nobody could tell what checkout %s has.", instance.pk)
        return frozenset()


def _publishing(original: Function) -> Function:
    """Saleor writes the reduced price of every variant beforehand, for everybody: what
    is for some has no place in it. The mapping itself is handed on, since Saleor looks
    up variants that are not in it.
    """

    def get_variants_to_promotion_rules_map(*args: Any, **kwargs: Any) -> Any:
        rules_by_variant = original(*args, **kwargs)
        kept_back = restricted(
            RestrictedKind.PROMOTION,
            {
                info.rule.promotion_id
                for infos in rules_by_variant.values()
                for info in infos
            },
        )
        if kept_back:
            for infos in rules_by_variant.values():
                infos[:] = [
                    info
                    for info in infos
                    if str(info.rule.promotion_id) not in kept_back
                ]
        return rules_by_variant

    return get_variants_to_promotion_rules_map


_FETCH: Final = "fetch_promotion_rules_for_checkout_or_order"

SEAMS: Final = (
    Seam(
        Purpose.PROMOTIONS,
        "saleor.discount.utils.promotion",
        _FETCH,
        ("instance", "database_connection_name"),
        "keeps order promotions to members",
        _choosing,
    ),
    # Imported by name there, for the gift of a checkout that is being made.
    Seam(
        Purpose.PROMOTIONS,
        "saleor.graphql.checkout.mutations.utils",
        _FETCH,
        ("instance", "database_connection_name"),
        "keeps the gift of a new checkout to members",
        _choosing,
    ),
    # The consumer's own binding, imported by name.
    Seam(
        Purpose.PROMOTIONS,
        "saleor.product.utils.variant_prices",
        "get_variants_to_promotion_rules_map",
        (),
        "keeps catalogue promotions out of the prices of everybody",
        _publishing,
    ),
)
