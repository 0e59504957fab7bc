"""The demo: a shop made from files by the importers, the same one every time."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from saleor_customer_groups.standalone.demo import demo_templates
from saleor_customer_groups.standalone.demo_files import FILES, write_files

from .command_line import CUSTOMERS, Terminal

TODAY = datetime(2026, 3, 1, tzinfo=UTC)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_files__made_twice__are_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_files(tmp_path / name, TODAY)

    for name in FILES:
        one, two = (tmp_path / folder / f"{name}.csv" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_files__another_day__differ_in_dates_only(tmp_path: Path) -> None:
    write_files(tmp_path / "one", TODAY)
    write_files(tmp_path / "two", TODAY + timedelta(days=1))

    for one, two in zip(
        read(tmp_path / "one" / "orders.csv"),
        read(tmp_path / "two" / "orders.csv"),
        strict=True,
    ):
        first, second = (datetime.fromisoformat(row["placed_at"]) for row in (one, two))
        assert second - first == timedelta(days=1)
        assert {**one, "placed_at": ""} == {**two, "placed_at": ""}


def test_files__sample_shop__has_what_makes_groups_interesting(tmp_path: Path) -> None:
    write_files(tmp_path, TODAY)
    found = {name: read(tmp_path / f"{name}.csv") for name in FILES}
    orders = found["orders"]

    assert len(found["customers"]) == 4_000
    assert 14_000 < len(orders) < 18_000
    assert 35_000 < len(found["lines"]) < 45_000
    assert len({row["product"] for row in found["products"]}) == 40
    assert len({row["brand"] for row in found["products"]}) == 8
    assert {row["currency"] for row in orders} == {"EUR", "USD", "GBP"}
    assert len({row["channel"] for row in orders}) == 3
    assert {row["status"] for row in orders} == {"paid", "unpaid", "cancelled", "draft"}
    assert any(row["voucher_codes"] for row in orders)
    known = {row["customer"] for row in found["customers"]}
    assert any(row["customer"] not in known for row in orders)
    assert all(found[name] for name in ("refunds", "events", "checkouts"))
    instants = [datetime.fromisoformat(row["placed_at"]) for row in orders]
    assert max(instants) < TODAY
    assert min(instants) > TODAY - timedelta(days=732)


def test_demo__shop_of_ones_own__is_left_alone(terminal: Terminal) -> None:
    terminal("import", "customers", terminal.file("customers.csv", CUSTOMERS))

    ran = terminal("demo")

    assert ran.code == 1
    assert "This shop has customers of its own" in ran.err
    assert len(terminal("group", "list", "--format", "json").json) == 1


def test_demo__without_a_terminal__makes_the_shop_once_and_ends(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "CUSTOMER_GROUPS_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "saleor_customer_groups.standalone.settings",
    }
    environment.pop("DATABASE_URL", None)

    def demo() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "saleor_customer_groups.standalone.cli", "demo"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )

    first, second = demo(), demo()

    assert first.returncode == 0, first.stderr
    assert "Importing orders" in first.stderr
    assert "\x1b" not in first.stdout + first.stderr
    assert second.stdout == first.stdout
    assert second.stderr == ""
    members = _members(first.stdout)
    assert members.keys() >= {template.name for template in demo_templates()}
    assert members["Wholesale"] > 0
    assert min(members.values()) > 0
    assert "In, because lifetime value is EUR" in first.stdout
    assert "Would leave on" in first.stdout
    baskets = _baskets(first.stdout)
    assert list(baskets) == ["A guest", "in VIP", "in Wholesale"]
    guest, vip, wholesaler = baskets.values()
    assert "129.00 EUR, the list price of everybody" in guest
    # 116.10 + 12 * 21.60 + 2 * 22.50 = 420.30, less 42.03.
    assert "116.10 EUR by “VIP prices” for all products, 12.90 EUR less" in vip
    assert "VIP10 takes off 42.03 EUR.\nTotal: 378.27 EUR." in vip
    # 109.65 + 12 * 16.00 + 2 * 21.25.
    assert (
        "16.00 EUR by “Wholesale prices” for the product from 12 pieces" in wholesaler
    )
    assert "Total: 344.15 EUR." in wholesaler
    for others in (guest, wholesaler):
        assert "VIP10 refused: not in VIP." in others
    exported = read(tmp_path / "demo" / "vip.csv")
    assert len(exported) == members["VIP"]


def _baskets(output: str) -> dict[str, str]:
    """What is said of each basket, by whose it is."""
    paragraphs = (each.partition(" pays:\n") for each in output.split("\n\n"))
    return {
        whose.rstrip(",").rpartition("), ")[-1]: basket
        for whose, pays, basket in paragraphs
        if pays
    }


def _members(output: str) -> dict[str, int]:
    """Group to members, from the table."""
    rows = re.findall(r"^(.+?) +(?:dynamic|manual) +([\d,]+) ", output, re.MULTILINE)
    return {name: int(count.replace(",", "")) for name, count in rows}
