"""Output: tables that fit, and cells that a spreadsheet does not run."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from saleor_customer_groups.management.output import (
    Cell,
    Share,
    as_csv,
    width,
    write_rows,
)

WARSAW = ZoneInfo("Europe/Warsaw")
INSTANT = datetime(2024, 7, 1, 22, 30, tzinfo=UTC)
TITLES = ("Name", "How many", "At")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def written(rows: list[list[Cell]], form: str) -> str:
    stream = io.StringIO()
    write_rows(TITLES, rows, form=form, zone=WARSAW, stream=stream)
    return stream.getvalue()


def test_table__numbers_and_wide_characters__are_aligned() -> None:
    lines = written(
        [["日本", 7, INSTANT], ["Anna", 12_345, None]], "table"
    ).splitlines()

    assert lines == [
        "Name  How many  At",
        "----  --------  ---------------------",
        "日本         7  2024-07-02 00:30 CEST",
        "Anna    12,345",
    ]


def test_table__narrow_terminal__cuts_the_widest_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    stream = _Terminal()
    rows: list[list[Cell]] = [["日本" * 40, 1, INSTANT], ["x" * 80, 2, INSTANT]]

    write_rows(TITLES, rows, form="table", zone=WARSAW, stream=stream)

    lines = stream.getvalue().splitlines()
    assert max(map(width, lines)) <= 50
    assert "…" in lines[2]
    assert lines[3].endswith("2024-07-02 00:30 CEST")


def test_table__more_rows_than_are_measured__all_are_printed() -> None:
    rows: list[list[Cell]] = [[f"name {n}", n, None] for n in range(2_500)]

    assert len(written(rows, "table").splitlines()) == 2_502


def test_json__rows__keep_their_types() -> None:
    assert json.loads(written([["Anna", 12_345, INSTANT]], "json")) == [
        {"name": "Anna", "how_many": 12_345, "at": "2024-07-01T22:30:00Z"}
    ]
    assert json.loads(written([], "json")) == []


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+48 1", "'+48 1"),
        ("-2", "'-2"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("a=b", "a=b"),
        (-2, "-2"),
        (Share(0.25), "0.2500"),
        (True, "true"),
        (None, ""),
    ],
)
def test_csv_cell__that_a_spreadsheet_would_run__is_text(cell: Cell, text: str) -> None:
    assert as_csv(cell) == text
