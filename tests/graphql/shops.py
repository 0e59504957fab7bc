"""Shops: what a host has to be told for the same tests to run against it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from saleor_customer_groups.host import Permission

from .asking import ApiClient

STAFF_NAME = "ann@example.com"


class ApiShop(Protocol):
    """A shop with an API. Customers are named by the key that the host gives them."""

    def client(self, *permissions: Permission) -> ApiClient:
        """A client of a staff member with exactly these permissions."""
        ...

    def customer_client(self, key: str) -> ApiClient:
        """A client of a signed-in customer, who has no permission."""
        ...

    def anonymous_client(self) -> ApiClient: ...

    def bad_tokens(self) -> Sequence[str]:
        """Authorization headers that the host must refuse: garbage, and an expired one."""
        ...

    def add_customer(self, name: str, email: str = "", **facts: Any) -> str:
        """The key of a new registered customer, known to the groups. ``facts`` are
        columns of the relation ``customers``."""
        ...

    def add_voucher(self, name: str) -> str:
        """The key of a new voucher, for everybody."""
        ...

    def add_code(self, code: str, **given: Any) -> str:
        """The key of a new voucher of that code in the channel "web", in EUR: with a
        ``percentage`` or an ``amount`` of the whole basket, and perhaps a ``minimum``,
        ``starts_at`` and ``ends_at``."""
        ...

    def add_promotion(self, name: str) -> str:
        """The key of a new promotion, for everybody."""
        ...

    def add_variant(self, name: str, price: Decimal) -> str:
        """The key of a new variant, of a product of its own, that costs so many EUR in
        the channel "web"."""
        ...

    def add_order(
        self, key: str, paid: int, at: datetime, voucher: str | None = None
    ) -> None:
        """A paid order in EUR, made with the voucher of that key, worked off."""
        ...
