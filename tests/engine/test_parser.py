"""What the parser reads, and that a document survives the round trip."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.currencies import CURRENCIES
from saleor_customer_groups.engine.operators import (
    OPERATORS_BY_TYPE,
    FactType,
    Operator,
)
from saleor_customer_groups.engine.parser import (
    CONDITIONS_LIMIT,
    DEPTH_LIMIT,
    dump_rule,
    parse_rule,
)
from saleor_customer_groups.engine.rules import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    MemberOf,
    Not,
    Target,
    TargetKind,
    Unit,
    Window,
    conditions,
)
from saleor_customer_groups.engine.vocabulary import FACTS
from tests.strategies import CATALOGUE, condition_documents, facts_of, rule_documents

ORDERED = {"fact": "order_count", "operator": "at_least", "value": 1}


def parse(node, catalogue=CATALOGUE):
    return parse_rule({"version": 1, "rule": node}, catalogue=catalogue)


@pytest.mark.parametrize("name", FACTS)
def test_fact_example__parsed__is_a_condition_on_that_fact(name):
    rule = parse(json.loads(FACTS[name].example))

    assert [condition.fact for condition in conditions(rule)] == [name]


@pytest.mark.parametrize("fact", facts_of(CATALOGUE), ids=lambda fact: fact.name)
@settings(max_examples=5)
@given(data=st.data())
def test_fact__with_every_operator_of_its_type__parses(fact, data):
    for operator in OPERATORS_BY_TYPE[fact.type]:
        node = data.draw(condition_documents(fact=fact, operator=operator))

        rule = parse(node)

        assert isinstance(rule, Condition)
        assert (rule.fact, rule.operator) == (fact.name, operator)


@given(rule_documents(max_depth=4, max_conditions=12))
def test_rule__dumped_through_json_and_parsed__is_the_same_rule(document):
    rule = parse_rule(document, catalogue=CATALOGUE)

    written = json.loads(json.dumps(dump_rule(rule)))

    assert parse_rule(written, catalogue=CATALOGUE) == rule
    assert dump_rule(parse_rule(written, catalogue=CATALOGUE)) == written


def test_nodes__of_every_kind__become_their_rules():
    node = {"all": [ORDERED, {"any": [{"group": "vip"}, {"not": ORDERED}]}]}
    ordered = Condition("order_count", Operator.AT_LEAST, 1)

    assert parse(node) == AllOf(
        (ordered, AnyOf((MemberOf("vip"), Not(ordered)))),
    )


@pytest.mark.parametrize(
    ("raw", "amount"),
    [
        (1000, "1000"),
        (0.1, "0.1"),
        ("99.90", "99.90"),
        ("0.0001", "0.0001"),
        (-0.0, "0"),
        (999_999_999_999, "999999999999"),
    ],
)
def test_money__as_number_or_text__is_the_decimal_as_written(raw, amount):
    rule = parse({"fact": "lifetime_value", "operator": "at_least", "value": raw})

    assert isinstance(rule.value, Decimal)
    assert str(rule.value) == amount


def test_money__without_currency__is_in_the_shops():
    node = {"fact": "lifetime_value", "operator": "is", "value": 1}

    assert parse(node, Catalogue(currency="JPY")).currency == "JPY"
    assert parse({**node, "currency": "USD"}).currency == "USD"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-05-01T10:00Z", datetime(2024, 5, 1, 10, tzinfo=UTC)),
        ("2024-05-01T00:30:15+02:00", datetime(2024, 4, 30, 22, 30, 15, tzinfo=UTC)),
        ("2024-05-01T10:00:00.250Z", datetime(2024, 5, 1, 10, 0, 0, 250_000, UTC)),
    ],
)
def test_time__with_its_zone__is_a_day_or_a_utc_instant(raw, value):
    rule = parse({"fact": "joined_at", "operator": "before", "value": raw})

    assert rule.value == value
    assert type(rule.value) is type(value)
    if isinstance(value, datetime):
        assert rule.value.tzinfo is UTC


@pytest.mark.parametrize(
    ("fact", "ends", "between"),
    [
        ("order_count", {"from": 2, "to": 2}, Between(2, 2)),
        (
            "lifetime_value",
            {"from": "1.5", "to": 3},
            Between(Decimal("1.5"), Decimal(3)),
        ),
        (
            "birthdate",
            {"from": "1990-01-01", "to": "1990-01-02"},
            Between(date(1990, 1, 1), date(1990, 1, 2)),
        ),
    ],
)
def test_between__with_both_ends__is_a_range(fact, ends, between):
    assert parse({"fact": fact, "operator": "between", "value": ends}).value == between


@pytest.mark.parametrize(
    ("target", "values"),
    [({"brand": "Nike"}, ("Nike",)), ({"brand": ["Nike", "Puma"]}, ("Nike", "Puma"))],
)
def test_history_condition__narrowed__keeps_text_as_written(target, values):
    rule = parse(
        {
            "fact": "purchased",
            "operator": "at_least",
            "value": 1,
            "within": {"weeks": 2},
            "channel": "Web",
            "target": target,
        }
    )

    assert rule.within == Window(2, Unit.WEEKS)
    assert rule.channel == "Web"
    assert rule.target == Target(TargetKind.BRAND, values)


@pytest.mark.parametrize(
    ("fact", "operator", "window"),
    [
        ("open_checkout_at", "more_than_ago", {"hours": 4}),
        ("joined_at", "in_the_last", {"years": 200}),
        ("birthdate", "anniversary_in_the_next", {"years": 1}),
        ("birthdate", "anniversary_in_the_last", {"days": 365}),
    ],
)
def test_window__at_its_limit__is_read(fact, operator, window):
    rule = parse({"fact": fact, "operator": operator, "value": window})

    ((unit, count),) = window.items()
    assert rule.value == Window(count, Unit(unit))


def test_flag__true__is_no_number():
    rule = parse({"fact": "is_staff", "operator": "is", "value": True})

    assert rule.value is True


def test_group__with_any_group_allowed__is_read():
    assert parse({"group": "new"}, Catalogue(groups=None)) == MemberOf("new")


def test_rule__at_the_limits__is_read():
    node = {"all": [ORDERED] * CONDITIONS_LIMIT}
    for _ in range(DEPTH_LIMIT - 1):
        node = {"not": node}

    assert len(list(conditions(parse(node)))) == CONDITIONS_LIMIT


def test_currencies__closed_list__has_decimals_that_are_charged():
    assert {CURRENCIES[code] for code in ("EUR", "USD", "GBP", "PLN")} == {2}
    assert (CURRENCIES["JPY"], CURRENCIES["KWD"]) == (0, 3)
    assert (CURRENCIES["RSD"], CURRENCIES["IQD"]) == (0, 0)
    assert all(code.isalpha() and code.isupper() for code in CURRENCIES)
    assert {len(code) for code in CURRENCIES} == {3}
    assert "XAU" not in CURRENCIES


@given(st.data())
def test_strategies__over_the_catalogue__stay_in_the_asked_limits(data):
    depth, budget = data.draw(st.integers(0, 4)), data.draw(st.integers(1, 5))
    drawn = data.draw(rule_documents(max_depth=depth, max_conditions=budget))

    def nesting(node):
        if "not" in node:
            return 1 + nesting(node["not"])
        parts = node.get("all") or node.get("any")
        return 1 + max(map(nesting, parts)) if parts else 0

    rule = parse_rule(drawn, catalogue=CATALOGUE)
    assert nesting(drawn["rule"]) <= depth
    assert len(list(conditions(rule))) <= budget


def test_strategies__catalogue__has_every_type_but_none_without_facts():
    assert {fact.type for fact in facts_of(CATALOGUE)} == set(FactType)
