"""Offers: what Saleor's vouchers do to a basket, by Saleor's own reckoning.

The basket is put before Saleor's functions as the lines of a checkout that is never
saved. Who a voucher is for is not asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final, TypeAlias

from django.db.models import Sum
from saleor.account.models import User
from saleor.channel.models import Channel
from saleor.checkout.base_calculations import (
    base_checkout_subtotal,
    calculate_base_line_total_price,
    get_line_total_price_with_propagated_checkout_discount,
)
from saleor.checkout.fetch import CheckoutLineInfo
from saleor.checkout.models import CheckoutLine
from saleor.core.db.connection import allow_writer
from saleor.discount import DiscountType, VoucherType
from saleor.discount.interface import fetch_voucher_info
from saleor.discount.models import (
    CheckoutLineDiscount,
    NotApplicable,
    Voucher,
    VoucherCode,
)
from saleor.discount.utils.voucher import (
    attach_voucher_to_line_info,
    is_order_level_voucher,
)
from saleor.product.models import ProductVariant

from saleor_customer_groups.engine.baskets import CodeRefusal, Offer
from saleor_customer_groups.engine.price_sentences import money
from saleor_customer_groups.host import PricedBasket
from saleor_customer_groups.services.queries import writer

from .interceptions.settling import with_prices

_NOTHING: Final = Decimal(0)

#: Why something takes nothing off, if it does not, and what completes "refused:".
_Refused: TypeAlias = tuple[CodeRefusal | None, str]


def offers_to(basket: PricedBasket, codes: Sequence[str]) -> Mapping[str, Offer]:
    """What each code does; unknown ones are left out. A few statements for each code
    that there is, none for each line."""
    with allow_writer():
        found = VoucherCode.objects.using(writer()).filter(code__in=codes)
        known = {each.code: each for each in found}
        if not known:
            return {}
        vouchers = (
            Voucher.objects.using(writer())
            .annotate(total_used=Sum("codes__used"))
            .prefetch_related("channel_listings")
            .in_bulk({each.voucher_id for each in known.values()})
        )
        channel = Channel.objects.using(writer()).get(slug=basket.channel)
        checked = _Checked(basket, channel)
        return {
            code: checked.offer(each, vouchers[each.voucher_id])
            for code, each in known.items()
        }


class _Checked:
    """A basket as the lines of a checkout, and whose it is."""

    def __init__(self, basket: PricedBasket, channel: Any) -> None:
        self.basket = basket
        self.channel = channel
        users = User.objects.using(writer())
        self.user: Any = None
        if basket.customer is not None:
            self.user = users.filter(pk=basket.customer).first()
        self.lines = _lines(basket, channel)
        self.subtotal = base_checkout_subtotal(self.lines, channel, basket.currency)

    def offer(self, code: Any, voucher: Any) -> Offer:
        key = str(voucher.pk)
        refusal, reason = self._refused(code, voucher)
        if refusal is not None:
            return Offer(key=key, refusal=refusal, reason=reason)
        if voucher.type == VoucherType.SHIPPING:
            return Offer(key=key, is_for_shipping=True)
        if is_order_level_voucher(voucher):
            return Offer(key=key, off=self._off_all(voucher))
        return self._off_some(voucher, code.code)

    def _refused(self, code: Any, voucher: Any) -> _Refused:
        """What Saleor looks at before it takes a code, each with a reason of its own."""
        at = self.basket.at
        if self._listing(voucher) is None or not self.channel.is_active:
            channel = self.channel.slug
            return CodeRefusal.OTHER_CHANNELS, f"it is not for the channel “{channel}”"
        if at < voucher.start_date:
            return CodeRefusal.NOT_STARTED, f"it starts {_said(voucher.start_date)}"
        if voucher.end_date is not None and voucher.end_date < at:
            return CodeRefusal.ENDED, f"it ended {_said(voucher.end_date)}"
        if not code.is_active:
            return CodeRefusal.USED_UP, "it could be used once, and was"
        used = voucher.total_used or 0
        if voucher.usage_limit and used >= voucher.usage_limit:
            return CodeRefusal.USED_UP, f"it was used {used} times, and may be no more"
        return self._unfit(voucher)

    def _unfit(self, voucher: Any) -> _Refused:
        """Of this basket, and of this customer; by Saleor's own checks."""
        if _fails(voucher.validate_min_spent, self.subtotal, self.channel):
            listing = self._listing(voucher)
            least = money(listing.min_spent_amount, listing.currency)
            return CodeRefusal.BELOW_MINIMUM, f"it takes at least {least}"
        pieces = sum(each.quantity for each in self.basket.items)
        if _fails(voucher.validate_min_checkout_items_quantity, pieces):
            least = voucher.min_checkout_items_quantity
            return CodeRefusal.TOO_FEW_PIECES, f"it takes at least {least} pieces"
        is_once = voucher.apply_once_per_customer and self.user
        if is_once and _fails(voucher.validate_once_per_customer, self.user.email):
            return CodeRefusal.USED_BEFORE, "the customer has used it before"
        if _fails(voucher.validate_only_for_staff, self.user):
            return CodeRefusal.STAFF_ONLY, "it is for staff only"
        return None, ""

    def _listing(self, voucher: Any) -> Any:
        listings = voucher.channel_listings.all()
        mine = (each for each in listings if each.channel_id == self.channel.pk)
        return next(mine, None)

    def _off_all(self, voucher: Any) -> tuple[Decimal, ...]:
        """Of the whole basket, in parts on its lines as Saleor has them."""
        discount = voucher.get_discount_amount_for(self.subtotal, self.channel)
        checkout_info: Any = SimpleNamespace(
            voucher=voucher,
            discounts=[],
            channel=self.channel,
            checkout=SimpleNamespace(discount=min(discount, self.subtotal)),
        )
        return tuple(
            _off(
                line,
                get_line_total_price_with_propagated_checkout_discount(
                    checkout_info, self.lines, line
                ),
            )
            for line in self.lines
        )

    def _off_some(self, voucher: Any, code: str) -> Offer:
        """Of the lines that it is for, or of one piece of the cheapest."""
        attach_voucher_to_line_info(fetch_voucher_info(voucher, code), self.lines)
        reached = any(line.voucher for line in self.lines)
        off = tuple(
            _off(line, calculate_base_line_total_price(line)) for line in self.lines
        )
        for line in self.lines:
            line.voucher = line.voucher_code = None
        if reached:
            return Offer(key=str(voucher.pk), off=off)
        return Offer(
            key=str(voucher.pk),
            refusal=CodeRefusal.OTHER_ITEMS,
            reason="it is for other items",
        )


def _fails(check: Callable[..., None], *given: Any) -> bool:
    try:
        check(*given)
    except NotApplicable:
        return True
    return False


def _off(line: Any, total: Any) -> Decimal:
    before = calculate_base_line_total_price(line, include_voucher=False)
    off: Decimal = (before - total).amount
    return off


def _lines(basket: PricedBasket, channel: Any) -> list[Any]:
    variants = (
        ProductVariant.objects.using(writer())
        .select_related("product__product_type", "product__category")
        .prefetch_related("product__collections", "channel_listings")
        .in_bulk([int(item.variant) for item in basket.items])
    )
    found = []
    for item in basket.items:
        variant = variants[int(item.variant)]
        product, off = variant.product, item.base - item.price
        line = CheckoutLine(
            variant=variant,
            quantity=item.quantity,
            currency=basket.currency,
            price_override=item.base if item.is_group_price else None,
        )
        listing = next(
            each
            for each in variant.channel_listings.all()
            if each.channel_id == channel.pk
        )
        reduced = CheckoutLineDiscount(
            type=DiscountType.PROMOTION,
            amount_value=off * item.quantity,
            currency=basket.currency,
        )
        listed = listing.price_amount
        found.append(
            CheckoutLineInfo(
                line=line,
                variant=variant,
                product=product,
                product_type=product.product_type,
                collections=list(product.collections.all()),
                discounts=[reduced] if off else [],
                rules_info=[],
                channel=channel,
                channel_listing=with_prices(
                    listing, listed, max(listed - off, _NOTHING)
                ),
                voucher=None,
                voucher_code=None,
            )
        )
    return found


def _said(instant: Any) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
