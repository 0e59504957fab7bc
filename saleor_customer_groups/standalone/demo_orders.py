"""Demo orders: two years of the sample shop's trade, and what went on around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple

from .demo_catalogue import Variant
from .demo_customers import Shopper

Row = dict[str, object]


class _Channel(NamedTuple):
    name: str
    currency: str
    rate: Decimal


_EUROPE: Final = _Channel("web-eu", "EUR", Decimal(1))
_AMERICA: Final = _Channel("web-us", "USD", Decimal("1.10"))
_STORE: Final = _Channel("retail-london", "GBP", Decimal("0.86"))
_HOME_CHANNELS: Final[Mapping[str, _Channel]] = {"US": _AMERICA, "GB": _STORE}

_CENT: Final = Decimal("0.01")
_SHIPPING: Final = Decimal("4.90")
_FREE_SHIPPING_FROM: Final = Decimal(75)
_STATUSES: Final = ("paid", "unpaid", "cancelled", "draft")
_STATUS_WEIGHTS: Final = (960, 15, 15, 10)
_LINE_WEIGHTS: Final = (25, 30, 25, 13, 7)
_TERMS: Final = ("running shoes", "tent", "rain jacket", "yoga mat", "gift", "sale")


@dataclass(slots=True)
class Trade:
    """Rows of the files, in the order in which they were made."""

    orders: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    refunds: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    checkouts: list[Row] = field(default_factory=list)


def make_trade(
    random: Random,
    today: datetime,
    shoppers: Sequence[Shopper],
    guests: Sequence[Shopper],
    variants: Sequence[Variant],
) -> Trade:
    """Everything that happened before ``today``, which is midnight."""
    return _Trader(random, today, variants).trade(shoppers, guests)


class _Trader:
    def __init__(
        self, random: Random, today: datetime, variants: Sequence[Variant]
    ) -> None:
        self._random = random
        self._today = today
        self._variants = variants
        self._by_brand: dict[str, list[Variant]] = {}
        for variant in variants:
            self._by_brand.setdefault(variant.brand, []).append(variant)
        self._trade = Trade()

    def trade(self, shoppers: Sequence[Shopper], guests: Sequence[Shopper]) -> Trade:
        for shopper in shoppers:
            self._order_often(shopper)
            self._browse(shopper)
        for guest in guests:
            self._order_often(guest)
        return self._trade

    def _order_often(self, shopper: Shopper) -> None:
        for number, at in enumerate(sorted(self._order_times(shopper))):
            self._order(shopper, at, is_first=number == 0)

    def _order_times(self, shopper: Shopper) -> Iterator[datetime]:
        """Between joining and the end of the shopper's active time."""
        persona = shopper.persona
        latest = self._today - timedelta(
            days=self._random.randint(*persona.last_active), minutes=1
        )
        span = max(latest - shopper.joined_at, timedelta())
        for _ in range(self._random.randint(*persona.orders)):
            at = shopper.joined_at + span * self._random.random()
            yield at.replace(microsecond=0)
        if persona.last_active[0] > 120 and self._random.random() < 0.08:
            # Some come back when nobody counts on them any more.
            yield self._today - timedelta(days=self._random.randint(0, 30), minutes=1)

    def _order(self, shopper: Shopper, at: datetime, *, is_first: bool) -> None:
        random = self._random
        key = f"{10_001 + len(self._trade.orders)}"
        channel = self._channel(shopper)
        count = random.choices(range(1, 6), _LINE_WEIGHTS)[0]
        goods = sum(
            (self._line(shopper, key, n + 1, channel) for n in range(count)), Decimal()
        )
        voucher = self._voucher(is_first=is_first)
        total = goods * Decimal("0.9") if voucher else goods
        if goods < _FREE_SHIPPING_FROM * channel.rate:
            total += _SHIPPING
        total = total.quantize(_CENT)
        status = random.choices(_STATUSES, _STATUS_WEIGHTS)[0]
        self._trade.orders.append(
            {
                "order": key,
                "customer": shopper.key,
                "placed_at": at.isoformat(),
                "channel": channel.name,
                "currency": channel.currency,
                "total": total,
                "voucher_codes": voucher,
                "status": status,
            }
        )
        if status == "paid":
            self._refund(key, at, total)

    def _channel(self, shopper: Shopper) -> _Channel:
        home = _HOME_CHANNELS.get(shopper.country, _EUROPE)
        return _STORE if self._random.random() < 0.03 else home

    def _line(
        self, shopper: Shopper, order: str, number: int, channel: _Channel
    ) -> Decimal:
        variant = self._pick(shopper)
        quantity = self._random.randint(*shopper.persona.pieces)
        if shopper.persona.pieces[0] == 1 and self._random.random() < 0.7:
            quantity = 1
        amount = (variant.price * channel.rate * quantity).quantize(_CENT)
        self._trade.lines.append(
            {
                "line": f"{order}-{number}",
                "order": order,
                "variant": variant.key,
                "quantity": quantity,
                "amount": amount,
            }
        )
        return amount

    def _pick(self, shopper: Shopper) -> Variant:
        if self._random.random() < 0.6:
            return self._random.choice(
                self._by_brand[self._random.choice(shopper.brands)]
            )
        return self._random.choice(self._variants)

    def _voucher(self, *, is_first: bool) -> str:
        drawn = self._random.random()
        if is_first and drawn < 0.2:
            return "WELCOME10"
        return "SPRING10" if drawn < 0.04 else ""

    def _refund(self, order: str, placed_at: datetime, total: Decimal) -> None:
        random = self._random
        at = placed_at + timedelta(days=random.randint(3, 25), hours=1)
        if random.random() > 0.07 or at >= self._today:
            return
        part = Decimal(1) if random.random() < 0.4 else Decimal("0.35")
        self._trade.refunds.append(
            {
                "refund": f"R{order}",
                "order": order,
                "at": at.isoformat(),
                "amount": (total * part).quantize(_CENT),
            }
        )

    def _browse(self, shopper: Shopper) -> None:
        """Views, searches, carts and wishlists of the last four months."""
        random = self._random
        if random.random() < 0.75 or shopper.persona.last_active[0] > 120:
            return
        known_days = (self._today - shopper.joined_at).days
        for _ in range(random.randint(2, 9)):
            kind = random.choices(
                ("viewed", "searched", "added_to_cart", "added_to_wishlist"),
                (70, 12, 10, 8),
            )[0]
            back = timedelta(
                days=random.randint(0, min(known_days, 120)),
                seconds=random.randint(1, 60_000),
            )
            is_search = kind == "searched"
            self._trade.events.append(
                {
                    "message": f"event-{len(self._trade.events) + 1:05}",
                    "customer": shopper.key,
                    "kind": kind,
                    "at": (self._today - back).isoformat(),
                    "channel": self._channel(shopper).name,
                    "variant": "" if is_search else self._pick(shopper).key,
                    "term": random.choice(_TERMS) if is_search else "",
                }
            )
        if random.random() < 0.2:
            self._checkout(shopper)

    def _checkout(self, shopper: Shopper) -> None:
        channel = self._channel(shopper)
        value = sum((self._pick(shopper).price for _ in range(2)), Decimal())
        back = timedelta(hours=self._random.randint(1, 24 * 20))
        self._trade.checkouts.append(
            {
                "checkout": f"checkout-{len(self._trade.checkouts) + 1:04}",
                "customer": shopper.key,
                "updated_at": (self._today - back).isoformat(),
                "value": (value * channel.rate).quantize(_CENT),
                "currency": channel.currency,
                "channel": channel.name,
            }
        )
