"""Stores: a channel in some currency, with taxes or without, and what is sold there."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from saleor.account.models import Address, User
from saleor.channel.models import Channel
from saleor.discount.models import (
    Promotion,
    PromotionRule,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
)
from saleor.giftcard.models import GiftCard
from saleor.product.models import (
    Category,
    Product,
    ProductChannelListing,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)
from saleor.product.utils.variant_prices import update_discounted_prices_for_promotion
from saleor.shipping.models import (
    ShippingMethodChannelListing,
    ShippingMethodType,
    ShippingZone,
)
from saleor.tax import TaxCalculationStrategy
from saleor.tax.models import TaxClass, TaxClassCountryRate, TaxConfiguration
from saleor.warehouse.models import Stock, Warehouse

from saleor_customer_groups.services.prices import PriceInput

from .asking import global_id
from .conftest import Shop
from .pricing import make_list
from .restricting import join, limit_promotion

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)
_PLACES: Final = {"JPY": 0, "RSD": 0, "KWD": 3}
ADDRESS: Final = {
    "firstName": "Ann",
    "lastName": "Lee",
    "streetAddress1": "Tęczowa 7",
    "city": "Wrocław",
    "postalCode": "53-601",
    "country": "PL",
}


class Store:
    """A shirt and a hat at these list prices, and one way to ship. ``tax`` is per cent
    on shirts and shipping, ``lower_tax`` on hats; in the prices, or on top of them.
    """

    def __init__(
        self,
        currency: str = "EUR",
        *,
        shirt: str = "20.00",
        hat: str = "10.00",
        shipping: str = "0",
        tax: int = 0,
        lower_tax: int = 0,
        is_tax_in_prices: bool = True,
    ) -> None:
        self.currency = currency
        self.unit = Decimal(1).scaleb(-_PLACES.get(currency, 2))
        self.is_tax_in_prices = is_tax_in_prices
        self.channel = Channel.objects.create(
            name=currency,
            slug=currency.lower(),
            currency_code=currency,
            default_country="PL",
            is_active=True,
            allow_unpaid_orders=True,
        )
        TaxConfiguration.objects.create(
            channel=self.channel,
            charge_taxes=bool(tax),
            tax_calculation_strategy=TaxCalculationStrategy.FLAT_RATES,
            prices_entered_with_tax=is_tax_in_prices,
        )
        self._warehouse = Warehouse.objects.create(
            name=currency,
            slug=currency.lower(),
            address=Address.objects.create(country="PL", city="Wrocław"),
        )
        self._warehouse.channels.add(self.channel)
        self._ship_for(shipping, _rate(tax))
        self._kind = ProductType.objects.create(
            name=currency, slug=currency.lower(), is_shipping_required=True
        )
        self._category = Category.objects.create(name=currency, slug=currency.lower())
        self.shirt = self._sell("shirt", shirt, _rate(tax))
        self.hat = self._sell("hat", hat, _rate(lower_tax))

    def _ship_for(self, price: str, tax: TaxClass) -> None:
        zone = ShippingZone.objects.create(name=self.currency, countries=["PL"])
        zone.channels.add(self.channel)
        zone.warehouses.add(self._warehouse)
        self.shipping = zone.shipping_methods.create(
            name="By post", type=ShippingMethodType.PRICE_BASED, tax_class=tax
        )
        ShippingMethodChannelListing.objects.create(
            shipping_method=self.shipping,
            channel=self.channel,
            currency=self.currency,
            price_amount=price,
            minimum_order_price_amount=0,
        )

    def _sell(self, sku: str, price: str, tax: TaxClass) -> ProductVariant:
        product = Product.objects.create(
            name=sku,
            slug=f"{sku}-{self.channel.slug}",
            product_type=self._kind,
            category=self._category,
            tax_class=tax,
        )
        ProductChannelListing.objects.create(
            product=product,
            channel=self.channel,
            currency=self.currency,
            is_published=True,
            published_at=_LONG_AGO,
            visible_in_listings=True,
            available_for_purchase_at=_LONG_AGO,
            discounted_price_amount=price,
        )
        variant = ProductVariant.objects.create(
            product=product, sku=sku, name=sku, track_inventory=False
        )
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel=self.channel,
            currency=self.currency,
            price_amount=price,
            discounted_price_amount=price,
        )
        Stock.objects.create(
            warehouse=self._warehouse, product_variant=variant, quantity=10_000
        )
        return variant

    def list_for(self, group: str, *prices: PriceInput, **given: Any) -> str:
        """An active price list of this store; its code."""
        name = f"{group.title()} {self.currency}"
        given = {"name": name, "currency": self.currency, **given}
        return make_list(*prices, groups=[group], **given)

    def reduce(
        self,
        variant: ProductVariant,
        value: object,
        *groups: str,
        is_amount: bool = False,
    ) -> None:
        """A catalogue promotion of so many per cent, or of so much: for everybody, or for
        members of groups."""
        promotion = Promotion.objects.create(name="Sale", type="catalogue")
        ids = [global_id(variant)]
        rule = PromotionRule.objects.create(
            promotion=promotion,
            catalogue_predicate={"variantPredicate": {"ids": ids}},
            reward_value_type="fixed" if is_amount else "percentage",
            reward_value=Decimal(str(value)),
        )
        rule.channels.add(self.channel)
        rule.variants.add(variant)
        if groups:
            limit_promotion(promotion, *groups)
        products = Product.objects.filter(pk=variant.product_id)
        update_discounted_prices_for_promotion(products)

    def reduce_orders(self, percentage: int, from_: object, *groups: str) -> None:
        """An order promotion: so many per cent off the lines from so much on."""
        promotion = Promotion.objects.create(name="Big orders", type="order")
        least = {"baseSubtotalPrice": {"range": {"gte": str(from_)}}}
        rule = PromotionRule.objects.create(
            promotion=promotion,
            order_predicate={"discountedObjectPredicate": least},
            reward_type="subtotal_discount",
            reward_value_type="percentage",
            reward_value=percentage,
        )
        rule.channels.add(self.channel)
        if groups:
            limit_promotion(promotion, *groups)

    def issue(
        self,
        code: str,
        value: object,
        *,
        is_percentage: bool = True,
        variants: tuple[ProductVariant, ...] = (),
        **given: Any,
    ) -> Voucher:
        """A voucher with this code."""
        given.setdefault("type", "specific_product" if variants else "entire_order")
        kind = "percentage" if is_percentage else "fixed"
        voucher = Voucher.objects.create(discount_value_type=kind, **given)
        voucher.variants.add(*variants)
        VoucherCode.objects.create(voucher=voucher, code=code)
        VoucherChannelListing.objects.create(
            voucher=voucher,
            channel=self.channel,
            currency=self.currency,
            discount_value=Decimal(str(value)),
        )
        return voucher

    def give_card(self, code: str, balance: object) -> None:
        amount = Decimal(str(balance))
        GiftCard.objects.create(
            code=code,
            currency=self.currency,
            initial_balance_amount=amount,
            current_balance_amount=amount,
        )


def _rate(tax: int) -> TaxClass:
    class_ = TaxClass.objects.create(name=f"{tax} %")
    TaxClassCountryRate.objects.create(tax_class=class_, country="PL", rate=tax)
    return class_


class People:
    """Who buys: a member of vip, one of vip and wholesale, and one of neither."""

    def __init__(self, shop: Shop) -> None:
        self.member, self.both, self.stranger = (
            User.objects.create(email=f"{name}@example.com", is_confirmed=True)
            for name in ("member", "both", "stranger")
        )
        for group in ("vip", "wholesale"):
            shop.manual_group(group)
        shop.know(self.member, self.both, self.stranger)
        join("vip", self.member, self.both)
        join("wholesale", self.both)
