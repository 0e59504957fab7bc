"""Draft orders: staff give a voucher of a group to its members only.

Saleor checks nothing but the code when a draft gets a voucher or another customer, and
as a rule nothing when it is completed. ValidationError is what its mutations turn into
an error of the field; it is raised in no other save than those.
"""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from saleor.core.db.connection import allow_writer
from saleor.order import OrderOrigin, OrderStatus
from saleor.order.error_codes import OrderErrorCode
from saleor.order.models import Order

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.queries import writer

from .eligibility import refused

#: Of a draft that is saved: what decides about its voucher.
_DECIDING: Final = frozenset(
    {"voucher", "voucher_id", "voucher_code", "user", "user_id"}
)
_COMPLETED: Final = (OrderStatus.UNFULFILLED, OrderStatus.UNCONFIRMED)


def connect() -> None:
    pre_save.connect(_check, sender=Order, dispatch_uid="customer_groups_draft_voucher")


def _check(
    sender: object,
    instance: Order,
    raw: bool,
    update_fields: frozenset[str] | None,
    **_: object,
) -> None:
    if raw or instance.voucher_id is None or not _decides(instance, update_fields):
        return
    voucher, user = instance.voucher_id, instance.user_id
    with allow_writer():
        channel = instance.channel.slug
    if refused(RestrictedKind.VOUCHER, [voucher], user, channel):
        message = (
            "This voucher is limited to customer groups, and the customer of this order"
            " is in none of them. Choose another voucher, or another customer."
        )
        error = ValidationError(message, code=OrderErrorCode.INVALID_VOUCHER.value)
        raise ValidationError({"voucher": error})


def _decides(order: Order, update_fields: frozenset[str] | None) -> bool:
    if order.status == OrderStatus.DRAFT:
        return update_fields is None or bool(_DECIDING & update_fields)
    return (
        update_fields is not None
        and "status" in update_fields
        and order.status in _COMPLETED
        and order.origin == OrderOrigin.DRAFT
        and _is_draft_still(order)
    )


def _is_draft_still(order: Order) -> bool:
    with allow_writer():
        found = Order.objects.using(writer()).filter(pk=order.pk)
        return bool(found.filter(status=OrderStatus.DRAFT).exists())
