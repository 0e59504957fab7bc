"""Warnings: given when certain, and only then."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from saleor_customer_groups.engine.analysis import WarningCode, warnings
from saleor_customer_groups.engine.customers import CustomerFacts, OrderFacts
from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.operators import Operator
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.ranges import can_all_hold
from saleor_customer_groups.engine.rules import Between, Condition
from saleor_customer_groups.engine.vocabulary import CONSENT_CHOICES
from saleor_customer_groups.engine.windows import Moment
from tests.strategies import (
    BIRTHDAY_POOL,
    CATALOGUE,
    DAY_POOL,
    condition_documents,
    rule_documents,
)


def of(fact, operator, *value, **narrowed):
    node = {"fact": fact, "operator": operator, **narrowed}
    return {**node, "value": value[0]} if value else node


def found(node, **options):
    rule = parse_rule({"version": 1, "rule": node}, catalogue=CATALOGUE)
    return [
        (path, code.value)
        for path, code, message in warnings(rule, **options)
        if message.endswith(".")
    ]


ORDERED = of("order_count", "at_least", 1)
VIP = {"group": "vip"}

CONTRADICTIONS = [
    (of("order_count", "at_least", 5), of("order_count", "less_than", 5)),
    (of("order_count", "greater_than", 4), of("order_count", "less_than", 5)),
    (of("order_count", "is", 3), of("order_count", "is_not", 3)),
    (of("order_count", "between", {"from": 1, "to": 2}), of("order_count", "is", 3)),
    (of("lifetime_value", "at_most", 5), of("lifetime_value", "greater_than", 5)),
    (of("rank", "greater_than", 90), of("rank", "is_unknown")),
    (of("state", "is", "CA"), of("state", "is", "NY")),
    (of("state", "is", "CA"), of("state", "is_none_of", ["ca", "NY"])),
    (of("state", "is_one_of", ["CA", "NY"]), of("state", "starts_with", "b")),
    (of("state", "is_known"), of("state", "is_unknown")),
    (of("is_staff", "is", True), of("is_staff", "is", False)),
    (of("is_staff", "is", True), of("is_staff", "is_not", True)),
    (of("sms_marketing", "is", "subscribed"), of("sms_marketing", "is_unknown")),
    (of("sms_marketing", "is_known"), of("sms_marketing", "is", "unknown")),
    (of("channels", "includes_all", ["web"]), of("channels", "includes_none", ["WEB"])),
    (
        of("channels", "includes_any", ["a", "b"]),
        of("channels", "includes_none", ["b", "a", "c"]),
    ),
    (of("joined_at", "before", "2024-01-01"), of("joined_at", "on", "2024-01-01")),
    (of("joined_at", "after", "2024-01-01"), of("joined_at", "before", "2024-01-02")),
    (
        of("joined_at", "before", "2024-01-01T00:00Z"),
        of("joined_at", "after", "2024-01-01T02:00+02:00"),
    ),
    (
        of("joined_at", "between", {"from": "2024-01-01", "to": "2024-02-01"}),
        of("joined_at", "between", {"from": "2024-02-01", "to": "2024-03-01"}),
    ),
    (
        of("last_order_at", "in_the_last", {"days": 14}),
        of("last_order_at", "more_than_ago", {"weeks": 2}),
    ),
    (
        of("last_order_at", "in_the_last", {"months": 12}),
        of("last_order_at", "more_than_ago", {"years": 1}),
    ),
    (
        of("joined_at", "in_the_next", {"days": 1}),
        of("joined_at", "more_than_ago", {"days": 1}),
    ),
    (
        of("joined_at", "in_the_next", {"days": 1}),
        of("joined_at", "in_the_last", {"days": 1}),
    ),
    (VIP, {"not": VIP}),
    (of("attribute:segment", "is", "b"), of("attribute:segment", "is_not", "b")),
    (of("attribute:segment", "is", "b"), of("attribute:segment", "is_unknown")),
]

POSSIBLE = [
    (of("order_count", "greater_than", 4), of("order_count", "at_most", 5)),
    (of("lifetime_value", "greater_than", 4), of("lifetime_value", "less_than", 5)),
    (
        of("lifetime_value", "is", 4, currency="EUR"),
        of("lifetime_value", "is", 5, currency="USD"),
    ),
    (of("order_count", "is", 4, channel="web"), of("order_count", "is", 5)),
    (of("order_count", "is", 4, within={"days": 1}), of("order_count", "is", 5)),
    (of("state", "is_not", "CA"), of("state", "is_unknown")),
    (of("state", "contains", "a"), of("state", "starts_with", "b")),
    (of("state", "is", "Kraków"), of("state", "contains", "KRAKOW")),
    (of("sms_marketing", "is_unknown"), of("sms_marketing", "is", "unknown")),
    (of("is_staff", "is_not", True), of("is_staff", "is_not", False)),
    (of("channels", "includes_all", ["a"]), of("channels", "includes_none", ["b"])),
    (of("joined_at", "on", "2024-01-01"), of("joined_at", "before", "2024-01-02")),
    # A day of the shop may hold an instant that is on another day in UTC.
    (
        of("joined_at", "on", "2024-01-01"),
        of("joined_at", "after", "2024-01-02T01:00Z"),
    ),
    (
        of("last_order_at", "in_the_last", {"days": 30}),
        of("last_order_at", "more_than_ago", {"days": 29}),
    ),
    (
        of("last_order_at", "in_the_last", {"days": 30}),
        of("last_order_at", "more_than_ago", {"months": 1}),
    ),
    # Today is in the last and in the next days.
    (
        of("birthdate", "in_the_next", {"days": 1}),
        of("birthdate", "in_the_last", {"days": 1}),
    ),
    (of("attribute:tags", "includes_any", ["b"]), of("attribute:tags", "is_known")),
    (of("age", "less_than", 0), of("age", "at_most", 0)),
]


@pytest.mark.parametrize(("one", "other"), CONTRADICTIONS)
def test_all__of_what_excludes_each_other__is_a_contradiction(one, other):
    for pair in ([one, other], [other, one]):
        assert found({"all": pair}) == [("rule.all[1]", "CONTRADICTION")]
        assert (
            "rule.any[0].all[1].all[0]",
            "CONTRADICTION",
        ) in found({"any": [{"all": [pair[0], {"all": [pair[1]]}]}, ORDERED]})


@pytest.mark.parametrize(("one", "other"), POSSIBLE)
def test_all__of_what_somebody_may_satisfy__has_no_warning(one, other):
    assert found({"all": [one, other]}) == []


@pytest.mark.parametrize(("one", "other"), CONTRADICTIONS)
def test_any__of_what_excludes_each_other__is_no_contradiction(one, other):
    codes = [code for _, code in found({"any": [one, other]})]

    assert "CONTRADICTION" not in codes


def test_contradiction__told__names_both_conditions():
    one, other = CONTRADICTIONS[0]
    rule = parse_rule(
        {"version": 1, "rule": {"all": [one, other]}}, catalogue=CATALOGUE
    )

    (warning,) = warnings(rule)

    assert warning.code is WarningCode.CONTRADICTION
    assert warning.message == (
        "Nobody can satisfy all of these at once: Number of orders is at least 5; "
        'Number of orders is less than 5. Change one of them, or use "any" instead.'
    )


@pytest.mark.parametrize(
    "node",
    [
        of("order_count", "less_than", 0),
        of("refunded_value", "less_than", 0),
        of("rank", "greater_than", 100),
        of("order_count", "is_unknown"),
        of("channels", "is_unknown"),
    ],
)
def test_condition__that_nobody_satisfies__is_a_contradiction(node):
    assert found({"any": [{"not": node}, VIP]}) == [
        ("rule.any[0].not", "CONTRADICTION")
    ]


@pytest.mark.parametrize(
    "node",
    [
        of("order_count", "at_least", 0),
        of("lifetime_value", "at_least", "0.00"),
        of("purchased", "is_known"),
        of("channels", "is_known"),
    ],
)
def test_condition__that_everybody_satisfies__is_always_true(node):
    assert found(node) == [("rule", "ALWAYS_TRUE")]


@pytest.mark.parametrize(
    "node",
    [
        of("average_order_value", "at_least", 0),
        of("rank", "at_least", 0),
        of("age", "at_least", 0),
        of("state", "is_known"),
        of("order_count", "at_least", 1),
    ],
)
def test_condition__false_for_somebody__is_not_always_true(node):
    assert found(node) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ORDERED, {"not": ORDERED}),
        ({"not": VIP}, VIP),
        (of("state", "is", "CA"), of("state", "is_not", "CA")),
        (of("state", "is_known"), of("state", "is_unknown")),
    ],
)
def test_any__of_a_condition_and_its_complement__is_always_true(one, other):
    assert found({"any": [one, of("rank", "is", 7), other]}) == [
        ("rule.any[2]", "ALWAYS_TRUE")
    ]


@pytest.mark.parametrize("kind", ["all", "any"])
def test_list__with_the_same_twice__warns_of_the_second(kind):
    assert found({kind: [ORDERED, VIP, {kind: [VIP, ORDERED]}]}) == [
        (f"rule.{kind}[2].{kind}[0]", "DUPLICATE"),
        (f"rule.{kind}[2].{kind}[1]", "DUPLICATE"),
    ]


def test_same_condition__in_different_lists__is_no_duplicate():
    assert found({"any": [{"all": [ORDERED, VIP]}, {"all": [ORDERED]}]}) == []


def test_self_declared_facts__warned_of__once_each_and_only_with_benefits():
    node = {
        "any": [
            {"not": of("birthdate", "month_is", 5)},
            of("city", "is_known"),
            of("birthdate", "month_is", 6),
            ORDERED,
        ]
    }

    assert found(node) == []
    assert found(node, carries_benefits=True) == [
        ("rule.any[0].not", "SELF_DECLARED"),
        ("rule.any[1]", "SELF_DECLARED"),
    ]


SATISFIES = {
    Operator.IS: lambda actual, value: actual == value,
    Operator.IS_NOT: lambda actual, value: actual != value,
    Operator.GREATER_THAN: lambda actual, value: actual > value,
    Operator.AT_LEAST: lambda actual, value: actual >= value,
    Operator.LESS_THAN: lambda actual, value: actual < value,
    Operator.AT_MOST: lambda actual, value: actual <= value,
    Operator.BETWEEN: lambda actual, value: value.low <= actual <= value.high,
}


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from([op for op in SATISFIES if op is not Operator.BETWEEN]),
                st.integers(0, 4),
            ),
            st.tuples(
                st.just(Operator.BETWEEN),
                st.builds(
                    lambda a, b: Between(min(a, b), max(a, b)), *[st.integers(0, 4)] * 2
                ),
            ),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_counts__asked_together__can_hold_exactly_when_some_number_does(asked):
    conditions = [
        Condition("order_count", operator, value) for operator, value in asked
    ]

    is_possible = any(
        all(SATISFIES[operator](actual, value) for operator, value in asked)
        for actual in range(20)
    )

    assert can_all_hold(conditions) is is_possible


@given(rule_documents(max_depth=4, max_conditions=12))
def test_any_rule__analysed__points_at_its_own_parts(document):
    rule = parse_rule(document, catalogue=CATALOGUE)

    for path, _, message in warnings(rule, carries_benefits=True):
        node = document
        for step in path.replace("[", ".").replace("]", "").split("."):
            node = node[int(step)] if step.isdigit() else node[step]
        assert message.endswith(".")


ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2024, 3, 31, 10, tzinfo=UTC)
DAYS = st.sampled_from([date.fromisoformat(d) for d in (*DAY_POOL, *BIRTHDAY_POOL)])
NEAR = st.integers(-40, 40).map(lambda days: NOW + timedelta(days=days, hours=days % 5))
INSTANTS = st.one_of(
    NEAR, st.builds(datetime.combine, DAYS, st.sampled_from([time(12, 30, tzinfo=UTC)]))
)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


CUSTOMERS = st.builds(
    CustomerFacts,
    profile_id=st.just(1),
    personal=st.fixed_dictionaries(
        {
            "joined_at": maybe(INSTANTS),
            "birthdate": maybe(st.one_of(DAYS, NEAR.map(datetime.date))),
            "state_key": maybe(st.sampled_from(["ca", "ny"])),
            "is_staff": maybe(st.booleans()),
            "sms_marketing": maybe(st.sampled_from(CONSENT_CHOICES)),
        }
    ),
    rank=maybe(st.integers(0, 100)),
    orders=st.dictionaries(
        st.sampled_from(["", "web", "shop"]),
        st.builds(OrderFacts, order_count=st.integers(0, 4)),
    ),
    attributes=st.dictionaries(
        st.just("tags"), st.lists(st.sampled_from(["b", "unicode"])).map(tuple)
    ),
)
ASKED = ("joined_at", "birthdate", "state", "is_staff", "sms_marketing", "rank", "age")
ASKED += ("order_count", "channels", "attribute:tags")


@given(st.data())
def test_warnings__of_certainties__hold_for_every_generated_customer(data):
    fact = CATALOGUE.find(data.draw(st.sampled_from(ASKED)))
    asked = data.draw(st.lists(condition_documents(fact=fact), min_size=1, max_size=3))
    for node in asked:
        node.pop("within", None)
    rules = [
        parse_rule({"version": 1, "rule": {kind: asked}}, catalogue=CATALOGUE)
        for kind in ("all", "any")
    ]
    told = [{warning.code for warning in warnings(rule)} for rule in rules]
    assume(told != [set(), set()])
    moment = Moment(NOW, ZONE)

    for customer in data.draw(st.lists(CUSTOMERS, min_size=5, max_size=5)):
        if WarningCode.CONTRADICTION in told[0]:
            assert not matches(rules[0], customer, moment=moment)
        if WarningCode.ALWAYS_TRUE in told[1]:
            assert matches(rules[1], customer, moment=moment)
