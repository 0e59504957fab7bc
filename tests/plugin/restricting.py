"""Restricting what Saleor has, and asking its checkouts and drafts about it."""

from __future__ import annotations

from typing import Any

from saleor.account.models import User

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.assignments import add_members, remove_members
from saleor_customer_groups.services.restrictions import Restricted, restrict

from .asking import Client, commit, global_id

CHECKOUT = """
 voucherCode totalPrice { gross { amount } } discount { amount }
 lines { isGift quantity totalPrice { gross { amount } } }
"""
ERRORS = "errors { field message code }"


def limit_voucher(voucher: Any, *groups: str, excluded: tuple[str, ...] = ()) -> None:
    restricted = Restricted(RestrictedKind.VOUCHER, str(voucher.pk))
    restrict(restricted, groups, excluded, actor="test")
    commit()


def limit_promotion(promotion: Any, *groups: str) -> None:
    restricted = Restricted(RestrictedKind.PROMOTION, str(promotion.pk))
    restrict(restricted, groups, actor="test")
    commit()


def join(group: str, *users: User) -> None:
    add_members(group, [str(user.pk) for user in users], actor="test")
    commit()


def leave(group: str, *users: User) -> None:
    remove_members(group, [str(user.pk) for user in users], actor="test")
    commit()


class Refused(Exception):  # noqa: N818 - what a shopper is
    """Saleor's answer has errors; ``codes`` are theirs, by field."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(errors)
        self.codes = {error["field"]: error["code"] for error in errors}


class Till:
    """One checkout, through the public API."""

    def __init__(self, client: Client, checkout: Any) -> None:
        self.client, self.id = client, global_id(checkout)

    def _do(self, mutation: str, arguments: str = "", **given: Any) -> Any:
        commit()
        declared = "".join(f", ${name}: {type_}" for name, (type_, _) in given.items())
        document = (
            f"mutation ($id: ID{declared}) {{ answer: {mutation}(id: $id{arguments}) {{"
            f" {'order { id total { gross { amount } } voucher { code } }' if mutation == 'checkoutComplete' else 'checkout {' + CHECKOUT + '}'}"
            f" {ERRORS} }} }}"
        )
        values = {name: value for name, (_, value) in given.items()}
        response = self.client.client.post_graphql(document, {"id": self.id, **values})
        content = response.json()
        assert "errors" not in content, content
        answer = content["data"]["answer"]
        if answer["errors"]:
            raise Refused(answer["errors"])
        return answer.get("checkout") or answer.get("order")

    def enter(self, code: str) -> Any:
        return self._do(
            "checkoutAddPromoCode", ", promoCode: $code", code=("String!", code)
        )

    def add(self, variant: Any, quantity: int = 1) -> Any:
        lines = [{"variantId": global_id(variant), "quantity": quantity}]
        return self._do(
            "checkoutLinesAdd",
            ", lines: $lines",
            lines=("[CheckoutLineInput!]!", lines),
        )

    def attach(self, user: User | None = None) -> Any:
        if user is None:
            return self._do("checkoutCustomerAttach")
        return self._do(
            "checkoutCustomerAttach",
            ", customerId: $customer",
            customer=("ID", global_id(user)),
        )

    def detach(self) -> Any:
        return self._do("checkoutCustomerDetach")

    def complete(self) -> Any:
        return self._do("checkoutComplete")

    def look(self) -> Any:
        commit()
        document = f"query ($id: ID) {{ checkout(id: $id) {{ {CHECKOUT} }} }}"
        return self.client.ask(document, id=self.id)


def total(checkout: Any) -> float:
    amount: float = checkout["totalPrice"]["gross"]["amount"]
    return amount
