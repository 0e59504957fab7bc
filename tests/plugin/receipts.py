"""Receipts: what a checkout or an order costs, as text, its arithmetic to be seen.

    3 shirt x 12.00 - 3.60 = 32.40, 6.06 tax in it
    shipping 5.00, 0.93 tax in it
    total 37.40, 6.99 tax in it

Each receipt is added up before it is told: lines and shipping make the total, net and
gross, to the smallest unit of the currency, whatever a test expects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

TAXED: Final = "{ net { amount } gross { amount } }"
_TOTALS: Final = f"shippingPrice {TAXED} giftCards {{ last4CodeChars }}"

#: What is asked of a checkout, of an order, and of each line.
CHECKOUT: Final = (
    f"id voucherCode discount {{ amount }} {_TOTALS} subtotalPrice {TAXED}"
    f" totalPrice {TAXED} lines {{ id quantity isGift variant {{ sku }}"
    " undiscountedUnitPrice { amount } undiscountedTotalPrice { amount }"
    f" unitPrice {TAXED} totalPrice {TAXED} }}"
)
ORDER: Final = (
    f"id status voucherCode {_TOTALS} subtotal {TAXED} total {TAXED}"
    f" undiscountedTotal {TAXED} lines {{ id quantity isGift productSku"
    f" undiscountedUnitPrice {TAXED} undiscountedTotalPrice {TAXED}"
    f" unitPrice {TAXED} totalPrice {TAXED} }}"
)


@dataclass(frozen=True, kw_only=True)
class Money:
    """An amount with its taxes."""

    net: Decimal
    gross: Decimal

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Money:
        return cls(
            net=Decimal(answer["net"]["amount"]),
            gross=Decimal(answer["gross"]["amount"]),
        )

    @property
    def tax(self) -> Decimal:
        return self.gross - self.net

    def __add__(self, other: Money) -> Money:
        return Money(net=self.net + other.net, gross=self.gross + other.gross)


@dataclass(frozen=True, kw_only=True)
class Line:
    """``each`` and ``undiscounted`` are as prices are entered: with taxes, or without."""

    sku: str
    quantity: int
    is_gift: bool
    each: Decimal
    undiscounted: Decimal
    unit: Money
    total: Money


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What Saleor answers of a checkout or an order, in the currency's ``unit``.

    ``card`` is what gift cards pay: Saleor's total is what is left to pay.
    """

    unit: Decimal
    is_tax_in_prices: bool
    lines: tuple[Line, ...]
    subtotal: Money
    shipping: Money
    total: Money
    undiscounted_total: Money | None
    card: Decimal = Decimal(0)

    def added_up(self) -> Receipt:
        """Itself. AssertionError where an amount cannot be charged, or sums differ."""
        lines = _sum(line.total for line in self.lines)
        assert lines == self.subtotal, (lines, self.subtotal)
        due = lines + self.shipping
        assert due.gross - self.card == self.total.gross, (due, self.card, self.total)
        if not self.card:
            assert due.net == self.total.net, (due, self.total)
        if self.undiscounted_total is not None:
            least = self.undiscounted_total
            assert least.gross >= self.total.gross, (least, self.total)
        for money in (self.subtotal, self.shipping, self.total):
            self._check(money.net, money.gross)
        for line in self.lines:
            self._check(line.each, line.undiscounted, line.total.net, line.total.gross)
            self._check(line.unit.net, line.unit.gross)
            assert line.each * line.quantity == line.undiscounted, line
            # A unit's price is its line's by the pieces, rounded once.
            for one, all_ in (
                (line.unit.net, line.total.net),
                (line.unit.gross, line.total.gross),
            ):
                assert abs(one * line.quantity - all_) * 2 <= self.unit * line.quantity
        return self

    def _check(self, *amounts: Decimal) -> None:
        for amount in amounts:
            assert amount >= 0, amount
            assert amount % self.unit == 0, f"{amount} cannot be charged"

    def __str__(self) -> str:
        told = [self._line(line) for line in self.lines]
        if self.shipping.gross:
            told.append(f"shipping {self._taxed(self.shipping)}")
        if self.card:
            told.append(f"gift card {self._amount(-self.card)}")
        end = self._taxed(self.total)
        if self.total.tax and not self.is_tax_in_prices:
            end += f" = {self._amount(self.total.gross)}"
        return "\n".join([*told, f"total {end}"])

    def in_one_line(self) -> str:
        return "; ".join(str(self).splitlines())

    def _line(self, line: Line) -> str:
        if line.is_gift:
            return f"{line.quantity} {line.sku} as a gift"
        off = line.undiscounted - self._own(line.total)
        less = f" - {self._amount(off)}" if off else ""
        return (
            f"{line.quantity} {line.sku} x {self._amount(line.each)}{less}"
            f" = {self._taxed(line.total)}"
        )

    def _taxed(self, money: Money) -> str:
        text = self._amount(self._own(money))
        if not money.tax:
            return text
        tax = self._amount(money.tax)
        return (
            f"{text}, {tax} tax in it"
            if self.is_tax_in_prices
            else f"{text} + {tax} tax"
        )

    def _own(self, money: Money) -> Decimal:
        return money.gross if self.is_tax_in_prices else money.net

    def _amount(self, amount: Decimal) -> str:
        return f"{amount.quantize(self.unit):f}"


def of_checkout(
    answer: Mapping[str, Any], unit: Decimal, *, is_tax_in_prices: bool, card: Decimal
) -> Receipt:
    return Receipt(
        unit=unit,
        is_tax_in_prices=is_tax_in_prices,
        lines=_in_order(
            Line(
                sku=line["variant"]["sku"],
                each=Decimal(line["undiscountedUnitPrice"]["amount"]),
                undiscounted=Decimal(line["undiscountedTotalPrice"]["amount"]),
                **_shared(line),
            )
            for line in answer["lines"]
        ),
        subtotal=Money.of(answer["subtotalPrice"]),
        shipping=Money.of(answer["shippingPrice"]),
        total=Money.of(answer["totalPrice"]),
        undiscounted_total=None,
        card=card,
    ).added_up()


def of_order(
    answer: Mapping[str, Any], unit: Decimal, *, is_tax_in_prices: bool, card: Decimal
) -> Receipt:
    own = "gross" if is_tax_in_prices else "net"
    return Receipt(
        unit=unit,
        is_tax_in_prices=is_tax_in_prices,
        lines=_in_order(
            Line(
                sku=line["productSku"],
                each=Decimal(line["undiscountedUnitPrice"][own]["amount"]),
                undiscounted=Decimal(line["undiscountedTotalPrice"][own]["amount"]),
                **_shared(line),
            )
            for line in answer["lines"]
        ),
        subtotal=Money.of(answer["subtotal"]),
        shipping=Money.of(answer["shippingPrice"]),
        total=Money.of(answer["total"]),
        undiscounted_total=Money.of(answer["undiscountedTotal"]),
        card=card,
    ).added_up()


def _shared(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "quantity": line["quantity"],
        "is_gift": line["isGift"],
        "unit": Money.of(line["unitPrice"]),
        "total": Money.of(line["totalPrice"]),
    }


def _in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(
        sorted(lines, key=lambda each: (each.is_gift, each.sku, each.quantity))
    )


def _sum(parts: Iterable[Money]) -> Money:
    return sum(parts, Money(net=Decimal(0), gross=Decimal(0)))


def shows(receipt: Receipt, expected: str) -> None:
    """AssertionError where the receipt is another. Of what is expected indentation does
    not count, nor what follows two blanks, which says how an amount comes about."""
    lines = (line.strip().partition("  ")[0] for line in expected.strip().splitlines())
    assert str(receipt).splitlines() == list(lines)
