"""History: orders, lines, refunds and daily activity, one row each, kept per profile.

Any window, channel and past instant can be asked of these. An order counts at T when it
is countable, was placed at or before T, and T is before ``counts_until``.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from .fields import KeyField
from .profiles import Profile


class Item(models.Model):
    """What was touched, interned: one row per distinct state of a catalogue entry.

    Lines and activity point here, so brand, category path and collections stay as they
    were, and a search by target meets a small table instead of millions of lines.
    """

    digest = KeyField(unique=True)
    product = models.TextField(null=True)
    variant = models.TextField(null=True)
    brand = models.TextField(null=True)
    category_path = ArrayField(models.TextField(), db_default=[])
    collections = ArrayField(models.TextField(), db_default=[])
    term = models.TextField(null=True)
    #: Keys such as ``brand:nike``; a category stands for all its subcategories.
    targets = ArrayField(models.TextField(), db_default=[])

    class Meta:
        db_table = "customer_groups_item"
        indexes = [GinIndex(fields=["targets"], name="cgroups_item_targets")]


class OrderRecord(models.Model):
    key = KeyField(primary_key=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    at = models.DateTimeField()
    channel = models.TextField()
    currency = models.TextField()
    paid = models.DecimalField(max_digits=20, decimal_places=3)
    units = models.IntegerField()
    voucher_codes = ArrayField(models.TextField(), db_default=[])
    is_countable = models.BooleanField()
    counts_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer_groups_order_record"
        indexes = [
            models.Index(fields=["profile", "at"], name="cgroups_order_profile"),
            models.Index(fields=["at"], name="cgroups_order_at"),
            GinIndex(
                fields=["voucher_codes"],
                name="cgroups_order_vouchers",
                condition=~Q(voucher_codes=[]),
            ),
        ]


class LineRecord(models.Model):
    key = KeyField(primary_key=True)
    order_key = models.TextField()
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False)
    at = models.DateTimeField()
    channel = models.TextField()
    currency = models.TextField()
    quantity = models.IntegerField()
    amount = models.DecimalField(max_digits=20, decimal_places=3)
    is_countable = models.BooleanField()
    counts_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer_groups_line_record"
        indexes = [
            models.Index(fields=["profile", "at"], name="cgroups_line_profile"),
            models.Index(fields=["item", "at"], name="cgroups_line_item"),
            models.Index(fields=["at"], name="cgroups_line_at"),
        ]


class RefundRecord(models.Model):
    """A refund, with what decides whether its order counts."""

    key = KeyField(primary_key=True)
    order_key = models.TextField()
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE)
    at = models.DateTimeField()
    amount = models.DecimalField(max_digits=20, decimal_places=3)
    channel = models.TextField()
    currency = models.TextField()
    order_at = models.DateTimeField()
    is_countable = models.BooleanField()
    counts_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer_groups_refund_record"
        indexes = [
            models.Index(fields=["at"], name="cgroups_refund_at"),
            models.Index(fields=["order_at"], name="cgroups_refund_order"),
        ]


class ActivityDay(models.Model):
    """What one profile did to one item on one day of the shop."""

    pk = models.CompositePrimaryKey("profile_id", "kind", "item_id", "day", "channel")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    kind = models.TextField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, db_index=False)
    day = models.DateField()
    channel = models.TextField()
    count = models.IntegerField()

    class Meta:
        db_table = "customer_groups_activity_day"
        indexes = [
            models.Index(fields=["item", "day"], name="cgroups_activity_item"),
            models.Index(fields=["kind", "day"], name="cgroups_activity_day"),
        ]
