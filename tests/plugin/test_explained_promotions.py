"""What ``explainPrice`` says of promotions is what Saleor's checkout charges."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from saleor.account.models import User
from saleor.discount.models import Promotion

from saleor_customer_groups.engine.price_lists import PromotionPolicy
from tests.graphql.asking import ApiClient

from .asking import commit, global_id
from .pricing import Basket, fixed, make_list, percent, variant
from .restricting import leave

pytestmark = pytest.mark.usefixtures("vip")

ASK = """
query ($variant: ID!, $customer: ID, $quantity: Int) {
  explainPrice(
    variant: $variant, customer: $customer, channel: "main", quantity: $quantity
  ) {
    price finalPrice
    promotions { promotion name isPublic price verdict sentence }
  }
}
"""
SALES = [
    [],
    [(20,)],
    [(20, "vip")],
    [(5,), (20, "vip")],
    [(20,), (5, "vip")],
    [(20,), (20, "vip")],
    [(33,), (7, "vip"), (34, "vip")],
]


@pytest.fixture
def api(staff_api: Any) -> ApiClient:
    return staff_api("manage_products", "manage_users")


@pytest.fixture
def shirt(product_list: list[Any]) -> Any:
    """A variant at 10."""
    return product_list[0].variants.get()


def _explain(api: ApiClient, row: Any, user: User | None, quantity: int = 2) -> Any:
    commit()
    given = {"variant": global_id(row), "quantity": quantity}
    if user is not None:
        given["customer"] = global_id(user)
    return api.get(ASK, **given)["explainPrice"]


@pytest.mark.parametrize("sales", SALES, ids=str)
def test_explained__every_policy_and_price__as_the_checkout_charges(
    api: ApiClient,
    user_api_client: Any,
    api_client: Any,
    customer_user: User,
    shirt: Any,
    on_sale: Any,
    sales: list[tuple[Any, ...]],
) -> None:
    for sale in sales:
        on_sale(shirt, *sale)
    target = variant(shirt)
    lists = [None, fixed(target, 9), fixed(target, "6.66"), percent(target, 15)]
    for policy in PromotionPolicy:
        for price in lists:
            sid = transaction.savepoint()
            if price is not None:
                make_list(price, promotions=policy)
            for client, user in ((user_api_client, customer_user), (api_client, None)):
                (_, base, charged), *_ = Basket(client).create((shirt, 2))[0]
                told = _explain(api, shirt, user)
                case = (sales, policy, price, user)
                assert told["finalPrice"] == charged, case
                winners = [
                    each for each in told["promotions"] if each["verdict"] == "WINS"
                ]
                assert len(winners) == (charged != base), case
                assert {each["price"] for each in winners} <= {charged}, case
            transaction.savepoint_rollback(sid)


def test_explained__two_sales__which_won_and_why(
    api: ApiClient, customer_user: User, shirt: Any, on_sale: Any
) -> None:
    on_sale(shirt, 5)
    on_sale(shirt, 20, "vip")
    Promotion.objects.filter(rules__reward_value=5).update(name="Autumn")
    Promotion.objects.filter(rules__reward_value=20).update(name="Club")
    told = _explain(api, shirt, customer_user)
    assert [
        (
            each["name"],
            each["isPublic"],
            each["price"],
            each["verdict"],
            each["sentence"],
        )
        for each in told["promotions"]
    ] == [
        ("Club", False, 8, "WINS", "“Club” makes it 8.00 USD, and this counts."),
        (
            "Autumn",
            True,
            9.5,
            "LESS_OFF",
            "By “Autumn” one would cost 9.50 USD, but “Club” takes more off.",
        ),
    ]
    # Nobody is told of a promotion that is not his.
    leave("vip", customer_user)
    for user in customer_user, None:
        told = _explain(api, shirt, user)
        assert [each["name"] for each in told["promotions"]] == ["Autumn"]
        assert told["finalPrice"] == 9.5


@pytest.mark.parametrize(
    ("policy", "verdict", "why"),
    [
        (PromotionPolicy.EXCLUDE, "LIST_EXCLUDES", "lets no promotion reduce"),
        (
            PromotionPolicy.BETTER_OF,
            "LIST_IS_BETTER",
            "says 7.00 USD, which is no more",
        ),
    ],
)
def test_explained__list_stands__why_the_promotion_does_not_count(
    api: ApiClient,
    customer_user: User,
    shirt: Any,
    on_sale: Any,
    policy: PromotionPolicy,
    verdict: str,
    why: str,
) -> None:
    on_sale(shirt, 20)
    make_list(fixed(variant(shirt), 7), promotions=policy)
    told = _explain(api, shirt, customer_user)
    (sale,) = told["promotions"]
    assert (told["finalPrice"], sale["price"], sale["verdict"]) == (7, 8, verdict)
    assert why in sale["sentence"]
