"""The shop that is measured: made in SQL, the same in every run but for its clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import ProfileFacts
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.queries import query
from saleor_customer_groups.services.reconcile import reconcile
from saleor_customer_groups.services.shop_settings import change_shop

from .database import execute, scalar, statement, unindexed
from .measuring import tell

CUSTOMERS: Final = 1_000_000
ORDERS_PER_CUSTOMER: Final = 5

_HISTORY: Final = ("order_record", "line_record", "refund_record")

#: Every profile, as the sync names them when it takes them all.
_EVERYONE: Final = (
    "(SELECT id AS profile_id, host_key AS customer_key FROM customer_groups_profile)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the shop is; 1 is the reference size."""

    scale: float

    @property
    def customers(self) -> int:
        return max(1_000, round(CUSTOMERS * self.scale))

    @property
    def orders(self) -> int:
        return self.customers * ORDERS_PER_CUSTOMER


def create_functions() -> None:
    execute(statement("shop/functions"))


def fill(size: Size) -> None:
    """Customers, products and the whole history; no order or value facts yet."""
    now = clock.database_now()
    params = {"now": now, "customers": size.customers, "orders": size.orders}
    change_shop(time_zone="Europe/Berlin", currency="EUR")
    execute("SET jit = off; SET work_mem = '128MB'; SET synchronous_commit = off")
    for name in ("products", "items"):
        _run(name, params)
    for name in ("customers", "checkouts", "profiles"):
        _run(name, params)
    execute(
        "SELECT setval(pg_get_serial_sequence(name, 'id'), %(last)s) FROM unnest("
        " ARRAY['customer_groups_profile', 'customer_groups_item']) AS name",
        {"last": max(size.customers, 5_000)},
    )
    for name in ("orders", "refunds"):
        _run(name, params)
    execute("ANALYZE bench_order, bench_refund")
    with unindexed([f"customer_groups_{name}" for name in _HISTORY]):
        for name in _HISTORY:
            _run(name, params)
        tell("shop: indexes of the history")
    execute("DROP TABLE bench_order, bench_refund")
    execute("VACUUM ANALYZE")
    _fill_personal(now)
    execute("DELETE FROM customer_groups_mark")
    execute("VACUUM ANALYZE")
    execute("CHECKPOINT")
    # What is measured runs with the server's own settings.
    connection.close()


def _run(name: str, params: dict[str, object]) -> None:
    tell(f"shop: {name.replace('_', ' ')}")
    execute(statement(f"shop/{name}"), params)


def _fill_personal(now: datetime) -> None:
    """Facts that stand alone, by the statement of the sync itself."""
    tell("shop: facts of customers")
    host = get_host()
    select = query(
        "profile_facts",
        chosen=_EVERYONE,
        customers=host.relation("customers"),
        checkouts=host.relation("checkouts"),
    )
    with transaction.atomic():
        reconcile(
            ProfileFacts, select, {"now": now, "profiles": None}, profile_ids=None
        )


def population() -> int:
    count: int = scalar(
        "SELECT count(*) FROM customer_groups_profile_facts WHERE is_shopper"
    )
    return count
