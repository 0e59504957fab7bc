"""Explanations: the reasons, the gaps, and when an answer changes by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.changes import HORIZON_YEARS, next_change
from saleor_customer_groups.engine.customers import (
    CustomerFacts,
    OrderEntry,
    OrderFacts,
    ValueFacts,
)
from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.explanation import explain
from saleor_customer_groups.engine.operators import Operator
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
from saleor_customer_groups.engine.windows import Moment
from tests.histories import customers, moments

TICK = timedelta(microseconds=1)
MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
WINDOWS = st.one_of(
    st.builds(Window, st.integers(1, 72), st.just(Unit.HOURS)),
    st.builds(Window, st.sampled_from((1, 2, 7, 30, 90)), st.just(Unit.DAYS)),
    st.builds(Window, st.integers(1, 14), st.just(Unit.MONTHS)),
)
DAY_WINDOWS = WINDOWS.filter(lambda window: window.unit is not Unit.HOURS)
LOOKING = st.sampled_from(
    (Operator.IN_THE_LAST, Operator.MORE_THAN_AGO, Operator.IN_THE_NEXT)
)
CELEBRATING = st.sampled_from(
    (Operator.ANNIVERSARY_IN_THE_NEXT, Operator.ANNIVERSARY_IN_THE_LAST)
)
ASKING = st.sampled_from((Operator.AT_LEAST, Operator.IS, Operator.LESS_THAN))


def timed_conditions() -> st.SearchStrategy[Condition]:
    """Every kind of condition whose answer depends on now."""
    instant = st.sampled_from(("joined_at", "open_checkout_at", "attribute:renewed"))
    order = st.sampled_from(("first_order_at", "last_order_at"))
    day = st.sampled_from(("birthdate", "attribute:founded"))
    year = st.builds(Window, st.sampled_from((1, 7, 60)), st.just(Unit.DAYS))
    counted = st.sampled_from(("order_count", "units_bought", "purchased"))
    kept = st.sampled_from(("viewed", "added_to_cart"))
    money = st.sampled_from(("lifetime_value", "refunded_value"))
    amount = st.sampled_from(("0", "10", "100")).map(Decimal)
    number = st.integers(0, 4)
    return st.one_of(
        st.builds(Condition, instant | order, LOOKING, WINDOWS),
        st.builds(Condition, order, LOOKING, WINDOWS, within=WINDOWS),
        st.builds(Condition, day, LOOKING, DAY_WINDOWS),
        st.builds(Condition, instant | day, CELEBRATING, year),
        st.builds(Condition, st.just("age"), ASKING, st.integers(0, 60)),
        st.builds(Condition, counted, ASKING, number, within=WINDOWS),
        st.builds(Condition, kept, ASKING, number, within=DAY_WINDOWS),
        st.builds(Condition, st.just("purchased") | kept, ASKING, number),
        st.builds(
            Condition, money, ASKING, amount, currency=st.just("EUR"), within=WINDOWS
        ),
        st.builds(
            Condition,
            st.just("voucher_codes_used"),
            st.just(Operator.INCLUDES_ANY),
            st.just(("spring",)),
            within=WINDOWS,
        ),
    )


def timed_rules() -> st.SearchStrategy[Rule]:
    pair = st.tuples(timed_conditions(), timed_conditions())
    return st.one_of(
        timed_conditions(),
        timed_conditions().map(Not),
        pair.map(AllOf),
        pair.map(AnyOf),
    )


@given(st.data())
def test_next_change__found__flips_there_and_not_before(data: st.DataObject) -> None:
    moment = data.draw(moments())
    facts, rule = data.draw(customers(moment)), data.draw(timed_rules())
    answer = matches(rule, facts, moment=moment)

    change = next_change(rule, facts, moment=moment)

    end = change or moment.now + timedelta(days=365 * HORIZON_YEARS - 2)
    if change:
        assert matches(rule, facts, moment=Moment(change, moment.zone)) is not answer
    probes = [end - TICK, end - timedelta(seconds=1), end - timedelta(hours=1)]
    probes += [
        moment.now + (end - moment.now) * data.draw(st.floats(0, 0.999999))
        for _ in range(20)
    ]
    for probe in probes:
        if moment.now <= probe < end:
            at = Moment(probe, moment.zone)
            assert matches(rule, facts, moment=at) is answer


@given(st.data())
def test_next_change__every_day_and_hour_ahead__misses_no_flip(
    data: st.DataObject,
) -> None:
    moment = data.draw(moments())
    facts, rule = data.draw(customers(moment)), data.draw(timed_rules())
    answer = matches(rule, facts, moment=moment)
    ahead = [moment.now + timedelta(hours=count) for count in range(1, 200)]
    ahead += [moment.now + timedelta(days=count) for count in range(9, 200, 3)]
    flipped = (
        instant
        for instant in ahead
        if matches(rule, facts, moment=Moment(instant, moment.zone)) is not answer
    )

    change = next_change(rule, facts, moment=moment)

    first = next(flipped, None)
    assert first is None or (change is not None and change <= first)


def joined(*, days_ago: int) -> CustomerFacts:
    at = MOMENT.now - timedelta(days=days_ago)
    return CustomerFacts(profile_id=1, personal={"joined_at": at})


def born(day: date) -> CustomerFacts:
    return CustomerFacts(profile_id=1, personal={"birthdate": day})


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        (
            Condition("joined_at", Operator.IN_THE_LAST, Window(30, Unit.DAYS)),
            joined(days_ago=10),
            "2026-03-30T22:00+00:00",
        ),
        (
            Condition("joined_at", Operator.MORE_THAN_AGO, Window(48, Unit.HOURS)),
            joined(days_ago=1),
            "2026-03-11T12:00:00.000001+00:00",
        ),
        (
            Condition("joined_at", Operator.IN_THE_LAST, Window(1, Unit.DAYS)),
            joined(days_ago=-1),
            "2026-03-11T12:00+00:00",
        ),
        (
            Condition("joined_at", Operator.IN_THE_NEXT, Window(48, Unit.HOURS)),
            joined(days_ago=-5),
            "2026-03-13T12:00:00.000001+00:00",
        ),
        (
            Condition("joined_at", Operator.IN_THE_NEXT, Window(2, Unit.DAYS)),
            joined(days_ago=-5),
            "2026-03-12T23:00+00:00",
        ),
        (
            Condition("birthdate", Operator.IN_THE_NEXT, Window(1, Unit.MONTHS)),
            born(date(2026, 5, 31)),
            "2026-04-30T22:00+00:00",
        ),
        (
            Condition("birthdate", Operator.IN_THE_LAST, Window(1, Unit.MONTHS)),
            born(date(2026, 2, 28)),
            "2026-03-31T22:00+00:00",
        ),
        (
            Condition("age", Operator.AT_LEAST, 18),
            born(date(2009, 6, 1)),
            "2027-05-31T22:00+00:00",
        ),
        (
            Condition(
                "birthdate", Operator.ANNIVERSARY_IN_THE_NEXT, Window(7, Unit.DAYS)
            ),
            born(date(2008, 2, 29)),
            "2027-02-20T23:00+00:00",
        ),
        (Condition("age", Operator.AT_LEAST, 18), born(date(2020, 6, 1)), None),
        (Condition("joined_at", Operator.IS_KNOWN), joined(days_ago=1), None),
        (MemberOf("vip"), joined(days_ago=1), None),
    ],
)
def test_next_change__rule__is_the_first_instant_of_another_answer(
    rule: Rule, facts: CustomerFacts, expected: str | None
) -> None:
    change = next_change(rule, facts, moment=MOMENT)

    assert change == (datetime.fromisoformat(expected) if expected else None)


def test_next_change__order_that_ends_to_count__is_that_instant() -> None:
    end = MOMENT.now + timedelta(hours=5)
    order = OrderEntry(
        at=MOMENT.now - timedelta(days=1),
        channel="web",
        currency="EUR",
        paid=Decimal(10),
        units=1,
        counts_until=end,
    )
    facts = CustomerFacts(profile_id=1, order_history=(order,))
    rule = Condition("order_count", Operator.AT_LEAST, 1, within=Window(30, Unit.DAYS))

    assert next_change(rule, facts, moment=MOMENT) == end


def bought(*, orders: int = 3, value: str = "962.80") -> CustomerFacts:
    return CustomerFacts(
        profile_id=1,
        orders={"": OrderFacts(order_count=orders, units_bought=orders * 2)},
        values={("", "GBP"): ValueFacts(lifetime_value=Decimal(value))},
    )


@pytest.mark.parametrize(
    ("fact", "operator", "value", "gap"),
    [
        ("lifetime_value", Operator.AT_LEAST, Decimal(1000), "GBP 37.20 short"),
        ("lifetime_value", Operator.GREATER_THAN, Decimal(1000), "GBP 37.20 short"),
        (
            "lifetime_value",
            Operator.GREATER_THAN,
            Decimal("962.80"),
            "exactly the limit",
        ),
        ("lifetime_value", Operator.LESS_THAN, Decimal("962.80"), "exactly the limit"),
        ("lifetime_value", Operator.AT_MOST, Decimal(900), "GBP 62.80 too much"),
        ("lifetime_value", Operator.IS, Decimal(900), "GBP 62.80 too much"),
        ("lifetime_value", Operator.AT_LEAST, Decimal(900), None),
        ("order_count", Operator.AT_LEAST, 5, "2 orders short"),
        ("order_count", Operator.AT_LEAST, 4, "1 order short"),
        ("order_count", Operator.GREATER_THAN, 3, "1 order short"),
        ("order_count", Operator.LESS_THAN, 3, "1 order too much"),
        ("order_count", Operator.BETWEEN, Between(5, 9), "2 orders short"),
        ("order_count", Operator.BETWEEN, Between(0, 1), "2 orders too much"),
        ("order_count", Operator.IS_NOT, 3, None),
        ("units_bought", Operator.AT_LEAST, 1000, "994 units short"),
        ("age", Operator.AT_LEAST, 18, None),
    ],
)
def test_explain__numeric_condition__says_how_far_it_is(
    fact: str, operator: Operator, value: Value, gap: str | None
) -> None:
    currency = "GBP" if fact == "lifetime_value" else None
    rule = Condition(fact, operator, value, currency)

    explanation = explain(rule, bought(), moment=MOMENT)

    assert explanation.reason.gap == gap


def test_explain__tree__mirrors_the_rule() -> None:
    is_rich = Condition("lifetime_value", Operator.AT_LEAST, Decimal(900), "GBP")
    is_adult = Condition("age", Operator.AT_LEAST, 18)
    rule = AllOf((is_rich, Not(AnyOf((is_adult, MemberOf("vip"))))))

    reason = explain(rule, bought(), moment=MOMENT).reason

    rich, negated = reason.parts
    adult, vip = negated.parts[0].parts
    assert (reason.rule, reason.holds, reason.is_unknown) == (rule, True, True)
    assert (rich.rule, rich.holds, rich.actual) == (is_rich, True, "GBP 962.80")
    assert (negated.holds, negated.is_unknown) == (True, True)
    assert (adult.holds, adult.is_unknown, adult.actual) == (False, True, "unknown")
    assert (vip.holds, vip.is_unknown, vip.actual) == (False, False, "not a member")


@given(st.data())
def test_explain__any_rule__agrees_with_the_evaluator(data: st.DataObject) -> None:
    moment = data.draw(moments())
    facts, rule = data.draw(customers(moment)), data.draw(timed_rules())

    explanation = explain(rule, facts, moment=moment)

    assert explanation.holds is matches(rule, facts, moment=moment)
    assert explanation.changes_at == next_change(rule, facts, moment=moment)
    assert explanation.summary().startswith("In, " if explanation.holds else "Not in, ")


@pytest.mark.parametrize(
    ("rule", "facts", "summary"),
    [
        (
            Condition("lifetime_value", Operator.GREATER_THAN, Decimal(1000), "GBP"),
            bought(value="1204"),
            "In, because lifetime value is GBP 1,204.00 (greater than GBP 1,000.00).",
        ),
        (
            Condition("lifetime_value", Operator.AT_LEAST, Decimal(1000), "GBP"),
            bought(),
            "Not in, because lifetime value is GBP 962.80 (not at least GBP 1,000.00; "
            "GBP 37.20 short).",
        ),
        (
            Condition("joined_at", Operator.IN_THE_LAST, Window(30, Unit.DAYS)),
            joined(days_ago=10),
            "In, because signed up is 2026-02-28 13:00 (in the last 30 days). "
            "Would leave on 2026-03-31.",
        ),
        (
            Condition("joined_at", Operator.MORE_THAN_AGO, Window(48, Unit.HOURS)),
            joined(days_ago=1),
            "Not in, because signed up is 2026-03-09 13:00 (not more than 48 hours "
            "ago). Would join on 2026-03-11 13:00.",
        ),
        (
            Condition("order_count", Operator.IS, 3),
            bought(),
            "In, because number of orders is 3.",
        ),
        (
            MemberOf("vip"),
            bought(),
            "Not in, because the customer is not a member of vip.",
        ),
        (
            Not(AllOf((MemberOf("vip"), MemberOf("vip")))),
            bought(),
            "In, because the customer is not a member of vip.",
        ),
        (
            Condition("channels", Operator.INCLUDES_ANY, ("web",)),
            bought(),
            "Not in, because channels is empty (does not hold: includes any of “web”).",
        ),
        (
            AllOf(
                (
                    Condition("order_count", Operator.AT_LEAST, 3),
                    Condition("is_staff", Operator.IS_NOT, True),
                )
            ),
            replace(bought(), personal={"is_staff": False}),
            "In, because number of orders is 3 (at least 3) and staff is no (not yes).",
        ),
    ],
)
def test_summary__rule__is_what_staff_read(
    rule: Rule, facts: CustomerFacts, summary: str
) -> None:
    assert explain(rule, facts, moment=MOMENT).summary() == summary
