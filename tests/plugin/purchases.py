"""Purchases: a checkout from the product page to the order, and a draft order."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from saleor.account.models import User

from .asking import Client, commit, global_id
from .receipts import CHECKOUT, ORDER, Receipt, of_checkout, of_order
from .restricting import Refused
from .stores import ADDRESS, Store

_ERRORS: Final = "errors { field message code }"
_PAGE: Final = """query ($id: ID!, $product: ID!, $channel: String!) {
  productVariant(id: $id, channel: $channel) { pricing {
    price { net { amount } gross { amount } }
    priceUndiscounted { net { amount } gross { amount } } } }
  product(id: $product, channel: $channel) { pricing { priceRange {
    start { net { amount } gross { amount } } } } }
}"""


class _Asking:
    """Asks for one store; amounts are decimals, as they stand in the answer."""

    def __init__(self, client: Any, store: Store) -> None:
        self.client, self.store, self.id = client, store, ""
        self.card = Decimal(0)

    def _ask(self, document: str, **variables: Any) -> Any:
        commit()
        response = self.client.post_graphql(document, variables)
        content = json.loads(response.content, parse_float=Decimal)
        assert "errors" not in content, content
        return content["data"]

    def _do(self, mutation: str, answer: str, **given: tuple[str, Any]) -> Any:
        """What the mutation answers. Raises Refused."""
        declared = ", ".join(f"${name}: {type_}" for name, (type_, _) in given.items())
        used = ", ".join(f"{name}: ${name}" for name in given)
        document = (
            f"mutation ({declared}) {{ {mutation}({used}) {{ {answer} {_ERRORS} }} }}"
        )
        values = {name: value for name, (_, value) in given.items()}
        (found,) = self._ask(document, **values).values()
        if found["errors"]:
            raise Refused(found["errors"])
        return next(iter(found.values()))

    def _receipt(self, answer: Any, *, is_order: bool = False) -> Receipt:
        tell = of_order if is_order else of_checkout
        return tell(
            answer,
            self.store.unit,
            is_tax_in_prices=self.store.is_tax_in_prices,
            card=self.card,
        )


class Purchase(_Asking):
    """One checkout; every step answers with its receipt."""

    def page(self, variant: Any) -> str:
        """What the product page says of the variant: "8.00", or "8.00 instead of 10.00".

        The product's own page, whose only variant it is, has to say the same.
        """
        given = {"id": global_id(variant), "product": global_id(variant.product)}
        found = self._ask(_PAGE, **given, channel=self.store.channel.slug)
        own = "gross" if self.store.is_tax_in_prices else "net"
        pricing = found["productVariant"]["pricing"]
        price, without = (
            Decimal(pricing[name][own]["amount"]).quantize(self.store.unit)
            for name in ("price", "priceUndiscounted")
        )
        start = found["product"]["pricing"]["priceRange"]["start"]
        assert Decimal(start[own]["amount"]) == price
        return f"{price}" if price == without else f"{price} instead of {without}"

    def create(self, *lines: tuple[Any, int], email: str = "") -> Receipt:
        """With shipping, where the store asks for it."""
        given: dict[str, Any] = {
            "channel": self.store.channel.slug,
            "lines": _lines(lines),
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
        }
        if email:
            given["email"] = email
        answer = f"checkout {{ {CHECKOUT} shippingMethods {{ id }} }}"
        made = self._do("checkoutCreate", answer, input=("CheckoutCreateInput!", given))
        self.id = made["id"]
        return self._change(
            "checkoutDeliveryMethodUpdate",
            deliveryMethodId=("ID", made["shippingMethods"][0]["id"]),
        )

    def _change(self, mutation: str, **given: tuple[str, Any]) -> Receipt:
        answer = f"checkout {{ {CHECKOUT} }}"
        found = self._do(mutation, answer, id=("ID", self.id), **given)
        # Whoever looks at it next has to see the same.
        assert self._receipt(found) == self.look()
        return self._receipt(found)

    def add(self, *lines: tuple[Any, int], is_apart: bool = False) -> Receipt:
        """``is_apart``: as lines of their own, whatever is in the checkout."""
        given = [
            {**line, "forceNewLine": True} if is_apart else line
            for line in _lines(lines)
        ]
        return self._change("checkoutLinesAdd", lines=("[CheckoutLineInput!]!", given))

    def update(self, *lines: tuple[Any, int]) -> Receipt:
        given = _lines(lines)
        return self._change(
            "checkoutLinesUpdate", lines=("[CheckoutLineUpdateInput!]!", given)
        )

    def attach(self, client: Any) -> Receipt:
        self.client = client
        return self._change("checkoutCustomerAttach")

    def detach(self) -> Receipt:
        return self._change("checkoutCustomerDetach")

    def address(self, email: str) -> Receipt:
        return self._change("checkoutEmailUpdate", email=("String!", email))

    def enter(self, code: str, card: object = 0) -> Receipt:
        """``card`` is what the code pays, where it is a gift card's."""
        self.card = Decimal(str(card))
        return self._change("checkoutAddPromoCode", promoCode=("String!", code))

    def remove(self, code: str) -> Receipt:
        return self._change("checkoutRemovePromoCode", promoCode=("String", code))

    def look(self) -> Receipt:
        document = f"query ($id: ID!) {{ checkout(id: $id) {{ {CHECKOUT} }} }}"
        return self._receipt(self._ask(document, id=self.id)["checkout"])

    def order_by(self, app: Any) -> Receipt:
        """Of the order that an app makes of it."""
        given = {"id": ("ID!", self.id)}
        self.client = app
        order = self._do("orderCreateFromCheckout", f"order {{ {ORDER} }}", **given)
        return self._receipt(order, is_order=True)

    def complete(self) -> Receipt:
        """Of the order."""
        given = {"id": ("ID", self.id)}
        order = self._do("checkoutComplete", f"order {{ {ORDER} }}", **given)
        return self._receipt(order, is_order=True)


class DraftOrder(_Asking):
    """One draft that staff make; every step answers with its receipt."""

    def __init__(self, client: Client, store: Store) -> None:
        super().__init__(client.client, store)

    def create(
        self, user: User | None, *lines: tuple[Any, ...], code: str = ""
    ) -> Receipt:
        given: dict[str, Any] = {
            "channelId": global_id(self.store.channel),
            "lines": _lines(lines),
            "shippingAddress": ADDRESS,
            "billingAddress": ADDRESS,
            "shippingMethod": global_id(self.store.shipping),
        }
        if user:
            given["user"] = global_id(user)
        else:
            given["userEmail"] = "guest@example.com"
        if code:
            given["voucherCode"] = code
        answer = f"order {{ {ORDER} }}"
        made = self._do(
            "draftOrderCreate", answer, input=("DraftOrderCreateInput!", given)
        )
        self.id = made["id"]
        return self._seen(made)

    def _change(self, mutation: str, **given: tuple[str, Any]) -> Receipt:
        return self._seen(self._do(mutation, f"order {{ {ORDER} }}", **given))

    def _seen(self, answer: Any) -> Receipt:
        # Whoever looks at it next has to see the same.
        receipt = self._receipt(answer, is_order=True)
        assert receipt == self.look()
        return receipt

    def add(self, *lines: tuple[Any, ...], is_apart: bool = False) -> Receipt:
        """``is_apart``: as lines of their own, whatever is in the order."""
        given = [
            {**line, "forceNewLine": True} if is_apart else line
            for line in _lines(lines)
        ]
        return self._change(
            "orderLinesCreate",
            id=("ID!", self.id),
            input=("[OrderLineCreateInput!]!", given),
        )

    def _line_of(self, variant: Any) -> str:
        document = "query ($id: ID!) { order(id: $id) { lines { id productSku } } }"
        lines = self._ask(document, id=self.id)["order"]["lines"]
        return next(
            str(line["id"]) for line in lines if line["productSku"] == variant.sku
        )

    def update(self, variant: Any, quantity: int) -> Receipt:
        """So many pieces in the first line of the variant."""
        return self._change(
            "orderLineUpdate",
            id=("ID!", self._line_of(variant)),
            input=("OrderLineInput!", {"quantity": quantity}),
        )

    def delete(self, variant: Any) -> Receipt:
        """The first line of the variant."""
        return self._change("orderLineDelete", id=("ID!", self._line_of(variant)))

    def hand_to(self, user: User) -> Receipt:
        return self._edit(user=global_id(user))

    def enter(self, code: str) -> Receipt:
        return self._edit(voucherCode=code)

    def _edit(self, **given: object) -> Receipt:
        return self._change(
            "draftOrderUpdate", id=("ID!", self.id), input=("DraftOrderInput!", given)
        )

    def look(self) -> Receipt:
        document = f"query ($id: ID!) {{ order(id: $id) {{ {ORDER} }} }}"
        found = self._ask(document, id=self.id)["order"]
        return self._receipt(found, is_order=True)

    def complete(self) -> Receipt:
        return self._change("draftOrderComplete", id=("ID!", self.id))


def _lines(lines: tuple[tuple[Any, ...], ...]) -> list[dict[str, object]]:
    return [
        {"variantId": global_id(each), "quantity": quantity, **dict(*more)}
        for each, quantity, *more in lines
    ]
