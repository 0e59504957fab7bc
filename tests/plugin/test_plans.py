"""One customer costs a few probes of indexes, however many there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from django.db import connection
from saleor.checkout.models import Checkout
from saleor.order.models import Order

from saleor_customer_groups.host import get_host
from saleor_customer_groups.models import Profile
from saleor_customer_groups.plugin import marking
from saleor_customer_groups.plugin.marking import Subject
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.sync import ensure_profiles, sync_profiles

from . import large_shop

#: Tables of Saleor that have more rows the more customers there are.
GROWING = [
    "account_user",
    "account_address",
    "account_user_addresses",
    "order_order",
    "order_orderline",
    "order_orderevent",
    "order_ordergrantedrefund",
    "payment_transactionitem",
    "payment_transactionevent",
    "payment_payment",
    "payment_transaction",
    "checkout_checkout",
    "checkout_checkoutline",
    "attribute_assigneduserattributevalue",
]
CUSTOMERS = 2_000


@pytest.fixture
def large(
    order_with_lines: Order,
    checkout_with_items: Checkout,
    configure: Callable[..., None],
) -> None:
    configure(
        brand_attribute="color", birthdate="born", email_marketing="attribute:news"
    )
    item = order_with_lines.payment_transactions.create(currency="USD")
    item.events.create(
        type="charge_success", currency="USD", include_in_calculations=True
    )
    order_with_lines.events.create(type="confirmed")
    payment = order_with_lines.payments.create(gateway="x", currency="USD")
    payment.transactions.create(kind="capture", currency="USD", gateway_response={})
    large_shop.fill(order_with_lines, customers=CUSTOMERS)
    ensure_profiles(host=get_host())
    fetch("ANALYZE customer_groups_profile", {})


class Recorder:
    """The statements that were run, with what was bound."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Any]] = []

    def __call__(
        self, execute: Any, sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)

    def planning_times(self) -> Iterator[float]:
        """Milliseconds."""
        for sql, params in self.statements:
            for (line,) in fetch(f"EXPLAIN (SUMMARY) {sql}", params):
                if found := re.match(r"Planning Time: ([\d.]+) ms", line):
                    yield float(found[1])

    def scans(self) -> Iterator[str]:
        for sql, params in self.statements:
            if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)", sql):
                for found in re.finditer(
                    r"Seq Scan on (\w+)", large_shop.explain(sql, params)
                ):
                    yield found[1]


def test_sync__of_one_customer__scans_no_table_of_saleor(large: None) -> None:
    profile = Profile.objects.get(host_key=str(1_000_000 + CUSTOMERS // 2))
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        changes = sync_profiles([profile.pk], now=clock.database_now(), host=get_host())
    assert changes.rows > 5
    assert len(recorder.statements) > 5
    assert set(recorder.scans()) & set(GROWING) == set()
    # Planning is most of what one order costs.
    assert sum(recorder.planning_times()) < 150


def test_marking__scans_no_table_of_saleor(large: None) -> None:
    subjects = [
        Subject("customer", 1_000_002),
        Subject("address", 1_000_002),
        Subject("order", "00000000-0000-0000-0000-000000000001"),
        Subject("checkout", "00000000-0000-0000-0000-000000000001"),
        Subject("transaction", 1_000_002),
        Subject("payment", 1_000_002),
    ]
    assert {subject.kind for subject in subjects} == set(get_args(marking.Kind))
    recorder = Recorder()
    marking.forget_tables()
    with connection.execute_wrapper(recorder):
        marking.mark(subjects)
    assert len(recorder.statements) > len(subjects)
    assert set(recorder.scans()) & set(GROWING) == set()


def test_searching__for_a_customer__can_use_indexes(large: None) -> None:
    # Few enough that reading them all would be cheaper.
    fetch("SET LOCAL enable_seqscan = off", {})
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        assert get_host().search("c1001@example", 5) == ["1001001"]
        assert get_host().show(["1001001"])["1001001"].email == "c1001@example.com"
    assert set(recorder.scans()) & set(GROWING) == set()
