"""Parity: PostgreSQL and the evaluator agree on generated rules and populations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.compiler import Compiler, GroupReference
from saleor_customer_groups.engine.customers import CustomerFacts
from saleor_customer_groups.engine.evaluator import matches
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Not, Rule
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.services.customers import load_customers
from saleor_customer_groups.services.registry import GroupEntry, Registry
from tests.histories import ATTRIBUTE_TYPES, GROUPS, moments, populations
from tests.loading import as_stored, store_customers, store_groups, undone
from tests.sql.asking import ask
from tests.strategies import rule_documents

pytestmark = pytest.mark.django_db

CATALOGUE = Catalogue(
    currency="EUR",
    attributes={key: FactType(type_) for key, type_ in ATTRIBUTE_TYPES.items()},
    groups=frozenset(GROUPS),
)
VISITOR, FORMER_CUSTOMER = 901, 902
RULES_AT_LEAST = 2_000


@dataclass(frozen=True, slots=True)
class Shop:
    """A population at a moment, and rules to ask about it."""

    moment: Moment
    people: tuple[CustomerFacts, ...]
    documents: tuple[dict[str, object], ...]

    @property
    def rules(self) -> list[Rule]:
        return [parse_rule(each, catalogue=CATALOGUE) for each in self.documents]

    def expected(self, rule: Rule) -> set[int]:
        return {
            person.profile_id
            for person in self.people
            if matches(rule, person, moment=self.moment)
        }


@st.composite
def shops(draw: st.DrawFn, *, people: int, rules: int) -> Shop:
    moment = draw(moments())
    documents = st.lists(rule_documents(CATALOGUE), min_size=rules, max_size=rules)
    return Shop(
        documents=tuple(draw(documents)),
        moment=moment,
        people=tuple(map(as_stored, draw(populations(moment, max_size=people)))),
    )


def exhaustively(examples: int) -> settings:
    """The same examples on every run, shrunk when one fails."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def store(shop: Shop) -> dict[str, GroupReference]:
    """The shop's customers, and two whom no rule for customers may ever take in."""
    groups = store_groups(GROUPS)
    store_customers(shop.people, attributes=CATALOGUE.attributes, groups=groups)
    outsider = CustomerFacts(profile_id=VISITOR)
    store_customers([outsider], kind="visitor")
    store_customers([replace(outsider, profile_id=FORMER_CUSTOMER)], is_shopper=False)
    return groups


def test_sql__2000_generated_rules__takes_in_whom_the_evaluator_does() -> None:
    asked: set[str] = set()
    splitting: set[str] = set()

    @exhaustively(examples=260)
    @given(shops(people=8, rules=10))
    def check(shop: Shop) -> None:
        everyone = {person.profile_id for person in shop.people}
        some = sorted(everyone)[::2]
        with undone():
            compiler = Compiler(shop.moment, CATALOGUE, store(shop))
            questions = [(rule, compiler) for rule in shop.rules]
            found = ask(questions)
            negated = ask([(Not(rule), compiler) for rule in shop.rules])
            limited = ask(questions, among=some)
        for n, rule in enumerate(shop.rules):
            document = json.dumps(shop.documents[n], sort_keys=True)
            assert found[n] == shop.expected(rule), document
            assert negated[n] == everyone - found[n], document
            assert limited[n] == found[n] & set(some), document
            asked.add(document)
            if 0 < len(found[n]) < len(everyone):
                splitting.add(document)

    check()

    assert len(asked) >= RULES_AT_LEAST
    assert len(splitting) >= RULES_AT_LEAST // 4, "Too few rules told people apart."


def test_loader__generated_customers__loses_nothing_that_a_rule_asks_about() -> None:
    asked: set[str] = set()

    @exhaustively(examples=60)
    @given(shops(people=6, rules=6))
    def check(shop: Shop) -> None:
        with undone():
            registry = Registry(CATALOGUE, entries(store(shop)))
            ids = [*(p.profile_id for p in shop.people), VISITOR, FORMER_CUSTOMER]
            for rule, document in zip(shop.rules, shop.documents, strict=True):
                assert loaded(ids, [rule], registry, shop) == {
                    (VISITOR, "visitor"): matches_nobody(rule, shop),
                    **expected(rule, shop),
                }, document
                asked.add(json.dumps(document, sort_keys=True))
            together = loaded(ids, shop.rules, registry, shop, asked=shop.rules[0])
            assert together.items() >= expected(shop.rules[0], shop).items()

    check()

    assert len(asked) >= 250


def expected(rule: Rule, shop: Shop) -> dict[tuple[int, str], bool]:
    members = shop.expected(rule)
    return {
        (person.profile_id, "customer"): person.profile_id in members
        for person in shop.people
    }


def matches_nobody(rule: Rule, shop: Shop) -> bool:
    """Whether the rule holds for somebody of whom nothing is known."""
    stranger = as_stored(CustomerFacts(profile_id=VISITOR, attributes={"tags": ()}))
    return matches(rule, stranger, moment=shop.moment)


def loaded(
    ids: Sequence[int],
    rules: Sequence[Rule],
    registry: Registry,
    shop: Shop,
    *,
    asked: Rule | None = None,
) -> dict[tuple[int, str], bool]:
    """Whether the first rule, or ``asked``, holds for each customer as loaded."""
    rule = asked or rules[0]
    return {
        (each.facts.profile_id, each.kind): matches(
            rule, each.facts, moment=shop.moment
        )
        for each in load_customers(
            ids, rules=rules, registry=registry, moment=shop.moment
        )
    }


def entries(groups: dict[str, GroupReference]) -> dict[int, GroupEntry]:
    return {
        reference.id: GroupEntry(
            id=reference.id,
            code=code,
            name=code,
            kind="manual",
            audience="customers",
            parent_id=None,
            is_default=False,
            is_archived=False,
            revision=0,
            rule=None,
            facts=frozenset(),
            referenced=frozenset(),
        )
        for code, reference in groups.items()
    }
