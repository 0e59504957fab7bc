"""Price exports: what a list says, row by row, as an import takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connections, transaction

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.host import ShownTarget, get_host
from saleor_customer_groups.models import PriceList

from .member_csv import spreadsheet_safe
from .queries import query, writer

PRICE_COLUMNS: Final = (
    "kind",
    "key",
    "code",
    "name",
    "from_quantity",
    "amount",
    "percentage",
)
#: Rows fetched at a time; memory stays flat for a list of any size.
_CHUNK: Final = 2_000


def list_prices(price_list: PriceList) -> Iterator[tuple[str, ...]]:
    """A row for each price, in the order of their age, streamed. Texts that a spreadsheet
    would run are escaped; numbers stand as they are."""
    with transaction.atomic(), connections[writer()].chunked_cursor() as cursor:
        cursor.execute(query("export_prices"), {"list": price_list.pk})
        while rows := cursor.fetchmany(_CHUNK):
            yield from _shown(rows)


def _shown(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[str, ...]]:
    targets = {Target(Scope(scope), key) for scope, key, *_ in rows}
    targets.discard(Target(Scope.ALL))
    shown = get_host().show_targets(sorted(targets)) if targets else {}
    for scope, key, quantity, amount, percentage in rows:
        each = shown.get(Target(Scope(scope), key), ShownTarget(""))
        yield (
            scope,
            *map(spreadsheet_safe, (key, each.code, each.name)),
            str(quantity),
            _plain(amount),
            _plain(percentage),
        )


def _plain(number: Decimal | None) -> str:
    """Without zeros that say nothing: 8.5, -10."""
    return "" if number is None else f"{number.normalize():f}"
