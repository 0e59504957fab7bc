"""Campaigns: what is for the same groups in the same window, and stands or falls together.

What a campaign holds points at it: see ``Restriction`` and ``PriceList``.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from saleor_customer_groups.engine.campaigns import CampaignStatus

from .fields import choices_of
from .groups import CustomerGroup


class Campaign(models.Model):
    """See ``engine.campaigns.Campaign``. ``code`` never changes."""

    code = models.TextField(unique=True)
    name = models.TextField()
    description = models.TextField(blank=True, db_default="")
    #: Slugs; none means every channel.
    channels = ArrayField(models.TextField(), db_default=[])
    groups: models.ManyToManyField[CustomerGroup, CampaignGroup] = (
        models.ManyToManyField(
            CustomerGroup, through="CampaignGroup", related_name="campaigns"
        )
    )
    status = models.TextField(
        choices=choices_of(CampaignStatus), db_default=CampaignStatus.DRAFT.value
    )
    #: Open from the one on and until just before the other.
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()
    updated_at = models.DateTimeField(db_default=Now())
    updated_by = models.TextField()

    class Meta:
        db_table = "customer_groups_campaign"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None)
                | Q(ends_at=None)
                | Q(starts_at__lt=F("ends_at")),
                name="cgroups_campaign_window",
            ),
            models.CheckConstraint(
                condition=Q(status=CampaignStatus.DRAFT.value)
                | Q(starts_at__isnull=False),
                name="cgroups_campaign_start",
            ),
        ]


class CampaignGroup(models.Model):
    """A group whose members a campaign is for."""

    pk = models.CompositePrimaryKey("campaign_id", "group_id")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, db_index=False)
    group = models.ForeignKey(CustomerGroup, on_delete=models.PROTECT)

    class Meta:
        db_table = "customer_groups_campaign_group"
