"""Facts that are added up from history, and the custom attributes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .profiles import Profile


class OrderFacts(models.Model):
    """What orders that count add up to. Channel "" stands for all channels."""

    pk = models.CompositePrimaryKey("profile_id", "channel")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    channel = models.TextField()
    order_count = models.IntegerField()
    units_bought = models.BigIntegerField()
    average_units_per_order = models.DecimalField(max_digits=20, decimal_places=4)
    largest_order_units = models.IntegerField()
    first_order_at = models.DateTimeField()
    last_order_at = models.DateTimeField()

    class Meta:
        db_table = "customer_groups_order_facts"
        indexes = [
            models.Index(
                fields=["channel", "first_order_at"], name="cgroups_first_order"
            ),
            models.Index(
                fields=["channel", "last_order_at"], name="cgroups_last_order"
            ),
        ]


class ValueFacts(models.Model):
    """What was paid and given back, in one currency. Channel "" is all channels."""

    pk = models.CompositePrimaryKey("profile_id", "channel", "currency")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    channel = models.TextField()
    currency = models.TextField()
    lifetime_value = models.DecimalField(max_digits=20, decimal_places=3)
    average_order_value = models.DecimalField(
        max_digits=20, decimal_places=4, null=True
    )
    refunded_value = models.DecimalField(max_digits=20, decimal_places=3)

    class Meta:
        db_table = "customer_groups_value_facts"
        indexes = [
            models.Index(
                fields=["channel", "currency", "lifetime_value"],
                name="cgroups_value",
            ),
        ]


class RankSnapshot(models.Model):
    """Each ranked profile's rank at the shop's last midnight, 0 to 100."""

    profile = models.OneToOneField(
        Profile, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    rank = models.SmallIntegerField()

    class Meta:
        db_table = "customer_groups_rank_snapshot"


class AttributeType(models.TextChoices):
    TEXT = "text"
    NUMBER = "number"
    INSTANT = "instant"
    DATE = "date"
    FLAG = "flag"
    SET = "set"


class AttributeDefinition(models.Model):
    """The custom attributes that rules may name as ``attribute:KEY``."""

    key = models.TextField(primary_key=True)
    type = models.TextField(choices=AttributeType.choices)
    label = models.TextField()

    class Meta:
        db_table = "customer_groups_attribute_definition"


class AttributeFact(models.Model):
    """One value of one attribute; only the column of its type is set."""

    pk = models.CompositePrimaryKey("profile_id", "key", "position")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    key = models.TextField()
    position = models.SmallIntegerField()
    text = models.TextField(null=True)
    text_key = models.TextField(null=True)
    number = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    instant = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    flag = models.BooleanField(null=True)

    class Meta:
        db_table = "customer_groups_attribute_fact"
        indexes = [
            models.Index(
                fields=["key", "instant"],
                name="cgroups_attr_instant",
                condition=Q(instant__isnull=False),
            ),
            models.Index(
                fields=["key", "day"],
                name="cgroups_attr_day",
                condition=Q(day__isnull=False),
            ),
        ]
