"""The standalone host as a shop with an API, told by its tables and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from saleor_customer_groups.host import Permission, Requester
from saleor_customer_groups.standalone.models import Customer, Product
from saleor_customer_groups.standalone.tokens import issue_token
from saleor_customer_groups.standalone.vouchers import VoucherInput, set_voucher
from tests.services import shopping

from .asking import ApiClient
from .shops import STAFF_NAME


class StandaloneShop:
    """The standalone host, told by its tables and tokens."""

    path = "/graphql/"

    def client(self, *permissions: Permission) -> ApiClient:
        return self._client(Requester(STAFF_NAME, frozenset(permissions)))

    def customer_client(self, key: str) -> ApiClient:
        return self._client(Requester(customer_key=key))

    def anonymous_client(self) -> ApiClient:
        return ApiClient(self.path, {})

    def bad_tokens(self) -> Sequence[str]:
        expired = self._token(
            Requester(STAFF_NAME, frozenset(Permission)), timedelta(seconds=-1)
        )
        return ("Bearer garbage", f"Bearer {expired}", "Basic YW5uOmFubg==")

    def add_customer(self, name: str, email: str = "", **facts: Any) -> str:
        first, _, last = name.partition(" ")
        key = name.lower().replace(" ", "-")
        others = Customer.objects.filter(key__startswith=key).count()
        key += f"-{others}" * bool(others)
        shopping.join_shop(
            key, first_name=first, last_name=last or None, email=email or None, **facts
        )
        return key

    def add_voucher(self, name: str) -> str:
        return name

    def add_code(self, code: str, **given: Any) -> str:
        return set_voucher(VoucherInput(code=code, currency="EUR", **given)).key

    def add_promotion(self, name: str) -> str:
        return name

    def add_variant(self, name: str, price: Decimal) -> str:
        key = name.lower().replace(" ", "-")
        Product.objects.create(
            key=key, product=f"{key}-product", name=name, price=price, currency="EUR"
        )
        return key

    def add_order(
        self, key: str, paid: int, at: datetime, voucher: str | None = None
    ) -> None:
        codes = [voucher] if voucher else []
        shopping.place_order(key, at, paid=paid, voucher_codes=codes)
        shopping.happen(key)

    def _client(self, requester: Requester) -> ApiClient:
        token = self._token(requester, timedelta(days=1))
        return ApiClient(self.path, {"Authorization": f"Bearer {token}"})

    @staticmethod
    def _token(requester: Requester, valid: timedelta) -> str:
        return issue_token(requester, expires_at=datetime.now(UTC) + valid)
