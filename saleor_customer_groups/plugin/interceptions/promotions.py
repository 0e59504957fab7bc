"""Promotions of groups: order discounts and gifts for members only, and catalogue
promotions kept out of the prices of everybody."""

from __future__ import annotations

from typing import Any, Final

from saleor_customer_groups.host import Purpose
from saleor_customer_groups.models import RestrictedKind

from .eligibility import refused, restricted
from .seams import Function, Seam


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
        return [rule for rule in rules if str(rule.promotion_id) not in kept_back]

    return fetch_promotion_rules_for_checkout_or_order


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
