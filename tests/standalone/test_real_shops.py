"""Two real order histories, imported and asked by the commands that a user types.

Expected members are computed here from the files, by other means than the product's.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_CENT = Decimal("0.01")
_HOLD = """
import sys
from saleor_customer_groups.standalone.database import embedded_socket
embedded_socket()
sys.stdin.read()
"""


class Purchase(NamedTuple):
    customer: str
    day: date
    amount: Decimal


class Shop:
    """A home of its own, spoken to through the command line only."""

    def __init__(self, home: Path) -> None:
        self.environment = {
            **{k: v for k, v in os.environ.items() if k != "DATABASE_URL"},
            "CUSTOMER_GROUPS_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
        }
        self.home = home
        # One process that holds the server, so that not every command starts it anew.
        self._server = subprocess.Popen(
            [sys.executable, "-c", _HOLD],
            env=self.environment,
            stdin=subprocess.PIPE,
        )

    def close(self) -> None:
        self._server.communicate()

    def run(self, *arguments: str) -> str:
        code = "import sys; from saleor_customer_groups.standalone.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def members(self, name: str, rule: object, as_of: str) -> set[str]:
        path = self.home / f"{name}.json"
        path.write_text(json.dumps({"version": 1, "rule": rule}))
        self.run(
            *("group", "create", "--name", name, "--code", name),
            *("--kind", "dynamic", "--rule", str(path)),
        )
        text = self.run("members", name, "--as-of", as_of, "--format", "json")
        return {row["customer"] for row in json.loads(text)}

    def preview(self, rule: object, as_of: str) -> dict[str, object]:
        path = self.home / "preview.json"
        path.write_text(json.dumps({"version": 1, "rule": rule}))
        text = self.run(
            *("preview", "--rule", str(path)),
            *("--as-of", as_of, "--format", "json"),
        )
        return json.loads(text)


def _file(name: str) -> Path:
    path = _DATA / name
    if not path.exists():
        pytest.skip(f"The real order history {name} is not here.")
    return path


def _spent(purchases: list[Purchase], until: date) -> Mapping[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for each in purchases:
        if each.day <= until:
            found[each.customer] += each.amount
    return found


def _days(purchases: list[Purchase], until: date) -> Mapping[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for each in purchases:
        if each.day <= until:
            found[each.customer].append(each.day)
    return found


@pytest.fixture(scope="module")
def online_retail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = _file("online_retail_invoices.csv")
    shop = Shop(tmp_path_factory.mktemp("online"))
    shop.run(
        *("import", "orders", str(path), "--time-zone", "UTC", "--currency", "GBP")
    )
    shop.run("evaluate")
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def invoices() -> list[Purchase]:
    with _file("online_retail_invoices.csv").open(newline="") as file:
        return [
            Purchase(
                row["CustomerID"],
                date.fromisoformat(row["InvoiceDate"][:10]),
                Decimal(row["TotalPrice"]).quantize(_CENT, ROUND_HALF_UP),
            )
            for row in csv.DictReader(file)
        ]


@pytest.fixture(scope="module")
def cdnow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = _file("cdnow_master.txt")
    shop = Shop(tmp_path_factory.mktemp("cdnow"))
    shop.run(
        *("import", "orders", str(path), "--delimiter", "whitespace"),
        *("--date-format", "%Y%m%d", "--time-zone", "UTC", "--currency", "USD"),
    )
    shop.run("evaluate")
    yield shop
    shop.close()


@pytest.fixture(scope="module")
def purchases() -> list[Purchase]:
    lines = _file("cdnow_master.txt").read_text().splitlines()[1:]
    return [
        Purchase(customer, date.fromisoformat(day), Decimal(amount))
        for customer, day, _count, amount in (line.split() for line in lines)
    ]


def test_online_retail__lifetime_value__equals_sums_of_the_file(
    online_retail: Shop, invoices: list[Purchase]
) -> None:
    rule = {
        "fact": "lifetime_value",
        "operator": "greater_than",
        "value": 1000,
        "currency": "GBP",
    }
    spent = _spent(invoices, date(2011, 12, 10))

    members = online_retail.members("big", rule, "2011-12-10")

    assert members == {who for who, total in spent.items() if total > 1000}
    assert spent["12347"] == Decimal("4310.00")
    assert len(members) > 1000


def test_online_retail__frequent_and_recent__equals_days_of_the_file(
    online_retail: Shop, invoices: list[Purchase]
) -> None:
    rule = {
        "all": [
            {"fact": "order_count", "operator": "at_least", "value": 5},
            {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 30}},
        ]
    }
    today = date(2011, 12, 10)
    expected = {
        who
        for who, days in _days(invoices, today).items()
        if len(days) >= 5 and max(days) >= today - timedelta(days=30)
    }

    assert online_retail.members("loyal", rule, "2011-12-10") == expected
    assert len(expected) > 100


def test_online_retail__seen_in_the_middle__forgets_what_came_later(
    online_retail: Shop, invoices: list[Purchase]
) -> None:
    rule = {"fact": "order_count", "operator": "at_most", "value": 1}
    today = date(2011, 6, 15)
    seen = _days(invoices, today)

    answer = online_retail.preview(rule, "2011-06-15")

    assert answer["count"] == sum(len(days) == 1 for days in seen.values())
    assert answer["share"] == pytest.approx(answer["count"] / len(seen), abs=1e-4)


def test_cdnow__one_order__is_the_published_number(cdnow: Shop) -> None:
    rule = {"fact": "order_count", "operator": "is", "value": 1}

    assert cdnow.preview(rule, "1997-12-31")["count"] == 12_926


def test_cdnow__last_order_long_ago__is_the_published_number(
    cdnow: Shop, purchases: list[Purchase]
) -> None:
    rule = {
        "fact": "last_order_at",
        "operator": "more_than_ago",
        "value": {"days": 180},
    }
    today = date(1997, 12, 31)
    expected = {
        who
        for who, days in _days(purchases, today).items()
        if (today - max(days)).days > 180
    }

    members = cdnow.members("silent", rule, "1997-12-31")

    assert len(members) == 17_220
    assert members == expected


def test_cdnow__spend_by_customer__equals_sums_of_the_file(
    cdnow: Shop, purchases: list[Purchase]
) -> None:
    """Every customer's total lies between two bounds a cent apart, or it is wrong."""
    spent = _spent(purchases, date(1997, 12, 31))
    assert len(spent) == 23_570
    for low, high in [(0, 0), (11, 12), (250, 20_000)]:
        rule = {
            "fact": "lifetime_value",
            "operator": "between",
            "value": {"from": low, "to": high},
            "currency": "USD",
        }
        expected = {who for who, total in spent.items() if low <= total <= high}
        assert cdnow.members(f"spent-{low}", rule, "1997-12-31") == expected


def test_cdnow__imported_again__changes_nothing(cdnow: Shop) -> None:
    path = _file("cdnow_master.txt")
    said = cdnow.run(
        *("import", "orders", str(path), "--delimiter", "whitespace"),
        *("--date-format", "%Y%m%d", "--time-zone", "UTC", "--currency", "USD"),
    )

    assert "0 new, 0 changed, 69,659 as they were" in said
