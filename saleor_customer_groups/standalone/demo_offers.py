"""Demo offers: what the sample shop sells to whom at which price, and its codes."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.db import transaction

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    PriceListStatus,
    Scope,
    Target,
)
from saleor_customer_groups.models import (
    Cause,
    CustomerGroup,
    GroupKind,
    PriceList,
    RestrictedKind,
)
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.baskets import Wanted
from saleor_customer_groups.services.groups import GroupInput, create_group
from saleor_customer_groups.services.price_lists import (
    PriceListInput,
    create_price_list,
)
from saleor_customer_groups.services.prices import PriceInput, set_prices
from saleor_customer_groups.services.restrictions import Restricted, restrict

from .models import Customer
from .vouchers import VoucherInput, set_voucher

VIP: Final = "vip"
WHOLESALE: Final = "wholesale"
CHANNEL: Final = "web-eu"
CODE: Final = "VIP10"

#: A basket that shows what is different for whom.
BASKET: Final = (
    Wanted("trail-runner-42", 1),
    Wanted("steel-bottle", 12),
    Wanted("plush-bear", 2),
)
_EVERYTHING: Final = Target(Scope.ALL)


def make_offers(actor: str) -> None:
    """A group of wholesale customers, price lists for it and for the VIPs, and codes;
    nothing where there are price lists."""
    if PriceList.objects.exists():
        return
    with transaction.atomic():
        _make_wholesale_group(actor)
        _make_list(
            "VIP prices",
            VIP,
            [PriceInput(_EVERYTHING, PercentageChange(Decimal(-10)))],
            actor,
        )
        bottle = Target(Scope.PRODUCT, "steel-bottle")
        _make_list(
            "Wholesale prices",
            WHOLESALE,
            [
                PriceInput(_EVERYTHING, PercentageChange(Decimal(-15))),
                PriceInput(bottle, FixedPrice(Decimal(18)), 6),
                PriceInput(bottle, FixedPrice(Decimal(16)), 12),
            ],
            actor,
        )
        set_voucher(VoucherInput(code=CODE, percentage=Decimal(10)))
        restrict(Restricted(RestrictedKind.VOUCHER, CODE), [VIP], actor=actor)
        set_voucher(
            VoucherInput(
                code="WELCOME5",
                amount=Decimal(5),
                minimum=Decimal(50),
                currency="EUR",
            )
        )


def _make_wholesale_group(actor: str) -> None:
    if CustomerGroup.objects.filter(code=WHOLESALE).exists():
        return
    given = GroupInput(name="Wholesale", code=WHOLESALE, kind=GroupKind.MANUAL)
    create_group(given, actor=actor)
    businesses = Customer.objects.filter(customer_type="business").order_by("key")
    keys = list(businesses.values_list("key", flat=True))
    add_members(WHOLESALE, keys, actor=actor, cause=Cause.IMPORT)


def _make_list(name: str, group: str, prices: list[PriceInput], actor: str) -> None:
    given = PriceListInput(
        name=name, currency="EUR", groups=[group], status=PriceListStatus.ACTIVE
    )
    set_prices(create_price_list(given, actor=actor).code, prices)
