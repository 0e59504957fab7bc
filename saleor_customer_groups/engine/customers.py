"""CustomerFacts: everything the evaluator knows about one customer.

Loaded by services/customers.py from the same tables that the compiled SQL reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

FactValue: TypeAlias = Decimal | int | bool | str | date | datetime | None

#: The channel under which facts over all channels are kept.
ALL_CHANNELS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFacts:
    """What orders that count add up to, per channel. Counts are 0, never unknown."""

    order_count: int = 0
    units_bought: int = 0
    average_units_per_order: Decimal | None = None
    largest_order_units: int | None = None
    first_order_at: datetime | None = None
    last_order_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFacts:
    """What was paid and given back, per channel and currency."""

    lifetime_value: Decimal = Decimal(0)
    average_order_value: Decimal | None = None
    refunded_value: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEntry:
    """One order. It counts at T when countable, ``at`` <= T and T < ``counts_until``."""

    at: datetime
    channel: str
    currency: str
    paid: Decimal
    units: int
    voucher_codes: frozenset[str] = frozenset()
    is_countable: bool = True
    counts_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundEntry:
    """One refund, with what decides whether its order counts."""

    at: datetime
    order_at: datetime
    channel: str
    currency: str
    amount: Decimal
    is_countable: bool = True
    counts_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One order line. ``targets`` are keys such as ``brand:nike``, see ``target_key``."""

    at: datetime
    channel: str
    quantity: int
    targets: frozenset[str]
    is_countable: bool = True
    counts_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEntry:
    """What a customer did to one item on one day of the shop: ``kind`` is a fact name."""

    kind: str
    day: date
    channel: str
    count: int
    targets: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFacts:
    """One customer as rules see them.

    ``personal`` is keyed by column (``state_key``, ``joined_at``, ``email_marketing``,
    ``open_checkout_value``, ``open_checkout_currency`` ...); a missing key or None is
    unknown. ``orders`` and ``values`` are keyed by channel (``ALL_CHANNELS`` for all)
    and by (channel, currency); a missing key means none. Instants are aware UTC.
    """

    profile_id: int
    personal: Mapping[str, FactValue] = field(default_factory=dict)
    rank: int | None = None
    attributes: Mapping[str, tuple[FactValue, ...]] = field(default_factory=dict)
    orders: Mapping[str, OrderFacts] = field(default_factory=dict)
    values: Mapping[tuple[str, str], ValueFacts] = field(default_factory=dict)
    order_history: tuple[OrderEntry, ...] = ()
    refund_history: tuple[RefundEntry, ...] = ()
    line_history: tuple[LineEntry, ...] = ()
    activity: tuple[ActivityEntry, ...] = ()
    member_of: frozenset[str] = frozenset()
