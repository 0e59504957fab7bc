"""The evaluator: negation, combinations, and history windows against a calculator."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.customers import (
    ALL_CHANNELS,
    CustomerFacts,
    OrderEntry,
)
from saleor_customer_groups.engine.evaluator import holds, matches
from saleor_customer_groups.engine.facts import Fact
from saleor_customer_groups.engine.operators import (
    COMPLEMENTS,
    OPERATORS_BY_TYPE,
    FactType,
    Operator,
)
from saleor_customer_groups.engine.readings import read
from saleor_customer_groups.engine.rules import (
    AllOf,
    AnyOf,
    Between,
    Condition,
    MemberOf,
    Not,
    Rule,
    Unit,
    Value,
    Window,
)
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.engine.windows import Moment, since
from tests.calculator import order_facts, rank_customers, value_facts
from tests.histories import ATTRIBUTE_TYPES, CHANNELS, CURRENCIES, customers, moments

MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
NOBODY = CustomerFacts(profile_id=1)
TRUE = Condition("order_count", Operator.IS, 0)
FALSE = Condition("order_count", Operator.IS, 1)
WINDOWS = st.one_of(
    st.builds(Window, st.integers(1, 72), st.just(Unit.HOURS)),
    st.builds(Window, st.sampled_from((1, 2, 7, 30, 365)), st.just(Unit.DAYS)),
    st.builds(Window, st.integers(1, 24), st.just(Unit.MONTHS)),
)
CATALOGUE = Catalogue(attributes={k: FactType(t) for k, t in ATTRIBUTE_TYPES.items()})
NAMES = (*FACTS, *(f"attribute:{key}" for key in ATTRIBUTE_TYPES))


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Any fact with any of its operators and a value of the right type."""
    fact = CATALOGUE.find(draw(st.sampled_from(NAMES)))
    assert fact is not None
    operator = draw(st.sampled_from(OPERATORS_BY_TYPE[fact.type]))
    return Condition(
        fact=fact.name,
        operator=operator,
        value=draw(values(fact, operator)),
        currency=draw(st.sampled_from(CURRENCIES))
        if fact.type is FactType.MONEY
        else None,
        within=draw(st.none() | WINDOWS) if fact.takes_within else None,
        channel=draw(st.none() | st.sampled_from(CHANNELS))
        if fact.takes_channel
        else None,
    )


@st.composite
def values(draw: st.DrawFn, fact: Fact, operator: Operator) -> Value | None:
    if operator in {Operator.IS_KNOWN, Operator.IS_UNKNOWN}:
        return None
    if operator is Operator.MONTH_IS:
        return draw(st.integers(1, 12))
    if operator.value.startswith(("in_the", "more_than", "anniversary")):
        return Window(draw(st.sampled_from((1, 7, 30, 180))), Unit.DAYS)
    match fact.type:
        case FactType.COUNT:
            one: st.SearchStrategy[Value] = st.integers(0, 8)
        case FactType.MONEY | FactType.NUMBER:
            one = st.sampled_from(("0", "10", "33.33", "100")).map(Decimal)
        case FactType.INSTANT | FactType.DATE:
            one = st.integers(-400, 30).map(lambda n: MOMENT.today + timedelta(days=n))
        case FactType.FLAG:
            one = st.booleans()
        case _:
            one = st.sampled_from(("krakow", "unknown", "web", "subscribed"))
            if operator.value.startswith(("is_one", "is_none", "includes")):
                one = st.tuples(one, one)
    if operator is Operator.BETWEEN:
        low, high = sorted((draw(one), draw(one)))  # type: ignore[type-var]
        return Between(low, high)
    return draw(one)


def rules() -> st.SearchStrategy[Rule]:
    leaf = st.one_of(conditions(), st.sampled_from(("vip", "wholesale")).map(MemberOf))
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            inner.map(Not),
            st.lists(inner, min_size=1, max_size=3).map(lambda r: AllOf(tuple(r))),
            st.lists(inner, min_size=1, max_size=3).map(lambda r: AnyOf(tuple(r))),
        ),
        max_leaves=5,
    )


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (AllOf((TRUE, TRUE)), True),
        (AllOf((TRUE, FALSE)), False),
        (AnyOf((FALSE, TRUE)), True),
        (AnyOf((FALSE, FALSE)), False),
        (Not(FALSE), True),
        (Not(AllOf((TRUE, FALSE))), True),
        (Not(AnyOf((TRUE, FALSE))), False),
        (MemberOf("vip"), False),
        (Not(MemberOf("vip")), True),
    ],
)
def test_matches__combination__follows_its_parts(rule: Rule, expected: bool) -> None:
    assert matches(rule, NOBODY, moment=MOMENT) is expected


def test_matches__member_of__reads_the_customers_groups() -> None:
    member = replace(NOBODY, member_of=frozenset({"vip"}))

    assert matches(MemberOf("vip"), member, moment=MOMENT)
    assert not matches(MemberOf("wholesale"), member, moment=MOMENT)


@given(st.data())
def test_matches__negated_rule__is_the_exact_complement(data: st.DataObject) -> None:
    moment = data.draw(moments())
    facts, rule = data.draw(customers(moment)), data.draw(rules())

    answer = matches(rule, facts, moment=moment)

    assert matches(Not(rule), facts, moment=moment) is not answer


@given(st.data())
def test_matches__complementing_operator__is_the_exact_complement(
    data: st.DataObject,
) -> None:
    moment = data.draw(moments())
    facts = data.draw(customers(moment))
    condition = data.draw(conditions().filter(lambda c: c.operator in COMPLEMENTS))
    partner = replace(condition, operator=COMPLEMENTS[condition.operator])

    answer = matches(condition, facts, moment=moment)

    assert matches(partner, facts, moment=moment) is not answer


@given(conditions())
def test_holds__unknown_value__is_false_but_for_complements(
    condition: Condition,
) -> None:
    fact = CATALOGUE.find(condition.fact)
    assert fact is not None
    is_choice = fact.type is FactType.CHOICE and condition.operator in {
        Operator.IS_KNOWN,
        Operator.IS_UNKNOWN,
    }
    unknown = "unknown" if is_choice else None

    answer = holds(condition, unknown, moment=MOMENT)

    assert answer is (condition.operator in COMPLEMENTS)


@given(st.data())
def test_read__endless_window__equals_the_stored_facts(data: st.DataObject) -> None:
    moment = data.draw(moments())
    facts = data.draw(customers(moment))
    condition = data.draw(
        conditions().filter(lambda c: FACTS.get(c.fact, FACTS["rank"]).takes_within)
    )
    endless = replace(condition, within=Window(200, Unit.YEARS))

    stored = read(replace(condition, within=None), facts, moment=moment)

    assert read(endless, facts, moment=moment) == stored


@given(st.data())
def test_read__order_facts_within__equal_those_of_the_orders_in_it(
    data: st.DataObject,
) -> None:
    moment = data.draw(moments())
    facts, window = data.draw(customers(moment)), data.draw(WINDOWS)
    channel = data.draw(st.none() | st.sampled_from(CHANNELS))
    currency = data.draw(st.sampled_from(CURRENCIES))
    start = since(window, moment)
    orders = [order for order in facts.order_history if order.at >= start]
    refunds = [r for r in facts.refund_history if r.order_at >= start]
    key = channel or ALL_CHANNELS
    expected = order_facts(orders, at=moment.now).get(key)
    worth = value_facts(orders, refunds, at=moment.now).get((key, currency))

    def reading(name: str) -> object:
        condition = Condition(
            name, Operator.IS_KNOWN, None, currency, window, channel=channel
        )
        return read(condition, facts, moment=moment)

    assert reading("order_count") == (expected.order_count if expected else 0)
    assert reading("last_order_at") == (expected.last_order_at if expected else None)
    assert reading("average_units_per_order") == (
        expected.average_units_per_order if expected else None
    )
    assert reading("lifetime_value") == (worth.lifetime_value if worth else 0)
    assert reading("average_order_value") == (
        worth.average_order_value if worth else None
    )


def test_rank_customers__below_twenty__ranks_nobody() -> None:
    assert rank_customers(shop_of(19), currency="EUR") == {}


def test_rank_customers__twenty_in_order__ranks_from_0_to_100() -> None:
    ranks = rank_customers(shop_of(20), currency="EUR")

    assert ranks[0] == 0
    assert ranks[10] == 53  # 10 of 19 are lower: 52.63
    assert ranks[19] == 100


def test_rank_customers__equals_and_strangers__share_and_have_none() -> None:
    people = shop_of(20) | {20: NOBODY}
    people[1] = people[0]

    ranks = rank_customers(people, currency="USD")

    assert ranks[0] == ranks[1]
    assert 20 not in ranks
    assert ranks[19] == 67  # nobody has spent in that currency: two of three


def shop_of(count: int) -> dict[int, CustomerFacts]:
    """Customers who each bought later, more often and for more than the one before."""
    people = {}
    for index in range(count):
        orders = [
            order_at(MOMENT.now - timedelta(days=count - index), paid=Decimal(10))
            for _ in range(index + 1)
        ]
        people[index] = replace(
            NOBODY,
            orders=order_facts(orders, at=MOMENT.now),
            values=value_facts(orders, (), at=MOMENT.now),
        )
    return people


def order_at(at: datetime, *, paid: Decimal) -> OrderEntry:
    return OrderEntry(at=at, channel="web", currency="EUR", paid=paid, units=1)
