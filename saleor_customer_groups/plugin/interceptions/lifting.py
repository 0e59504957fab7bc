"""Lifting: a voucher or promotion that is deleted is restricted to nobody any more."""

from __future__ import annotations

import logging
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete
from saleor.core.db.connection import allow_writer
from saleor.discount.models import Promotion, Voucher

from saleor_customer_groups.models import RestrictedKind
from saleor_customer_groups.services.queries import writer
from saleor_customer_groups.services.restrictions import lift_restrictions

from ..marking import is_installed

logger = logging.getLogger(__name__)

_KINDS: Final[dict[type[Model], RestrictedKind]] = {
    Voucher: RestrictedKind.VOUCHER,
    Promotion: RestrictedKind.PROMOTION,
}


def connect() -> None:
    for model in _KINDS:
        post_delete.connect(
            _lift, sender=model, dispatch_uid=f"customer_groups_{model.__name__}"
        )


def _lift(sender: type[Model], instance: Any, **_: object) -> None:
    """Never raises: what is left behind restricts nothing, and keys are never reused."""
    try:
        with allow_writer(), transaction.atomic(using=writer()):
            if is_installed():
                lift_restrictions(_KINDS[sender], [str(instance.pk)])
    except Exception:
        logger.exception("The restriction of %s could not be lifted.", instance.pk)
