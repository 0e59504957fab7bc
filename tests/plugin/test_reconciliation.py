"""What left no mark is found: by rows that were saved, by comparing, and every night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from saleor.account.models import User
from saleor.attribute.models import Attribute, AttributeValue
from saleor.checkout.models import Checkout
from saleor.order.models import Order

from saleor_customer_groups.models import (
    AttributeDefinition,
    CustomerGroup,
    Mark,
    OrderRecord,
    Profile,
    ProfileFacts,
    SourceState,
)
from saleor_customer_groups.models import Shop as ShopRow
from saleor_customer_groups.plugin import reconciliation, tasks
from saleor_customer_groups.plugin.filling import fill_once, is_filled
from saleor_customer_groups.plugin.reconciliation import (
    begin_watching,
    compare,
    compare_in_turn,
    look_at_everybody,
    watch,
)
from saleor_customer_groups.services import clock

from .asking import work_off
from .conftest import Shop
from .versions import (
    AssignedUserAttributeValue,
    CustomerType,
    needs_customer_types,
)


def marked() -> set[int]:
    """Ids of the accounts that a mark is about; takes the marks away."""
    keys = {
        key or Profile.objects.get(pk=profile).host_key
        for key, profile in Mark.objects.values_list("customer_key", "profile_id")
    }
    Mark.objects.all().delete()
    return set(map(int, keys))


@pytest.fixture
def users(shop: Shop, customer_users: list[User]) -> list[User]:
    """Customers who are known, and saved long ago."""
    User.objects.update(updated_at=timezone.now() - timedelta(days=9))
    compare()
    work_off()
    assert compare() == 0
    begin_watching()
    return customer_users


def test_watch__of_rows_saved_without_a_mark__marks_their_customers(
    users: list[User], order: Order, checkout: Checkout
) -> None:
    first, second, third = users
    Order.objects.update(user=second, updated_at=timezone.now())
    Checkout.objects.update(user=third)
    marked()
    watch()
    assert marked() == {second.pk, third.pk}
    User.objects.filter(pk=first.pk).update(updated_at=timezone.now())
    watch()
    assert first.pk in marked()


def test_watch__of_somebody_new__marks_by_key(users: list[User]) -> None:
    (new,) = User.objects.bulk_create([User(email="new@example.com")])
    watch()
    assert new.pk in marked()


def test_watch__next_time__begins_where_it_was(
    users: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = begin_watching()
    watch()
    after = begin_watching()
    assert begin <= after
    # A test is one open transaction, which has written.
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(reconciliation, "sql_text", _with("writing_since", later))
    watch()
    assert begin_watching() == later - timedelta(minutes=2)
    User.objects.update(updated_at=later - timedelta(minutes=3))
    marked()
    watch()
    assert marked() == set()


def _with(name: str, instant: Any) -> Callable[[str], str]:
    real = reconciliation.sql_text
    return lambda asked: (
        f"SELECT timestamptz '{instant.isoformat()}'" if asked == name else real(asked)
    )


CHANGES: dict[str, Callable[[Any], None]] = {
    "is_active": lambda user: user.update(is_active=False),
    "is_confirmed": lambda user: user.update(is_confirmed=False),
    "is_staff": lambda user: user.update(is_staff=True),
    "email": lambda user: user.update(email="x@other.example"),
    "language": lambda user: user.update(language_code="fr"),
    "joined": lambda user: user.update(date_joined=timezone.now()),
    "address": lambda user: user.update(default_billing_address=None),
    "city": lambda user: (
        type(user.get().default_billing_address)
        .objects.filter(pk=user.get().default_billing_address_id)
        .update(city="Elsewhere")
    ),
    "metadata": lambda user: user.update(private_metadata={"sex": "f"}),
    "type": lambda user: user.update(
        customer_type=CustomerType.objects.create(name="B2B", slug="b2b")
    ),
    "gone": lambda user: user._raw_delete("default"),
}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(name, marks=needs_customer_types if name == "type" else ())
        for name in CHANGES
    ],
)
def test_account__changed_silently__is_found(
    users: list[User], configure: Callable[..., None], change: str
) -> None:
    configure(gender="sex")
    user = User.objects.filter(pk=users[0].pk)
    pk = users[0].pk
    if change == "gone":
        users[0].addresses.clear()
    if change == "address":
        user.update(default_shipping_address=None)
    marked()
    CHANGES[change](user)
    assert compare() == 1
    assert marked() == {pk}
    marked()
    assert compare() == 1
    work_off()
    assert compare() == 0


def test_orders__that_came_and_went_silently__are_found(
    users: list[User], order_with_lines: Order
) -> None:
    owner = order_with_lines.user_id
    marked()
    assert compare() == 1
    work_off()
    assert (OrderRecord.objects.count(), compare()) == (1, 0)
    order_with_lines.lines.all().delete()
    Order.objects.filter(pk=order_with_lines.pk)._raw_delete("default")
    assert compare() == 1
    assert marked() == {owner}


@needs_customer_types
def test_attribute_values__renamed_and_deleted__are_found(
    users: list[User],
    default_customer_type: CustomerType,
    loyalty_customer_attribute: Attribute,
) -> None:
    default_customer_type.customer_attributes.add(loyalty_customer_attribute)
    gold = loyalty_customer_attribute.values.get(slug="gold")
    AssignedUserAttributeValue.objects.create(user=users[0], value=gold)
    work_off()
    assert compare() == 0
    AttributeValue.objects.filter(pk=gold.pk).update(slug="golden")
    assert compare() == 1
    work_off()
    gold.delete()
    assert compare() == 1
    work_off()
    default_customer_type.customer_attributes.remove(loyalty_customer_attribute)
    assert compare() == 0


def test_checkouts__changed_silently__are_found(
    users: list[User], checkout_with_items: Checkout
) -> None:
    Checkout.objects.update(user=users[1])
    assert compare() == 1
    work_off()
    Checkout.objects.update(total_gross_amount=7)
    assert compare() == 1
    work_off()
    checkout_with_items.lines.all()._raw_delete("default")
    assert compare() == 1
    work_off()
    assert compare() == 0


def test_comparison__that_took_long__is_not_made_again_at_once(
    users: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = timezone.now()
    instants = iter([begin, begin + timedelta(seconds=10)])
    monkeypatch.setattr(clock, "database_now", lambda: next(instants))
    User.objects.update(language_code="fr")
    assert compare_in_turn() == len(users)
    for seconds, expected in ((11, 0), (199, 0), (201, len(users))):
        later = begin + timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "database_now", lambda later=later: later)
        assert compare_in_turn() == expected


def test_everybody__looked_at__is_known(
    users: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "_RANGE", 2)
    User.objects.update(language_code="fr")
    User.objects.bulk_create([User(email="new@example.com", language_code="fr")])
    seen: list[int] = []
    count = look_at_everybody(progress=seen.append)
    assert count == User.objects.count() == 4
    assert seen == [2, 4]
    assert set(ProfileFacts.objects.values_list("language", flat=True)) == {"fr"}


@needs_customer_types
def test_attributes__that_are_new__are_learned(
    users: list[User], loyalty_customer_attribute: Attribute
) -> None:
    SourceState.objects.create(name="fill", value="filled")
    assert not AttributeDefinition.objects.exists()
    tasks.watch_saleor()
    assert AttributeDefinition.objects.get().key == "loyalty-level"
    Attribute.objects.filter(pk=loyalty_customer_attribute.pk).delete()
    tasks.watch_saleor()
    assert not AttributeDefinition.objects.exists()


# The first fill


def test_fill__of_a_shop_that_was_there_before__reads_it_once(
    shop: Shop, order_with_lines: Order
) -> None:
    User.objects.bulk_create(User(email=f"c{n}@example.com") for n in range(7))
    Mark.objects.all().delete()
    assert not is_filled()
    steps: list[tuple[int, int]] = []
    count = fill_once(progress=lambda done, of: steps.append((done, of)))
    assert count == User.objects.count() == ProfileFacts.objects.count()
    assert steps == [(0, 1), (1, 1)]
    assert OrderRecord.objects.count() == 1
    assert is_filled()
    assert fill_once() is None
    assert begin_watching() < timezone.now()


def test_fill__that_somebody_is_at__is_left_to_them(db: None) -> None:
    SourceState.objects.create(name="fill", through=timezone.now())
    assert fill_once() is None
    SourceState.objects.update(through=timezone.now() - timedelta(minutes=11))
    assert fill_once() == User.objects.count()


def test_beat__the_first_time__fills(shop: Shop, customer_user: User) -> None:
    tasks.compare_with_saleor()
    tasks.look_at_everybody_anew()
    assert not ProfileFacts.objects.exists()
    tasks.watch_saleor()
    assert is_filled()
    assert ProfileFacts.objects.count() == User.objects.count()


# Against transactions that are open


@pytest.fixture
def committed(transactional_db: None) -> Iterator[User]:
    """A customer that is there for everybody, in a shop as our migrations leave it."""
    ShopRow.objects.get_or_create(pk=1)
    CustomerGroup.objects.get_or_create(
        is_default=True,
        defaults={"code": "standard", "name": "Standard", "kind": "manual"},
    )
    user = User.objects.create(email="somebody@example.com")
    old = timezone.now() - timedelta(days=1)
    User.objects.update(updated_at=old)
    work_off()
    yield user
    connection.close()


@pytest.fixture
def other(committed: User) -> Iterator[psycopg.Connection]:
    """Another process of Saleor's, in a transaction."""
    found = connection.settings_dict
    with psycopg.connect(
        host=found["HOST"],
        port=found["PORT"] or 5432,
        user=found["USER"],
        password=found["PASSWORD"] or None,
        dbname=found["NAME"],
    ) as session:
        yield session


def test_watch__of_what_is_committed_after_it__sees_it_the_next_time(
    committed: User, other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the allowance for clocks: only the open transaction is what holds it back.
    monkeypatch.setattr(reconciliation, "_CLOCKS_DIFFER", timedelta())
    watch()
    Mark.objects.all().delete()
    other.execute(
        "UPDATE account_user SET language_code = 'fr', updated_at = clock_timestamp()"
        " WHERE id = %s",
        [committed.pk],
    )
    for _ in range(3):
        watch()
        assert not Mark.objects.exists()
    other.commit()
    watch()
    assert marked() == {committed.pk}
    watch()
    assert marked() == set()


def test_fill__beside_a_transaction_that_is_committed_after_it__sees_it_later(
    committed: User, other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "_CLOCKS_DIFFER", timedelta())
    other.execute(
        "UPDATE account_user SET language_code = 'fr', updated_at = clock_timestamp()"
        " WHERE id = %s",
        [committed.pk],
    )
    fill_once()
    other.commit()
    watch()
    assert marked() == {committed.pk}


def test_watch__beside_a_transaction_that_only_reads__goes_on(
    committed: User, other: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "_CLOCKS_DIFFER", timedelta())
    other.execute("SELECT 1")
    watch()
    before = begin_watching()
    watch()
    assert begin_watching() > before


def test_reconciliation__that_another_is_at__is_left_to_them(
    committed: User, other: psycopg.Connection
) -> None:
    User.objects.update(language_code="fr")
    other.execute("SELECT pg_advisory_xact_lock(52117, -2)")
    assert compare() == 0
    other.rollback()
    assert compare() == 1
