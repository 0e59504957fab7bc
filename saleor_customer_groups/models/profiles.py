"""Profiles: whom everything of ours is keyed by, and what is known of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class ProfileKind(models.TextChoices):
    CUSTOMER = "customer"
    VISITOR = "visitor"


class Profile(models.Model):
    """A customer or visitor of the host. Never deleted: erased or merged instead."""

    kind = models.TextField(choices=ProfileKind.choices)
    host_key = models.TextField()
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # nobody asks who was merged into whom
    )
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customer_groups_profile"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "host_key"], name="cgroups_profile_host_key"
            ),
        ]


class ProfileFacts(models.Model):
    """One row per profile: the population, and the facts that stand alone.

    A ``*_key`` column holds what is compared (engine.text.text_key), its neighbour what
    is shown.
    """

    profile = models.OneToOneField(
        Profile, primary_key=True, on_delete=models.CASCADE, related_name="facts"
    )
    kind = models.TextField()
    is_shopper = models.BooleanField(db_default=False)
    #: The earliest dated trace, for questions about the past; unknown is always.
    since = models.DateTimeField(null=True)

    joined_at = models.DateTimeField(null=True)
    birthdate = models.DateField(null=True)
    birth_month_day = models.SmallIntegerField(null=True)
    gender = models.TextField(null=True)
    gender_key = models.TextField(null=True)
    state = models.TextField(null=True)
    state_key = models.TextField(null=True)
    country = models.TextField(null=True)
    country_key = models.TextField(null=True)
    city = models.TextField(null=True)
    city_key = models.TextField(null=True)
    postal_code = models.TextField(null=True)
    postal_code_key = models.TextField(null=True)
    language = models.TextField(null=True)
    language_key = models.TextField(null=True)
    email_domain = models.TextField(null=True)
    email_domain_key = models.TextField(null=True)
    customer_type = models.TextField(null=True)
    customer_type_key = models.TextField(null=True)
    is_registered = models.BooleanField(db_default=False)
    is_staff = models.BooleanField(db_default=False)
    email_marketing = models.TextField(db_default="unknown")
    sms_marketing = models.TextField(db_default="unknown")
    phone_marketing = models.TextField(db_default="unknown")
    post_marketing = models.TextField(db_default="unknown")
    open_checkout_at = models.DateTimeField(null=True)
    open_checkout_value = models.DecimalField(
        max_digits=20, decimal_places=3, null=True
    )
    open_checkout_currency = models.TextField(null=True)

    class Meta:
        db_table = "customer_groups_profile_facts"
        indexes = [
            models.Index(fields=["joined_at"], name="cgroups_joined_at"),
            models.Index(fields=["birthdate"], name="cgroups_birthdate"),
            models.Index(fields=["birth_month_day"], name="cgroups_birth_day"),
            models.Index(
                fields=["open_checkout_at"],
                name="cgroups_open_checkout",
                condition=Q(open_checkout_at__isnull=False),
            ),
        ]
