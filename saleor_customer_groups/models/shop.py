"""The shop: the few settings that give words their meaning. One row."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q


class Counting(models.TextChoices):
    PAID = "paid"  # an order counts once it is paid in full
    PLACED = "placed"  # it counts unless draft, unconfirmed, cancelled or expired


class Shop(models.Model):
    id = models.SmallIntegerField(primary_key=True, db_default=1)
    time_zone = models.TextField(db_default="UTC")
    #: Of rules and amounts that name none; empty until somebody says which.
    currency = models.TextField(db_default="")
    counting = models.TextField(choices=Counting.choices, db_default=Counting.PAID)
    #: New whenever a group, a rule or an attribute's type changes.
    registry_version = models.UUIDField(db_default=RandomUUID())
    #: The midnight that the rank snapshot was taken for.
    ranked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer_groups_shop"
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="cgroups_one_shop"),
        ]
