"""Signals: which of Saleor's rows tell that something happened to a customer.

Only what a source reads. Bulk writes send no signals: hooks and reconciliation see those.
Rows that go with another (the lines of an order) are left to the other's signal: a
listener for their deletion would make Django load each of them first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final, TypeAlias

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from saleor.account.models import Address, User
from saleor.checkout.models import Checkout, CheckoutLine
from saleor.core.db.connection import allow_writer
from saleor.order.models import Order, OrderEvent, OrderGrantedRefund, OrderLine
from saleor.payment.models import (
    Payment,
    Transaction,
    TransactionEvent,
    TransactionItem,
)

from .marking import Subject, is_installed, mark

#: What a saved or deleted row is about.
Tell: TypeAlias = Callable[[Any], Iterator[Subject]]

#: Where a save names its fields: those that no source reads. An account is saved at each
#: login, a checkout whenever its search index is.
_UNREAD: Final[Mapping[type[Model], frozenset[str]]] = {
    User: frozenset(
        {
            "avatar",
            "first_name",
            "jwt_token_key",
            "last_confirm_email_request",
            "last_login",
            "last_name",
            "last_password_reset_request",
            "metadata",
            "note",
            "number_of_orders",
            "password",
            "search_document",
            "search_vector",
            "updated_at",
        }
    ),
    Order: frozenset(
        {
            "billing_address",
            "customer_note",
            "display_gross_prices",
            "metadata",
            "private_metadata",
            "search_document",
            "search_vector",
            "shipping_address",
            "should_refresh_prices",
            "tax_error",
            "total_authorized_amount",
            "authorize_status",
            "updated_at",
        }
    ),
    Checkout: frozenset(
        {
            "last_automatic_completion_attempt",
            "search_index_dirty",
            "search_vector",
        }
    ),
    OrderLine: frozenset({"metadata", "private_metadata", "quantity_fulfilled"}),
    CheckoutLine: frozenset({"metadata", "private_metadata"}),
}


def connect() -> None:
    """Listens to Saleor; once, however often it is called."""
    tellers: list[tuple[type[Model], Tell]] = [
        (User, _customer),
        (Address, _address),
        (Order, _placed_by),
        (OrderLine, _order),
        (OrderEvent, _draft_completed),
        (OrderGrantedRefund, _order),
        (Checkout, _owner),
        (CheckoutLine, _checkout),
        (TransactionItem, _order),
        (TransactionEvent, _transaction),
        (Payment, _order),
        (Transaction, _payment),
    ]
    assigned = apps.all_models["attribute"].get("assigneduserattributevalue")
    if assigned is not None:
        tellers.append((assigned, _owner))
    for model, tell in tellers:
        _listen(post_save, model, _Saved(tell, _UNREAD.get(model, frozenset())))
    for model, tell in ((User, _customer), (Order, _placed_by), (Checkout, _owner)):
        _listen(post_delete, model, _Deleted(tell))
    # Afterwards nobody has the address any more.
    _listen(pre_delete, Address, _Deleted(_address))
    for model in (Order, Checkout):
        _listen(pre_save, model, _PreviousOwner())


def _listen(signal: Any, model: type[Model], receiver: Any) -> None:
    uid = f"customer_groups.{type(receiver).__name__}.{model._meta.label_lower}"
    signal.connect(receiver, sender=model, weak=False, dispatch_uid=uid)


class _Saved:
    def __init__(self, tell: Tell, unread: frozenset[str]) -> None:
        self.tell = tell
        self.unread = unread

    def __call__(
        self,
        *,
        instance: Any,
        raw: bool = False,
        update_fields: Collection[str] | None = None,
        **_: Any,
    ) -> None:
        if raw or (update_fields is not None and self.unread.issuperset(update_fields)):
            return
        mark(self.tell(instance))


class _Deleted:
    def __init__(self, tell: Tell) -> None:
        self.tell = tell

    def __call__(self, *, instance: Any, **_: Any) -> None:
        mark(self.tell(instance))


class _PreviousOwner:
    """Whose the row was, before somebody else's or nobody's."""

    def __call__(
        self,
        *,
        sender: type[Model],
        instance: Any,
        raw: bool = False,
        update_fields: Collection[str] | None = None,
        **_: Any,
    ) -> None:
        if raw or instance._state.adding:
            return
        if update_fields is not None and {"user", "user_id"}.isdisjoint(update_fields):
            return
        mark(_previous_owner(sender, instance))


def _previous_owner(model: Any, instance: Any) -> Iterator[Subject]:
    with allow_writer():
        if not is_installed():
            return
        users = model._base_manager.filter(pk=instance.pk).values_list(
            "user_id", flat=True
        )
        before = users.first()
    if before is not None and before != instance.user_id:
        yield Subject("customer", before)


def _customer(user: Any) -> Iterator[Subject]:
    yield Subject("customer", user.pk)


def _owner(row: Any) -> Iterator[Subject]:
    if row.user_id is not None:
        yield Subject("customer", row.user_id)


def _placed_by(order: Any) -> Iterator[Subject]:
    # Nothing was bought yet, however often staff change a draft.
    if order.status != "draft":
        yield from _owner(order)


def _address(address: Any) -> Iterator[Subject]:
    yield Subject("address", address.pk)


def _order(row: Any) -> Iterator[Subject]:
    if row.order_id is not None:
        yield Subject("order", row.order_id)


def _draft_completed(event: Any) -> Iterator[Subject]:
    if event.type == "placed_from_draft":
        yield from _order(event)


def _checkout(line: Any) -> Iterator[Subject]:
    yield Subject("checkout", line.checkout_id)


def _transaction(event: Any) -> Iterator[Subject]:
    yield Subject("transaction", event.transaction_id)


def _payment(transaction: Any) -> Iterator[Subject]:
    if transaction.payment_id is not None:
        yield Subject("payment", transaction.payment_id)
