"""Prices of groups in draft orders that staff make, through the public API."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.account.models import User
from saleor.order.models import OrderLine
from saleor.product.models import ProductType

from saleor_customer_groups.engine.price_lists import PromotionPolicy

from .asking import Client, commit, global_id
from .conftest import Shop
from .pricing import fixed, make_list, variant
from .restricting import join

ORDER = (
    "order { id status subtotal { gross { amount } } total { gross { amount } }"
    " lines { id quantity undiscountedUnitPrice { gross { amount } }"
    " unitPrice { gross { amount } } } }"
)


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    """A group; the first customer is in it."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])


@pytest.fixture
def variants(product_list: list[Any]) -> list[Any]:
    """At 10, 20 and 30."""
    return [product.variants.get() for product in product_list]


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


@pytest.fixture
def draft(manager_client: Client) -> Draft:
    return Draft(manager_client)


def test_draft__of_a_member__own_prices_from_the_first_answer_to_the_order(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    customer_user2: User,
) -> None:
    ProductType.objects.update(is_shipping_required=False)
    shirt, hat, coat = variants
    make_list(fixed(variant(shirt), "1.50"), fixed(variant(coat), 25))
    # 2 * 1.50 + 20; then 25 more.
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1)) == (
        [(1.5, 1.5, 2), (20, 20, 1)],
        23,
    )
    assert draft.add((coat, 1))[1] == 48
    # 2 * 10 + 20 + 30, and back.
    assert draft.hand_to(customer_user2) == (
        [(10, 10, 2), (20, 20, 1), (30, 30, 1)],
        70,
    )
    assert draft.look()[1] == 70
    assert draft.hand_to(customer_user)[1] == 48
    assert draft.look()[1] == 48
    assert draft.complete() == ([(1.5, 1.5, 2), (20, 20, 1), (25, 25, 1)], 48)
    kept = OrderLine.objects.filter(is_price_overridden=True)
    marks = {line.private_metadata["customer-groups.price-list"] for line in kept}
    assert (kept.count(), marks) == (2, {"vip-prices"})


def test_draft__promotion_of_the_group__for_the_member_and_on_the_groups_price(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    customer_user2: User,
    on_sale: Any,
) -> None:
    shirt, hat, _ = variants
    on_sale(shirt, 20, "vip")
    # 10 - 20 % = 8.
    assert draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1)) == (
        [(10, 8, 2), (20, 20, 1)],
        36,
    )
    assert draft.hand_to(customer_user2)[1] == 40
    make_list(fixed(variant(shirt), 5), promotions=PromotionPolicy.COMBINE)
    # 5 - 20 % = 4.
    assert draft.hand_to(customer_user) == ([(5, 4, 2), (20, 20, 1)], 28)


def test_draft__price_by_staff__stays(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, hat, _ = variants
    make_list(fixed(variant(shirt), 5), fixed(variant(hat), 5))
    by_hand = (shirt, 1, {"price": "7.00"})
    assert draft.create(customer_user, channel_USD, by_hand, (hat, 1)) == (
        [(5, 5, 1), (7, 7, 1)],
        12,
    )
    assert draft.look()[1] == 12


def test_draft__plugin_inactive__everybodys_prices(
    draft: Draft,
    variants: list[Any],
    channel_USD: Any,
    customer_user: User,
    configure: Any,
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 5))
    configure(active=False)
    assert draft.create(customer_user, channel_USD, (shirt, 2))[1] == 20


def test_draft__quantity_break__by_the_total_of_the_variant(
    draft: Draft, variants: list[Any], channel_USD: Any, customer_user: User
) -> None:
    shirt, *_ = variants
    make_list(fixed(variant(shirt), 9), fixed(variant(shirt), 8, 3))
    assert draft.create(customer_user, channel_USD, (shirt, 3)) == ([(8, 8, 3)], 24)
