"""Files to import, and a short way to import them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection

from saleor_customer_groups.standalone import cli

from . import command_line

Import = Callable[..., int]

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def run_import(db: None) -> Import:
    """Runs ``customer-groups import`` and returns its exit code."""

    def run(*arguments: str | Path) -> int:
        return cli.main(["import", *map(str, arguments)])

    return run


@pytest.fixture
def write_file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def real_file() -> Callable[[str], Path]:
    def find(name: str) -> Path:
        path = _SHARED / name
        if not path.exists():
            pytest.skip(f"The real order history {name} is not beside this checkout.")
        return path

    return find


def rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def totals() -> dict[str, Decimal]:
    return dict(rows("SELECT key, total FROM standalone_order ORDER BY key"))  # type: ignore[arg-type]


@pytest.fixture
def terminal(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> command_line.Terminal:
    """The command line of an empty shop."""
    return command_line.Terminal(tmp_path, capsys)


@pytest.fixture
def shop(terminal: command_line.Terminal) -> command_line.Terminal:
    """The command line of a shop with four customers, all of it worked off."""
    customers = terminal.file("customers.csv", command_line.CUSTOMERS)
    orders = terminal.file("orders.csv", command_line.ORDERS)
    assert terminal("import", "customers", customers).code == 0
    assert terminal("import", "orders", orders).code == 0
    assert terminal("evaluate").code == 0
    return terminal
