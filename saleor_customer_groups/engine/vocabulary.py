"""Vocabulary: the closed list of facts that rules may name, one entry each.

Adding a fact means adding an entry here and feeding its column.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .facts import UNKNOWN_CHOICE, Fact, Relation
from .operators import FactType
from .rules import TargetKind

CONSENT_CHOICES: Final = ("subscribed", "unsubscribed", UNKNOWN_CHOICE)

_CATALOGUE_TARGETS: Final = (
    TargetKind.PRODUCT,
    TargetKind.VARIANT,
    TargetKind.CATEGORY,
    TargetKind.COLLECTION,
    TargetKind.BRAND,
)

_ORDERS = "orders that count"


def _from_orders(
    name: str, type_: FactType, label: str, help_: str, example: str, **more: bool
) -> Fact:
    relation = Relation.VALUES if type_ is FactType.MONEY else Relation.ORDERS
    return Fact(
        name=name,
        type=type_,
        label=label,
        help=help_,
        example=example,
        origin=_ORDERS,
        relation=relation,
        column=name,
        takes_within=True,
        takes_channel=True,
        is_dated=True,
        is_zero_when_absent=more.get("is_zero_when_absent", False),
    )


def _personal(
    name: str,
    type_: FactType,
    label: str,
    help_: str,
    example: str,
    *,
    origin: str = "the customer's account",
    column: str | None = None,
    is_self_declared: bool = False,
    choices: tuple[str, ...] = (),
) -> Fact:
    text = type_ is FactType.TEXT
    return Fact(
        name=name,
        type=type_,
        label=label,
        help=help_,
        example=example,
        origin=origin,
        relation=Relation.PROFILE,
        column=column or (f"{name}_key" if text else name),
        is_self_declared=is_self_declared,
        choices=choices,
    )


def _activity(name: str, label: str, help_: str, example: str) -> Fact:
    return Fact(
        name=name,
        type=FactType.COUNT,
        label=label,
        help=help_,
        example=example,
        origin="activity, kept per day",
        relation=Relation.ACTIVITY,
        column=name,
        is_zero_when_absent=True,
        takes_within=True,
        takes_channel=True,
        is_dated=True,
        targets=(TargetKind.TERM,) if name == "searched" else _CATALOGUE_TARGETS,
    )


def _consent(channel: str, label: str) -> Fact:
    return _personal(
        f"{channel}_marketing",
        FactType.CHOICE,
        f"{label} marketing",
        f"Whether the customer agreed to marketing by {label.lower()}.",
        f'{{"fact": "{channel}_marketing", "operator": "is", "value": "subscribed"}}',
        origin="consent",
        choices=CONSENT_CHOICES,
    )


_FACTS: Final = (
    _from_orders(
        "lifetime_value",
        FactType.MONEY,
        "Lifetime value",
        "What was paid less what was refunded on orders that count, never below 0; "
        "tax and shipping included.",
        '{"fact": "lifetime_value", "operator": "greater_than", "value": 1000, '
        '"currency": "GBP"}',
        is_zero_when_absent=True,
    ),
    _from_orders(
        "average_order_value",
        FactType.MONEY,
        "Average order value",
        "Lifetime value divided by the number of orders that count in that currency, "
        "rounded to four decimals; unknown without such orders.",
        '{"fact": "average_order_value", "operator": "at_least", "value": 75, '
        '"currency": "EUR"}',
    ),
    _from_orders(
        "order_count",
        FactType.COUNT,
        "Number of orders",
        "How many orders count.",
        '{"fact": "order_count", "operator": "at_least", "value": 5}',
        is_zero_when_absent=True,
    ),
    _from_orders(
        "units_bought",
        FactType.COUNT,
        "Units bought",
        "How many pieces were bought on orders that count.",
        '{"fact": "units_bought", "operator": "at_least", "value": 100, '
        '"within": {"months": 12}}',
        is_zero_when_absent=True,
    ),
    _from_orders(
        "average_units_per_order",
        FactType.NUMBER,
        "Average units per order",
        "Units bought divided by the number of orders that count, rounded to four "
        "decimals; unknown without orders.",
        '{"fact": "average_units_per_order", "operator": "at_least", "value": 10}',
    ),
    _from_orders(
        "largest_order_units",
        FactType.COUNT,
        "Units in the largest order",
        "How many pieces the largest order that counts had; unknown without orders.",
        '{"fact": "largest_order_units", "operator": "at_least", "value": 50}',
    ),
    _from_orders(
        "refunded_value",
        FactType.MONEY,
        "Refunded value",
        "What was given back on any order, by the date of the refund.",
        '{"fact": "refunded_value", "operator": "greater_than", "value": 200, '
        '"currency": "EUR", "within": {"days": 90}}',
        is_zero_when_absent=True,
    ),
    _from_orders(
        "first_order_at",
        FactType.INSTANT,
        "First order",
        "When the first order that counts was placed; unknown without orders.",
        '{"fact": "first_order_at", "operator": "in_the_last", "value": {"days": 30}}',
    ),
    _from_orders(
        "last_order_at",
        FactType.INSTANT,
        "Last order",
        "When the last order that counts was placed; unknown without orders.",
        '{"fact": "last_order_at", "operator": "more_than_ago", '
        '"value": {"days": 180}}',
    ),
    _personal(
        "joined_at",
        FactType.INSTANT,
        "Signed up",
        "When the account was made.",
        '{"fact": "joined_at", "operator": "in_the_last", "value": {"days": 30}}',
    ),
    _personal(
        "birthdate",
        FactType.DATE,
        "Birthdate",
        "A whole day; 29 February counts as 28 February in other years.",
        '{"fact": "birthdate", "operator": "anniversary_in_the_next", '
        '"value": {"days": 7}}',
        is_self_declared=True,
    ),
    _personal(
        "age",
        FactType.COUNT,
        "Age",
        "Full years since the birthdate, in the shop's time zone.",
        '{"fact": "age", "operator": "at_least", "value": 18}',
        column="birthdate",
        is_self_declared=True,
    ),
    _personal(
        "gender",
        FactType.TEXT,
        "Gender",
        "As the customer gave it.",
        '{"fact": "gender", "operator": "is", "value": "female"}',
        is_self_declared=True,
    ),
    _personal(
        "state",
        FactType.TEXT,
        "State or region",
        "Of the default billing address, else the default shipping address.",
        '{"fact": "state", "operator": "is_not", "value": "CA"}',
        origin="the default address",
        is_self_declared=True,
    ),
    _personal(
        "country",
        FactType.TEXT,
        "Country",
        "Two-letter code of the default billing address, else of the shipping one.",
        '{"fact": "country", "operator": "is_one_of", "value": ["DE", "AT", "CH"]}',
        origin="the default address",
        is_self_declared=True,
    ),
    _personal(
        "city",
        FactType.TEXT,
        "City",
        "Of the default billing address, else the default shipping address.",
        '{"fact": "city", "operator": "is", "value": "Kraków"}',
        origin="the default address",
        is_self_declared=True,
    ),
    _personal(
        "postal_code",
        FactType.TEXT,
        "Postal code",
        "Of the default billing address, else the default shipping address.",
        '{"fact": "postal_code", "operator": "starts_with", "value": "10"}',
        origin="the default address",
        is_self_declared=True,
    ),
    _personal(
        "language",
        FactType.TEXT,
        "Language",
        "Language code of the account.",
        '{"fact": "language", "operator": "is", "value": "tr"}',
    ),
    _personal(
        "email_domain",
        FactType.TEXT,
        "E-mail domain",
        "What follows the @; unknown until the address is confirmed.",
        '{"fact": "email_domain", "operator": "is", "value": "example.com"}',
    ),
    _personal(
        "is_registered",
        FactType.FLAG,
        "Registered",
        "Whether the customer has an account.",
        '{"fact": "is_registered", "operator": "is", "value": true}',
    ),
    _personal(
        "is_staff",
        FactType.FLAG,
        "Staff",
        "Whether the account belongs to a staff member.",
        '{"fact": "is_staff", "operator": "is", "value": false}',
    ),
    _personal(
        "customer_type",
        FactType.TEXT,
        "Customer type",
        "The customer type's slug, where the shop uses customer types.",
        '{"fact": "customer_type", "operator": "is", "value": "wholesale"}',
    ),
    _consent("email", "E-mail"),
    _consent("sms", "SMS"),
    _consent("phone", "Phone"),
    _consent("post", "Post"),
    Fact(
        name="rank",
        type=FactType.COUNT,
        label="Rank",
        help="0 to 100: the mean of the percentiles of recency, frequency and spend in "
        "the shop's currency, among customers with orders. Taken at the shop's "
        "midnight; unknown without orders, or below 20 customers with orders.",
        example='{"fact": "rank", "operator": "at_least", "value": 90}',
        origin="orders that count, once a day",
        relation=Relation.RANKS,
        column="rank",
        is_dated=True,
    ),
    Fact(
        name="channels",
        type=FactType.TEXT_SET,
        label="Channels",
        help="The channels in which the customer has orders that count.",
        example='{"fact": "channels", "operator": "includes_any", "value": ["web-eu"]}',
        origin=_ORDERS,
        relation=Relation.ORDERS,
        column="channel",
        is_dated=True,
    ),
    Fact(
        name="voucher_codes_used",
        type=FactType.TEXT_SET,
        label="Voucher codes used",
        help="The voucher codes on the customer's orders that count.",
        example='{"fact": "voucher_codes_used", "operator": "includes_any", '
        '"value": ["WELCOME10"], "within": {"days": 90}}',
        origin=_ORDERS,
        relation=Relation.VOUCHERS,
        column="voucher_codes",
        takes_within=True,
        takes_channel=True,
        is_dated=True,
    ),
    _personal(
        "open_checkout_at",
        FactType.INSTANT,
        "Open checkout",
        "When the customer's most recent unfinished checkout was last changed.",
        '{"fact": "open_checkout_at", "operator": "more_than_ago", '
        '"value": {"hours": 4}}',
        origin="checkouts",
    ),
    _personal(
        "open_checkout_value",
        FactType.MONEY,
        "Open checkout value",
        "Total of the customer's most recent unfinished checkout; unknown in any "
        "currency but its own.",
        '{"fact": "open_checkout_value", "operator": "at_least", "value": 50, '
        '"currency": "EUR"}',
        origin="checkouts",
    ),
    Fact(
        name="purchased",
        type=FactType.COUNT,
        label="Purchased",
        help="How many pieces of the target were bought on orders that count.",
        example='{"fact": "purchased", "operator": "at_least", "value": 1, '
        '"target": {"brand": "Nike"}, "within": {"days": 90}}',
        origin="order lines that count",
        relation=Relation.LINES,
        column="quantity",
        is_zero_when_absent=True,
        takes_within=True,
        takes_channel=True,
        is_dated=True,
        targets=_CATALOGUE_TARGETS,
    ),
    _activity(
        "viewed",
        "Viewed",
        "How often the target was viewed.",
        '{"fact": "viewed", "operator": "at_least", "value": 3, '
        '"target": {"category": "shoes"}, "within": {"days": 14}}',
    ),
    _activity(
        "searched",
        "Searched",
        "How often the term was searched for.",
        '{"fact": "searched", "operator": "at_least", "value": 1, '
        '"target": {"term": "running shoes"}}',
    ),
    _activity(
        "added_to_cart",
        "Added to cart",
        "How often the target was put into a cart.",
        '{"fact": "added_to_cart", "operator": "at_least", "value": 1, '
        '"target": {"product": "court-classic"}, "within": {"days": 7}}',
    ),
    _activity(
        "added_to_wishlist",
        "Added to wishlist",
        "How often the target was put on a wishlist.",
        '{"fact": "added_to_wishlist", "operator": "at_least", "value": 1, '
        '"target": {"brand": "Nike"}}',
    ),
)

FACTS: Final[Mapping[str, Fact]] = MappingProxyType({f.name: f for f in _FACTS})
