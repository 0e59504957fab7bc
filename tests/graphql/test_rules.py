"""What a rule can be made of, what it would do, and what is wrong with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from saleor_customer_groups.engine.operators import OPERATORS_BY_TYPE
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.templates import templates
from saleor_customer_groups.host import get_host
from saleor_customer_groups.services import groups
from saleor_customer_groups.services.assignments import add_members
from saleor_customer_groups.services.shops import get_catalogue, get_shop
from tests.making import (
    NOW,
    StillClock,
    document,
    make_group,
    orders_at_least,
    set_shop,
)

from .asking import ApiClient, global_id
from .shops import ApiShop
from .test_groups import gid

FACTS = """{ ruleFacts {
  name type label help example origin choices targets
  takesWithin takesChannel takesCurrency suggestsValues isDated isSelfDeclared
  operators { operator name label takesValue isTimeDependent }
} }"""


def test_rule_facts__are_those_that_the_host_feeds(staff: ApiClient) -> None:
    found = {fact["name"]: fact for fact in staff.get(FACTS)["ruleFacts"]}

    assert set(found) == set(get_host().facts)
    assert found["country"]["type"] == "TEXT"
    assert found["country"]["isSelfDeclared"] is True
    assert found["order_count"]["isSelfDeclared"] is False
    assert found["email_marketing"]["choices"] == [
        "subscribed",
        "unsubscribed",
        "unknown",
    ]
    assert "BRAND" in found["purchased"]["targets"]
    assert found["lifetime_value"]["takesCurrency"] is True
    assert found["last_order_at"]["isDated"] is True
    assert {
        "operator": "IN_THE_LAST",
        "name": "in_the_last",
        "label": "is in the last",
        "takesValue": True,
        "isTimeDependent": True,
    } in found["last_order_at"]["operators"]
    for fact in found.values():
        known = OPERATORS_BY_TYPE[
            next(type_ for type_ in OPERATORS_BY_TYPE if type_.name == fact["type"])
        ]
        assert [each["name"] for each in fact["operators"]] == list(known)


def test_rule_facts__examples__can_be_previewed(staff: ApiClient) -> None:
    for fact in staff.get(FACTS)["ruleFacts"]:
        found = preview(staff, fact["example"])
        assert found["errors"] == [], fact["name"]


SUGGEST = """query (
  $fact: String!, $search: String, $target: CustomerGroupTargetKind, $first: Int
) { valueSuggestions(fact: $fact, search: $search, target: $target, first: $first) {
  value count
} }"""


def suggested(staff: ApiClient, fact: str, **variables: Any) -> list[tuple[str, int]]:
    variables = {"first": 20, **variables}
    found = staff.get(SUGGEST, fact=fact, **variables)["valueSuggestions"]
    return [(each["value"], each["count"]) for each in found]


def test_value_suggestions__of_a_text__are_as_most_write_it_with_how_many(
    shop: ApiShop, staff: ApiClient
) -> None:
    for name, city in (
        ("A", "Kraków"),
        ("B", "kraków"),
        ("C", "Kraków"),
        ("D", "Łódź"),
    ):
        shop.add_customer(name, city=city)
    shop.add_customer("E", city="Gdynia", is_active=False)
    shop.add_customer("F")

    assert suggested(staff, "city") == [("Kraków", 3), ("Łódź", 1)]
    assert suggested(staff, "city", search="ODZ") == [("Łódź", 1)]
    assert suggested(staff, "city", search="krakow") == [("Kraków", 3)]
    assert suggested(staff, "city", first=1) == [("Kraków", 3)]
    assert suggested(staff, "city", search="%") == []


def test_value_suggestions__of_a_choice__are_all_there_are(
    shop: ApiShop, staff: ApiClient
) -> None:
    shop.add_customer("A", email_marketing="subscribed")

    assert suggested(staff, "email_marketing") == [
        ("subscribed", 1),
        ("unsubscribed", 0),
        ("unknown", 0),
    ]
    assert suggested(staff, "email_marketing", search="UNK") == [("unknown", 0)]


def test_value_suggestions__of_channels__are_those_with_orders(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    shop.add_order(shop.add_customer("A"), 5, NOW)
    (found,) = suggested(staff, "channels")

    assert found[1] == 1
    assert suggested(staff, "voucher_codes_used") == []


def test_value_suggestions__of_numbers__are_none(staff: ApiClient) -> None:
    assert suggested(staff, "order_count") == []
    assert suggested(staff, "purchased", target="BRAND") == []


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"fact": "nothing"}, "There is no fact “nothing”"),
        ({"fact": "purchased"}, "say which kind of it"),
        ({"fact": "purchased", "target": "TERM"}, "is no target of “purchased”"),
        ({"fact": "city", "first": 0}, "from 1 to 100"),
        ({"fact": "city", "first": 101}, "from 1 to 100"),
    ],
)
def test_value_suggestions__that_cannot_be__say_why(
    staff: ApiClient, variables: dict[str, Any], message: str
) -> None:
    assert message in staff.ask(SUGGEST, **{"first": 5, **variables}).message


TEMPLATES = """{ ruleTemplates {
  code name description kind visibility contactType rule ruleDescription subscribeText
  parameters { name label example }
} }"""
TEMPLATE = """query ($code: String!, $parameters: [CustomerGroupTemplateParameterInput!]) {
  ruleTemplate(code: $code, parameters: $parameters) { name rule }
}"""


def test_rule_templates__are_all_and_can_be_previewed(
    shop: ApiShop, staff: ApiClient
) -> None:
    set_shop(currency="PLN")

    found = staff.get(TEMPLATES)["ruleTemplates"]

    assert [each["code"] for each in found] == [
        each.code for each in templates(currency="PLN")
    ]
    assert [each["code"] for each in found if each["code"] == "interested-in-brand"]
    catalogue = get_catalogue(get_shop())
    for each in found:
        assert (each["rule"] is None) is (each["kind"] == "MANUAL")
        if each["rule"]:
            assert parse_rule(each["rule"], catalogue=catalogue)
            assert each["ruleDescription"]
        else:
            assert each["subscribeText"]
    assert "PLN" in next(
        each["ruleDescription"] for each in found if each["code"] == "vip"
    )


def test_rule_templates__in_a_shop_without_currency__are_shown_without_sentence(
    staff: ApiClient,
) -> None:
    found = {each["code"]: each for each in staff.get(TEMPLATES)["ruleTemplates"]}

    assert found["vip"]["ruleDescription"] is None
    assert found["dormant"]["ruleDescription"]


def test_rule_templates__that_ask_what_the_host_cannot_tell__ask_the_rest(
    staff: ApiClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = get_host().facts - {"viewed", "added_to_cart", "added_to_wishlist", "rank"}
    monkeypatch.setattr(type(get_host()), "facts", known)

    found = {each["code"]: each for each in staff.get(TEMPLATES)["ruleTemplates"]}

    assert "champions" not in found
    assert [
        part["fact"] for part in found["interested-in-brand"]["rule"]["rule"]["any"]
    ] == ["purchased"]
    assert found["interested-in-brand"]["description"] == (
        "Number of pieces purchased of the brand “Nike” within the last 90 days is at"
        " least 1."
    )
    assert staff.get(TEMPLATE, code="champions") == {"ruleTemplate": None}


def test_rule_template__that_is_told_what_it_asks__names_it(staff: ApiClient) -> None:
    told = [{"name": "brand", "value": "Kestrel"}]

    found = staff.get(TEMPLATE, code="interested-in-brand", parameters=told)

    assert found["ruleTemplate"]["name"] == "Interested in Kestrel"
    assert "Kestrel" in str(found["ruleTemplate"]["rule"])
    assert staff.get(TEMPLATE, code="nothing") == {"ruleTemplate": None}
    answer = staff.ask(TEMPLATE, code="vip", parameters=told)
    assert "takes no" in answer.message


PREVIEW = """query ($rule: JSON!, $group: ID, $audience: CustomerGroupAudience,
  $asOf: DateTime) {
  previewRule(rule: $rule, group: $group, audience: $audience, asOf: $asOf) {
    errors { field code path message problem }
    description count population share unknown joins leaves at asKnownToday
    sample { key name } joining { key } leaving { key }
    warnings { path code message }
    affects { kind group { code } }
  }
}"""


def preview(staff: ApiClient, node: Any, **variables: Any) -> Any:
    found = staff.get(PREVIEW, rule=document(node), **variables)
    return found["previewRule"]


def test_preview__of_a_rule__counts_shows_and_compares(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann, bob = shop.add_customer("Ann", country="PL"), shop.add_customer("Bob")
    shop.add_order(ann, 50, NOW)
    make_group("club")
    make_group("inner", parent="club")
    make_group("fans", {"group": "club"})
    add_members("club", [bob], actor="ann")

    found = preview(staff, orders_at_least(1), group=gid("club"))

    assert found == {
        "errors": [],
        "description": "Number of orders is at least 1",
        "count": 1,
        "population": 2,
        "share": 0.5,
        "unknown": 0,
        "joins": 1,
        "leaves": 1,
        "at": "2024-05-15T12:00:00+00:00",
        "asKnownToday": [],
        "sample": [{"key": ann, "name": "Ann"}],
        "joining": [{"key": ann}],
        "leaving": [{"key": bob}],
        "warnings": [],
        "affects": [
            {"kind": "CHILD", "group": {"code": "inner"}},
            {"kind": "RULE", "group": {"code": "fans"}},
        ],
    }


def test_preview__of_the_unknown__counts_it(shop: ApiShop, staff: ApiClient) -> None:
    shop.add_customer("Ann", country="PL")
    shop.add_customer("Bob")
    node = {"fact": "country", "operator": "is_not", "value": "PL"}

    found = preview(staff, node)

    assert (found["count"], found["unknown"], found["affects"]) == (1, 1, [])


def test_preview__of_the_past__recomputes_what_is_dated(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    ann = shop.add_customer("Ann", country="PL", joined_at=NOW - timedelta(days=50))
    shop.add_order(ann, 50, NOW - timedelta(days=10))
    node = {
        "all": [
            orders_at_least(1),
            {"fact": "country", "operator": "is", "value": "pl"},
        ]
    }

    then = preview(staff, node, asOf="2024-04-15T12:00:00+02:00")
    now = preview(staff, node)

    assert (then["count"], now["count"]) == (0, 1)
    assert then["at"] == "2024-04-15T10:00:00+00:00"
    assert then["asKnownToday"] == ["Country"]
    answer = staff.ask(PREVIEW, rule=document(node), asOf="2024-05-15T12:00:01Z")
    assert "yet to come" in answer.message


@pytest.mark.parametrize("instant", ["2024-05-15", "2024-05-15T12:00:00", "soon"])
def test_preview__as_of_what_is_no_instant__is_refused(
    staff: ApiClient, instant: str
) -> None:
    answer = staff.ask(PREVIEW, rule=document(orders_at_least(1)), asOf=instant)

    assert answer.status == 400
    assert "DateTime" in answer.message


def test_preview__of_a_wrong_rule__tells_every_problem_with_its_path(
    staff: ApiClient,
) -> None:
    found = preview(
        staff,
        {
            "all": [
                {"fact": "nothing", "operator": "is", "value": 1},
                {"fact": "order_count", "operator": "contains", "value": "x"},
            ]
        },
    )

    assert found["count"] is None
    assert [
        (each["path"], each["code"], each["problem"], each["field"])
        for each in found["errors"]
    ] == [
        ("rule.all[0].fact", "INVALID_RULE", "UNKNOWN_FACT", "rule"),
        ("rule.all[1].operator", "INVALID_RULE", "OPERATOR_NOT_ALLOWED", "rule"),
    ]
    assert all(each["message"] for each in found["errors"])


def test_preview__of_a_rule_that_names_its_own_group__is_refused(
    shop: ApiShop, staff: ApiClient
) -> None:
    make_group("gamma", orders_at_least(1))
    make_group("ended")
    groups.archive_group("ended", actor="ann")

    (circle,) = preview(staff, {"group": "gamma"}, group=gid("gamma"))["errors"]
    (ended,) = preview(staff, {"group": "ended"})["errors"]

    assert (circle["code"], circle["field"]) == ("CYCLE", "rule")
    assert ended["code"] == "ARCHIVED"


def test_preview__of_a_rule_worth_a_look__warns(staff: ApiClient) -> None:
    node = {"all": [orders_at_least(0), orders_at_least(0)]}

    found = preview(staff, node)

    assert {each["code"] for each in found["warnings"]} == {"ALWAYS_TRUE", "DUPLICATE"}


def test_preview__of_amounts__keeps_them_as_written(
    shop: ApiShop, staff: ApiClient, still: StillClock
) -> None:
    """0.1 + 0.2 is not 0.3 in binary: an amount must never become a float."""
    rule = '{"version": 1, "rule": {"fact": "lifetime_value", "operator": "at_least",'
    rule += ' "value": 0.30, "currency": "EUR"}}'
    query = "query ($rule: JSON!) { previewRule(rule: $rule) { description } }"
    body = f'{{"query": "{query}", "variables": {{"rule": {rule}}}}}'

    found = staff.post(body).data["previewRule"]

    assert found["description"] == "Lifetime value is at least EUR 0.30"


def test_preview__of_a_rule_in_the_query__is_the_same(
    shop: ApiShop, staff: ApiClient
) -> None:
    query = """{ previewRule(rule: {version: 1, rule: {any: [
      {fact: "order_count", operator: "at_least", value: 0},
      {not: {fact: "is_staff", operator: "is", value: true}}
    ]}}) { errors { message } count } }"""
    shop.add_customer("Ann")

    assert staff.get(query)["previewRule"] == {"errors": [], "count": 1}


def test_preview__of_a_group_that_there_is_not__is_refused(staff: ApiClient) -> None:
    answer = staff.ask(
        PREVIEW,
        rule=document(orders_at_least(1)),
        group=global_id("CustomerGroup", 999_999),
    )

    assert "no customer group" in answer.message
