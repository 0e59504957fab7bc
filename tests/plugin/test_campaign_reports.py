"""What campaigns brought, of orders that customers really placed in Saleor."""

from __future__ import annotations

from typing import Any

import pytest
from saleor.account.models import User
from saleor.discount.models import PromotionRule

from saleor_customer_groups.engine.campaigns import CampaignStatus
from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.services.campaign_items import (
    CampaignItem,
    ItemKind,
    add_items,
)
from saleor_customer_groups.services.campaign_reports import (
    CampaignReport,
    campaign_reports,
)
from saleor_customer_groups.services.campaign_rows import get_campaign
from saleor_customer_groups.services.campaigns import CampaignInput, create_campaign
from tests.making import set_shop

from .asking import Client, commit, work_off
from .conftest import Shop
from .pricing import fixed, make_list
from .restricting import Till, join


@pytest.fixture(autouse=True)
def vip(shop: Shop, customer_users: list[User]) -> None:
    """The first customer is in it; a campaign is open for it. Orders count once they are
    placed."""
    shop.manual_group("vip")
    shop.know(*customer_users)
    join("vip", customer_users[0])
    set_shop(counting="placed")
    given = CampaignInput(name="Spring", groups=["vip"], status=CampaignStatus.ACTIVE)
    create_campaign(given, actor="test")


@pytest.fixture
def till(
    checkout_ready_to_complete: Any, user_api_client: Any, channel_USD: Any
) -> Till:
    """The member's checkout: three pieces at 10, shipping at 10."""
    channel_USD.allow_unpaid_orders = True
    channel_USD.save()
    checkout = checkout_ready_to_complete
    checkout.user = user_api_client.user
    checkout.email = user_api_client.user.email
    checkout.save()
    checkout.gift_cards.clear()
    return Till(Client(user_api_client), checkout)


def hold(kind: ItemKind, key: object) -> None:
    add_items("spring", [CampaignItem(kind, str(key))], actor="test")
    commit()


def place(till: Till, staff: Client) -> None:
    """The order of the checkout, confirmed by staff."""
    staff.ask(
        "mutation ($id: ID!) { orderConfirm(id: $id) { errors { code message } } }",
        id=till.complete()["id"],
    )


def report() -> CampaignReport:
    work_off()
    row = get_campaign("spring")
    return campaign_reports([row])[row.pk]


def test_report__voucher_in_a_checkout(
    till: Till, manager_client: Client, voucher_percentage: Any
) -> None:
    hold(ItemKind.VOUCHER, voucher_percentage.pk)
    till.enter("saleor")
    place(till, manager_client)
    found = report()
    assert [(item.key, orders) for item, orders, _ in found.items] == [
        (str(voucher_percentage.pk), 1)
    ]
    assert [orders for _, orders, _ in found.groups] == [1]
    assert (found.orders, found.buyers, found.revenue[0].orders) == (1, 1, 1)


def test_report__order_promotion_in_a_checkout(
    till: Till,
    manager_client: Client,
    order_promotion_rule: PromotionRule,
    product: Any,
) -> None:
    hold(ItemKind.PROMOTION, order_promotion_rule.promotion_id)
    till.add(product.variants.get())
    place(till, manager_client)
    (used,) = report().items
    assert used == (
        CampaignItem(ItemKind.PROMOTION, str(order_promotion_rule.promotion_id)),
        1,
        1,
    )


def test_report__price_list_in_a_checkout(till: Till, manager_client: Client) -> None:
    hold(ItemKind.PRICE_LIST, make_list(fixed(Target(Scope.ALL), 2)))
    place(till, manager_client)
    (used,) = report().items
    assert used == (CampaignItem(ItemKind.PRICE_LIST, "vip-prices"), 1, 1)


def test_report__order_without_any_of_it__none(
    till: Till, manager_client: Client, voucher: Any
) -> None:
    hold(ItemKind.VOUCHER, voucher.pk)
    hold(ItemKind.PRICE_LIST, make_list())
    place(till, manager_client)
    assert (report().orders, report().items) == (0, ())
