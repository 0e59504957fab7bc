"""The standalone shop: what imports fill and ``sources/*.sql`` project.

Keys are the text keys of the imported files. There are no foreign keys, so that a file
of millions of rows is stored in one statement; the importers check the references.
NULL is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from saleor_customer_groups.models.fields import KeyField

if TYPE_CHECKING:
    _TextField = models.TextField[str, str]
else:  # Django's own fields take no type parameters when running
    _TextField = models.TextField

DEFAULT_CHANNEL = "default"

_DIGITS = 20
_DECIMALS = 3  # the most any currency has


class Consent(models.TextChoices):
    """What a customer said to marketing; unknown is neither yes nor no."""

    SUBSCRIBED = "subscribed"
    UNSUBSCRIBED = "unsubscribed"
    UNKNOWN = "unknown"


class AttributeKind(models.TextChoices):
    """The type of an attribute, named as rules name the types of facts."""

    TEXT = "text"
    NUMBER = "number"
    INSTANT = "instant"
    DATE = "date"
    FLAG = "flag"
    SET = "set"


class EventKind(models.TextChoices):
    VIEWED = "viewed"
    SEARCHED = "searched"
    ADDED_TO_CART = "added_to_cart"
    ADDED_TO_WISHLIST = "added_to_wishlist"


def _text() -> models.TextField[str | None, str | None]:
    return models.TextField(null=True)


def _flag(*, default: bool) -> models.BooleanField[bool, bool]:
    return models.BooleanField(default=default, db_default=default)


def _money(**options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=_DIGITS, decimal_places=_DECIMALS, **options)


def _texts() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.TextField(), default=list, db_default=[])


def _channel() -> models.TextField[str, str]:
    return models.TextField(default=DEFAULT_CHANNEL, db_default=DEFAULT_CHANNEL)


def _consent() -> models.TextField[str, str]:
    return models.TextField(
        choices=Consent.choices,
        default=Consent.UNKNOWN.value,
        db_default=Consent.UNKNOWN.value,
    )


class Customer(models.Model):
    """Who buys. Made by an import of customers, or of orders that name them."""

    key = KeyField(primary_key=True)
    email = _text()
    is_email_confirmed = _flag(default=False)
    first_name = _text()
    last_name = _text()
    joined_at = models.DateTimeField(null=True)
    birthdate = models.DateField(null=True)
    gender = _text()
    language = _text()
    country = _text()
    state = _text()
    city = _text()
    postal_code = _text()
    customer_type = _text()
    is_active = _flag(default=True)
    is_registered = _flag(default=False)
    is_staff = _flag(default=False)
    email_marketing = _consent()
    sms_marketing = _consent()
    phone_marketing = _consent()
    post_marketing = _consent()

    class Meta:
        db_table = "standalone_customer"


class AttributeType(models.Model):
    """What an attribute is; one type per key for all customers."""

    key = KeyField(primary_key=True)
    type = models.TextField(choices=AttributeKind.choices)
    label = models.TextField()

    class Meta:
        db_table = "standalone_attribute_type"


class CustomerAttribute(models.Model):
    """One value of a customer's attribute; a set has one row per position."""

    pk = models.CompositePrimaryKey("customer_key", "key", "position")
    customer_key = models.TextField()
    key = models.TextField()
    position = models.IntegerField()
    text = _text()
    number = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    instant = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    flag = models.BooleanField(null=True)

    class Meta:
        db_table = "standalone_customer_attribute"


class Product(models.Model):
    """One variant that can be bought, with what it belongs to."""

    key = KeyField(primary_key=True)
    product = models.TextField()
    name = _text()
    brand = _text()
    category_path = _texts()
    collections = _texts()
    price = _money(null=True)
    currency = _text()

    class Meta:
        db_table = "standalone_product"


class Voucher(models.Model):
    """A code that takes something off a basket: so many per cent, or an amount.

    From ``starts_at`` on and until just before ``ends_at``; on baskets of at least the
    ``minimum``. Amounts are in ``currency``.
    """

    key = KeyField(primary_key=True)
    percentage = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    amount = _money(null=True)
    currency = _text()
    minimum = _money(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "standalone_voucher"
        constraints = [
            models.CheckConstraint(
                condition=Q(percentage__gt=0, percentage__lte=100, amount=None)
                | Q(percentage=None, amount__gt=0, currency__isnull=False),
                name="standalone_voucher_is_one",
            ),
            models.CheckConstraint(
                condition=Q(minimum=None) | Q(currency__isnull=False),
                name="standalone_voucher_currency",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None)
                | Q(ends_at=None)
                | Q(starts_at__lt=F("ends_at")),
                name="standalone_voucher_window",
            ),
        ]


class Order(models.Model):
    """One order. ``units`` is NULL where neither the order nor its lines tell."""

    key = KeyField(primary_key=True)
    customer_key = models.TextField()
    placed_at = models.DateTimeField()
    channel = _channel()
    currency = models.TextField()
    total = _money()
    paid = _money()
    units = models.IntegerField(null=True)
    voucher_codes = _texts()
    is_placed = _flag(default=True)
    is_paid = _flag(default=True)

    class Meta:
        db_table = "standalone_order"
        indexes = [
            models.Index(fields=["customer_key"], name="standalone_order_customer"),
            GinIndex(
                fields=["voucher_codes"],
                name="standalone_order_vouchers",
                condition=~Q(voucher_codes=[]),
            ),
        ]


class OrderLine(models.Model):
    """One line of an order, in the order's currency."""

    key = KeyField(primary_key=True)
    order_key = models.TextField()
    variant = _text()
    quantity = models.IntegerField()
    amount = _money(default=0, db_default=0)

    class Meta:
        db_table = "standalone_order_line"
        indexes = [models.Index(fields=["order_key"], name="standalone_line_order")]


class Refund(models.Model):
    """What was given back on an order, in the order's currency."""

    key = KeyField(primary_key=True)
    order_key = models.TextField()
    at = models.DateTimeField()
    amount = _money()

    class Meta:
        db_table = "standalone_refund"
        indexes = [models.Index(fields=["order_key"], name="standalone_refund_order")]


class Event(models.Model):
    """What a customer did in the storefront; ``key`` is the message's id."""

    key = KeyField(primary_key=True)
    customer_key = models.TextField()
    kind = models.TextField(choices=EventKind.choices)
    at = models.DateTimeField()
    channel = _channel()
    variant = _text()
    term = _text()
    count = models.IntegerField(default=1, db_default=1)

    class Meta:
        db_table = "standalone_event"
        indexes = [
            models.Index(fields=["customer_key"], name="standalone_event_customer")
        ]


class Checkout(models.Model):
    """An unfinished checkout."""

    key = KeyField(primary_key=True)
    customer_key = models.TextField()
    channel = _channel()
    currency = models.TextField()
    value = _money()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "standalone_checkout"
        indexes = [
            models.Index(fields=["customer_key"], name="standalone_checkout_customer")
        ]
