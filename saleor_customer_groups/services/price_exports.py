"""Price exports: what a list says, row by row, as an import takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from django.db import connections, transaction

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.host import ShownTarget, get_host
from saleor_customer_groups.models import PriceList

from .queries import query, writer

#: Rows fetched at a time; memory stays flat for a list of any size.
_CHUNK: Final = 2_000


class PriceRow(NamedTuple):
    """A price as a file has it."""

    kind: str
    key: str
    code: str
    name: str
    from_quantity: int
    amount: Decimal | None
    percentage: Decimal | None


def list_prices(price_list: PriceList) -> Iterator[PriceRow]:
    """A row for each price, in the order of their age, streamed."""
    with transaction.atomic(), connections[writer()].chunked_cursor() as cursor:
        cursor.execute(query("export_prices"), {"list": price_list.pk})
        while rows := cursor.fetchmany(_CHUNK):
            yield from _shown(rows)


def _shown(rows: Sequence[tuple[Any, ...]]) -> Iterator[PriceRow]:
    targets = {Target(Scope(scope), key) for scope, key, *_ in rows}
    targets.discard(Target(Scope.ALL))
    shown = get_host().show_targets(sorted(targets)) if targets else {}
    for scope, key, quantity, amount, percentage in rows:
        each = shown.get(Target(Scope(scope), key), ShownTarget(""))
        yield PriceRow(
            scope,
            key,
            each.code,
            each.name,
            quantity,
            amount and amount.normalize(),
            percentage and percentage.normalize(),
        )
