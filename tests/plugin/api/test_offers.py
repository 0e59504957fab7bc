"""Vouchers and promotions for groups, made together with for whom they are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from saleor.channel.models import Channel
from saleor.discount.models import Promotion, PromotionRule, Voucher, VoucherCode
from saleor.product.models import Product, ProductVariantChannelListing
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion

from saleor_customer_groups.host import Permission
from saleor_customer_groups.models import Restriction
from saleor_customer_groups.services.campaigns import CampaignInput, create_campaign
from saleor_customer_groups.services.groups import archive_group
from tests.graphql.asking import ApiClient, global_id
from tests.graphql.test_groups import gid
from tests.making import make_group

from .saleor_shop import SaleorShop

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
ANSWER = """restriction { kind id name groups { code } excludedGroups { code }
  campaign { code } } errors { field message code path index }"""
VOUCHER = f"""mutation ($input: CustomerGroupOfferVoucherInput!) {{
  customerGroupVoucherCreate(input: $input) {{ {ANSWER} }} }}"""
PROMOTION = f"""mutation ($input: CustomerGroupOfferPromotionInput!) {{
  customerGroupPromotionCreate(input: $input) {{ {ANSWER} }} }}"""


@pytest.fixture(autouse=True)
def groups(shop: SaleorShop) -> None:
    for code in ("vip", "b2b"):
        make_group(code)


def ten(channel: Channel, **more: Any) -> dict[str, Any]:
    """Ten per cent off, for vip."""
    given = {
        "groups": [gid("vip")],
        "name": "Ten",
        "addCodes": ["TEN", "TEN-2"],
        "type": "ENTIRE_ORDER",
        "discountValueType": "PERCENTAGE",
        "addChannels": [
            {"channelId": global_id("Channel", channel.pk), "discountValue": "10"}
        ],
        **more,
    }
    return {name: value for name, value in given.items() if value is not None}


def sale(channel: Channel, product: Product, **more: Any) -> dict[str, Any]:
    """A quarter off a product, for vip."""
    rule = {
        "name": "Quarter",
        "channels": [global_id("Channel", channel.pk)],
        "cataloguePredicate": {
            "productPredicate": {"ids": [global_id("Product", product.pk)]}
        },
        "rewardValueType": "PERCENTAGE",
        "rewardValue": 25,
    }
    return {
        "groups": [gid("vip")],
        "name": "Sale",
        "type": "CATALOGUE",
        "rules": [rule],
        **more,
    }


def nothing_is_made() -> bool:
    return not (
        Voucher.objects.exists()
        or VoucherCode.objects.exists()
        or Promotion.objects.exists()
        or Restriction.objects.exists()
    )


def test_voucher__for_groups__is_as_saleor_makes_it_and_limited(
    staff: ApiClient, channel_USD: Channel
) -> None:
    given = ten(
        channel_USD,
        excludedGroups=[gid("b2b")],
        usageLimit=7,
        applyOncePerCustomer=True,
        minCheckoutItemsQuantity=2,
        startDate="2024-05-01T00:00:00+02:00",
        endDate="2024-06-01T00:00:00Z",
        addChannels=[
            {
                "channelId": global_id("Channel", channel_USD.pk),
                "discountValue": 12.5,
                "minAmountSpent": "30.10",
            }
        ],
    )
    made = staff.do(VOUCHER, input=given)["restriction"]

    voucher = Voucher.objects.get()
    assert made == {
        "kind": "VOUCHER",
        "id": global_id("Voucher", voucher.pk),
        "name": "Ten",
        "groups": [{"code": "vip"}],
        "excludedGroups": [{"code": "b2b"}],
        "campaign": None,
    }
    assert (voucher.usage_limit, voucher.apply_once_per_customer) == (7, True)
    assert voucher.min_checkout_items_quantity == 2
    assert voucher.start_date.isoformat() == "2024-04-30T22:00:00+00:00"
    listing = voucher.channel_listings.get()
    found = (str(listing.discount_value), str(listing.min_spent_amount))
    assert found == ("12.500", "30.100")
    assert set(voucher.codes.values_list("code", flat=True)) == {"TEN", "TEN-2"}


def test_voucher__for_a_campaign__is_in_it(
    staff: ApiClient, channel_USD: Channel
) -> None:
    row = create_campaign(CampaignInput(name="Spring", groups=["vip"]), actor="eve")
    campaign = global_id("CustomerGroupCampaign", row.pk)
    given = ten(channel_USD, groups=None, campaign=campaign)
    made = staff.do(VOUCHER, input=given)["restriction"]
    assert made["campaign"] == {"code": "spring"}
    assert made["groups"] == [{"code": "vip"}]


def test_voucher__as_the_page_has_it(staff: ApiClient, channel_USD: Channel) -> None:
    document = r"```(?:graphql|json variables) inside Saleor\n(.*?)```"
    query, variables = re.findall(document, PAGE.read_text(encoding="utf-8"), re.DOTALL)
    given = json.loads(variables)["input"]
    given["groups"] = [gid("vip")]
    given["addChannels"][0]["channelId"] = global_id("Channel", channel_USD.pk)
    made = staff.do(query, input=given)["restriction"]
    assert (made["name"], made["groups"]) == ("VIP 10", [{"code": "vip"}])


def test_promotion__for_groups__never_in_the_prices_of_everybody(
    staff: ApiClient, channel_USD: Channel, product: Product
) -> None:
    made = staff.do(PROMOTION, input=sale(channel_USD, product))["restriction"]

    promotion = Promotion.objects.get()
    assert made["id"] == global_id("Promotion", promotion.pk)
    assert (made["kind"], made["groups"]) == ("PROMOTION", [{"code": "vip"}])
    rule = promotion.rules.get()
    assert (rule.reward_value, rule.variants_dirty) == (25, True)
    assert [channel.slug for channel in rule.channels.all()] == [channel_USD.slug]
    rule.variants.set(product.variants.all())
    update_discounted_prices_for_promotion(Product.objects.filter(pk=product.pk))
    assert {
        row.price_amount == row.discounted_price_amount
        for row in ProductVariantChannelListing.objects.all()
    } == {True}


def test_promotion__of_orders__with_a_condition_in_decimals(
    staff: ApiClient, channel_USD: Channel
) -> None:
    over = {
        "discountedObjectPredicate": {"baseSubtotalPrice": {"range": {"gte": 49.95}}}
    }
    rule = {
        "channels": [global_id("Channel", channel_USD.pk)],
        "orderPredicate": over,
        "rewardType": "SUBTOTAL_DISCOUNT",
        "rewardValueType": "FIXED",
        "rewardValue": "5.50",
    }
    given = {
        "excludedGroups": [gid("b2b")],
        "name": "Five off",
        "type": "ORDER",
        "rules": [rule],
    }
    staff.do(PROMOTION, input=given)
    made = PromotionRule.objects.get()
    assert (str(made.reward_value), made.reward_type) == ("5.500", "subtotal_discount")
    price = made.order_predicate["discountedObjectPredicate"]["baseSubtotalPrice"]
    assert float(price["range"]["gte"]) == 49.95


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"groups": None}, "REQUIRED", "groups"),
        ({"campaign": global_id("CustomerGroupCampaign", 1)}, "REQUIRED", "groups"),
        (
            {"groups": None, "campaign": global_id("CustomerGroupCampaign", 2**40)},
            *("NOT_FOUND", "campaign"),
        ),
        ({"groups": [global_id("CustomerGroup", 2**40)]}, "NOT_FOUND", "groups"),
        # Of Saleor's, of both its mutations.
        ({"addCodes": ["SAME", "SAME"]}, "DUPLICATED_INPUT_ITEM", "codes"),
        ({"endDate": "2000-01-01T00:00:00Z"}, "INVALID", "endDate"),
        ({"products": ["x"]}, "GRAPHQL_ERROR", "products"),
        ({"value": 101}, "INVALID", "discountValue"),
        ({"channel": 2**30}, "GRAPHQL_ERROR", "channelId"),
    ],
)
def test_voucher__what_cannot_be__is_refused_and_nothing_is_made(
    staff: ApiClient, channel_USD: Channel, more: dict[str, Any], code: str, field: str
) -> None:
    listing = {
        "channelId": global_id("Channel", more.pop("channel", channel_USD.pk)),
        "discountValue": more.pop("value", 10),
    }
    given = ten(channel_USD, addChannels=[listing], **more)
    (error,) = staff.refuse(VOUCHER, input=given)
    assert (error["code"], error["field"]) == (code, field)
    assert nothing_is_made()


def test_voucher__code_taken_or_group_archived__refused_and_nothing_is_made(
    staff: ApiClient, channel_USD: Channel
) -> None:
    archive_group("b2b", actor="eve")
    (error,) = staff.refuse(VOUCHER, input=ten(channel_USD, groups=[gid("b2b")]))
    assert (error["code"], error["field"]) == ("ARCHIVED", "groups")
    assert nothing_is_made()
    staff.do(VOUCHER, input=ten(channel_USD))
    (error,) = staff.refuse(VOUCHER, input=ten(channel_USD))
    assert (error["code"], error["field"]) == ("ALREADY_EXISTS", "codes")
    assert (Voucher.objects.count(), Restriction.objects.count()) == (1, 1)


def test_promotion__what_saleor_refuses__comes_through_and_nothing_is_made(
    staff: ApiClient, channel_USD: Channel, product: Product
) -> None:
    given = sale(channel_USD, product)
    given["rules"].append({**given["rules"][0], "rewardValue": 101})
    (error,) = staff.refuse(PROMOTION, input=given)
    assert (error["code"], error["field"], error["index"]) == (
        *("INVALID", "rewardValue"),
        1,
    )
    given["rules"] = [{"cataloguePredicate": {"nonsense": 1}}]
    assert "nonsense" in staff.ask(PROMOTION, input=given).message
    assert nothing_is_made()


def test_make__without_managing_discounts__denied(
    shop: SaleorShop, channel_USD: Channel
) -> None:
    others = set(Permission) - {Permission.MANAGE_DISCOUNTS}
    answer = shop.client(*others).ask(VOUCHER, input=ten(channel_USD))
    assert answer.code == "PermissionDenied"
    assert nothing_is_made()


def test_make__by_an_app__by_its_own_permissions(
    shop: SaleorShop, channel_USD: Channel, app: Any
) -> None:
    from saleor.permission.models import Permission as SaleorPermission

    app.permissions.set(SaleorPermission.objects.filter(codename="manage_discounts"))
    _, token = app.tokens.create(name="t")
    client = ApiClient(shop.path, {"Authorization": f"Bearer {token}"})
    client.do(VOUCHER, input=ten(channel_USD))
    assert Restriction.objects.get().created_by == f"app:{app.name}"
