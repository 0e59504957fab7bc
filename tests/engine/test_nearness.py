"""How little is lacking for a rule to hold."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from saleor_customer_groups.engine.customers import (
    CustomerFacts,
    OrderFacts,
    ValueFacts,
)
from saleor_customer_groups.engine.explanation import reason_of
from saleor_customer_groups.engine.nearness import remoteness, shortfalls
from saleor_customer_groups.engine.operators import Operator
from saleor_customer_groups.engine.rules import AllOf, AnyOf, Condition, MemberOf, Not
from saleor_customer_groups.engine.windows import Moment

MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
FACTS = CustomerFacts(
    profile_id=1,
    personal={"country": "de"},
    orders={"": OrderFacts(order_count=3, units_bought=6)},
    values={("", "EUR"): ValueFacts(lifetime_value=Decimal("962.80"))},
)

WORTH = Condition("lifetime_value", Operator.AT_LEAST, Decimal(1000), "EUR")
ORDERS = Condition("order_count", Operator.AT_LEAST, 4)
MANY_ORDERS = Condition("order_count", Operator.GREATER_THAN, 9)
UNITS = Condition("units_bought", Operator.AT_LEAST, 6)
FEW_UNITS = Condition("units_bought", Operator.AT_MOST, 5)
AGE = Condition("age", Operator.AT_LEAST, 18)
FRENCH = Condition("country", Operator.IS, "fr")


@pytest.mark.parametrize(
    ("rule", "lacking"),
    [
        (WORTH, [WORTH]),
        (AllOf((WORTH, UNITS)), [WORTH]),
        (AllOf((WORTH, ORDERS)), [WORTH, ORDERS]),
        (AnyOf((MANY_ORDERS, WORTH)), [WORTH]),
        (AnyOf((FRENCH, ORDERS)), [ORDERS]),
        (AllOf((AnyOf((MANY_ORDERS, ORDERS)), WORTH)), [ORDERS, WORTH]),
        (UNITS, []),
        # It takes more than a higher number.
        (FRENCH, None),
        (FEW_UNITS, None),
        (AGE, None),
        (AllOf((WORTH, FRENCH)), None),
        (AnyOf((FRENCH, FEW_UNITS)), None),
        (Not(UNITS), None),
        (MemberOf("vip"), None),
    ],
)
def test_rule__that_does_not_hold__lacks_numbers_or_more(rule, lacking):
    found = shortfalls(reason_of(rule, FACTS, moment=MOMENT))

    assert (None if found is None else [each.rule for each in found]) == lacking


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (WORTH, Decimal("0.0372")),
        (ORDERS, Decimal("0.25")),
        (AllOf((WORTH, ORDERS)), Decimal("0.25")),
        (UNITS, Decimal(0)),
    ],
)
def test_remoteness__is_the_largest_part_that_is_lacking(rule, part):
    lacking = shortfalls(reason_of(rule, FACTS, moment=MOMENT))

    assert remoteness(lacking) == part
