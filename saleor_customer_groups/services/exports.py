"""Exports: files of members and prices, made in the background and kept for a day."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction

from saleor_customer_groups.models import (
    ContactType,
    CustomerGroup,
    ExportContent,
    ExportFile,
    ExportKind,
    ExportStatus,
    PriceList,
)

from . import clock
from .errors import CustomerGroupsError, ErrorCode
from .groups import get_group
from .member_csv import MEMBER_COLUMNS, csv_lines, member_row
from .member_lists import LineResult
from .members import list_members
from .price_exports import PriceRow, list_prices
from .price_files import FileProblem
from .price_lists import get_price_list

#: A file names customers: it is gone when a day's work with it is done.
KEPT: Final = timedelta(hours=24)

#: A hint that was lost is given again after this.
_OVERDUE: Final = timedelta(minutes=1)

_GZIP: Final = 31
_RESULT_COLUMNS: Final = ("line", "customer", "outcome", "message")

logger = logging.getLogger(__name__)


def request_export(code: str, *, consented: str = "", actor: str) -> ExportFile:
    """Puts down that somebody wants the group's members, all or those who want to hear
    from the shop by a channel. Raises CustomerGroupsError."""
    group = get_group(code)
    channels = [channel for channel in ContactType.values if channel != "none"]
    if consented and consented not in channels:
        raise CustomerGroupsError(
            f"“{consented}” is no way to hear from the shop: use one of"
            f" {', '.join(channels)}.",
            code=ErrorCode.INVALID,
            field="consented",
        )
    return ExportFile.objects.create(
        group=group,
        kind=ExportKind.MEMBERS,
        status=ExportStatus.PENDING,
        consented=consented,
        requested_by=actor,
        expires_at=clock.database_now() + KEPT,
    )


def request_price_export(code: str, *, actor: str) -> ExportFile:
    """Puts down that somebody wants the prices of the list. Raises CustomerGroupsError."""
    return ExportFile.objects.create(
        price_list=get_price_list(code),
        kind=ExportKind.PRICES,
        status=ExportStatus.PENDING,
        requested_by=actor,
        expires_at=clock.database_now() + KEPT,
    )


def write_export(export_id: int) -> None:
    """Makes the file, unless it is made, being made, or gone. What goes wrong is told
    to whoever asked for the file, and to the log."""
    try:
        _write(export_id)
    except Exception:  # or it would be tried again every few seconds, for a day
        logger.exception("Export %s failed.", export_id)
        with transaction.atomic():
            ExportFile.objects.filter(pk=export_id, status=ExportStatus.PENDING).update(
                status=ExportStatus.FAILED,
                message="The file could not be made. Ask for it again.",
                updated_at=clock.database_now(),
            )


def _write(export_id: int) -> None:
    with transaction.atomic():
        export = (
            ExportFile.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(pk=export_id, status=ExportStatus.PENDING)
            .select_related("group", "price_list")
            .first()
        )
        if export is None:
            return
        if export.group is not None:
            members = list_members(export.group, consented=export.consented or None)
            _fill(export, MEMBER_COLUMNS, map(member_row, members))
        elif export.price_list is not None:
            _fill(export, PriceRow._fields, list_prices(export.price_list))


def store_import_result(
    group: CustomerGroup, lines: Iterable[LineResult], *, actor: str
) -> ExportFile:
    """A file that says what became of each line of an import."""
    with transaction.atomic():
        export = ExportFile.objects.create(
            group=group,
            kind=ExportKind.IMPORT_RESULT,
            status=ExportStatus.PENDING,
            requested_by=actor,
            expires_at=clock.database_now() + KEPT,
        )
        rows = (
            (str(line.number), line.text, line.outcome.value, line.message)
            for line in lines
        )
        _fill(export, _RESULT_COLUMNS, rows)
    return export


def store_price_problems(
    price_list: PriceList, problems: Iterable[FileProblem], *, actor: str
) -> ExportFile:
    """A file of everything that is wrong with one that was imported."""
    with transaction.atomic():
        export = ExportFile.objects.create(
            price_list=price_list,
            kind=ExportKind.PRICE_PROBLEMS,
            status=ExportStatus.PENDING,
            requested_by=actor,
            expires_at=clock.database_now() + KEPT,
        )
        _fill(export, FileProblem._fields, problems)
    return export


def _fill(
    export: ExportFile, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    packer = zlib.compressobj(wbits=_GZIP)
    packed = bytearray()
    count = -1  # the first line names the columns
    for line in csv_lines(columns, rows):
        packed += packer.compress(line.encode())
        count += 1
    packed += packer.flush()
    ExportContent.objects.create(export=export, gzip=bytes(packed))
    now = clock.database_now()
    export.status = ExportStatus.READY
    export.row_count = count
    export.updated_at, export.expires_at = now, now + KEPT
    export.save(update_fields=["status", "row_count", "updated_at", "expires_at"])


def get_export(export_id: int) -> ExportFile | None:
    """The file's entry, unless it has expired."""
    return (
        ExportFile.objects.filter(pk=export_id, expires_at__gt=clock.database_now())
        .select_related("group", "price_list")
        .first()
    )


def packed_content(export: ExportFile) -> bytes | None:
    """The file, compressed by gzip; None where it is not ready."""
    found = ExportContent.objects.filter(export=export).values_list("gzip", flat=True)
    content = found.first()
    return None if content is None else bytes(content)


def unpacked(packed: bytes) -> bytes:
    return zlib.decompress(packed, wbits=_GZIP)


def sweep_exports() -> list[int]:
    """Deletes what has expired; ids of files whose making nobody has begun in time."""
    now = clock.database_now()
    ExportFile.objects.filter(expires_at__lte=now).delete()
    overdue = ExportFile.objects.filter(
        status=ExportStatus.PENDING, created_at__lte=now - _OVERDUE
    )
    return list(overdue.order_by("pk").values_list("pk", flat=True))
