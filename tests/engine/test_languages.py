"""What is said in other languages than English."""

import string
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.customers import (
    CustomerFacts,
    OrderFacts,
    ValueFacts,
)
from saleor_customer_groups.engine.describe import describe
from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.explanation import explain
from saleor_customer_groups.engine.languages import LANGUAGES
from saleor_customer_groups.engine.operators import Operator
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.problems import (
    InvalidRule,
    ProblemCode,
    RuleProblem,
)
from saleor_customer_groups.engine.rules import (
    AllOf,
    AnyOf,
    Condition,
    MemberOf,
    Not,
    Unit,
    Window,
)
from saleor_customer_groups.engine.turkish import TURKISH
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.services.usage import UserKind
from tests.english import english_in
from tests.histories import customers, moments
from tests.strategies import CATALOGUE, rule_documents

MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
OTHERS = [language for language in LANGUAGES.values() if language is not ENGLISH]
every_other = pytest.mark.parametrize("language", OTHERS, ids=lambda each: each.code)


def texts_of(value, path):
    """Every text below the value, by its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_of(inner, f"{path}.{key}")
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts_of(inner, f"{path}[{index}]")


def texts(language):
    return {
        place: text
        for field in fields(language)
        if field.name not in {"code", "casing", "facts", "problems"}
        for place, text in texts_of(getattr(language, field.name), field.name)
    }


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


@every_other
def test_language__has_a_text_for_each_of_english__with_the_same_places(language):
    own, english = texts(language), texts(ENGLISH)

    assert own.keys() == english.keys()
    # "1" may stand for the count, where it is one.
    differing = [
        place
        for place, text in english.items()
        if places(text) != places(own[place]) and not place.startswith("refused")
    ]
    assert differing == []


@every_other
def test_language__names_every_fact_and_every_problem(language):
    assert language.facts.keys() == FACTS.keys()
    assert set(language.problems) == set(ProblemCode)
    for words in language.facts.values():
        assert words.label
        assert words.help


def test_english__names_whatever_refers_to_a_group():
    assert set(ENGLISH.users) == {kind.value for kind in UserKind}
    assert set(ENGLISH.operators) == set(ENGLISH.labels) == set(Operator)


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (
            {
                "all": [
                    {"fact": "first_order_at", "operator": "is_known"},
                    {
                        "fact": "lifetime_value",
                        "operator": "at_least",
                        "value": "1234.5",
                    },
                ]
            },
            "İlk sipariş biliniyor ve yaşam boyu değer en az 1.234,50 EUR",
        ),
        (
            {
                "any": [
                    {"not": {"group": "vip"}},
                    {"fact": "order_count", "operator": "is", "value": 2},
                ]
            },
            "Şu geçerli değil: (“vip” grubunun üyesi) ya da sipariş sayısı şuna eşit: 2",
        ),
        (
            {
                "fact": "purchased",
                "operator": "at_least",
                "value": 1,
                "target": {"brand": ["Nike", "Puma"]},
                "within": {"days": 1},
            },
            "Satın alınan parça sayısı (marka: “Nike” ya da “Puma”) (son 1 gün içinde)"
            " en az 1",
        ),
        (
            {
                "fact": "birthdate",
                "operator": "between",
                "value": {"from": "1990-01-31", "to": "2000-01-01"},
            },
            "Doğum tarihi 31.01.1990 ya da sonrasında ve 01.01.2000 öncesinde",
        ),
        (
            {"fact": "birthdate", "operator": "month_is", "value": 5},
            "Doğum tarihi Mayıs ayında",
        ),
    ],
)
def test_rule__in_turkish__reads_as_a_sentence(node, sentence):
    rule = parse_rule({"version": 1, "rule": node}, catalogue=CATALOGUE)

    assert describe(rule, TURKISH) == sentence


@pytest.mark.parametrize(
    ("rule", "summary"),
    [
        (
            Condition("lifetime_value", Operator.AT_LEAST, Decimal(1000), "EUR"),
            "Grupta değil, çünkü yaşam boyu değer: 962,80 EUR (geçerli değil: en az"
            " 1.000,00 EUR; 37,20 EUR eksik).",
        ),
        (
            AllOf(
                (
                    Condition("order_count", Operator.AT_LEAST, 3),
                    Not(Condition("is_staff", Operator.IS, True)),
                )
            ),
            "Grupta, çünkü sipariş sayısı: 3 (en az 3) ve çalışan: bilinmiyor (geçerli"
            " değil: şuna eşit: evet).",
        ),
        (
            Condition("joined_at", Operator.IN_THE_LAST, Window(30, Unit.DAYS)),
            "Grupta, çünkü kayıt: 28.02.2026 13:00 (son 30 gün içinde). Başka bir şey"
            " olmazsa 31.03.2026 tarihinde ayrılır.",
        ),
        (MemberOf("vip"), "Grupta değil, çünkü müşteri vip grubunun üyesi değil."),
    ],
)
def test_reason__in_turkish__reads_as_a_sentence(rule, summary):
    facts = CustomerFacts(
        profile_id=1,
        personal={"joined_at": datetime(2026, 2, 28, 12, tzinfo=UTC)},
        orders={"": OrderFacts(order_count=3, units_bought=6)},
        values={("", "EUR"): ValueFacts(lifetime_value=Decimal("962.80"))},
    )

    assert explain(rule, facts, moment=MOMENT, language=TURKISH).summary() == summary


def test_tree__in_turkish__says_how_its_parts_are_joined():
    rule = AllOf((AnyOf((MemberOf("a"), MemberOf("b"))), Not(MemberOf("c"))))

    reason = explain(rule, CustomerFacts(profile_id=1), moment=MOMENT, language=TURKISH)

    either, negated = reason.reason.parts
    assert [reason.reason.sentence, either.sentence, negated.sentence] == [
        "bunların hepsi",
        "bunlardan herhangi biri",
        "bu değil",
    ]


@every_other
@given(data=st.data())
def test_any_rule__in_another_language__has_no_english_in_it(language, data):
    document = data.draw(rule_documents(CATALOGUE))
    catalogue = Catalogue(attributes=CATALOGUE.attributes)
    rule = parse_rule(document, catalogue=catalogue)
    moment = data.draw(moments())
    facts = data.draw(customers(moment))

    found = explain(rule, facts, moment=moment, language=language)

    # What is known of the customer stands in its own words.
    own = {word for text in actual_words(found.reason) for word in english_in(text)}
    assert english_in(describe(rule, language)) == []
    assert set(english_in(found.summary())) <= own


def actual_words(reason):
    return [
        *filter(None, [reason.actual]),
        *(word for part in reason.parts for word in actual_words(part)),
    ]


@every_other
@pytest.mark.parametrize("code", list(ProblemCode))
def test_problem__in_another_language__has_no_english_in_it(language, code):
    problem = RuleProblem(
        "rule.all[1].value", code, "Something is wrong with the rule."
    )

    said = language.refusal([problem])

    assert english_in(said) == []
    assert problem.path in said


def test_refusal__in_english__is_what_the_error_says():
    with pytest.raises(InvalidRule) as found:
        parse_rule({"version": 1, "rule": {"all": []}}, catalogue=CATALOGUE)

    assert ENGLISH.refusal(found.value.problems) == str(found.value)
