"""Demo files: the sample shop as the CSV files that a merchant would bring."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Final

from .demo_catalogue import Variant, variants
from .demo_customers import make_customers, make_guests
from .demo_orders import Row, make_trade

#: The same shop on every machine; only its dates follow the day it is made on.
_SEED: Final = 20_260_101

#: In the order in which they are imported: each names only what came before.
FILES: Final = (
    "customers",
    "products",
    "orders",
    "lines",
    "refunds",
    "events",
    "checkouts",
)


def write_files(folder: Path, today: datetime) -> None:
    """Writes ``customers.csv`` and the others; ``today`` is midnight, UTC."""
    random = Random(_SEED)  # noqa: S311 - a sample shop keeps no secret
    customers = list(make_customers(random, today))
    goods = list(variants())
    trade = make_trade(
        random,
        today,
        [customer.shopper for customer in customers],
        list(make_guests(random, today)),
        goods,
    )
    rows: dict[str, Iterable[Row]] = {
        "customers": (customer.row for customer in customers),
        "products": map(_product, goods),
        "orders": trade.orders,
        "lines": trade.lines,
        "refunds": trade.refunds,
        "events": trade.events,
        "checkouts": trade.checkouts,
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        _write(folder / f"{name}.csv", list(rows[name]))


def _product(variant: Variant) -> Row:
    return {
        "variant": variant.key,
        "product": variant.product,
        "name": variant.name,
        "brand": variant.brand,
        "category_path": variant.category_path,
        "collections": variant.collections,
        "price": variant.price,
        "currency": "EUR",
    }


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
