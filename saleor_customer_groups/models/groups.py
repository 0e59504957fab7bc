"""Customer groups and the revisions of their rules."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class GroupKind(models.TextChoices):
    MANUAL = "manual"
    DYNAMIC = "dynamic"


class Visibility(models.TextChoices):
    PRIVATE = "private"
    PUBLIC = "public"


class ContactType(models.TextChoices):
    NONE = "none"
    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"
    POST = "post"


class Audience(models.TextChoices):
    CUSTOMERS = "customers"
    VISITORS = "visitors"
    BOTH = "both"


class CustomerGroup(models.Model):
    """Who belongs together. ``kind`` and ``code`` never change."""

    code = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=GroupKind.choices)
    visibility = models.TextField(
        choices=Visibility.choices, db_default=Visibility.PRIVATE
    )
    audience = models.TextField(choices=Audience.choices, db_default=Audience.CUSTOMERS)
    description = models.TextField(blank=True, db_default="")
    #: Language code to the text a customer reads before opting in.
    subscribe_text = models.JSONField(db_default={})
    colour = models.TextField(blank=True, db_default="")
    contact_type = models.TextField(
        choices=ContactType.choices, db_default=ContactType.NONE
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    is_default = models.BooleanField(db_default=False)
    #: The number of the revision in force; 0 for manual groups.
    revision = models.IntegerField(db_default=0)
    #: The revision that the memberships were last evaluated for.
    evaluated_revision = models.IntegerField(db_default=0)
    #: Memberships are exact for every instant up to here, but for pending marks.
    evaluated_through = models.DateTimeField(null=True)
    #: Why the group is frozen: what its rule names no longer exists.
    invalid_reason = models.TextField(blank=True, db_default="")
    invalid_since = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customer_groups_customer_group"
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="cgroups_one_default",
            ),
            models.CheckConstraint(
                condition=Q(visibility=Visibility.PRIVATE) | Q(kind=GroupKind.MANUAL),
                name="cgroups_public_is_manual",
            ),
            models.CheckConstraint(
                condition=Q(is_default=False)
                | Q(kind=GroupKind.MANUAL, parent=None, archived_at=None),
                name="cgroups_default_is_plain",
            ),
            models.CheckConstraint(
                condition=Q(parent=None)
                | (Q(kind=GroupKind.MANUAL) & ~Q(parent=F("id"))),
                name="cgroups_parent_of_manual",
            ),
        ]


class GroupRevision(models.Model):
    """One version of a dynamic group's rule, and what that version reads."""

    group = models.ForeignKey(
        CustomerGroup, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.IntegerField()
    rule = models.JSONField()
    facts = ArrayField(models.TextField())
    groups = ArrayField(models.TextField())
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()

    class Meta:
        db_table = "customer_groups_group_revision"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "number"], name="cgroups_revision_number"
            ),
        ]


class DeletedGroup(models.Model):
    """What remains of a deleted group: which one the ledger speaks of."""

    group_id = models.BigIntegerField(primary_key=True)
    code = models.TextField()
    name = models.TextField()
    deleted_at = models.DateTimeField(db_default=Now())
    deleted_by = models.TextField()

    class Meta:
        db_table = "customer_groups_deleted_group"
