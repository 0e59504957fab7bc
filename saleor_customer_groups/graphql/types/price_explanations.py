"""Price explanations: what a customer pays for a variant, and why."""

from __future__ import annotations

from typing import Any, NamedTuple

import graphene
from promise import Promise

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.price_sentences import (
    reduction_sentence,
    sentence,
    summary,
)
from saleor_customer_groups.engine.pricing import Candidate, Quote
from saleor_customer_groups.engine.promotions import JudgedReduction
from saleor_customer_groups.services.hindered_lists import Hindered
from saleor_customer_groups.services.price_explanations import PriceExplanation

from .. import price_enums, till_enums
from ..dataloaders import PriceListLoader
from ..ids import CUSTOMER, PROMOTION, VARIANT, to_global
from ..scalars import DateTime, Decimal
from .fields import needed, optional, several
from .price_lists import CustomerGroupPriceList
from .prices import CustomerGroupPriceBreak, CustomerGroupPriceTarget


class JudgedCandidate(NamedTuple):
    """A candidate, and the quote that it took part in."""

    candidate: Candidate
    quote: Quote


class CustomerGroupPriceCandidate(graphene.ObjectType):
    price_list = needed(CustomerGroupPriceList, "The list that it stands in.")
    target = needed(CustomerGroupPriceTarget, "What it is about.")
    step = optional(
        CustomerGroupPriceBreak, "What counts for the quantity; null where none does."
    )
    from_quantity = needed(graphene.Int, "The fewest pieces that it has a price for.")
    price = optional(Decimal, "What one piece costs by it; null where none counts.")
    verdict = needed(
        price_enums.CustomerGroupPriceVerdict, "Why it is the price, or not."
    )
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "One price of a list that is about the variant."

    @staticmethod
    def resolve_price_list(root: JudgedCandidate, info: Any) -> Promise:
        number = root.candidate.price_list.number
        return info.context.load(PriceListLoader, number)

    @staticmethod
    def resolve_target(root: JudgedCandidate, _info: Any) -> Target:
        return root.candidate.target

    @staticmethod
    def resolve_step(root: JudgedCandidate, _info: Any) -> Any:
        return root.candidate.step

    @staticmethod
    def resolve_from_quantity(root: JudgedCandidate, _info: Any) -> int:
        return root.candidate.entry.lowest_quantity

    @staticmethod
    def resolve_price(root: JudgedCandidate, _info: Any) -> Any:
        return root.candidate.amount

    @staticmethod
    def resolve_verdict(root: JudgedCandidate, _info: Any) -> str:
        return root.candidate.verdict.value

    @staticmethod
    def resolve_sentence(root: JudgedCandidate, _info: Any) -> str:
        return sentence(root.candidate, root.quote)


class CustomerGroupHinderedPriceList(graphene.ObjectType):
    price_list = needed(CustomerGroupPriceList, "The list.")
    hindrance = needed(
        price_enums.CustomerGroupPriceListHindrance, "Why it gives none."
    )
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "A price list for a group of the customer that gives no price."

    @staticmethod
    def resolve_price_list(root: Hindered, info: Any) -> Promise:
        return info.context.load(PriceListLoader, root.price_list.number)

    @staticmethod
    def resolve_hindrance(root: Hindered, _info: Any) -> str:
        return root.hindrance.value


class JudgedPromotion(NamedTuple):
    """A promotion, and the explanation that it is in."""

    judged: JudgedReduction
    explanation: PriceExplanation


class CustomerGroupPricePromotion(graphene.ObjectType):
    promotion = needed(graphene.ID, "The ID of the promotion, as in Saleor's own API.")
    name = needed(graphene.String, "The name of the promotion.")
    is_public = needed(
        graphene.Boolean, "Whether it is for everybody, or for groups of the customer."
    )
    price = needed(Decimal, "What one piece would cost by it.")
    verdict = needed(
        till_enums.CustomerGroupPromotionVerdict,
        "Why it reduces the price, or does not.",
    )
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "A catalogue promotion that could reduce the price."

    @staticmethod
    def resolve_promotion(root: JudgedPromotion, _info: Any) -> str:
        return to_global(PROMOTION, root.judged.reduction.promotion)

    @staticmethod
    def resolve_name(root: JudgedPromotion, _info: Any) -> str:
        return root.judged.reduction.name

    @staticmethod
    def resolve_is_public(root: JudgedPromotion, _info: Any) -> bool:
        return root.judged.is_public

    @staticmethod
    def resolve_price(root: JudgedPromotion, _info: Any) -> Any:
        return root.judged.price

    @staticmethod
    def resolve_verdict(root: JudgedPromotion, _info: Any) -> str:
        return root.judged.verdict.value

    @staticmethod
    def resolve_sentence(root: JudgedPromotion, _info: Any) -> str:
        found = root.explanation
        return reduction_sentence(root.judged, found.settlement, found.quote)


class CustomerGroupPriceExplanation(graphene.ObjectType):
    variant = needed(graphene.ID, "The ID of the variant.")
    target = needed(CustomerGroupPriceTarget, "The same with what it is called.")
    customer = optional(graphene.ID, "The ID of the customer; null for a guest.")
    channel = needed(graphene.String, "The slug of the channel.")
    currency = needed(graphene.String, "The currency of the channel.")
    quantity = needed(graphene.Int, "How many pieces of the variant are bought.")
    at = needed(DateTime, "The instant that windows of lists are seen from.")
    policy = needed(
        price_enums.CustomerGroupListPolicy,
        "Which of a customer's price lists wins there.",
    )
    list_price = needed(Decimal, "What everybody pays for one, before promotions.")
    price = needed(
        Decimal, "What the customer pays for one, before promotions and vouchers."
    )
    final_price = needed(
        Decimal, "What the customer pays for one after promotions, before vouchers."
    )
    promotions = several(
        CustomerGroupPricePromotion,
        "Catalogue promotions in force, for everybody or for groups of the customer: the"
        " one that counts first. Empty in the standalone shop.",
    )
    sentence = needed(graphene.String, "The same in words, before promotions.")
    winner = optional(
        CustomerGroupPriceCandidate,
        "What the price is by; null where it is the list price of everybody.",
    )
    candidates = several(
        CustomerGroupPriceCandidate,
        "All prices about the variant in lists that are in force for the customer: the"
        " winner, what lost to it list by list, and last what takes more pieces.",
    )
    hindered = several(
        CustomerGroupHinderedPriceList,
        "Lists for groups of the customer that give no price there and then, the last"
        " changed first, at most 50; none of those that are archived.",
    )

    class Meta:
        description = "What a customer pays for one piece of a variant, and why."

    @staticmethod
    def resolve_variant(root: PriceExplanation, _info: Any) -> str:
        return to_global(VARIANT, root.quote.item.variant)

    @staticmethod
    def resolve_target(root: PriceExplanation, _info: Any) -> Target:
        return Target(Scope.VARIANT, root.quote.item.variant)

    @staticmethod
    def resolve_customer(root: PriceExplanation, _info: Any) -> str | None:
        return None if root.customer is None else to_global(CUSTOMER, root.customer)

    @staticmethod
    def resolve_channel(root: PriceExplanation, _info: Any) -> str:
        return root.market.channel

    @staticmethod
    def resolve_currency(root: PriceExplanation, _info: Any) -> str:
        return root.market.currency

    @staticmethod
    def resolve_quantity(root: PriceExplanation, _info: Any) -> int:
        return root.quote.quantity

    @staticmethod
    def resolve_at(root: PriceExplanation, _info: Any) -> Any:
        return root.market.at

    @staticmethod
    def resolve_policy(root: PriceExplanation, _info: Any) -> str:
        return root.market.policy.value

    @staticmethod
    def resolve_list_price(root: PriceExplanation, _info: Any) -> Any:
        return root.quote.item.list_price

    @staticmethod
    def resolve_price(root: PriceExplanation, _info: Any) -> Any:
        return root.quote.amount

    @staticmethod
    def resolve_sentence(root: PriceExplanation, _info: Any) -> str:
        return summary(root.quote)

    @staticmethod
    def resolve_final_price(root: PriceExplanation, _info: Any) -> Any:
        return root.settlement.price

    @staticmethod
    def resolve_promotions(root: PriceExplanation, _info: Any) -> list[JudgedPromotion]:
        return [JudgedPromotion(each, root) for each in root.reductions]

    @staticmethod
    def resolve_winner(root: PriceExplanation, _info: Any) -> JudgedCandidate | None:
        winner = root.quote.winner
        return None if winner is None else JudgedCandidate(winner, root.quote)

    @staticmethod
    def resolve_candidates(root: PriceExplanation, _info: Any) -> list[JudgedCandidate]:
        return [JudgedCandidate(each, root.quote) for each in root.quote.candidates]
