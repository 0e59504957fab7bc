"""SQL text is made in few places, each known: elsewhere it is written out in full."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "saleor_customer_groups"

#: Who may put SQL together, and from what. Values are bound even there.
BUILDERS = {
    "engine/sql.py": "rules, by placeholders and the catalogue's columns",
    "engine/flips.py": "sweeps, by the renderer",
    "models/text_keys.py": "the function of the migration, by a closed table",
    "services/customers.py": "columns of our own model",
    "services/groups.py": "our own tables",
    "services/memberships.py": "rendered rules and group ids",
    "services/past.py": "rendered rules under the tables' names",
    "services/reconcile.py": "columns of our own models",
    "services/refresh.py": "our own tables",
    "services/ticks.py": "rendered sweeps",
    "standalone/database.py": "the name of the embedded database, a constant",
}
_SQL = re.compile(
    r"\b(SELECT|INSERT INTO|DELETE FROM|UPDATE [\w{]+ SET|FROM [\w{(]+|JOIN [\w{(]|WHERE"
    r" [\w{(]|UNION ALL|CREATE (OR REPLACE|TABLE|TEMP|INDEX|UNIQUE|DATABASE)|COPY [\w{]+"
    r" |ANALYZE|TRUNCATE|ALTER TABLE|SET LOCAL|AS \()"
)
_RUNNING = {"execute", "executemany", "fetch", "raw", "copy", "RunSQL", "SQL"}
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts
)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def built_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each string that is put together at run time."""
    for node in ast.walk(tree):
        match node:
            case ast.JoinedStr(values=values):
                parts = (
                    v.value if isinstance(v, ast.Constant) else "{}" for v in values
                )
                yield node.lineno, "".join(map(str, parts))
            case ast.BinOp(
                left=ast.Constant(value=str(text)), op=ast.Mod() | ast.Add()
            ):
                yield node.lineno, text
            case ast.Call(
                func=ast.Attribute(value=ast.Constant(value=str(text)), attr="format")
            ):
                yield node.lineno, text


def sql_texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{name_of(path)}:{line}: {text[:60]!r}"
        for line, text in built_texts(tree)
        if _SQL.search(text)
    ]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p) not in BUILDERS], ids=name_of
)
def test_module__that_is_no_builder__puts_no_sql_together(path: Path) -> None:
    assert sql_texts(path) == [], (
        "Bind values and write the SQL out, or move it into services/sql/."
    )


@pytest.mark.parametrize("name", BUILDERS)
def test_builder__still__puts_sql_together(name: str) -> None:
    assert sql_texts(PACKAGE / name) != [], "Take it off the list."


@pytest.mark.parametrize(
    "path", [p for p in MODULES if name_of(p) not in BUILDERS], ids=name_of
)
def test_statement__where_it_is_run__is_not_a_formatted_string(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    formatted = [
        f"{name_of(path)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and _called(node) in _RUNNING
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
    ]

    assert formatted == []


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


@pytest.mark.parametrize(
    "source",
    [
        'f"SELECT {x}"',
        '"SELECT %s" % x',
        '"SELECT {}".format(x)',
        '"DELETE FROM t WHERE a = " + x',
    ],
)
def test_scan__text_put_together_in_any_way__is_seen(source: str) -> None:
    assert [text for _, text in built_texts(ast.parse(source)) if _SQL.search(text)]
