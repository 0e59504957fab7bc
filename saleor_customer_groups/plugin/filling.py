"""Filling: the first reading of all of Saleor's customers and orders."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import transaction

from saleor_customer_groups.models import LineRecord, SourceState
from saleor_customer_groups.services import clock
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.refresh import Progress, refresh_all

from .brands import adopt_brand, have_brand
from .configuration import apply_configuration, read_configuration
from .reconciliation import begin_watching

_FILL: Final = "fill"
_FILLED: Final = "filled"

#: Whoever has not reported for so long is taken for dead.
_PATIENCE: Final = timedelta(minutes=10)

#: One statement: of two that begin at once only one does.
_CLAIM: Final = """
INSERT INTO customer_groups_source_state (name, through, value)
VALUES (%(name)s, clock_timestamp(), '')
ON CONFLICT (name) DO UPDATE SET through = EXCLUDED.through
WHERE customer_groups_source_state.value <> %(filled)s
  AND customer_groups_source_state.through < clock_timestamp() - %(patience)s::interval
RETURNING name
"""


def is_filled() -> bool:
    """Whether everything that Saleor had at the installation has been read."""
    return SourceState.objects.filter(pk=_FILL, value=_FILLED).exists()


def fill_once(*, progress: Progress | None = None) -> int | None:
    """Reads everything, once; how many customers there are, or None where that is done
    or another process is at it. Killed anywhere it begins anew some minutes later.

    Reads Saleor's tables in ranges and locks none of their rows.
    """
    claim = {"name": _FILL, "filled": _FILLED, "patience": _PATIENCE}
    if not fetch(_CLAIM, claim):
        return None
    return fill(progress=progress)


def fill(*, progress: Progress | None = None) -> int:
    """Reads everything anew; how many customers there are."""
    begin_watching()
    with transaction.atomic():
        configuration = read_configuration()
        apply_configuration(configuration, configuration)

    def report(done: int, of: int) -> None:
        _report()
        if progress is not None:
            progress(done, of)

    _report()
    if not LineRecord.objects.exists():
        have_brand(configuration.brand_attribute)
    count = refresh_all(progress=report)
    adopt_brand()
    SourceState.objects.filter(pk=_FILL).update(value=_FILLED)
    return count


def _report() -> None:
    SourceState.objects.update_or_create(
        pk=_FILL, defaults={"through": clock.database_now()}
    )
