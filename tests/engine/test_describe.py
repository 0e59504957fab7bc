"""The sentence that a merchant reads."""

import pytest
from hypothesis import given

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.describe import describe, describe_condition
from saleor_customer_groups.engine.operators import LABELS, Operator
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Condition
from tests.strategies import CATALOGUE, rule_documents

VALUE = {"fact": "lifetime_value", "operator": "greater_than", "value": 1000}
RECENT = {"fact": "last_order_at", "operator": "in_the_last", "value": {"days": 30}}
STATE = {"fact": "state", "operator": "is_not", "value": "CA"}


def described(node):
    return describe(parse_rule({"version": 1, "rule": node}, catalogue=CATALOGUE))


def of(fact, operator, *value, **narrowed):
    node = {"fact": fact, "operator": operator, **narrowed}
    return {**node, "value": value[0]} if value else node


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (
            {"all": [{**VALUE, "currency": "GBP"}, RECENT]},
            "Lifetime value is greater than GBP 1,000.00 and last order is in the last "
            "30 days",
        ),
        (
            {"any": [{"all": [VALUE, STATE]}, {"not": {"group": "vip"}}]},
            "(Lifetime value is greater than EUR 1,000.00 and state or region is not "
            "“CA”) or not (is a member of “vip”)".replace("(L", "(l", 1),
        ),
        ({"all": [{"any": [STATE]}]}, "State or region is not “CA”"),
        (
            {"not": {"any": [RECENT, STATE]}},
            "Not (last order is in the last 30 days or state or region is not “CA”)",
        ),
        (
            of(
                "purchased",
                "at_least",
                2,
                target={"brand": ["Nike", "Puma"]},
                channel="web",
                within={"years": 1},
            ),
            "Number of pieces purchased of the brand “Nike” or “Puma” in the channel "
            "“web” within the last 1 year is at least 2",
        ),
        (
            of("searched", "is", 0, target={"term": "running\nshoes"}),
            "Number of searches for the term “running shoes” is 0",
        ),
        (of("is_staff", "is_not", True), "Staff is not yes"),
        (of("is_registered", "is", False), "Registered is no"),
        (of("sms_marketing", "is", "subscribed"), "SMS marketing is “subscribed”"),
        (of("attribute:size", "at_least", "2.50"), "Attribute “size” is at least 2.5"),
        (of("attribute:size", "is", 1000), "Attribute “size” is 1,000"),
        (
            of(
                "lifetime_value",
                "between",
                {"from": "0.125", "to": 5000},
                currency="JPY",
            ),
            "Lifetime value is between JPY 0.125 and JPY 5,000",
        ),
        (
            of("lifetime_value", "is", 5, currency="KWD"),
            "Lifetime value is KWD 5.000",
        ),
        (
            of("average_order_value", "is_unknown", currency="USD"),
            "Average order value in USD is unknown",
        ),
        (of("city", "is_known"), "City is known"),
        (
            of("last_order_at", "more_than_ago", {"days": 180}),
            "Last order is more than 180 days ago",
        ),
        (
            of("birthdate", "anniversary_in_the_next", {"weeks": 1}),
            "Birthdate has its anniversary in the next 1 week",
        ),
        (of("birthdate", "month_is", 5), "Birthdate is in the month of May"),
        (
            of("birthdate", "between", {"from": "1990-01-01", "to": "2000-01-01"}),
            "Birthdate is on or after 1990-01-01 and before 2000-01-01",
        ),
        (
            of("joined_at", "before", "2024-05-01T02:30+02:00"),
            "Signed up is before 2024-05-01 00:30 UTC",
        ),
        (of("joined_at", "on", "2024-05-01"), "Signed up is on 2024-05-01"),
        (
            of("channels", "includes_all", ["a", "b", "c"]),
            "Channels includes all of “a”, “b” and “c”",
        ),
        (
            of("country", "is_none_of", [f"c{i}" for i in range(12)]),
            "Country is none of “c0”, “c1”, “c2”, “c3”, “c4”, “c5”, “c6”, “c7”, “c8”, "
            "“c9” or 2 more",
        ),
    ],
)
def test_rule__described__reads_as_a_sentence(node, sentence):
    assert described(node) == sentence


def test_condition__described_alone__has_no_capital():
    condition = Condition("order_count", Operator.AT_LEAST, 5)

    assert describe_condition(condition) == "number of orders is at least 5"


@given(rule_documents(CATALOGUE))
def test_any_rule__described__is_one_line_with_every_operator_in_words(document):
    rule = parse_rule(document, catalogue=Catalogue(attributes=CATALOGUE.attributes))

    sentence = describe(rule)

    assert "\n" not in sentence
    assert sentence.count("(") == sentence.count(")")
    assert not any(operator.value in sentence for operator in LABELS if "_" in operator)
    assert "…" not in sentence
