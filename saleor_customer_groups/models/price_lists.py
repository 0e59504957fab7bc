"""Price lists, their prices, and which of several lists wins in a channel."""

from __future__ import annotations

from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from saleor_customer_groups.engine.price_lists import (
    HIGHEST_FLOOR,
    LOWEST_PERCENTAGE,
    ListPolicy,
    PriceListStatus,
    PromotionPolicy,
    Scope,
)
from saleor_customer_groups.engine.rounding import RoundingMode

from .campaigns import Campaign
from .fields import KeyField, choices_of
from .groups import CustomerGroup


class PriceList(models.Model):
    """Prices for members of its groups; see ``engine.price_lists.PriceList``."""

    code = models.TextField(unique=True)
    name = models.TextField()
    description = models.TextField(blank=True, db_default="")
    currency = models.TextField()
    #: Slugs; none means every channel in the currency.
    channels = ArrayField(models.TextField(), db_default=[])
    groups: models.ManyToManyField[CustomerGroup, PriceListGroup] = (
        models.ManyToManyField(
            CustomerGroup, through="PriceListGroup", related_name="price_lists"
        )
    )
    #: What holds it says for which groups and when it is, besides its status.
    campaign = models.ForeignKey(
        Campaign, null=True, on_delete=models.PROTECT, related_name="price_lists"
    )
    priority = models.IntegerField(db_default=0)
    promotions = models.TextField(
        choices=choices_of(PromotionPolicy), db_default=PromotionPolicy.BETTER_OF.value
    )
    #: Percentages are rounded to prices of the form ending + any number of steps.
    rounding_step = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    rounding_ending = models.DecimalField(max_digits=16, decimal_places=4, db_default=0)
    rounding_mode = models.TextField(
        choices=choices_of(RoundingMode), db_default=RoundingMode.NEAREST.value
    )
    #: A price that leaves less of the list price than so many per cent is warned about.
    floor_percentage = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    status = models.TextField(
        choices=choices_of(PriceListStatus), db_default=PriceListStatus.DRAFT.value
    )
    #: In force from the one on and until just before the other.
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.TextField()
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "customer_groups_price_list"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None)
                | Q(ends_at=None)
                | Q(starts_at__lt=F("ends_at")),
                name="cgroups_price_list_window",
            ),
            models.CheckConstraint(
                condition=Q(rounding_step=None)
                | Q(
                    rounding_step__gt=0,
                    rounding_ending__gte=0,
                    rounding_ending__lt=F("rounding_step"),
                ),
                name="cgroups_price_list_rounding",
            ),
            models.CheckConstraint(
                condition=Q(floor_percentage=None)
                | Q(floor_percentage__gte=0, floor_percentage__lte=HIGHEST_FLOOR),
                name="cgroups_price_list_floor",
            ),
        ]


class PriceListGroup(models.Model):
    """A group whose members a list is for. By group: from a customer to his lists."""

    pk = models.CompositePrimaryKey("group_id", "price_list_id")
    group = models.ForeignKey(CustomerGroup, on_delete=models.PROTECT, db_index=False)
    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE)

    class Meta:
        db_table = "customer_groups_price_list_group"


class Price(models.Model):
    """What a list says of one target from a quantity on: an amount, or a percentage.

    All of one target are one entry; the first of them was there first. Its unique key
    is the index by which prices are looked up: list, target, quantity.
    """

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, db_index=False)
    scope = models.TextField(choices=choices_of(Scope))
    key = KeyField(db_default="")
    from_quantity = models.IntegerField(db_default=1)
    amount = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    percentage = models.DecimalField(max_digits=10, decimal_places=4, null=True)

    class Meta:
        db_table = "customer_groups_price"
        constraints = [
            models.UniqueConstraint(
                fields=["price_list", "scope", "key", "from_quantity"],
                name="cgroups_price_of",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, percentage=None)
                | Q(amount=None, percentage__gte=LOWEST_PERCENTAGE),
                name="cgroups_price_is_one",
            ),
            models.CheckConstraint(
                condition=Q(from_quantity__gte=1), name="cgroups_price_quantity"
            ),
            models.CheckConstraint(
                condition=Q(scope=Scope.ALL.value, key="")
                | (~Q(scope=Scope.ALL.value) & ~Q(key="")),
                name="cgroups_price_target",
            ),
        ]


class ChannelPricing(models.Model):
    """Which of a customer's lists wins in a channel, where it is not by priority."""

    channel = KeyField(primary_key=True)
    policy = models.TextField(choices=choices_of(ListPolicy))

    class Meta:
        db_table = "customer_groups_channel_pricing"


#: Amounts and percentages are kept with so many decimals.
DECIMALS: Final = 4
