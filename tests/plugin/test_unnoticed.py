"""Whatever befalls the package, Saleor answers and commits as if it were not there; once
that is over, memberships are exact.

Committed for real, and read from another connection: a test inside one transaction would
not see what a broken transaction takes along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client as WebClient
from django_celery_beat.models import PeriodicTask
from saleor.account.models import User
from saleor.celeryconf import app
from saleor.order.models import Order
from saleor.schedulers.schedulers import DatabaseScheduler

from saleor_customer_groups.models import CustomerGroup
from saleor_customer_groups.models import Shop as ShopRow
from saleor_customer_groups.plugin import marking, uninstalling
from saleor_customer_groups.plugin.configuration import forget_configuration
from saleor_customer_groups.plugin.reconciliation import compare
from saleor_customer_groups.plugin.schedule import BEAT_ENTRIES
from saleor_customer_groups.plugin.tasks import watch_saleor
from saleor_customer_groups.services import worker
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.verification import verify

from .asking import Client, global_id
from .conftest import Shop

RULES: dict[str, dict[str, object]] = {
    "French": {"fact": "language", "operator": "is", "value": "fr"},
    "Bought": {"fact": "order_count", "operator": "at_least", "value": 1},
    "Open": {"fact": "open_checkout_at", "operator": "is_known"},
}
ERRORS = "errors { field message code }"
RENAME = (
    "mutation ($id: ID!, $code: LanguageCodeEnum!) { customerUpdate(id: $id,"
    f" input: {{ languageCode: $code }}) {{ user {{ languageCode }} {ERRORS} }} }}"
)
SWITCH = (
    "mutation ($active: Boolean!) { pluginUpdate(id: "
    f'"saleor.customer-groups", input: {{ active: $active }}) {{ {ERRORS} }} }}'
)
PAGE = "/plugins/saleor.customer-groups/graphql/"


@pytest.fixture
def shop(transactional_db: None) -> Iterator[Shop]:
    """What our migrations leave; an earlier test may have emptied the tables."""
    ShopRow.objects.get_or_create(pk=1)
    CustomerGroup.objects.get_or_create(
        is_default=True,
        defaults={"code": "standard", "name": "Standard", "kind": "manual"},
    )
    forget_configuration()
    marking.forget_tables()
    yield Shop()
    call_command("migrate", "customer_groups", verbosity=0)
    marking.forget_tables()
    forget_configuration()


class Day:
    """What customers and staff do in a day, through Saleor's API."""

    def __init__(
        self, staff: Client, customer: Client, order: Order, variant: Any
    ) -> None:
        self.staff = staff
        self.customer = customer
        self.order = order
        self.variant = variant
        self.user = User.objects.get(email="test@example.com")
        self.leaving = User.objects.create(email="leaving@example.com")

    def pass_by(self) -> None:
        """Every act is answered without an error, and committed."""
        self._act(RENAME, id=global_id(self.user), code="FR")
        self._act(
            f"mutation ($id: ID!) {{ orderMarkAsPaid(id: $id) {{ {ERRORS} }} }}",
            id=global_id(self.order),
        )
        self._act(
            "mutation ($input: UserCreateInput!) { customerCreate(input: $input) {"
            f" {ERRORS} }} }}",
            input={"email": "new@example.com", "languageCode": "FR"},
        )
        self._act(
            f"mutation ($id: ID!) {{ customerDelete(id: $id) {{ {ERRORS} }} }}",
            id=global_id(self.leaving),
        )
        created = self.customer.ask(
            "mutation ($input: CheckoutCreateInput!) { checkoutCreate(input: $input) {"
            f" checkout {{ id }} {ERRORS} }} }}",
            input={
                "channel": "main",
                "lines": [{"variantId": global_id(self.variant), "quantity": 1}],
            },
        )
        self.customer.ask(
            "mutation ($id: ID!, $lines: [CheckoutLineInput!]!) { checkoutLinesAdd("
            f"id: $id, lines: $lines) {{ {ERRORS} }} }}",
            id=created["checkout"]["id"],
            lines=[{"variantId": global_id(self.variant), "quantity": 1}],
        )
        assert committed() == {
            "new@example.com": "fr",
            "test@example.com": "fr",
            "order": "full",
            "checkout": 2,
        }

    def expected(self) -> dict[str, set[int]]:
        """Who belongs to which group when the day is over."""
        new = User.objects.get(email="new@example.com")
        return {
            "French": {self.user.pk, new.pk},
            "Bought": {self.order.user_id},
            "Open": {self.user.pk},
        }

    def _act(self, document: str, **variables: object) -> None:
        self.staff.ask(document, **variables)


@pytest.fixture
def day(
    shop: Shop,
    manager_client: Client,
    customer_client: Client,
    order_with_lines: Order,
    stock: Any,
) -> Day:
    made = Day(manager_client, customer_client, order_with_lines, stock.product_variant)
    worker.work_off()
    return made


def committed() -> dict[str, object]:
    """What somebody else sees of the day in the database."""
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"], port=found["PORT"] or 5432, user=found["USER"],
        password=found["PASSWORD"], dbname=found["NAME"],
    ) as other:  # fmt: skip
        rows = other.execute(
            "SELECT email, language_code FROM account_user WHERE NOT is_staff"
            " AND email IN ('new@example.com', 'test@example.com', 'leaving@example.com')"
            " UNION ALL SELECT 'order', charge_status FROM order_order"
        ).fetchall()
        lines = other.execute(
            "SELECT sum(l.quantity)::int FROM checkout_checkoutline l"
        ).fetchone()
    assert lines is not None
    return {**dict(rows), "checkout": lines[0]}


def make_groups(shop: Shop) -> dict[str, CustomerGroup]:
    made = {name: shop.dynamic_group(name, rule) for name, rule in RULES.items()}
    worker.work_off()
    return made


def proven(shop: Shop, made: dict[str, CustomerGroup]) -> dict[str, set[int]]:
    """The members, each of whom the rules explain."""
    worker.work_off()
    found = verify()
    assert (found.differences, found.pending, found.frozen) == (0, 0, 0)
    return {name: shop.members(group) for name, group in made.items()}


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("forced")


@contextmanager
def failing(name: str) -> Iterator[None]:
    """The function of that name raises, wherever it is called from."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(marking, name, fail)
        yield


@contextmanager
def refusing() -> Iterator[None]:
    """The database refuses every mark, in the middle of Saleor's transaction."""
    rename = "ALTER TABLE customer_groups_mark RENAME COLUMN {} TO {}"
    fetch(rename.format("customer_key", "other"), {})
    yield
    fetch(rename.format("other", "customer_key"), {})
    marking.forget_tables()


def ask_groups(client: Client) -> list[str]:
    found = client.ask("{ me { customerGroups { code } } }")["customerGroups"]
    return [group["code"] for group in found]


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes ask again whether our tables are there each time, not every 5 seconds."""
    monkeypatch.setattr(marking, "_ASK_AGAIN", 0.0)


@pytest.mark.complains
@pytest.mark.parametrize(
    "trouble",
    [
        lambda: failing("mark_customers"),
        lambda: failing("_mark"),
        lambda: failing("send_hint"),
        refusing,
    ],
    ids=["marks", "all of it", "hints", "the database"],
)
def test_saleor__while_hooks_fail__does_not_notice(
    shop: Shop, day: Day, trouble: Callable[[], AbstractContextManager[None]]
) -> None:
    made = make_groups(shop)
    watch_saleor()
    with trouble():
        day.pass_by()
    compare()
    assert proven(shop, made) == day.expected()


@pytest.mark.complains
@pytest.mark.usefixtures("_later")
@pytest.mark.parametrize("is_asked_first", [True, False], ids=["asked", "configured"])
def test_saleor__without_our_tables__does_not_notice(
    shop: Shop, day: Day, client: WebClient, is_asked_first: bool
) -> None:
    """Taken away by another process: this one believes that they are there."""
    make_groups(shop)
    watch_saleor()
    assert marking.is_installed()
    call_command("migrate", "customer_groups", "zero", verbosity=0)
    if is_asked_first:
        assert ask_groups(day.customer) == []
    else:
        day.staff.ask(SWITCH, active=True)
    day.pass_by()
    assert ask_groups(day.customer) == []
    assert client.get(PAGE).status_code == 404
    watch_saleor()
    call_command("migrate", "customer_groups", verbosity=0)
    made = make_groups(shop)
    watch_saleor()
    assert proven(shop, made) == day.expected()


def test_saleor__while_the_plugin_is_deactivated__does_not_notice(
    shop: Shop, day: Day, client: WebClient
) -> None:
    made = make_groups(shop)
    watch_saleor()
    day.staff.ask(SWITCH, active=False)
    day.pass_by()
    assert ask_groups(day.customer) == []
    assert client.get(PAGE).status_code == 404
    day.staff.ask(SWITCH, active=True)
    assert proven(shop, made) == day.expected()
    assert client.get(PAGE).status_code != 404
    day.staff.ask(RENAME, id=global_id(day.user), code="DE")
    assert day.user.pk not in shop.members(made["French"])


@pytest.mark.complains
@pytest.mark.usefixtures("_later")
def test_saleor__from_uninstalling_to_installing_again__does_not_notice(
    shop: Shop, day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_groups(shop)
    watch_saleor()
    DatabaseScheduler(app=app).setup_schedule()
    ours = PeriodicTask.objects.filter(task__startswith="customer_groups.")
    assert ours.count() == len(BEAT_ENTRIES)
    # A web server goes on beside the command, and is told nothing.
    with monkeypatch.context() as patched:
        patched.setattr(uninstalling, "forget_tables", lambda: None)
        call_command("customer_groups_uninstall", "--yes")
    day.pass_by()
    assert ask_groups(day.customer) == []
    assert not ours.exists()

    call_command("migrate", "customer_groups", verbosity=0)
    DatabaseScheduler(app=app).setup_schedule()
    assert ours.count() == len(BEAT_ENTRIES)
    assert set(CustomerGroup.objects.values_list("code", flat=True)) == {"standard"}
    made = make_groups(shop)
    watch_saleor()
    assert proven(shop, made) == day.expected()
    day.staff.ask(RENAME, id=global_id(day.user), code="DE")
    assert day.user.pk not in shop.members(made["French"])
