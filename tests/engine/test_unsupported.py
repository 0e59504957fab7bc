"""Everything that a rule document is refused for: path, code and sentence."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.parser import (
    InvalidRule,
    ProblemCode,
    RuleProblem,
    parse_rule,
)
from saleor_customer_groups.engine.problems import PROBLEMS_LIMIT
from tests.strategies import CATALOGUE, rule_documents

ORDERED = {"fact": "order_count", "operator": "at_least", "value": 1}


def problems_of(document, catalogue=CATALOGUE):
    with pytest.raises(InvalidRule) as refused:
        parse_rule(document, catalogue=catalogue)
    return refused.value.problems


def condition(fact, operator, *value, **narrowed):
    node = {"fact": fact, "operator": operator, **narrowed}
    return {**node, "value": value[0]} if value else node


def nested(levels):
    node = ORDERED
    for _ in range(levels):
        node = {"not": node}
    return node


SEVEN_DAYS = {"days": 7}
#: node, where (after "rule"), code, what the sentence has to say
REFUSED = [
    (None, "", "NOT_AN_OBJECT", "Null is not a condition."),
    ([ORDERED], "", "NOT_AN_OBJECT", "A list is not a condition."),
    ("vip", "", "NOT_AN_OBJECT", '"vip" is not a condition.'),
    ({}, "", "EMPTY_NODE", "The object is empty."),
    ({"all": []}, ".all", "EMPTY_NODE", "Put at least one condition"),
    ({"any": []}, ".any", "EMPTY_NODE", "Put at least one condition"),
    ({"all": ORDERED}, ".all", "NOT_A_LIST", "An object is not a list."),
    ({"not": [ORDERED]}, ".not", "NOT_AN_OBJECT", "A list is not a condition."),
    ({"not": {}}, ".not", "EMPTY_NODE", "The object is empty."),
    (
        {"all": [ORDERED], "any": [ORDERED]},
        "",
        "SEVERAL_KINDS",
        '"all", "any" stand in one object.',
    ),
    ({"group": "vip", **ORDERED}, "", "SEVERAL_KINDS", '"group", "fact" stand'),
    ({"al": [ORDERED]}, ".al", "UNKNOWN_KEY", 'Did you mean "all"?'),
    ({"all": [ORDERED], "x y": 1}, '.["x y"]', "UNKNOWN_KEY", '"x y" means nothing'),
    ({**ORDERED, "vallue": 1}, ".vallue", "UNKNOWN_KEY", 'Did you mean "value"?'),
    ({"operator": "is", "value": 1}, ".fact", "MISSING_KEY", 'Add "fact".'),
    ({"fact": "age", "value": 1}, ".operator", "MISSING_KEY", 'Add "operator"'),
    (condition("age", "is"), ".value", "MISSING_KEY", 'Add "value".'),
    (nested(9), ".not" * 9, "TOO_DEEP", "More than 8"),
    ({"any": [ORDERED] * 101}, "", "TOO_MANY_CONDITIONS", "has 101 conditions"),
    ({"group": "vib"}, ".group", "UNKNOWN_GROUP", 'Did you mean "vip"?'),
    ({"group": 7}, ".group", "WRONG_VALUE", "7 is not a text."),
    (condition("order_cuont", "is", 1), ".fact", "UNKNOWN_FACT", 'mean "order_count"?'),
    (condition(5, "is", 1), ".fact", "UNKNOWN_FACT", "5 is no fact."),
    (
        condition("attribute:sise", "is", 1),
        ".fact",
        "UNKNOWN_FACT",
        '"attribute:size"?',
    ),
    (condition("age", "at_leest", 1), ".operator", "UNKNOWN_OPERATOR", '"at_least"?'),
    (
        condition("age", None, 1),
        ".operator",
        "UNKNOWN_OPERATOR",
        "Null is no operator.",
    ),
    (
        condition("age", "contains", "1"),
        ".operator",
        "OPERATOR_NOT_ALLOWED",
        'Use one of "is", "is_not", "greater_than"',
    ),
    (condition("age", "is_known", 1), ".value", "VALUE_NOT_TAKEN", 'Remove "value".'),
    (condition("age", "is_unknown", None), ".value", "VALUE_NOT_TAKEN", "with nothing"),
    # whole numbers
    (condition("age", "is", True), ".value", "WRONG_VALUE", "True is not a whole"),
    (condition("age", "is", 1.0), ".value", "WRONG_VALUE", "1.0 is not a whole"),
    (condition("age", "is", "1"), ".value", "WRONG_VALUE", '"1" is not a whole'),
    (condition("age", "is", None), ".value", "WRONG_VALUE", "Null is not a whole"),
    (condition("age", "is", -1), ".value", "OUT_OF_RANGE", "from 0 to 2147483647"),
    (condition("age", "is", 2**31), ".value", "OUT_OF_RANGE", "from 0 to 2147483647"),
    (condition("age", "is", 10**5000), ".value", "OUT_OF_RANGE", "A number that large"),
    (condition("rank", "is", 101), ".value", "OUT_OF_RANGE", "from 0 to 100"),
    (condition("joined_at", "month_is", 0), ".value", "OUT_OF_RANGE", "from 1 to 12"),
    (condition("joined_at", "month_is", [1]), ".value", "WRONG_VALUE", "A list is not"),
    # amounts
    (condition("lifetime_value", "is", "1,5"), ".value", "WRONG_VALUE", '"1,5" is not'),
    (
        condition("lifetime_value", "is", "٣"),
        ".value",
        "WRONG_VALUE",
        "is not a number",
    ),
    (condition("lifetime_value", "is", True), ".value", "WRONG_VALUE", "True is not"),
    (condition("lifetime_value", "is", "NaN"), ".value", "WRONG_VALUE", '"NaN" is not'),
    (
        condition("lifetime_value", "is", float("nan")),
        ".value",
        "WRONG_VALUE",
        "Nan is not a number.",
    ),
    (
        condition("lifetime_value", "is", float("inf")),
        ".value",
        "WRONG_VALUE",
        "Inf is not a number.",
    ),
    (
        condition("lifetime_value", "is", -1),
        ".value",
        "OUT_OF_RANGE",
        "from 0 to below",
    ),
    (
        condition("lifetime_value", "is", 10**12),
        ".value",
        "OUT_OF_RANGE",
        "below 1000000",
    ),
    (
        condition("lifetime_value", "is", 1e300),
        ".value",
        "OUT_OF_RANGE",
        "1e+300 is out",
    ),
    (condition("lifetime_value", "is", 0.00001), ".value", "TOO_PRECISE", "4 decimals"),
    (
        condition("attribute:size", "is", -(10**12)),
        ".value",
        "OUT_OF_RANGE",
        "number from",
    ),
    # text, choices, flags
    (condition("city", "is", 5), ".value", "WRONG_VALUE", "5 is not a text."),
    (condition("city", "is", ""), ".value", "BLANK_TEXT", "is_unknown"),
    (condition("city", "is", " \u00a0\u0301"), ".value", "BLANK_TEXT", "is blank"),
    (condition("city", "is", "x" * 201), ".value", "TEXT_TOO_LONG", "201 characters"),
    (condition("city", "is", "a\x00"), ".value", "TEXT_NOT_STORABLE", "NUL"),
    (condition("city", "is", "\ud800"), ".value", "TEXT_NOT_STORABLE", "surrogate"),
    (condition("city", "is_one_of", "a"), ".value", "NOT_A_LIST", "square brackets"),
    (condition("city", "is_one_of", []), ".value", "EMPTY_LIST", "at least one text"),
    (
        condition("city", "is_one_of", ["a", 1]),
        ".value[1]",
        "WRONG_VALUE",
        "1 is not a",
    ),
    (
        condition("city", "is_one_of", ["a"] * 1001),
        ".value",
        "TOO_MANY_VALUES",
        "1001 texts",
    ),
    (
        condition("sms_marketing", "is", "subscribd"),
        ".value",
        "UNKNOWN_CHOICE",
        'Did you mean "subscribed"?',
    ),
    (
        condition("sms_marketing", "is_none_of", ["yes"]),
        ".value[0]",
        "UNKNOWN_CHOICE",
        'Use one of "subscribed", "unsubscribed", "unknown".',
    ),
    (condition("is_staff", "is", "true"), ".value", "WRONG_VALUE", "without quotes"),
    (condition("is_staff", "is", 1), ".value", "WRONG_VALUE", "Write true or false"),
    # times
    (
        condition("joined_at", "before", 2024),
        ".value",
        "WRONG_VALUE",
        "2024 is neither",
    ),
    (condition("joined_at", "before", "20240501"), ".value", "WRONG_VALUE", "neither"),
    (condition("joined_at", "on", "2024-02-30"), ".value", "WRONG_VALUE", "calendar"),
    (
        condition("joined_at", "before", "2024-02-01T25:00Z"),
        ".value",
        "WRONG_VALUE",
        "calendar",
    ),
    (
        condition("joined_at", "before", "2024-02-01T10:00"),
        ".value",
        "WITHOUT_TIME_ZONE",
        '"2024-02-01T10:00Z"',
    ),
    (
        condition("joined_at", "on", "2024-02-01T10:00Z"),
        ".value",
        "WRONG_VALUE",
        "is not a day",
    ),
    (
        condition("birthdate", "before", "2024-02-01T10:00Z"),
        ".value",
        "WRONG_VALUE",
        "is not a day",
    ),
    (
        condition("birthdate", "on", "0001-01-01"),
        ".value",
        "OUT_OF_RANGE",
        "1800 to 2200",
    ),
    (
        condition("joined_at", "after", "0001-01-01T00:00+14:00"),
        ".value",
        "OUT_OF_RANGE",
        "1800 to 2200",
    ),
    # windows
    (
        condition("joined_at", "in_the_last", 30),
        ".value",
        "WRONG_WINDOW",
        '{"days": 30}',
    ),
    (condition("joined_at", "in_the_last", {}), ".value", "WRONG_WINDOW", "one unit"),
    (
        condition("joined_at", "in_the_last", {"days": 1, "weeks": 1}),
        ".value",
        "WRONG_WINDOW",
        "with one unit",
    ),
    (
        condition("joined_at", "in_the_last", {"day": 1}),
        ".value",
        "WRONG_WINDOW",
        'Did you mean "days"?',
    ),
    (
        condition("joined_at", "in_the_last", {"days": 0}),
        ".value.days",
        "OUT_OF_RANGE",
        "from 1 to 73000",
    ),
    (
        condition("joined_at", "in_the_last", {"years": 201}),
        ".value.years",
        "OUT_OF_RANGE",
        "from 1 to 200",
    ),
    (
        condition("joined_at", "in_the_last", {"days": 1.5}),
        ".value.days",
        "WRONG_VALUE",
        "1.5 is not a whole number.",
    ),
    (
        condition("birthdate", "in_the_last", {"hours": 5}),
        ".value",
        "HOURS_NOT_ALLOWED",
        "Birthdate is a whole day",
    ),
    (
        condition("joined_at", "anniversary_in_the_next", {"hours": 5}),
        ".value",
        "HOURS_NOT_ALLOWED",
        "An anniversary is a whole day",
    ),
    (
        condition("joined_at", "anniversary_in_the_next", {"months": 13}),
        ".value.months",
        "OUT_OF_RANGE",
        "from 1 to 12",
    ),
    (
        condition("viewed", "is", 1, within={"hours": 5}),
        ".within",
        "HOURS_NOT_ALLOWED",
        "Viewed is kept per day",
    ),
    # between
    (condition("age", "between", [1, 2]), ".value", "WRONG_VALUE", '{"from": …'),
    (condition("age", "between", {"from": 1}), ".value", "WRONG_VALUE", "both ends"),
    (
        condition("age", "between", {"from": 2, "to": 1}),
        ".value",
        "WRONG_ORDER",
        "Swap them.",
    ),
    (
        condition("age", "between", {"from": 2, "to": "x"}),
        ".value.to",
        "WRONG_VALUE",
        '"x" is not a whole number.',
    ),
    (
        condition("birthdate", "between", {"from": "2024-01-01", "to": "2024-01-01"}),
        ".value",
        "WRONG_ORDER",
        'Write a later "to".',
    ),
    (
        condition(
            "joined_at", "between", {"from": "2024-01-01", "to": "2024-01-02T00:00Z"}
        ),
        ".value",
        "WRONG_VALUE",
        "Write both as days",
    ),
    # currency, within, channel, target
    (
        condition("lifetime_value", "is", 1, currency="eur"),
        ".currency",
        "UNKNOWN_CURRENCY",
        'Did you mean "EUR"?',
    ),
    (
        condition("lifetime_value", "is", 1, currency=None),
        ".currency",
        "UNKNOWN_CURRENCY",
        "Null is no currency.",
    ),
    (
        condition("age", "is", 1, currency="EUR"),
        ".currency",
        "CURRENCY_NOT_TAKEN",
        'Remove "currency".',
    ),
    (
        condition("age", "is", 1, within=SEVEN_DAYS),
        ".within",
        "WITHIN_NOT_TAKEN",
        'Remove "within".',
    ),
    (
        condition("age", "is", 1, channel="web"),
        ".channel",
        "CHANNEL_NOT_TAKEN",
        'Remove "channel".',
    ),
    (
        condition("order_count", "is", 1, target={"brand": "Nike"}),
        ".target",
        "TARGET_NOT_TAKEN",
        'Remove "target".',
    ),
    (condition("order_count", "is", 1, channel=" "), ".channel", "BLANK_TEXT", "blank"),
    (
        condition("viewed", "is", 1, target="Nike"),
        ".target",
        "WRONG_TARGET",
        "one kind",
    ),
    (
        condition("viewed", "is", 1, target={"brand": "a", "product": "b"}),
        ".target",
        "WRONG_TARGET",
        "with one kind",
    ),
    (
        condition("viewed", "is", 1, target={"term": "a"}),
        ".target",
        "WRONG_TARGET",
        "product, variant, category, collection, brand",
    ),
    (
        condition("viewed", "is", 1, target={"brand": []}),
        ".target.brand",
        "EMPTY_LIST",
        "at least one",
    ),
    (
        condition("searched", "is", 1, target={"term": ["a", ""]}),
        ".target.term[1]",
        "BLANK_TEXT",
        "blank",
    ),
]


@pytest.mark.parametrize(("node", "where", "code", "said"), REFUSED)
def test_node__unsupported__is_refused_with_path_code_and_sentence(
    node, where, code, said
):
    (problem,) = problems_of({"version": 1, "rule": node})

    assert problem.path == "rule" + where.replace(".[", "[")
    assert problem.code == code
    assert said in problem.message
    assert problem.message.rstrip("?").endswith((".", '"'))


@pytest.mark.parametrize(
    ("document", "path", "code"),
    [
        (None, "document", "NOT_AN_OBJECT"),
        ([], "document", "NOT_AN_OBJECT"),
        ({"rule": ORDERED}, "version", "WRONG_VERSION"),
        ({"version": 2, "rule": ORDERED}, "version", "WRONG_VERSION"),
        ({"version": "1", "rule": ORDERED}, "version", "WRONG_VERSION"),
        ({"version": True, "rule": ORDERED}, "version", "WRONG_VERSION"),
        ({"version": 1}, "rule", "MISSING_KEY"),
        ({"version": 1, "rule": ORDERED, "rules": []}, "rules", "UNKNOWN_KEY"),
    ],
)
def test_document__of_another_form__is_refused(document, path, code):
    (problem,) = problems_of(document)

    assert (problem.path, problem.code) == (path, code)


def test_problem_codes__all__are_tested_here():
    told = {code for _, _, code, _ in REFUSED}
    told |= {"WRONG_VERSION", "FACT_UNAVAILABLE", "CURRENCY_MISSING"}

    assert told == {code.value for code in ProblemCode}


def test_fact__that_the_host_cannot_feed__is_refused():
    catalogue = Catalogue(available=frozenset({"order_count"}))
    node = {"not": condition("viewed", "is", 1)}

    (problem,) = problems_of({"version": 1, "rule": node}, catalogue)

    assert problem.path == "rule.not.fact"
    assert problem.code is ProblemCode.FACT_UNAVAILABLE
    assert '"viewed" (Viewed)' in problem.message


def test_document__with_many_problems__tells_all_in_reading_order():
    node = {
        "all": [
            {"not": condition("age", "is", "x")},
            condition("lifetime_value", "is", -1, currency="XXX", target={}),
            {"any": [{"group": "nobody"}, {}]},
        ]
    }

    found = problems_of({"version": 3, "rule": node})

    assert [(problem.path, problem.code.value) for problem in found] == [
        ("version", "WRONG_VERSION"),
        ("rule.all[0].not.value", "WRONG_VALUE"),
        ("rule.all[1].currency", "UNKNOWN_CURRENCY"),
        ("rule.all[1].target", "TARGET_NOT_TAKEN"),
        ("rule.all[1].value", "OUT_OF_RANGE"),
        ("rule.all[2].any[0].group", "UNKNOWN_GROUP"),
        ("rule.all[2].any[1]", "EMPTY_NODE"),
    ]


def test_invalid_rule__as_text__lists_path_sentence_and_code():
    error = InvalidRule(
        (
            RuleProblem("rule.fact", ProblemCode.UNKNOWN_FACT, "It is no fact."),
            RuleProblem("version", ProblemCode.WRONG_VERSION, "Write 1."),
        )
    )

    assert str(error) == (
        "The rule has 2 problems:\n"
        "- rule.fact: It is no fact. (UNKNOWN_FACT)\n"
        "- version: Write 1. (WRONG_VERSION)"
    )
    assert copy.copy(error).problems == error.problems


def test_document__nested_a_hundred_thousand_deep__is_refused_at_the_limit():
    node = nested(100_000)
    (problem,) = problems_of({"version": 1, "rule": {"all": [node]}})
    assert problem.code is ProblemCode.TOO_DEEP

    value = []
    for _ in range(100_000):
        value = [value]
    (problem,) = problems_of({"version": 1, "rule": condition("city", "is", value)})
    assert problem.message.startswith("A list is not a text.")


def test_document__with_a_million_bad_keys__lists_a_bounded_number():
    node = {**ORDERED, **{f"key{i}": 1 for i in range(10 * PROBLEMS_LIMIT)}}

    assert len(problems_of({"version": 1, "rule": node})) == PROBLEMS_LIMIT


KEYS = ("all", "any", "not", "group", "fact", "operator", "value", "within", "channel")
KEYS += (
    "target",
    "currency",
    "days",
    "hours",
    "from",
    "to",
    "brand",
    "version",
    "rule",
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(codec=None), max_size=5)
    | st.sampled_from(["order_count", "is", "between", "viewed", "2024-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(codec=None), max_size=3) | st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


@given(JSON)
def test_any_json__as_document_or_rule__is_read_or_refused_in_printable_words(junk):
    for document in (junk, {"version": 1, "rule": junk}):
        try:
            parse_rule(document, catalogue=CATALOGUE)
        except InvalidRule as error:
            told = str(error)
        else:
            continue
        assert told.encode().startswith(b"The rule has ")
        assert "- " in told


@given(rule_documents(), st.data())
def test_valid_document__with_one_value_replaced_by_junk__never_crashes(document, data):
    holders = []

    def walk(value):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            holders.append((value, key))
            if isinstance(inner, dict | list):
                walk(inner)

    document = json.loads(json.dumps(document))
    walk(document)
    holder, key = data.draw(st.sampled_from(holders))
    holder[key] = data.draw(JSON)

    try:
        parse_rule(document, catalogue=CATALOGUE)
    except InvalidRule as error:
        str(error).encode()


def test_amount__in_a_shop_without_a_currency__has_to_name_one():
    node = {"fact": "lifetime_value", "operator": "at_least", "value": 1}
    document = {"version": 1, "rule": node}
    with pytest.raises(InvalidRule) as refused:
        parse_rule(document, catalogue=Catalogue(currency=""))

    (problem,) = refused.value.problems
    assert (problem.path, problem.code) == ("rule", ProblemCode.CURRENCY_MISSING)
    assert problem.message.endswith('Add "currency".')

    node["currency"] = "EUR"
    rule = parse_rule(document, catalogue=Catalogue(currency=""))
    assert rule.currency == "EUR"
