"""Restrictions: for which groups a voucher or promotion of the host is."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from .campaigns import Campaign
from .fields import KeyField
from .groups import CustomerGroup


class RestrictedKind(models.TextChoices):
    VOUCHER = "voucher"
    PROMOTION = "promotion"


class Restriction(models.Model):
    """A voucher or promotion, by the host's key of it, that is not for everybody."""

    kind = models.TextField(choices=RestrictedKind.choices)
    key = KeyField()
    #: What holds it says for which groups and when it is.
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="restrictions"
    )
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customer_groups_restriction"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="cgroups_restriction_key"
            ),
        ]


class RestrictionGroup(models.Model):
    """A group of a restriction: one of those it is for, or is excluded."""

    pk = models.CompositePrimaryKey("restriction_id", "group_id")
    restriction = models.ForeignKey(
        Restriction, on_delete=models.CASCADE, db_index=False, related_name="parts"
    )
    group = models.ForeignKey(CustomerGroup, on_delete=models.PROTECT)
    is_excluded = models.BooleanField(db_default=False)

    class Meta:
        db_table = "customer_groups_restriction_group"
