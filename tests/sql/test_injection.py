"""Hostile text is only ever text: it is bound, compared, and found where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.compiler import Compiler, GroupReference
from saleor_customer_groups.engine.customers import (
    CustomerFacts,
    LineEntry,
    OrderEntry,
)
from saleor_customer_groups.engine.flips import render_sweeps, sweeps
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import Not
from saleor_customer_groups.engine.text import target_key, text_key
from saleor_customer_groups.engine.windows import Moment
from saleor_customer_groups.host import get_host
from saleor_customer_groups.services.previews import preview
from saleor_customer_groups.services.queries import fetch
from saleor_customer_groups.services.registry import get_registry
from saleor_customer_groups.services.shops import get_shop, touch_registry
from saleor_customer_groups.services.sync import (
    ensure_profiles,
    sync_attribute_definitions,
)
from saleor_customer_groups.standalone.models import (
    AttributeType,
    Customer,
    CustomerAttribute,
    Order,
    OrderLine,
    Product,
)
from tests.calculator import order_facts
from tests.loading import as_stored, store_customers, store_groups
from tests.sql.asking import ask, rendered
from tests.syncing import sync_all

pytestmark = pytest.mark.django_db

HOSTILE = {
    "drops a table": "'; DROP TABLE customer_groups_profile; --",
    "ends a comment": "*/ OR TRUE /*",
    "a positional placeholder": "%s",
    "a named placeholder": "%(p0)s",
    "the profiles placeholder": "%(profiles)s",
    "a lone percent sign": "100%",
    "a fragment": "{{members}}",
    "another fragment": "{{chosen}} {{where}}",
    "backslashes": "\\' \\\\ \\x27",
    "dollar quotes": "$$; SELECT pg_sleep(60); $$",
    "a line separator": "a\u2028OR\u2028b",
    "quotes": "\"'`\u2019\u201c",
    "an array": '{"a","b"}',
    "an array that ends": '","} {NULL}',
    "like wildcards": "_%",
    "a null": "NULL",
    "a right-to-left mark": "\u202eevil\u202c",
    "two hundred characters": "x'" * 100,
}
MOMENT = Moment(datetime(2026, 3, 10, 12, tzinfo=UTC), ZoneInfo("Europe/Warsaw"))
BOUGHT_AT = MOMENT.now - timedelta(days=3)
HIM, OTHER = 1, 2
GROUP = GroupReference(1)

hostile = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())


def customer(id_: int, text: str, *, group: str) -> CustomerFacts:
    """Somebody in whose facts the text stands wherever a text can stand."""
    key = text_key(text)
    order = OrderEntry(
        at=BOUGHT_AT,
        channel=key,
        currency="EUR",
        paid=Decimal(10),
        units=1,
        voucher_codes=frozenset({key}),
    )
    line = LineEntry(
        at=BOUGHT_AT,
        channel=key,
        quantity=2,
        targets=frozenset({target_key("brand", text), target_key("category", text)}),
    )
    return as_stored(
        CustomerFacts(
            profile_id=id_,
            personal={"state_key": key, "city_key": key, "gender_key": key},
            attributes={"kind": (key,), "tags": (key,), text: (key,)},
            orders=order_facts([order], at=MOMENT.now),
            order_history=(order,),
            line_history=(line,),
            member_of=frozenset({group}),
        )
    )


def rules(text: str) -> Mapping[str, Mapping[str, object]]:
    """Rules that hold for whoever has the text, and for nobody else."""
    week = {"days": 7}
    return {
        "is": {"fact": "state", "operator": "is", "value": text},
        "one of": {"fact": "city", "operator": "is_one_of", "value": [text, "nowhere"]},
        "contains": {"fact": "state", "operator": "contains", "value": text},
        "starts with": {"fact": "gender", "operator": "starts_with", "value": text},
        "set": {"fact": "channels", "operator": "includes_all", "value": [text]},
        "vouchers": {
            "fact": "voucher_codes_used",
            "operator": "includes_any",
            "value": [text],
            "within": week,
            "channel": text,
        },
        "channel": {
            "fact": "order_count",
            "operator": "at_least",
            "value": 1,
            "channel": text,
        },
        "channel within": {
            "fact": "last_order_at",
            "operator": "in_the_last",
            "value": week,
            "channel": text,
            "within": {"days": 30},
        },
        "target": {
            "fact": "purchased",
            "operator": "at_least",
            "value": 1,
            "target": {"brand": text},
            "within": week,
        },
        "targets": {
            "fact": "purchased",
            "operator": "at_least",
            "value": 1,
            "target": {"category": [text, "nothing"]},
        },
        "attribute": {"fact": "attribute:kind", "operator": "is", "value": text},
        "attribute set": {
            "fact": "attribute:tags",
            "operator": "includes_any",
            "value": [text],
        },
        "attribute key": {"fact": f"attribute:{text}", "operator": "is_known"},
        "group": {"group": text},
    }


@hostile
def test_rule__hostile_text_everywhere__takes_in_exactly_who_has_it(text: str) -> None:
    types = {"kind": FactType.TEXT, "tags": FactType.TEXT_SET}
    groups = store_groups([text, "harmless"])
    catalogue = Catalogue(
        currency="EUR",
        attributes={**types, text: FactType.TEXT},
        groups=frozenset(groups),
    )
    him = customer(HIM, text, group=text)
    other = customer(OTHER, "harmless", group="harmless")
    other_attributes = {"kind": ("harmless",), "tags": ("harmless",)}
    store_customers(
        [him, replace(other, attributes=other_attributes)],
        attributes=catalogue.attributes,
        groups=groups,
    )
    compiler = Compiler(MOMENT, catalogue, groups)
    documents = rules(text)
    parsed = [
        parse_rule({"version": 1, "rule": node}, catalogue=catalogue)
        for node in documents.values()
    ]
    questions = [(rule, compiler) for rule in parsed]
    before = everything()

    found = dict(zip(documents, ask(questions), strict=True))
    limited = dict(zip(documents, ask(questions, among=[HIM, OTHER]), strict=True))
    negated = ask([(Not(rule), compiler) for rule in parsed])

    assert found == {name: {HIM} for name in documents}
    assert limited == found
    assert negated == [{OTHER}] * len(parsed)
    assert everything() == before


@hostile
def test_statement__hostile_text__is_the_same_as_for_a_harmless_one(text: str) -> None:
    """Nothing of a rule's text reaches the statement, not even its length."""

    def statement(value: str) -> str:
        catalogue = Catalogue(
            currency="EUR",
            attributes={
                "kind": FactType.TEXT,
                "tags": FactType.TEXT_SET,
                value: FactType.TEXT,
            },
        )
        compiler = Compiler(MOMENT, catalogue, {value: GROUP})
        parsed = [
            parse_rule({"version": 1, "rule": node}, catalogue=catalogue)
            for node in rules(value).values()
        ]
        return rendered([(rule, compiler) for rule in parsed], is_limited=True).sql

    assert statement(text) == statement("harmless")


@hostile
def test_sweep__hostile_text__finds_exactly_who_has_it(text: str) -> None:
    catalogue = Catalogue(currency="EUR")
    store_customers(
        [
            replace(
                customer(id_, value, group=""), attributes={}, member_of=frozenset()
            )
            for id_, value in ((HIM, text), (OTHER, "harmless"))
        ]
    )
    later = Moment(MOMENT.now + timedelta(days=60), MOMENT.zone)
    found: set[tuple[int, int]] = set()
    for name in ("target", "channel within", "vouchers"):
        rule = parse_rule(
            {"version": 1, "rule": rules(text)[name]}, catalogue=catalogue
        )
        swept = sweeps(rule, Compiler(later, catalogue, {}), since=MOMENT)
        statement = render_sweeps({sweep: [7] for sweep in swept})
        assert statement is not None
        found |= {(row[0], row[1]) for row in fetch(*statement)}

    assert found == {(HIM, 7)}


@hostile
def test_services__hostile_source_rows__are_kept_and_found_as_they_are(
    text: str,
) -> None:
    """From the host's tables through synchronisation to a preview, now and in the past."""
    for key in (text, "harmless"):
        store_source(key)
    before = tables()
    ensure_profiles(host=get_host())
    sync_attribute_definitions(host=get_host())
    touch_registry()
    sync_all(now=MOMENT.now, host=get_host())
    catalogue = get_registry(get_shop()).catalogue

    for name, node in rules(text).items():
        if name == "group":
            continue
        rule = parse_rule({"version": 1, "rule": node}, catalogue=catalogue)
        assert preview(rule, as_of=MOMENT.now).sample == (text,), name

    assert sync_all(now=MOMENT.now, host=get_host()).rows == 0
    assert tables() == before


def store_source(key: str) -> None:
    Customer.objects.create(key=key, state=key, city=key, gender=key)
    for attribute in ("kind", key):
        AttributeType.objects.get_or_create(
            key=attribute, defaults={"type": "text", "label": attribute}
        )
        CustomerAttribute.objects.create(
            customer_key=key, key=attribute, position=0, text=key
        )
    AttributeType.objects.get_or_create(
        key="tags", defaults={"type": "set", "label": "tags"}
    )
    CustomerAttribute.objects.create(customer_key=key, key="tags", position=0, text=key)
    Product.objects.create(key=key, product=key, brand=key, category_path=[key])
    Order.objects.create(
        key=key,
        customer_key=key,
        placed_at=BOUGHT_AT,
        channel=key,
        currency="EUR",
        total=10,
        paid=10,
        units=2,
        voucher_codes=[key],
    )
    OrderLine.objects.create(key=key, order_key=key, variant=key, quantity=2)


def tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {row[0] for row in cursor.fetchall()}


def everything() -> dict[str, int]:
    """How many rows each table has; what a statement that did more would change."""
    with connection.cursor() as cursor:
        counts = {}
        for table in sorted(tables()):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
        return counts
