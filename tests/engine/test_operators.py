"""The operator truth table, answered by the evaluator."""

import pytest

from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.operators import OPERATORS_BY_TYPE
from saleor_customer_groups.engine.rules import Not, conditions
from saleor_customer_groups.engine.vocabulary import FACTS
from tests.truth_table import TruthCase, load_truth_table

CASES = load_truth_table()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operator__truth_table__answers_as_the_table_says(case: TruthCase) -> None:
    answer = matches(case.rule, case.facts, moment=case.moment)

    assert answer is case.is_expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_operator__negated_rule__answers_the_opposite(case: TruthCase) -> None:
    answer = matches(Not(case.rule), case.facts, moment=case.moment)

    assert answer is not case.is_expected


def test_truth_table__names__are_unique() -> None:
    names = [case.name for case in CASES]

    assert len(set(names)) == len(names)


def test_truth_table__types_and_operators__covers_every_pair() -> None:
    asked = {
        (fact.type, condition.operator)
        for case in CASES
        for condition in conditions(case.rule)
        if (fact := case.catalogue.find(condition.fact))
    }
    possible = {
        (type_, operator)
        for type_, operators in OPERATORS_BY_TYPE.items()
        for operator in operators
    }

    assert possible - asked == set()


def test_truth_table__facts__asks_for_every_fact() -> None:
    asked = {c.fact for case in CASES for c in conditions(case.rule)}

    assert FACTS.keys() - asked == set()
