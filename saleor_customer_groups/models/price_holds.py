"""Holds: baskets whose prices stay as they are while they are being paid for."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from .fields import KeyField


class PriceHold(models.Model):
    """A checkout of the host whose prices changed while it was being paid for.

    It is held once: for this customer, while it has just this ``basket``, and until
    ``held_until``, whatever is paid meanwhile.
    """

    checkout = KeyField(primary_key=True)
    customer = KeyField()
    #: What is in it, as text that is equal where the contents are.
    basket = models.TextField()
    held_until = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customer_groups_price_hold"
