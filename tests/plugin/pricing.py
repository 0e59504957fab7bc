"""Price lists in Saleor, and what its checkouts and product pages say of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from saleor.account.models import User

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices

from .asking import Client, commit, global_id

LINES = (
    "lines { quantity isGift undiscountedUnitPrice { amount }"
    " unitPrice { gross { amount } } totalPrice { gross { amount } } }"
    " totalPrice { gross { amount } } voucherCode"
)


def fixed(target: Target, amount: object, from_quantity: int = 1) -> PriceInput:
    return PriceInput(target, FixedPrice(Decimal(str(amount))), from_quantity)


def percent(target: Target, percentage: object, from_quantity: int = 1) -> PriceInput:
    change = PercentageChange(Decimal(str(percentage)))
    return PriceInput(target, change, from_quantity)


def variant(row: Any) -> Target:
    return Target(Scope.VARIANT, str(row.pk))


def make_list(*prices: PriceInput, **given: Any) -> str:
    """An active list for vip in USD; its code."""
    values: dict[str, Any] = {
        "name": "VIP prices",
        "currency": "USD",
        "groups": ["vip"],
        "status": PriceListStatus.ACTIVE,
        **given,
    }
    code = create_price_list(PriceListInput(**values), actor="test").code
    set_prices(code, prices)
    commit()
    return code


class Basket:
    """One checkout in the channel, made through the public API.

    Answers are [(quantity, unit price without reductions, unit price)] and the total.
    """

    def __init__(self, client: Any, channel: str = "main") -> None:
        self.client, self.channel, self.id = Client(client), channel, ""

    def _do(self, mutation: str, declared: str, used: str, **variables: Any) -> Any:
        commit()
        answer = self.client.ask(
            f"mutation ({declared}) {{ {mutation}({used}) {{"
            f" checkout {{ id {LINES} }} errors {{ field message code }} }} }}",
            **variables,
        )
        self.id = answer["checkout"]["id"]
        return told(answer["checkout"])

    def create(self, *lines: tuple[Any, int]) -> Any:
        given = {"channel": self.channel, "lines": _lines(lines)}
        declared = "$input: CheckoutCreateInput!"
        return self._do("checkoutCreate", declared, "input: $input", input=given)

    def add(self, *lines: tuple[Any, int]) -> Any:
        declared = "$id: ID!, $lines: [CheckoutLineInput!]!"
        used = "id: $id, lines: $lines"
        return self._do(
            "checkoutLinesAdd", declared, used, id=self.id, lines=_lines(lines)
        )

    def update(self, *lines: tuple[Any, int]) -> Any:
        declared = "$id: ID!, $lines: [CheckoutLineUpdateInput!]!"
        used = "id: $id, lines: $lines"
        return self._do(
            "checkoutLinesUpdate", declared, used, id=self.id, lines=_lines(lines)
        )

    def attach(self, client: Any) -> Any:
        self.client = Client(client)
        return self._do("checkoutCustomerAttach", "$id: ID!", "id: $id", id=self.id)

    def detach(self) -> Any:
        return self._do("checkoutCustomerDetach", "$id: ID!", "id: $id", id=self.id)

    def enter(self, code: str) -> Any:
        declared, used = "$id: ID!, $code: String!", "id: $id, promoCode: $code"
        return self._do("checkoutAddPromoCode", declared, used, id=self.id, code=code)

    def look(self) -> Any:
        document = f"query ($id: ID!) {{ checkout(id: $id) {{ {LINES} }} }}"
        return told(self.client.ask(document, id=self.id))


def told(checkout: Any) -> Any:
    lines = sorted(
        (
            line["quantity"],
            line["undiscountedUnitPrice"]["amount"],
            line["unitPrice"]["gross"]["amount"],
        )
        for line in checkout["lines"]
        if not line["isGift"]
    )
    return lines, checkout["totalPrice"]["gross"]["amount"]


def _lines(lines: tuple[tuple[Any, int], ...]) -> list[dict[str, object]]:
    return [
        {"variantId": global_id(each), "quantity": quantity} for each, quantity in lines
    ]


def give(basket: Basket, user: User | None) -> None:
    from saleor.checkout.models import Checkout

    Checkout.objects.update(user=user)
    commit()
