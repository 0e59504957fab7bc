"""Asking: many rules in one statement, as the services put several groups into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from saleor_customer_groups.engine.compiler import Compiler
from saleor_customer_groups.engine.rules import Rule
from saleor_customer_groups.engine.sql import Statement, render
from saleor_customer_groups.services.queries import fetch

CUSTOMERS = ("customer",)


def rendered(
    questions: Sequence[tuple[Rule, Compiler]], *, is_limited: bool
) -> Statement:
    """SELECT of (index of the question, profile id)."""
    texts = []
    params: dict[str, object] = {}
    for index, (rule, compiler) in enumerate(questions):
        statement = render(
            compiler.compile(rule),
            audience=CUSTOMERS,
            prefix=f"r{index}_",
            is_limited=is_limited,
        )
        texts.append(f"SELECT {index}, profile_id FROM ({statement.sql}) m{index}")
        params |= statement.params
    return Statement("\nUNION ALL\n".join(texts), params)


def ask(
    questions: Sequence[tuple[Rule, Compiler]],
    *,
    among: Sequence[int] | None = None,
) -> list[set[int]]:
    """Per question the ids of the profiles that the rule holds for.

    ``among`` asks the limited rendering about these profiles only. Fails where a
    profile is answered twice.
    """
    statement = rendered(questions, is_limited=among is not None)
    limits: Mapping[str, object] = {} if among is None else {"profiles": list(among)}
    found: list[set[int]] = [set() for _ in questions]
    rows = fetch(statement.sql, {**statement.params, **limits})
    for index, profile_id in rows:
        found[index].add(profile_id)
    assert len(rows) == sum(map(len, found)), "A profile was selected twice."
    return found
