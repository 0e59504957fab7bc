"""The operator truth table, answered by PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

import pytest
from pytest_django import DjangoDbBlocker

from saleor_customer_groups.engine.compiler import Compiler
from saleor_customer_groups.engine.rules import Not, conditions, referenced_groups
from tests.loading import as_stored, store_customers, store_groups, undone
from tests.sql.asking import ask
from tests.truth_table import TruthCase, load_truth_table

CASES = load_truth_table()

pytestmark = pytest.mark.django_db  # the test database is made for marked tests only


class Answer(NamedTuple):
    """Whether a rule holds for its customer; ``limited``: asked about nobody else."""

    plain: bool
    negated: bool
    limited: bool


@pytest.fixture(scope="module")
def answers(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> dict[str, Answer]:
    """Every case by name: one population and three statements per table of the file."""
    found: dict[str, Answer] = {}
    with django_db_blocker.unblock():
        for _, cases in groupby(CASES, key=lambda case: id(case.facts)):
            found |= _answers(list(cases))
    return found


def _answers(cases: Sequence[TruthCase]) -> dict[str, Answer]:
    first = cases[0]
    id_ = first.facts.profile_id
    codes = first.facts.member_of.union(*(referenced_groups(c.rule) for c in cases))
    with undone():
        groups = store_groups(sorted(codes))
        store_customers(
            [first.facts], attributes=first.catalogue.attributes, groups=groups
        )
        compiler = Compiler(first.moment, first.catalogue, groups)
        questions = [(case.rule, compiler) for case in cases]
        plain = ask(questions)
        negated = ask([(Not(case.rule), compiler) for case in cases])
        limited = ask(questions, among=[id_])
    return {
        case.name: Answer(id_ in plain[n], id_ in negated[n], id_ in limited[n])
        for n, case in enumerate(cases)
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operator__in_sql__answers_as_the_table_says(
    case: TruthCase, answers: dict[str, Answer]
) -> None:
    assert answers[case.name].plain is case.is_expected
    assert answers[case.name].limited is case.is_expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operator__negated_in_sql__answers_the_opposite(
    case: TruthCase, answers: dict[str, Answer]
) -> None:
    assert answers[case.name].negated is not case.is_expected


def test_truth_table__flags_asked_for__are_ones_that_a_profile_can_have() -> None:
    """A profile's flags are never unknown: a case saying so could not be stored."""
    impossible = [
        case.name
        for case in CASES
        for condition in conditions(case.rule)
        if condition.fact in {"is_registered", "is_staff"}
        and case.facts.personal.get(condition.fact)
        is not as_stored(case.facts).personal[condition.fact]
    ]

    assert impossible == []
