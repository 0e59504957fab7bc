"""Baskets: what some variants cost a customer together, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import graphene
from promise import Promise

from saleor_customer_groups.engine.basket_sentences import code_sentence, line_sentence
from saleor_customer_groups.engine.baskets import JudgedCode, Line
from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.promotions import Settlement
from saleor_customer_groups.models import CustomerGroup as Group
from saleor_customer_groups.services.baskets import BasketQuote

from .. import price_enums
from ..dataloaders import GroupLoader
from ..ids import CUSTOMER, PROMOTION, VARIANT, VOUCHER, to_global
from ..scalars import DateTime, Decimal
from .fields import needed, optional, several
from .groups import CustomerGroup
from .price_explanations import (
    CustomerGroupHinderedPriceList,
    CustomerGroupPriceCandidate,
    JudgedCandidate,
)
from .prices import CustomerGroupPriceTarget


class CustomerGroupBasketReduction(graphene.ObjectType):
    promotion = needed(graphene.ID, "The ID of the promotion, as in Saleor's own API.")
    name = needed(graphene.String, "What people call it.")
    off = needed(Decimal, "What it takes off one piece.")

    class Meta:
        description = "A catalogue promotion that makes a line cheaper."

    @staticmethod
    def resolve_promotion(root: Settlement, _info: Any) -> str:
        return to_global(PROMOTION, root.reduction.promotion if root.reduction else "")

    @staticmethod
    def resolve_name(root: Settlement, _info: Any) -> str:
        return root.reduction.name if root.reduction else ""

    @staticmethod
    def resolve_off(root: Settlement, _info: Any) -> Any:
        return root.base - root.price


class CustomerGroupBasketLine(graphene.ObjectType):
    variant = needed(graphene.ID, "The ID of the variant.")
    target = needed(CustomerGroupPriceTarget, "The same with what it is called.")
    quantity = needed(graphene.Int, "How many pieces of it this line has.")
    pieces = needed(
        graphene.Int,
        "How many pieces of it all lines have together, which quantity breaks count.",
    )
    list_price = needed(Decimal, "What one costs everybody, before promotions.")
    public_price = needed(Decimal, "What one costs a guest, promotions off.")
    price = needed(Decimal, "What one costs the customer, promotions off.")
    is_group_price = needed(
        graphene.Boolean,
        "Whether the price is made of a price list's, not of everybody's.",
    )
    reduction = optional(
        CustomerGroupBasketReduction, "The promotion that reduced it; null without."
    )
    winner = optional(
        CustomerGroupPriceCandidate,
        "What the price lists say before promotions; null where they say nothing.",
    )
    candidates = several(
        CustomerGroupPriceCandidate,
        "All prices about the variant in lists that are in force for the customer: the"
        " winner, what lost to it list by list, and last what takes more pieces.",
    )
    subtotal = needed(Decimal, "The price times the quantity.")
    off = needed(Decimal, "What the code takes off the line.")
    total = needed(Decimal, "What the line costs.")
    sentence = needed(graphene.String, "What one piece costs and why, in words.")

    class Meta:
        description = "A line of a basket, and why it costs what it does."

    @staticmethod
    def resolve_variant(root: Line, _info: Any) -> str:
        return to_global(VARIANT, root.quote.item.variant)

    @staticmethod
    def resolve_target(root: Line, _info: Any) -> Target:
        return Target(Scope.VARIANT, root.quote.item.variant)

    @staticmethod
    def resolve_pieces(root: Line, _info: Any) -> int:
        return root.quote.quantity

    @staticmethod
    def resolve_list_price(root: Line, _info: Any) -> Any:
        return root.quote.item.list_price

    @staticmethod
    def resolve_public_price(root: Line, _info: Any) -> Any:
        return root.everybody.price

    @staticmethod
    def resolve_price(root: Line, _info: Any) -> Any:
        return root.settlement.price

    @staticmethod
    def resolve_is_group_price(root: Line, _info: Any) -> bool:
        return root.settlement.is_group_price

    @staticmethod
    def resolve_reduction(root: Line, _info: Any) -> Settlement | None:
        return root.settlement if root.settlement.reduction else None

    @staticmethod
    def resolve_winner(root: Line, _info: Any) -> JudgedCandidate | None:
        winner = root.quote.winner
        return None if winner is None else JudgedCandidate(winner, root.quote)

    @staticmethod
    def resolve_candidates(root: Line, _info: Any) -> list[JudgedCandidate]:
        return [JudgedCandidate(each, root.quote) for each in root.quote.candidates]

    @staticmethod
    def resolve_sentence(root: Line, _info: Any) -> str:
        return line_sentence(root)


class QuotedCode(NamedTuple):
    """A code, and the basket that it was tried on."""

    judged: JudgedCode
    quote: BasketQuote


class CustomerGroupBasketCode(graphene.ObjectType):
    code = needed(graphene.String, "The code as it was given.")
    voucher = optional(
        graphene.ID,
        "The ID of its voucher, as in Saleor's own API; null: there is none.",
    )
    is_accepted = needed(graphene.Boolean, "Whether it is taken.")
    is_for_shipping = needed(
        graphene.Boolean, "Whether it acts on shipping, which a basket is without."
    )
    refusal = optional(
        price_enums.CustomerGroupCodeRefusal, "Why it is not; null if it is."
    )
    off = needed(Decimal, "What it takes off the basket.")
    groups = several(
        CustomerGroup,
        "The groups that decided for whom it is: those that the customer is in, or would"
        " have to be in, or must not be in.",
    )
    sentence = needed(graphene.String, "The same in words.")

    class Meta:
        description = "What became of a code."

    @staticmethod
    def resolve_code(root: QuotedCode, _info: Any) -> str:
        return root.judged.code

    @staticmethod
    def resolve_voucher(root: QuotedCode, _info: Any) -> str | None:
        offer = root.judged.offer
        return None if offer is None else to_global(VOUCHER, offer.key)

    @staticmethod
    def resolve_is_accepted(root: QuotedCode, _info: Any) -> bool:
        return root.judged.refusal is None

    @staticmethod
    def resolve_is_for_shipping(root: QuotedCode, _info: Any) -> bool:
        offer = root.judged.offer
        return offer is not None and offer.is_for_shipping

    @staticmethod
    def resolve_refusal(root: QuotedCode, _info: Any) -> str | None:
        refusal = root.judged.refusal
        return None if refusal is None else refusal.value

    @staticmethod
    def resolve_off(root: QuotedCode, _info: Any) -> Any:
        return root.judged.off

    @staticmethod
    def resolve_groups(root: QuotedCode, _info: Any) -> Sequence[Group]:
        deciding = root.quote.deciding
        return [deciding[code] for code in root.judged.groups if code in deciding]

    @staticmethod
    def resolve_sentence(root: QuotedCode, _info: Any) -> str:
        quote = root.quote
        return code_sentence(root.judged, quote.market.currency, quote.group_names)


class CustomerGroupBasket(graphene.ObjectType):
    customer = optional(graphene.ID, "The ID of the customer; null for a guest.")
    channel = needed(graphene.String, "The slug of the channel.")
    currency = needed(graphene.String, "The currency of all amounts.")
    at = needed(DateTime, "The instant that windows are seen from.")
    policy = needed(
        price_enums.CustomerGroupListPolicy,
        "Which of a customer's price lists wins there.",
    )
    basis = needed(
        price_enums.CustomerGroupMembershipBasis, "Which groups it was reckoned with."
    )
    groups = several(
        CustomerGroup, "The groups that the customer is or was in, by name."
    )
    lines = several(CustomerGroupBasketLine, "The lines, in the order that was given.")
    codes = several(
        CustomerGroupBasketCode, "The codes, in the order that was given, each once."
    )
    subtotal = needed(Decimal, "What the lines cost without the code.")
    off = needed(Decimal, "What the code takes off.")
    total = needed(Decimal, "What the lines cost: exactly the sum of their totals.")
    hindered = several(
        CustomerGroupHinderedPriceList,
        "Lists for groups of the customer that give no price there and then, the last"
        " changed first, at most 50; none of those that are archived.",
    )

    class Meta:
        description = "What a customer pays for some variants together, and why."

    @staticmethod
    def resolve_customer(root: BasketQuote, _info: Any) -> str | None:
        return None if root.customer is None else to_global(CUSTOMER, root.customer)

    @staticmethod
    def resolve_channel(root: BasketQuote, _info: Any) -> str:
        return root.market.channel

    @staticmethod
    def resolve_currency(root: BasketQuote, _info: Any) -> str:
        return root.market.currency

    @staticmethod
    def resolve_at(root: BasketQuote, _info: Any) -> Any:
        return root.market.at

    @staticmethod
    def resolve_policy(root: BasketQuote, _info: Any) -> str:
        return root.market.policy.value

    @staticmethod
    def resolve_basis(root: BasketQuote, _info: Any) -> str:
        return root.belongings.basis.value

    @staticmethod
    def resolve_groups(root: BasketQuote, info: Any) -> Promise:
        return Promise.all(
            [
                info.context.load(GroupLoader, each.group_id)
                for each in root.belongings.groups
            ]
        ).then(lambda found: [group for group in found if group is not None])

    @staticmethod
    def resolve_lines(root: BasketQuote, _info: Any) -> Sequence[Line]:
        return root.basket.lines

    @staticmethod
    def resolve_codes(root: BasketQuote, _info: Any) -> list[QuotedCode]:
        return [QuotedCode(each, root) for each in root.basket.codes]

    @staticmethod
    def resolve_subtotal(root: BasketQuote, _info: Any) -> Any:
        return root.basket.subtotal

    @staticmethod
    def resolve_off(root: BasketQuote, _info: Any) -> Any:
        return root.basket.off

    @staticmethod
    def resolve_total(root: BasketQuote, _info: Any) -> Any:
        return root.basket.total
