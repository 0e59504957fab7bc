"""Marks stand and fall with what happened, and Saleor never notices them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.db import transaction
from django.db.models.signals import post_save
from django.test import TestCase
from saleor.account.models import User
from saleor.order.models import Order

from saleor_customer_groups.models import Mark, Profile
from saleor_customer_groups.plugin import hints, marking, signals
from saleor_customer_groups.plugin.marking import Subject, mark
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.tasks import work_off_marks

from .asking import Client, commit, global_id, work_off
from .conftest import Shop

RENAME = (
    "mutation ($id: ID!, $code: LanguageCodeEnum!) { customerUpdate(id: $id,"
    " input: { languageCode: $code }) { user { languageCode } errors { field message } } }"
)


def customer(key: int = 5) -> list[Subject]:
    return [Subject("customer", key)]


@pytest.fixture
def no_marks(db: None) -> None:
    Mark.objects.all().delete()
    commit()


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint that is undone at its end."""
    with suppress(ZeroDivisionError), transaction.atomic():
        yield
        raise ZeroDivisionError


def marks() -> int:
    return Mark.objects.count()


def test_customer__marked_often_in_a_transaction__is_marked_once(
    no_marks: None,
) -> None:
    with transaction.atomic():
        for _ in range(3):
            mark(customer())
        mark(customer(6))
    assert marks() == 2


def test_mark__in_a_savepoint_that_is_undone__goes_with_it_and_comes_again(
    no_marks: None,
) -> None:
    with undone():
        mark(customer())
    assert marks() == 0
    mark(customer())
    assert marks() == 1


def test_mark__before_a_savepoint_that_is_undone__stays_and_does_not_come_again(
    no_marks: None,
) -> None:
    mark(customer())
    with undone():
        mark(customer())
        mark(customer(6))
    assert marks() == 1
    mark(customer())
    assert marks() == 1


def test_mark__in_a_savepoint_within_one_that_is_undone__comes_again(
    no_marks: None,
) -> None:
    with undone(), transaction.atomic():
        mark(customer())
    mark(customer())
    assert marks() == 1


def test_mark__after_the_commit__comes_again(no_marks: None) -> None:
    with TestCase.captureOnCommitCallbacks():
        mark(customer())
    commit()
    mark(customer())
    assert marks() == 2


def test_worker__is_told_after_the_commit__once(
    no_marks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(marking, "send_hint", lambda: told.append(marks()))
    with TestCase.captureOnCommitCallbacks(execute=True):
        mark(customer())
        mark(customer())
        assert told == []
    assert told == [1]


def test_mark__in_a_transaction_that_cannot_be_saved__is_left_out(
    no_marks: None,
) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        mark(customer())
    assert marks() == 0


@pytest.mark.complains
def test_hint__that_cannot_be_sent__keeps_nothing_of_the_same_commit_back(
    no_marks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(marking, "send_hint", fail)
    done: list[str] = []
    with TestCase.captureOnCommitCallbacks(execute=True):
        mark(customer())
        transaction.on_commit(lambda: done.append("webhook"))
    assert done == ["webhook"]
    assert marks() == 1


def test_mark__in_a_transaction_of_thousands__looks_at_few_of_those_before(
    no_marks: None,
) -> None:
    looked_at = 0

    class Waiting(marking._Marked):
        @property
        def is_done(self) -> bool:
            nonlocal looked_at
            looked_at += 1
            return False

        @is_done.setter
        def is_done(self, _: bool) -> None:
            pass

    for key in range(1_000):
        transaction.on_commit(Waiting(frozenset(customer(key + 10))))
    mark(customer())
    assert 0 < looked_at <= 100
    assert marks() == 1


@pytest.mark.complains
@pytest.mark.parametrize("failing", ["_mark", "mark_customers", "allow_writer"])
def test_saleor__when_marking_fails__does_not_notice(
    manager_client: Client,
    customer_user: User,
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("hook failed")

    monkeypatch.setattr(marking, failing, fail)
    answer = manager_client.ask(RENAME, id=global_id(customer_user), code="FR")
    assert answer["user"]["languageCode"] == "FR"
    customer_user.refresh_from_db()
    assert customer_user.language_code == "fr"


@pytest.mark.complains
def test_saleor__when_the_database_refuses_a_mark__goes_on(
    manager_client: Client, customer_user: User, no_marks: None
) -> None:
    assert marking.is_installed()
    fetch("ALTER TABLE customer_groups_mark RENAME COLUMN customer_key TO other", {})
    answer = manager_client.ask(RENAME, id=global_id(customer_user), code="FR")
    assert answer["user"]["languageCode"] == "FR"
    fetch("ALTER TABLE customer_groups_mark RENAME COLUMN other TO customer_key", {})
    assert marks() == 0
    # And a transaction of Saleor's is not broken by it.
    with transaction.atomic():
        fetch(
            "ALTER TABLE customer_groups_mark RENAME COLUMN customer_key TO other", {}
        )
        customer_user.language_code = "de"
        customer_user.save()
        customer_user.refresh_from_db()
    assert customer_user.language_code == "de"


def test_saleor__before_our_migrations__is_left_alone(
    manager_client: Client, customer_user: User, no_marks: None
) -> None:
    fetch("ALTER TABLE customer_groups_mark RENAME TO gone", {})
    marking.forget_tables()
    for code in ("FR", "DE"):
        manager_client.ask(RENAME, id=global_id(customer_user), code=code)
    fetch("ALTER TABLE gone RENAME TO customer_groups_mark", {})
    marking.forget_tables()
    assert marks() == 0
    manager_client.ask(RENAME, id=global_id(customer_user), code="EN")
    assert Profile.objects.filter(host_key=str(customer_user.pk)).exists()


def test_login__says_nothing_about_the_customer(
    guest_client: Client, customer_user: User, no_marks: None
) -> None:
    guest_client.ask(
        'mutation { tokenCreate(email: "test@example.com", password: "password") {'
        " token errors { field message } } }"
    )
    customer_user.refresh_from_db()
    assert customer_user.last_login is not None
    assert not Profile.objects.exists()


def test_draft__however_often_it_is_changed__marks_nobody(
    draft_order: Order, no_marks: None
) -> None:
    draft_order.save()
    for line in draft_order.lines.all():
        line.save()
    assert marks() == 0


@pytest.mark.parametrize("model", ["order", "checkout"])
def test_row__given_away__marks_both(
    model: str, order: Order, checkout: Any, customer_users: list[User], no_marks: None
) -> None:
    first, second, _ = customer_users
    row = {"order": order, "checkout": checkout}[model]
    type(row).objects.update(user=first)
    row.refresh_from_db()
    row.user = second
    row.save(update_fields=["user"])
    keys = {key for (key,) in Mark.objects.values_list("customer_key")}
    assert keys == {str(first.pk), str(second.pk)}


def test_rows_that_tell__of_payments__mark_the_orders_customer(
    order_with_lines: Order, no_marks: None
) -> None:
    item = order_with_lines.payment_transactions.create(currency="USD")
    payment = order_with_lines.payments.create(gateway="x", currency="USD")
    for tell in (
        lambda: item.save(),
        lambda: item.events.create(type="charge_success", currency="USD"),
        lambda: payment.save(),
        lambda: payment.transactions.create(
            kind="x", currency="USD", gateway_response={}
        ),
        lambda: order_with_lines.granted_refunds.create(currency="USD"),
        lambda: order_with_lines.events.create(type="placed_from_draft"),
        lambda: order_with_lines.lines.first().save(),
        lambda: order_with_lines.save(),
        lambda: order_with_lines.user.default_billing_address.save(),
        lambda: order_with_lines.user.save(),
    ):
        Mark.objects.all().delete()
        commit()
        tell()
        keys = [key for (key,) in Mark.objects.values_list("customer_key")]
        assert keys == [str(order_with_lines.user_id)]


def test_signals__connected_twice__tell_once(
    customer_user: User, no_marks: None
) -> None:
    before = len(post_save.receivers)
    signals.connect()
    assert len(post_save.receivers) == before


def test_row__of_a_fixture__tells_nothing(customer_user: User, no_marks: None) -> None:
    customer_user.save_base(raw=True)
    assert marks() == 0


class TestHints:
    @pytest.fixture(autouse=True)
    def _a_real_broker(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(hints, "runs_in_place", lambda: False)
        monkeypatch.setattr(hints, "_senders", [])

    def test_hint__while_the_broker_is_down__keeps_nobody_waiting(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        tried = threading.Event()

        def hang(**_: Any) -> None:
            tried.set()
            time.sleep(0.2)
            raise OSError("Connection refused")

        monkeypatch.setattr(work_off_marks, "apply_async", hang)
        begin = time.monotonic()
        hints.send_hint()
        assert time.monotonic() - begin < 0.15
        assert tried.wait(5)
        deadline = time.monotonic() + 5
        while not caplog.records and time.monotonic() < deadline:
            time.sleep(0.01)
        assert "Connection refused" in caplog.text
        caplog.clear()

    def test_hints__meanwhile__are_sent_as_one(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sent: list[dict[str, Any]] = []
        begun, go_on = threading.Event(), threading.Event()

        def send(**options: Any) -> None:
            sent.append(options)
            begun.set()
            go_on.wait(5)

        monkeypatch.setattr(work_off_marks, "apply_async", send)
        hints.send_hint()
        assert begun.wait(5)
        for _ in range(100):
            hints.send_hint()
        go_on.set()
        deadline = time.monotonic() + 5
        while len(sent) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05)
        assert len(sent) == 2
        assert all(not options["retry"] and options["expires"] for options in sent)


def test_customer__known_only_by_key__is_worked_off(
    shop: Shop, customer_user: User, no_marks: None
) -> None:
    mark(customer(customer_user.pk))
    assert Mark.objects.get().customer_key == str(customer_user.pk)
    work_off()
    assert Profile.objects.get().host_key == str(customer_user.pk)
