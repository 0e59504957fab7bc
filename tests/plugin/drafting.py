"""Draft orders that staff make, through the public API."""

from __future__ import annotations

from typing import Any

from saleor.account.models import User

from .asking import Client, commit, global_id

ORDER = (
    "order { id status subtotal { gross { amount } } total { gross { amount } }"
    " lines { id quantity undiscountedUnitPrice { gross { amount } }"
    " unitPrice { gross { amount } } } }"
)


class Draft:
    """One draft order; answers are [(quantity, undiscounted, unit price)], subtotal."""

    def __init__(self, client: Client) -> None:
        self.client, self.id = client, ""

    def _do(self, mutation: str, declared: str, used: str, **given: Any) -> Any:
        commit()
        document = (
            f"mutation ({declared}) {{ {mutation}({used}) {{ {ORDER}"
            " errors { field message code } } }"
        )
        order = self.client.ask(document, **given)["order"]
        self.id = order["id"]
        return self._told(order)

    def _told(self, order: Any) -> Any:
        lines = sorted(
            (
                line["undiscountedUnitPrice"]["gross"]["amount"],
                line["unitPrice"]["gross"]["amount"],
                line["quantity"],
            )
            for line in order["lines"]
        )
        return lines, order["subtotal"]["gross"]["amount"]

    def create(self, user: User, channel: Any, *lines: tuple[Any, int]) -> Any:
        given = {
            "user": global_id(user),
            "channelId": global_id(channel),
            "lines": _lines(lines),
        }
        declared = "$input: DraftOrderCreateInput!"
        return self._do("draftOrderCreate", declared, "input: $input", input=given)

    def add(self, *lines: tuple[Any, int]) -> Any:
        declared = "$id: ID!, $input: [OrderLineCreateInput!]!"
        used = "id: $id, input: $input"
        return self._do(
            "orderLinesCreate", declared, used, id=self.id, input=_lines(lines)
        )

    def change_quantity(self, quantity: int) -> Any:
        """Of its only line."""
        document = "query ($id: ID!) { order(id: $id) { lines { id } } }"
        (line,) = self.client.ask(document, id=self.id)["lines"]
        declared, used = "$id: ID!, $input: OrderLineInput!", "id: $id, input: $input"
        given = {"quantity": quantity}
        return self._do("orderLineUpdate", declared, used, id=line["id"], input=given)

    def hand_to(self, user: User) -> Any:
        declared, used = "$id: ID!, $input: DraftOrderInput!", "id: $id, input: $input"
        given = {"user": global_id(user)}
        return self._do("draftOrderUpdate", declared, used, id=self.id, input=given)

    def complete(self) -> Any:
        address = {
            "firstName": "Ann",
            "lastName": "Lee",
            "streetAddress1": "1 Main St",
            "city": "New York",
            "postalCode": "10001",
            "country": "US",
            "countryArea": "NY",
        }
        declared, used = "$id: ID!, $input: DraftOrderInput!", "id: $id, input: $input"
        given = {"billingAddress": address}
        self._do("draftOrderUpdate", declared, used, id=self.id, input=given)
        return self._do("draftOrderComplete", "$id: ID!", "id: $id", id=self.id)

    def look(self) -> Any:
        commit()
        document = (
            f"query ($id: ID!) {{ {ORDER.replace('order {', 'order(id: $id) {')} }}"
        )
        return self._told(self.client.ask(document, id=self.id))


def _lines(lines: tuple[tuple[Any, ...], ...]) -> list[dict[str, object]]:
    return [
        {"variantId": global_id(each), "quantity": quantity, **dict(*more)}
        for each, quantity, *more in lines
    ]
