"""What an order says of the prices of its lines, by the API, long after."""

from __future__ import annotations

from typing import Any

import graphene
import pytest
from saleor.account.models import User
from saleor.product.models import ProductType

from saleor_customer_groups.services.groups import archive_group, delete_group
from saleor_customer_groups.services.price_lists import delete_price_list
from tests.graphql.asking import ApiClient

from .asking import Client, commit, global_id
from .drafting import Draft
from .pricing import fixed, make_list, variant
from .restricting import Till, leave

pytestmark = pytest.mark.usefixtures("vip")

ASK = """
query ($id: ID!) {
  orderPrices(order: $id) {
    order
    lines {
      line variant productName quantity currency origin price reducedPrice listPrice
      priceList { id code name } groups { id code name } sentence
    }
  }
}
"""


@pytest.fixture
def api(staff_api: Any) -> ApiClient:
    return staff_api("manage_orders")


def _lines(api: ApiClient, order: Any) -> list[dict[str, Any]]:
    commit()
    given = order if isinstance(order, str) else global_id(order)
    answer = api.get(ASK, id=given)["orderPrices"]
    assert answer["order"] == given
    lines: list[dict[str, Any]] = answer["lines"]
    return lines


def test_order_of_a_member__by_which_list_and_groups(
    till: Till, piece: Any, customer_user: User, api: ApiClient
) -> None:
    code = make_list(fixed(variant(piece), "3.33"))
    till.complete()
    order = customer_user.orders.get()
    (line,) = _lines(api, order)
    assert line == {
        "line": global_id(order.lines.get()),
        "variant": global_id(piece),
        "productName": f"{piece.product.name} / {piece}",
        "quantity": 3,
        "currency": "USD",
        "origin": "PRICE_LIST",
        "price": 3.33,
        "reducedPrice": 3.33,
        "listPrice": 10,
        "priceList": {
            "id": line["priceList"]["id"],
            "code": code,
            "name": "VIP prices",
        },
        "groups": [{"id": line["groups"][0]["id"], "code": "vip", "name": "vip"}],
        "sentence": "3.33 USD by “VIP prices”, 6.67 USD less than everybody paid.",
    }
    assert line["priceList"]["id"]
    assert line["groups"][0]["id"]

    # It is what the order has kept: whatever happens to the list and the group.
    leave("vip", customer_user)
    delete_price_list(code)
    archive_group("vip", actor="test")
    delete_group("vip", actor="test")
    (line,) = _lines(api, order)
    assert (line["origin"], line["price"]) == ("PRICE_LIST", 3.33)
    assert line["priceList"] == {"id": None, "code": code, "name": "VIP prices"}
    assert line["groups"] == [{"id": None, "code": "vip", "name": "vip"}]


def test_order_of_another__what_everybody_pays(
    till: Till, piece: Any, customer_user: User, api: ApiClient, on_sale: Any
) -> None:
    make_list(fixed(variant(piece), "3.33"))
    leave("vip", customer_user)
    on_sale(piece, 20)
    till.complete()
    (line,) = _lines(api, customer_user.orders.get())
    assert (line["origin"], line["price"], line["reducedPrice"], line["listPrice"]) == (
        "LIST_PRICE",
        10,
        8,
        10,
    )
    assert (line["priceList"], line["groups"]) == (None, [])
    assert line["sentence"] == "10.00 USD, the list price of everybody."


def test_what_an_app_writes_on_a_checkout_line__is_not_what_made_the_price(
    till: Till, piece: Any, customer_user: User, api: ApiClient
) -> None:
    line = customer_user.checkouts.get().lines.get()
    forged = (
        '{"list": {"number": 1, "code": "x", "name": "X"}, "groups": ["x"],'
        ' "price": "1", "list_price": "2"}'
    )
    line.private_metadata = {"customer-groups.price": forged, "own": "kept"}
    line.save()
    till.complete()
    (line,) = customer_user.orders.get().lines.all()
    assert line.private_metadata == {"own": "kept"}
    assert _lines(api, line.order)[0]["origin"] == "LIST_PRICE"


def test_draft__by_list_by_hand_and_by_everybody(
    manager_client: Client,
    product_list: list[Any],
    channel_USD: Any,
    customer_user: User,
    api: ApiClient,
) -> None:
    ProductType.objects.update(is_shipping_required=False)
    shirt, hat, coat = (product.variants.get() for product in product_list)
    make_list(fixed(variant(shirt), 5))
    draft = Draft(manager_client)
    by_hand = (coat, 1, {"price": "7.00"})
    draft.create(customer_user, channel_USD, (shirt, 2), (hat, 1), by_hand)
    draft.complete()
    told = {
        line["variant"]: (line["origin"], line["price"], line["listPrice"])
        for line in _lines(api, draft.id)
    }
    assert told == {
        global_id(shirt): ("PRICE_LIST", 5, 10),
        global_id(hat): ("LIST_PRICE", 20, 20),
        global_id(coat): ("CUSTOM", 7, None),
    }


def test_order_that_there_is_not__null(api: ApiClient) -> None:
    for key in "00000000-0000-0000-0000-000000000001", "nothing":
        asked = graphene.Node.to_global_id("Order", key)
        assert api.get(ASK, id=asked) == {"orderPrices": None}
