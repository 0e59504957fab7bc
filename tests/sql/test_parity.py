"""Parity: PostgreSQL and the evaluator agree on generated rules and populations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.compiler import Compiler, GroupReference
from saleor_customer_groups.engine.customers import (
    ActivityEntry,
    CustomerFacts,
    LineEntry,
    OrderEntry,
    RefundEntry,
)
from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Not, Rule, Unit, Window
from saleor_customer_groups.engine.windows import Moment, since
from saleor_customer_groups.services.customers import load_customers
from saleor_customer_groups.services.registry import (
    Registry,
    get_registry,
    histories_asked,
)
from saleor_customer_groups.services.shops import get_shop, touch_registry
from tests.histories import (
    ATTRIBUTE_TYPES,
    GROUPS,
    Purchase,
    populations,
    with_purchases,
)
from tests.loading import as_stored, store_customers, store_groups
from tests.sql.asking import ask
from tests.strategies import rule_documents

pytestmark = pytest.mark.django_db

CATALOGUE = Catalogue(
    currency="EUR",
    attributes={key: FactType(type_) for key, type_ in ATTRIBUTE_TYPES.items()},
    groups=frozenset(GROUPS),
)
TICK = timedelta(microseconds=1)
EDGES = (
    Window(1, Unit.DAYS),
    Window(7, Unit.DAYS),
    Window(1, Unit.MONTHS),
    Window(1, Unit.YEARS),
    Window(2, Unit.HOURS),
    Window(30, Unit.HOURS),
)
VISITOR, FORMER_CUSTOMER = 901, 902
RULES_AT_LEAST = 2_000


@dataclass(frozen=True, slots=True)
class Shop:
    """Everyone, and the moments at which rules are asked.

    Generated once and stored once, which leaves the time for thousands of rules. A rule
    that fails is shrunk, and the customer it fails for is named.
    """

    moments: tuple[Moment, ...]
    people: tuple[CustomerFacts, ...]

    @property
    def ids(self) -> set[int]:
        return {person.profile_id for person in self.people}

    def matching(self, rule: Rule, moment: Moment) -> set[int]:
        return {
            person.profile_id
            for person in self.people
            if matches(rule, person, moment=moment)
        }

    def explain(self, document: object, moment: Moment, differing: set[int]) -> str:
        """What to look at when the two disagree."""
        found = next((p for p in self.people if p.profile_id in differing), None)
        return f"{json.dumps(document)}\nat {moment}\nabout {differing}: {found}"


def thoroughly(examples: int) -> settings:
    """The same examples on every run, shrunk when one fails."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )


@cache
def shop() -> Shop:
    """Generated customers, and those who stand on the edges of windows."""
    found: list[tuple[Moment, tuple[CustomerFacts, ...]]] = []

    @thoroughly(examples=30)
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        moment = MOMENTS[len(found) % len(MOMENTS)]
        found.append((moment, data.draw(populations(moment, max_size=4))))

    collect()
    people = [person for _, several in found for person in several][:40]
    people += [each for moment in MOMENTS for each in on_the_edges(moment)]
    return Shop(
        MOMENTS,
        tuple(
            as_stored(replace(person, profile_id=n))
            for n, person in enumerate(people, start=1)
        ),
    )


def on_the_edges(moment: Moment) -> Iterator[CustomerFacts]:
    """To whom everything happened as a window begins, or just before it."""
    for window in EDGES:
        for at in (since(window, moment), since(window, moment) - TICK):
            yield all_at(at, moment)


def all_at(at: datetime, moment: Moment) -> CustomerFacts:
    day, nike = moment.day_of(at), frozenset({"brand:nike", "category:shoes"})
    purchase = Purchase(
        OrderEntry(at=at, channel="web", currency="EUR", paid=Decimal(10), units=2),
        (LineEntry(at=at, channel="web", quantity=1, targets=nike),),
        tuple(
            RefundEntry(
                at=refunded_at,
                order_at=at,
                channel="web",
                currency="EUR",
                amount=Decimal(1),
            )
            for refunded_at in (at, at - timedelta(days=400))  # paid back in advance
        ),
    )
    person = CustomerFacts(
        profile_id=0,
        personal={"joined_at": at, "open_checkout_at": at, "birthdate": day},
        attributes={"renewed": (at,), "founded": (day,), "tags": ()},
        activity=(
            ActivityEntry(kind="viewed", day=day, channel="web", count=1, targets=nike),
        ),
    )
    return with_purchases(person, (purchase,), at=moment.now)


#: About clocks going forward and back, a leap day, and a month's and year's end.
MOMENTS = (
    Moment(datetime(2026, 3, 29, 1, tzinfo=UTC), ZoneInfo("Europe/Warsaw")),
    Moment(datetime(2026, 11, 1, 4, 30, tzinfo=UTC), ZoneInfo("America/Havana")),
    Moment(datetime(2028, 2, 29, tzinfo=UTC), ZoneInfo("UTC")),
    Moment(datetime(2026, 12, 31, 18, 15, tzinfo=UTC), ZoneInfo("Asia/Kathmandu")),
)


def store(shop: Shop) -> dict[str, GroupReference]:
    """The shop's customers, and two whom no rule for customers may ever take in."""
    groups = store_groups(GROUPS)
    store_customers(shop.people, attributes=CATALOGUE.attributes, groups=groups)
    outsider = CustomerFacts(profile_id=VISITOR)
    store_customers([outsider], kind="visitor")
    store_customers([replace(outsider, profile_id=FORMER_CUSTOMER)], is_shopper=False)
    return groups


@st.composite
def questions(draw: st.DrawFn, count: int) -> tuple[Moment, list[dict[str, object]]]:
    """A moment and different rules; without that half of them would be the same."""
    documents = st.lists(
        rule_documents(CATALOGUE), min_size=count, max_size=count, unique_by=json.dumps
    )
    return draw(st.sampled_from(MOMENTS)), draw(documents)


def test_sql__2000_generated_rules__takes_in_whom_the_evaluator_does() -> None:
    everyone = shop()
    ids, some = everyone.ids, everyone.ids - set(range(0, 101, 3))
    asked: set[str] = set()
    splitting: set[str] = set()
    groups = store(everyone)

    @thoroughly(examples=400)
    @given(questions(8))
    def check(question: tuple[Moment, list[dict[str, object]]]) -> None:
        moment, documents = question
        compiler = Compiler(moment, CATALOGUE, groups)
        rules = [parse_rule(each, catalogue=CATALOGUE) for each in documents]
        found = ask([(rule, compiler) for rule in rules])
        negated = ask([(Not(rule), compiler) for rule in rules])
        limited = ask([(rule, compiler) for rule in rules], among=sorted(some))
        for n, document in enumerate(documents):
            expected = everyone.matching(rules[n], moment)
            for answer, right in (
                (found[n], expected),
                (negated[n], ids - expected),
                (limited[n], expected & some),
            ):
                assert answer == right, everyone.explain(
                    document, moment, answer ^ right
                )
            key = json.dumps(document, sort_keys=True)
            asked.add(key)
            if 0 < len(found[n]) < len(ids):
                splitting.add(key)

    check()

    assert len(asked) >= RULES_AT_LEAST
    assert len(splitting) >= RULES_AT_LEAST // 2, "Too few rules told people apart."


def test_loader__generated_customers__loses_nothing_that_a_rule_asks_about() -> None:
    everyone = shop()
    store(everyone)
    touch_registry()
    registry = replace(get_registry(get_shop()), catalogue=CATALOGUE)
    ids = [*everyone.ids, VISITOR, FORMER_CUSTOMER]
    asked: set[str] = set()

    @thoroughly(examples=50)
    @given(questions(5))
    def check(question: tuple[Moment, list[dict[str, object]]]) -> None:
        moment, documents = question
        rules = [parse_rule(each, catalogue=CATALOGUE) for each in documents]
        together = load(ids, rules, registry, moment)
        for rule, document in zip(rules, documents, strict=True):
            expected = everyone.matching(rule, moment)
            for loaded in (load(ids, [rule], registry, moment), together):
                answer = {
                    facts.profile_id
                    for facts in loaded
                    if matches(rule, facts, moment=moment)
                }
                assert answer == expected, everyone.explain(
                    document, moment, answer ^ expected
                )
            asked.add(json.dumps(document, sort_keys=True))

    check()

    assert len(asked) >= 200


WITHIN = {
    "order_count": 1,
    "lifetime_value": 8,
    "refunded_value": 1,
    "purchased": 1,
    "viewed": 1,
}


@pytest.mark.parametrize("moment", MOMENTS, ids=lambda moment: moment.zone.key)
def test_edges__of_windows__are_where_the_evaluator_puts_them(moment: Moment) -> None:
    everyone = shop()
    groups = store(everyone)
    touch_registry()
    registry = replace(get_registry(get_shop()), catalogue=CATALOGUE)
    nodes = [
        {"fact": fact, "operator": "is", "value": value, "within": {unit: count}}
        for fact, value in WITHIN.items()
        for count, unit in ((window.count, window.unit.value) for window in EDGES)
        if (fact, unit) != ("viewed", "hours")
    ]
    rules = [
        parse_rule({"version": 1, "rule": node}, catalogue=CATALOGUE) for node in nodes
    ]

    found = ask([(rule, Compiler(moment, CATALOGUE, groups)) for rule in rules])

    for rule, node, answer in zip(rules, nodes, found, strict=True):
        expected = everyone.matching(rule, moment)
        loaded = load(
            [*everyone.ids, VISITOR, FORMER_CUSTOMER], [rule], registry, moment
        )
        answered = {
            facts.profile_id for facts in loaded if matches(rule, facts, moment=moment)
        }
        assert expected, f"Nobody stands on the edge of {node}."
        assert answer == expected, everyone.explain(node, moment, answer ^ expected)
        assert answered == expected, everyone.explain(node, moment, answered ^ expected)


def load(
    ids: Sequence[int], rules: Sequence[Rule], registry: Registry, moment: Moment
) -> list[CustomerFacts]:
    """Customers as loaded for the rules: the visitor as one, the former one not."""
    asked = {
        each for rule in rules for each in histories_asked(rule, registry.catalogue)
    }
    loaded = load_customers(ids, asked=asked, registry=registry, moment=moment)
    kinds = {each.facts.profile_id: each.kind for each in loaded}
    assert kinds.pop(VISITOR) == "visitor"
    assert FORMER_CUSTOMER not in kinds
    return [each.facts for each in loaded if each.kind == "customer"]
