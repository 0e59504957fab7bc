"""Both real order histories are imported as they are."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from .conftest import rows

_CENT = Decimal("0.01")
_SUMS = "SELECT customer_key, SUM(total) FROM standalone_order GROUP BY customer_key"
_RETAIL = ("--time-zone", "UTC", "--currency", "GBP")
_CDNOW = (
    *("--delimiter", "whitespace", "--date-format", "%Y%m%d"),
    *("--time-zone", "UTC", "--currency", "USD"),
)


def test_online_retail__imported_twice__has_each_invoice_once(run_import, real_file):
    path = real_file("online_retail_invoices.csv")
    expected: dict[str, Decimal] = defaultdict(Decimal)
    with path.open() as file:
        for row in csv.DictReader(file):
            amount = Decimal(row["TotalPrice"]).quantize(_CENT, ROUND_HALF_UP)
            expected[row["CustomerID"]] += amount

    assert run_import("orders", path, *_RETAIL) == 0
    first = rows("SELECT * FROM standalone_order ORDER BY key")
    assert run_import("orders", path, *_RETAIL) == 0

    assert rows("SELECT * FROM standalone_order ORDER BY key") == first
    assert len(first) == 18_532
    assert rows("SELECT COUNT(*) FROM standalone_customer") == [(4_338,)]
    assert dict(rows(_SUMS)) == dict(expected)
    assert dict(rows(_SUMS))["12346"] == Decimal("77183.60")


def test_cdnow__imported_twice__keeps_identical_rows_apart(run_import, real_file):
    path = real_file("cdnow_master.txt")
    expected: dict[str, Decimal] = defaultdict(Decimal)
    units = 0
    for line in path.read_text().splitlines()[1:]:
        customer, _, count, amount = line.split()
        expected[customer] += Decimal(amount)
        units += int(count)

    assert run_import("orders", path, *_CDNOW) == 0
    assert run_import("orders", path, *_CDNOW) == 0

    counts = (
        "SELECT COUNT(*), SUM(units), MIN(placed_at)::date::text FROM standalone_order"
    )
    assert rows(counts) == [(69_659, units, "1997-01-01")]
    assert rows("SELECT COUNT(*) FROM standalone_customer") == [(23_570,)]
    assert dict(rows(_SUMS)) == dict(expected)


def test_online_retail__imported__marks_every_customer(run_import, real_file):
    run_import("orders", real_file("online_retail_invoices.csv"), *_RETAIL)

    marked = """
        SELECT COUNT(DISTINCT p.host_key) FROM customer_groups_mark m
          JOIN customer_groups_profile p ON p.id = m.profile_id
    """
    assert rows(marked) == [(4_338,)]
