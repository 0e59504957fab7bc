"""Every way of writing a file that is read, and every ambiguity that is refused."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from .conftest import rows, totals

HEADER = "order,customer,placed_at,total,currency\n"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbforder,customer,placed_at,total,currency\nA,c,2024-05-01,1.50,EUR\n",
        b"order,customer,placed_at,total,currency\r\nA,c,2024-05-01,1.50,EUR\r\n",
        b'"order","customer","placed_at","total","currency"\n"A","c","2024-05-01","1.50","EUR"',
        b"order , customer, placed_at, total ,currency\n A , c, 2024-05-01, 1.50 , eur\n",
        b"\norder,customer,placed_at,total,currency\n\nA,c,20240501,1.5,EUR\n,,,,\n\n",
        gzip.compress(HEADER.encode() + b"A,c,2024-05-01T00:00:00Z,1.50000001,EUR\n"),
        b"Order ID,CustomerID,Invoice-Date,TotalPrice,currency\nA,c,2024-05-01,1.5,EUR\n",
    ],
    ids=["bom", "windows", "quoted", "blanks", "blank-lines", "gzip", "aliases"],
)
def test_file__in_any_usual_form__gives_the_same_order(run_import, write_file, content):
    assert run_import("orders", write_file(content)) == 0

    found = rows(
        "SELECT key, customer_key, placed_at, total, paid, currency, channel, is_paid,"
        " is_placed FROM standalone_order"
    )
    at = datetime(2024, 5, 1, tzinfo=UTC)
    amount = Decimal("1.50")
    assert found == [("A", "c", at, amount, amount, "EUR", "default", True, True)]


def test_file__in_latin_1__needs_and_takes_encoding(run_import, write_file, capsys):
    path = write_file("customer,city\n1,Malmö\n".encode("latin-1"))

    assert run_import("customers", path) == 1
    error = capsys.readouterr().err
    assert "is not utf-8 (in its first lines)" in error
    assert "--encoding latin-1" in error
    assert run_import("customers", path, "--encoding", "latin-1") == 0
    assert rows("SELECT city FROM standalone_customer") == [("Malmö",)]


def test_value__with_newline_tab_and_backslash__is_kept(run_import, write_file, capsys):
    path = write_file('customer,city,birthdate\n1,"a\nb\tc\\d",\n2,x,nonsense\n')

    assert run_import("customers", path, "--keep-going") == 0
    assert rows("SELECT city FROM standalone_customer") == [("a\nb\tc\\d",)]
    assert "line 4, birthdate" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("delimiter", "sign"), [("tab", "\t"), (";", ";"), ("|", "|"), ("whitespace", "  ")]
)
def test_delimiter__other_than_comma__is_read(run_import, write_file, delimiter, sign):
    text = f"{HEADER}A,c,2024-05-01,1.50,EUR\n".replace(",", sign)

    assert run_import("orders", write_file(text), "--delimiter", delimiter) == 0
    assert totals() == {"A": Decimal("1.50")}


def test_delimiter__not_given__is_named(run_import, write_file, capsys):
    assert run_import("orders", write_file("order;customer;total\n")) == 1
    assert "--delimiter ';'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("12.34", (), "12.34"),
        ('"1,234.50"', (), "1234.50"),
        ('"1,234,567"', (), "1234567"),
        ("22.200000000000003", (), "22.20"),
        ("0.125", (), "0.13"),
        ("1.5e1", (), "15"),
        ('"12,34"', ("--decimal-comma",), "12.34"),
        ('"1.234,50"', ("--decimal-comma",), "1234.50"),
        ("1.234", ("--decimal-comma",), "1234"),
        ("0", (), "0"),
    ],
)
def test_amount__in_usual_form__is_read(
    run_import, write_file, text, options, expected
):
    path = write_file(f"{HEADER}A,c,2024-05-01,{text},EUR\n")

    assert run_import("orders", path, *options) == 0
    assert totals() == {"A": Decimal(expected)}


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        ('"1,234"', (), "--decimal-comma"),
        ('"12,34"', (), "See first whether --decimal-comma settles it. If not, "),
        ("12.34", ("--decimal-comma",), "not a number with a decimal comma"),
        ("NaN", (), "not a number"),
        ("Infinity", (), "not a number"),
        ("1_000", (), "not a number"),
        ("£5", (), "not a number"),
        ("1e50", (), "too large"),
        ("-5", (), "below 0"),
        ("", (), "is empty"),
    ],
)
def test_amount__in_doubt__is_refused(
    run_import, write_file, capsys, text, options, reason
):
    path = write_file(f"{HEADER}A,c,2024-05-01,{text},EUR\n")

    assert run_import("orders", path, *options) == 1
    captured = capsys.readouterr()
    assert "line 2, total" in captured.err
    assert reason in captured.err + captured.out
    assert totals() == {}


def test_amount__in_a_currency_without_decimals__is_rounded(run_import, write_file):
    path = write_file(f"{HEADER}A,c,2024-05-01,12.5,JPY\nB,c,2024-05-01,1.2345,KWD\n")

    assert run_import("orders", path) == 0
    assert totals() == {"A": Decimal(13), "B": Decimal("1.235")}


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("2024-05-01T10:00:00Z", (), datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T10:00+02:00", (), datetime(2024, 5, 1, 8, tzinfo=UTC)),
        ("2024-05-01 10:00:00.25", (), datetime(2024, 5, 1, 10, 0, 0, 250_000, UTC)),
        (
            "2024-05-01 10:00:00",
            ("--time-zone", "Europe/Paris"),
            datetime(2024, 5, 1, 8, tzinfo=UTC),
        ),
        (
            "2024-01-01",
            ("--time-zone", "Europe/Paris"),
            datetime(2023, 12, 31, 23, tzinfo=UTC),
        ),
        (
            "2024-05-01T10:00:00Z",
            ("--time-zone", "Europe/Paris"),
            datetime(2024, 5, 1, 10, tzinfo=UTC),
        ),
        (
            "01/02/2024",
            ("--date-format", "%d/%m/%Y"),
            datetime(2024, 2, 1, tzinfo=UTC),
        ),
        (
            "02/01/2024 3:04 PM",
            ("--date-format", "%m/%d/%Y %I:%M %p", "--time-zone", "America/New_York"),
            datetime(2024, 2, 1, 20, 4, tzinfo=UTC),
        ),
    ],
)
def test_instant__in_usual_form__is_read(
    run_import, write_file, text, options, expected
):
    path = write_file(f"{HEADER}A,c,{text},1,EUR\n")

    assert run_import("orders", path, *options) == 0
    assert rows("SELECT placed_at FROM standalone_order") == [(expected,)]


@pytest.mark.parametrize(
    ("text", "options", "reason"),
    [
        ("01/02/2011", (), "--date-format"),
        ("2011-02-30", (), "not a date that exists"),
        ("20110230", (), "not a date that exists"),
        ("2011-W01-1", (), "--date-format"),
        ("1297036800", (), "--date-format"),
        ("31/12/2011", ("--date-format", "%m/%d/%Y"), "%m/%d/%Y"),
        ("2011-2-1", ("--date-format", "%m/%d/%Y"), "nor in ISO 8601 (2011-02-01)"),
        ("31/12/2011", (), '--date-format "%d/%m/%Y"'),
        ("2011/02/01", (), '--date-format "%Y/%m/%d"'),
        ("2011-2-1", (), '--date-format "%Y-%m-%d"'),
        ("2011-02-01 1:05", (), '--date-format "%Y-%m-%d %H:%M"'),
        ("2011-02-01T00:00:00.1234567Z", (), "more than 6 decimals of a second"),
    ],
)
def test_instant__in_doubt__is_refused(
    run_import, write_file, capsys, text, options, reason
):
    path = write_file(f"{HEADER}A,c,{text},1,EUR\n")

    assert run_import("orders", path, *options) == 1
    assert reason in capsys.readouterr().err
    assert totals() == {}


@pytest.mark.parametrize(
    "text", ["2011/02/01 10:00:00", "2011-2-1T9:30", "2011-02-01 10:00:00 -0400"]
)
def test_date_format__that_the_refusal_names__reads_the_value(
    run_import, write_file, capsys, text
):
    path = write_file(f"{HEADER}A,c,{text},1,EUR\n")
    assert run_import("orders", path) == 1
    captured = capsys.readouterr()
    assert "See first whether --date-format settles it." in captured.out

    named = captured.err.partition('--date-format "')[2].partition('"')[0]

    assert run_import("orders", path, "--date-format", named) == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "--map customer=COLUMN"),
        (f'{HEADER}A,c,2024-05-01,"1,EUR\n', "quotation"),
        (
            "order,customer,date,order_date,total\n",
            '"date", "order_date" could each be placed_at',
        ),
        (
            gzip.compress(HEADER.encode() + b"A,c,2024-05-01,1,EUR\n")[:-20],
            "to its end",
        ),
    ],
    ids=["empty", "strange", "unclosed", "two-dates", "cut-gzip"],
)
def test_file__that_cannot_be_read_as_a_whole__is_refused(
    run_import, write_file, capsys, content, reason
):
    assert run_import("orders", write_file(content)) == 1
    captured = capsys.readouterr()
    assert reason in captured.err
    assert captured.err.count("\n") == 1
    assert totals() == {}


def test_map__names_the_column__and_wins_over_aliases(run_import, write_file):
    path = write_file(
        "order,customer,placed_at,amount,sum incl. tax=\nA,c,2024-05-01,1,2\n"
    )

    mapping = ("--map", "total=sum incl. tax=", "--currency", "EUR")
    assert run_import("orders", path, *mapping) == 0
    assert totals() == {"A": Decimal(2)}


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [("price=total", 'no field "price"'), ("total=price", 'no column "price"')],
)
def test_map__of_what_is_not_there__is_refused(
    run_import, write_file, capsys, mapping, reason
):
    path = write_file(f"{HEADER}A,c,2024-05-01,1,EUR\n")

    assert run_import("orders", path, "--map", mapping) == 1
    assert reason in capsys.readouterr().err


def test_column__that_no_field_takes__is_reported(run_import, write_file, capsys):
    path = write_file("order,customer,placed_at,total,mood\nA,c,2024-05-01,1,good\n")

    assert run_import("orders", path, "--currency", "EUR") == 0
    assert "Columns not used: mood." in capsys.readouterr().out
