"""What was paid, when it counts, and what was given back: as Saleor itself adds up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from saleor.order.models import Order, OrderGrantedRefund
from saleor.order.utils import updates_amounts_for_order
from saleor.payment.models import Payment, Transaction, TransactionItem
from saleor.payment.transaction_item_calculations import recalculate_transaction_amounts

from .relations import read, read_one

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
TOTAL = Decimal(100)


@pytest.fixture
def order(order_with_lines: Order) -> Order:
    order_with_lines.total_gross_amount = TOTAL
    order_with_lines.total_net_amount = TOTAL
    order_with_lines.save()
    return order_with_lines


class Flow:
    """A transaction of the order, to which events come as a payment app reports them."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.item = TransactionItem.objects.create(order=order, currency=order.currency)
        self.hours = 0

    def report(
        self, type_: str, amount: int, psp: str | None = "a", **more: Any
    ) -> None:
        self.hours += 1
        self.item.events.create(
            type=type_,
            amount_value=Decimal(amount),
            currency=self.order.currency,
            psp_reference=psp,
            include_in_calculations=more.pop("counts", True),
            created_at=more.pop("at", START + timedelta(hours=self.hours)),
        )
        recalculate_transaction_amounts(self.item)
        settle(self.order)


def settle(order: Order) -> None:
    updates_amounts_for_order(Order.objects.get(pk=order.pk))
    order.refresh_from_db()


@pytest.fixture
def flow(order: Order) -> Flow:
    return Flow(order)


def refunds(order: Order) -> list[tuple[int, Decimal]]:
    """Hours after the start and amount of each."""
    rows = sorted(read("refunds", order.user), key=lambda row: row["at"])
    return [((row["at"] - START) / timedelta(hours=1), row["amount"]) for row in rows]


def assert_consistent(order: Order) -> None:
    """What is left of what was paid is what Saleor says is charged, or under way."""
    row = read_one("orders", order.user)
    pending = sum(
        item.refund_pending_value for item in order.payment_transactions.all()
    )
    given = sum(amount for _, amount in refunds(order))
    assert row["paid"] - given == max(order.total_charged_amount + pending, -given)
    assert {each["order_paid"] for each in read("refunds", order.user)} <= {row["paid"]}


def test_order__not_paid__is_not(order: Order) -> None:
    row = read_one("orders", order.user)
    assert (row["paid"], row["is_paid"], row["is_placed"]) == (0, False, True)


def test_order__paid_in_part__is_not_paid(flow: Flow) -> None:
    flow.report("charge_success", 60)
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (60, False)


def test_order__paid_twice_in_part__is_paid(flow: Flow) -> None:
    flow.report("charge_success", 60)
    flow.report("charge_success", 40, "b")
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (100, True)


def test_order__overcharged__was_paid_what_was_charged(flow: Flow) -> None:
    flow.report("charge_success", 150)
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (150, True)


def test_order__of_which_less_than_nothing_is_charged__was_paid_nothing(
    order: Order,
) -> None:
    Order.objects.update(total_charged_amount=-30)
    row = read_one("orders", order.user)
    assert (row["paid"], row["is_paid"]) == (0, False)


def test_order__that_costs_nothing__is_paid(order: Order) -> None:
    order.total_gross_amount = Decimal(0)
    order.save()
    settle(order)
    row = read_one("orders", order.user)
    assert (row["paid"], row["is_paid"]) == (0, True)


def test_order__refunded_in_part__was_paid_all_the_same(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 30, "r")
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (100, True)
    assert flow.order.charge_status == "partial"
    assert refunds(flow.order) == [(2, 30)]
    assert_consistent(flow.order)


def test_order__refunded_wholly__was_paid_what_was_given_back(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 30, "r")
    flow.report("refund_success", 70, "s")
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (100, True)
    assert refunds(flow.order) == [(2, 30), (3, 70)]
    assert_consistent(flow.order)


def test_refund__of_more_than_was_paid__leaves_what_was_paid(flow: Flow) -> None:
    flow.report("charge_success", 144)
    flow.report("refund_success", 500, "r")
    assert flow.order.total_charged_amount == -356
    assert read_one("orders", flow.order.user)["paid"] == 144
    assert_consistent(flow.order)


def test_refund__under_way__gives_nothing_back_yet(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_request", 40, "r")
    assert flow.order.total_charged_amount == 60
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"], refunds(flow.order)) == (100, True, [])
    assert_consistent(flow.order)


def test_refund__that_failed__gave_nothing_back(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_request", 40, "r")
    flow.report("refund_failure", 40, "r")
    assert (read_one("orders", flow.order.user)["paid"], refunds(flow.order)) == (
        100,
        [],
    )
    assert_consistent(flow.order)


def test_refund__that_failed_after_all__gave_nothing_back(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 40, "r")
    flow.report("refund_failure", 40, "r")
    assert flow.order.total_charged_amount == 100
    assert (read_one("orders", flow.order.user)["paid"], refunds(flow.order)) == (
        100,
        [],
    )
    assert_consistent(flow.order)


def test_refund__that_failed_first_and_then_went_through__counts(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_failure", 40, "r")
    flow.report("refund_success", 40, "r")
    assert refunds(flow.order) == [(3, 40)]
    assert_consistent(flow.order)


def test_refund__reported_twice__counts_once_at_the_latest_report(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 40, "r")
    flow.report("refund_success", 50, "r")
    assert refunds(flow.order) == [(3, 50)]
    assert_consistent(flow.order)


@pytest.mark.parametrize(("reversed_", "left"), [(40, []), (15, [(2, 25)])])
def test_refund__reversed__gave_back_what_is_left(
    flow: Flow, reversed_: int, left: list[Any]
) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 40, "r")
    flow.report("refund_success", 10, "s")
    flow.report("refund_reverse", reversed_, "r")
    assert refunds(flow.order) == [*left, (3, 10)]
    assert_consistent(flow.order)


def test_refund__outside_the_calculation__is_none(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("refund_success", 40, "r", counts=False)
    assert refunds(flow.order) == []
    assert_consistent(flow.order)


def test_refunds__adjusted_by_hand__are_taken_back_from_the_last(flow: Flow) -> None:
    # transactionUpdate writes differences, without a reference.
    flow.report("charge_success", 100, None)
    flow.report("refund_success", 30, None)
    flow.report("refund_success", 20, "")
    flow.report("refund_success", -35, None)
    assert flow.item.refunded_value == 15
    assert refunds(flow.order) == [(2, 15)]
    assert_consistent(flow.order)


def test_charge_back__takes_from_what_was_paid(flow: Flow) -> None:
    flow.report("charge_success", 100)
    flow.report("charge_back", 100)
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"], refunds(flow.order)) == (0, False, [])


def test_granted_refund__lowers_what_is_to_be_paid(flow: Flow) -> None:
    OrderGrantedRefund.objects.create(
        order=flow.order, amount_value=Decimal(20), currency=flow.order.currency
    )
    flow.report("charge_success", 80)
    assert read_one("orders", flow.order.user)["is_paid"]
    flow.report("refund_success", 30, "r")
    row = read_one("orders", flow.order.user)
    assert (row["paid"], row["is_paid"]) == (80, True)


def test_granted_refund__of_an_unpaid_order__pays_nothing(order: Order) -> None:
    OrderGrantedRefund.objects.create(
        order=order, amount_value=TOTAL, currency=order.currency
    )
    settle(order)
    assert order.charge_status == "full"
    assert not read_one("orders", order.user)["is_paid"]


def pay(order: Order, *steps: tuple[str, int], succeeds: bool = True) -> Payment:
    """A payment of the older kind, and what happened to it, by Saleor's own function."""
    from saleor.payment.utils import gateway_postprocess

    payment = Payment.objects.create(
        order=order, gateway="x", total=TOTAL, currency=order.currency, is_active=True
    )
    for hour, (kind, amount) in enumerate(steps, 1):
        step = Transaction.objects.create(
            payment=payment,
            kind=kind,
            amount=Decimal(amount),
            currency=order.currency,
            is_success=succeeds or kind == "capture",
            gateway_response={},
        )
        Transaction.objects.filter(pk=step.pk).update(
            created_at=START + timedelta(hours=hour)
        )
        gateway_postprocess(step, payment)
    order.refresh_from_db()
    return payment


def test_payment__captured_and_refunded__is_read_like_a_transaction(
    order: Order,
) -> None:
    pay(order, ("capture", 100), ("refund", 30))
    row = read_one("orders", order.user)
    assert order.total_charged_amount == 70
    assert (row["paid"], row["is_paid"]) == (100, True)
    assert refunds(order) == [(2, 30)]
    assert_consistent(order)


def test_payment__refund_reversed__gave_nothing_back(order: Order) -> None:
    pay(order, ("capture", 100), ("refund", 30), ("refund_reversed", 30))
    assert order.total_charged_amount == 100
    assert (read_one("orders", order.user)["paid"], refunds(order)) == (100, [])


def test_payment__refund_that_did_not_succeed__is_none(order: Order) -> None:
    pay(order, ("capture", 100), ("refund", 30), succeeds=False)
    assert (read_one("orders", order.user)["paid"], refunds(order)) == (100, [])


def test_payments__of_both_kinds__add_up(order: Order) -> None:
    pay(order, ("capture", 50), ("refund", 20))
    flow = Flow(order)
    flow.report("charge_success", 50)
    flow.report("refund_success", 50, "r")
    row = read_one("orders", order.user)
    assert (row["paid"], row["is_paid"]) == (100, True)
    assert sorted(refunds(order)) == [(2, 20), (2, 50)]
    assert_consistent(order)


@pytest.mark.parametrize(
    ("status", "is_placed"),
    [
        ("unconfirmed", False),
        ("unfulfilled", True),
        ("partially fulfilled", True),
        ("fulfilled", True),
        ("partially_returned", True),
        ("returned", True),
        ("canceled", False),
        ("expired", False),
    ],
)
def test_order__by_its_status__is_placed(
    order: Order, status: str, is_placed: bool
) -> None:
    Order.objects.update(status=status)
    assert read_one("orders", order.user)["is_placed"] is is_placed


def test_order__that_is_a_draft__is_none(order: Order) -> None:
    Order.objects.update(status="draft")
    assert read("orders", order.user) == read("lines", order.user) == []
