"""A small shop on the command line, and a short way to run commands in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from saleor_customer_groups.standalone import cli

CUSTOMERS = """\
customer,email,first_name,last_name,joined_at,country,email_marketing
anna,anna@example.com,Anna,Nowak,2023-01-10T00:00:00Z,PL,yes
ben,ben@example.com,=1+1,Smith,2023-02-10T00:00:00Z,US,no
cleo,cleo@example.com,クレオ,日本,2023-03-10T00:00:00Z,,yes
dora,,,,2023-04-10T00:00:00Z,US,
"""
ORDERS = """\
order,customer,placed_at,total,currency
1,anna,2024-01-10T12:00:00Z,600.00,USD
2,anna,2024-03-10T12:00:00Z,700.00,USD
3,ben,2024-03-31T23:30:00Z,50.00,USD
4,cleo,2024-02-01T12:00:00Z,999.99,USD
"""


def rule(fact: str, operator: str, value: object, **more: object) -> dict[str, object]:
    node = {"fact": fact, "operator": operator, "value": value, **more}
    return {"version": 1, "rule": node}


BIG_SPENDERS = rule("lifetime_value", "at_least", 900, currency="USD")


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


class Terminal:
    """Runs commands as a user would, in a directory of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: object) -> Ran:
        self._capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as error:
            code = int(error.code or 0)
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)

    def file(self, name: str, content: object) -> Path:
        path = self.folder / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    def create(self, name: str, document: object, *more: object) -> Ran:
        path = self.file(f"{name}.json", document)
        return self("group", "create", "--name", name, "--rule", path, *more)


Run = Callable[..., Ran]
