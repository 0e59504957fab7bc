"""Saleor as a shop with an API, told by its rows and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from freezegun import freeze_time
from saleor.account.models import Address, User
from saleor.account.tests.fixtures.user import dangerously_create_test_user
from saleor.channel.models import Channel
from saleor.core.jwt import create_access_token
from saleor.discount import DiscountValueType
from saleor.discount.models import Promotion, Voucher
from saleor.order.models import Order
from saleor.order.utils import updates_amounts_for_order
from saleor.permission.models import Permission as SaleorPermission
from saleor.plugins.models import PluginConfiguration
from saleor.product.models import (
    Product,
    ProductType,
    ProductVariant,
    ProductVariantChannelListing,
)

from saleor_customer_groups.host import Permission
from saleor_customer_groups.plugin import configuration
from saleor_customer_groups.plugin.marking import Subject, mark
from tests.graphql.asking import ApiClient
from tests.graphql.shops import STAFF_NAME
from tests.plugin.asking import commit, work_off

_ADDRESS = frozenset({"city", "country", "state", "postal_code"})
_SAID = frozenset(configuration.SAID)


class SaleorShop:
    """Customers go by the number of their account."""

    path = "/plugins/saleor.customer-groups/graphql/"

    def __init__(self) -> None:
        self._numbers = count(1)
        # What Saleor has no column for stands in metadata of the same name.
        items = [
            {"name": name.replace("_", "-"), "value": name} for name in sorted(_SAID)
        ]
        PluginConfiguration.objects.create(
            identifier=configuration.PLUGIN_ID,
            name="saved",
            active=True,
            configuration=items,
        )

    def client(self, *permissions: Permission) -> ApiClient:
        user = User.objects.filter(email=STAFF_NAME).first()
        if user is None:
            user = dangerously_create_test_user(STAFF_NAME, is_staff=True)
        codes = [permission.value.lower() for permission in permissions]
        user.user_permissions.set(SaleorPermission.objects.filter(codename__in=codes))
        return self._client(create_access_token(user))

    def customer_client(self, key: str) -> ApiClient:
        return self._client(create_access_token(User.objects.get(pk=key)))

    def anonymous_client(self) -> ApiClient:
        return ApiClient(self.path, {})

    def bad_tokens(self) -> Sequence[str]:
        self.client()
        with freeze_time("2020-01-01"):
            expired = create_access_token(User.objects.get(email=STAFF_NAME))
        return ("Bearer garbage", f"Bearer {expired}")

    def add_customer(self, name: str, email: str = "", **facts: Any) -> str:
        if not facts.pop("is_registered", True):
            pytest.skip("Whoever Saleor knows has an account.")
        first, _, last = name.partition(" ")
        where = {name: facts.pop(name) for name in _ADDRESS & set(facts)}
        where = {name: value for name, value in where.items() if value is not None}
        if "state" in where:
            where["country_area"] = where.pop("state")
        said = {name: facts.pop(name) for name in _SAID & set(facts)}
        agreed = {"subscribed": "true", "unsubscribed": "false"}
        columns = {"joined_at": "date_joined", "language": "language_code"}
        user = dangerously_create_test_user(
            email or f"customer-{next(self._numbers)}@example.com",
            first_name=first,
            last_name=last,
            private_metadata={
                key: agreed.get(str(v), str(v)) for key, v in said.items()
            },
            default_billing_address=Address.objects.create(**where) if where else None,
            **{columns.get(name, name): value for name, value in facts.items()},
        )
        self._happen(user)
        return str(user.pk)

    def add_voucher(self, name: str) -> str:
        return str(Voucher.objects.create(name=name).pk)

    def add_code(self, code: str, **given: Any) -> str:
        percentage = given.get("percentage")
        kind = DiscountValueType.FIXED if percentage is None else "percentage"
        window = {
            "start_date": given.get("starts_at") or datetime(2000, 1, 1, tzinfo=UTC)
        }
        voucher = Voucher.objects.create(
            name=code, discount_value_type=kind, end_date=given.get("ends_at"), **window
        )
        voucher.codes.create(code=code)
        voucher.channel_listings.create(
            channel=self._channel(),
            currency="EUR",
            discount_value=given["amount"] if percentage is None else percentage,
            min_spent_amount=given.get("minimum"),
        )
        return str(voucher.pk)

    def add_promotion(self, name: str) -> str:
        return str(Promotion.objects.create(name=name).pk)

    def add_variant(self, name: str, price: Decimal) -> str:
        kind, _ = ProductType.objects.get_or_create(name="Thing", slug="thing")
        slug = name.lower().replace(" ", "-")
        product = Product.objects.create(name=name, slug=slug, product_type=kind)
        variant = ProductVariant.objects.create(product=product, name="", sku=slug)
        ProductVariantChannelListing.objects.create(
            variant=variant,
            channel=self._channel(),
            currency="EUR",
            price_amount=price,
        )
        return str(variant.pk)

    def add_order(
        self, key: str, paid: int, at: datetime, voucher: str | None = None
    ) -> None:
        order = Order.objects.create(
            user_id=key,
            channel=self._channel(),
            currency="EUR",
            created_at=at,
            lines_count=0,
            status="fulfilled",
            origin="checkout",
            total_gross_amount=Decimal(paid),
            total_net_amount=Decimal(paid),
            voucher_id=voucher,
        )
        order.payments.create(
            gateway="x", currency="EUR", total=paid, captured_amount=paid
        )
        updates_amounts_for_order(order)
        self._happen(order.user)

    @staticmethod
    def _channel() -> Channel:
        channel, _ = Channel.objects.get_or_create(
            slug="web",
            defaults={"name": "Web", "currency_code": "EUR", "is_active": True},
        )
        return channel

    @staticmethod
    def _happen(user: User) -> None:
        commit()
        mark([Subject("customer", user.pk)])
        work_off()

    def _client(self, token: str) -> ApiClient:
        return ApiClient(self.path, {"Authorization": f"Bearer {token}"})
