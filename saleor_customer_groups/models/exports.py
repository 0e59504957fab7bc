"""Exports: files made for staff, kept for a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .groups import CustomerGroup
from .price_lists import PriceList


class ExportKind(models.TextChoices):
    MEMBERS = "members"
    IMPORT_RESULT = "import_result"
    PRICES = "prices"
    PRICE_PROBLEMS = "price_problems"


class ExportStatus(models.TextChoices):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class ExportFile(models.Model):
    """A file that somebody asked for, about a group or a price list; it goes with that,
    and when it expires."""

    group = models.ForeignKey(
        CustomerGroup,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    price_list = models.ForeignKey(
        PriceList,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    kind = models.TextField(choices=ExportKind.choices)
    status = models.TextField(
        choices=ExportStatus.choices, db_default=ExportStatus.PENDING
    )
    #: Only members who want to hear from the shop this way; empty for all.
    consented = models.TextField(blank=True, db_default="")
    requested_by = models.TextField(blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    row_count = models.IntegerField(null=True)
    message = models.TextField(blank=True, db_default="")

    class Meta:
        db_table = "customer_groups_export_file"
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, price_list=None)
                | Q(group=None, price_list__isnull=False),
                name="cgroups_export_of_one",
            ),
        ]

    @property
    def owner_code(self) -> str:
        """What programs call the group or price list that it is about."""
        owner = self.group or self.price_list
        assert owner is not None
        return owner.code


class ExportContent(models.Model):
    """What stands in a file, compressed; apart, so that nobody reads it by accident."""

    export = models.OneToOneField(
        ExportFile, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    gzip = models.BinaryField()

    class Meta:
        db_table = "customer_groups_export_content"
