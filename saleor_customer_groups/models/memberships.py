"""Memberships, what they are made from, and the record of every change."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .groups import CustomerGroup
from .profiles import Profile


class Assignment(models.Model):
    """Put into a manual group by somebody: what its memberships are made from."""

    pk = models.CompositePrimaryKey("group_id", "profile_id")
    group = models.ForeignKey(CustomerGroup, on_delete=models.CASCADE, db_index=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE)
    assigned_at = models.DateTimeField(db_default=Now())
    assigned_by = models.TextField()

    class Meta:
        db_table = "customer_groups_assignment"


class Via(models.TextChoices):
    OWN = "own"
    CHILD = "child"


class Membership(models.Model):
    """Who is a member now: effective, a child's members in its parents included."""

    pk = models.CompositePrimaryKey("group_id", "profile_id")
    group = models.ForeignKey(CustomerGroup, on_delete=models.CASCADE, db_index=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    via = models.TextField(choices=Via.choices)
    joined_at = models.DateTimeField()

    class Meta:
        db_table = "customer_groups_membership"
        indexes = [
            models.Index(fields=["profile", "group"], name="cgroups_member_profile"),
        ]


class Change(models.TextChoices):
    JOINED = "joined"
    LEFT = "left"


class Cause(models.TextChoices):
    """Why a membership changed."""

    RULE = "rule"  # a new revision, or the first evaluation
    EVENT = "event"  # something happened to the customer
    TIME = "time"  # nothing happened; time passed
    STAFF = "staff"
    IMPORT = "import"
    CUSTOMER = "customer"
    ARCHIVE = "archive"
    DELETE = "delete"


class MembershipEvent(models.Model):
    """The ledger: who joined or left which group, when and why. Append-only."""

    group = models.ForeignKey(
        CustomerGroup,
        on_delete=models.DO_NOTHING,
        db_constraint=False,  # outlives the group, see DeletedGroup
        db_index=False,
    )
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, db_index=False)
    change = models.TextField(choices=Change.choices)
    cause = models.TextField(choices=Cause.choices)
    revision = models.IntegerField()
    actor = models.TextField(blank=True, db_default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "customer_groups_membership_event"
        indexes = [
            models.Index(fields=["group", "at"], name="cgroups_event_group"),
            models.Index(fields=["profile", "at"], name="cgroups_event_profile"),
        ]


#: When a mark is due that waits for nothing.
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)


class Mark(models.Model):
    """Something happened to a profile, or will at ``due_at``. Append-only, no key.

    Without a group: read the source anew and evaluate what it changes. With one: only
    evaluate that group. With nothing but a group: evaluate all of it. A customer that
    has no profile yet is named by the host's key: making one here could wait for, or
    deadlock with, another transaction that makes the same.
    """

    profile_id = models.BigIntegerField(null=True)
    customer_key = models.TextField(null=True)
    group_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(db_default=AT_ONCE)
    created_at = models.DateTimeField(db_default=Now())
    #: When it could last not be worked off; it is tried again at ``due_at``.
    failed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "customer_groups_mark"
        indexes = [
            models.Index(fields=["due_at", "id"], name="cgroups_mark_due"),
            models.Index(fields=["profile_id"], name="cgroups_mark_profile"),
            models.Index(
                fields=["group_id"],
                name="cgroups_mark_group",
                condition=Q(group_id__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="cgroups_mark_whole",
                condition=Q(profile_id__isnull=True, customer_key__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(profile_id__isnull=False)
                | Q(group_id__isnull=False)
                | Q(customer_key__isnull=False),
                name="cgroups_mark_of_something",
            ),
        ]
