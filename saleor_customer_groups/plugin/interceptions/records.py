"""Records: what made a line's price, kept in the line's own private metadata.

Saleor copies a checkout line's private metadata into the order line it becomes, in the
same transaction: so an order says for good which list and groups priced each line. On a
checkout line it is set in memory like the price itself, and never saved.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from saleor_customer_groups.engine.order_prices import PricedBy

from .settling import Settled

#: The keys in private metadata, whose values are texts: what is known, as JSON; and the
#: code of the list alone, by which Saleor's index finds the lines of a list.
KEY: Final = "customer-groups.price"
_LIST: Final = "customer-groups.price-list"
_REASON: Final = "price_override_reason"
_REASON_LENGTH: Final = 255


def record(line: Any, settled: Settled) -> None:
    """The line costs what a list says; none where it costs what everybody pays."""
    winner = settled.quote.winner
    if winner is None or not settled.settlement.is_group_price:
        erase(line)
        return
    found = winner.price_list
    groups = sorted(found.groups)
    _write(
        line,
        f"Price list “{found.name}” for {', '.join(groups)}",
        list={"number": found.number, "code": found.code, "name": found.name},
        groups=groups,
        price=settled.settlement.base,
        list_price=settled.quote.item.list_price,
    )
    line.private_metadata[_LIST] = found.code


def record_hold(line: Any, price: Decimal, list_price: Decimal) -> None:
    """The line keeps a price that was everybody's or a list's before it changed."""
    _write(
        line,
        "The price from before it changed, kept while the checkout was being paid for",
        list=None,
        groups=[],
        price=price,
        list_price=list_price,
    )


def erase(line: Any) -> None:
    """What stands there is no longer so, or was not written by us."""
    line.private_metadata.pop(_LIST, None)
    if line.private_metadata.pop(KEY, None) is not None and hasattr(line, _REASON):
        line.price_override_reason = None


class PriceRecord(NamedTuple):
    """What made the price of a line: a list and the groups by which it did, or neither
    where a price was held. ``list_price`` is what everybody paid then."""

    price_list: PricedBy | None
    groups: tuple[str, ...]
    price: Decimal
    list_price: Decimal


def recorded(line: Any) -> PriceRecord | None:
    """What is known of the price of the line; None where it is none of ours."""
    return read_record(line.private_metadata.get(KEY))


def read_record(text: str | None) -> PriceRecord | None:
    """What stands in private metadata; None where nothing of ours does."""
    try:
        found = json.loads(text or "")
        return PriceRecord(
            found["list"] and PricedBy(**found["list"]),
            tuple(found["groups"]),
            Decimal(found["price"]),
            Decimal(found["list_price"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None


def is_recorded(line: Any) -> bool:
    return KEY in line.private_metadata


def _write(line: Any, reason: str, **found: Any) -> None:
    # Decimals as text: numbers of JSON would lose their last cent.
    line.private_metadata[KEY] = json.dumps(found, default=str, ensure_ascii=False)
    if hasattr(line, _REASON):
        line.price_override_reason = reason[:_REASON_LENGTH]
