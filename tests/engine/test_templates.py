"""Templates: all of them can be used as they are."""

import re

import pytest

from saleor_customer_groups.engine.analysis import warnings
from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rules import conditions
from saleor_customer_groups.engine.templates import UnknownTemplate, build, templates

TEMPLATES = templates(currency="EUR")
DYNAMIC = [template for template in TEMPLATES if template.kind == "dynamic"]


def rule_of(template, currency="EUR"):
    return parse_rule(template.rule, catalogue=Catalogue(currency=currency))


@pytest.mark.parametrize("template", DYNAMIC, ids=lambda template: template.code)
def test_dynamic_template__parsed__has_no_problem_and_no_warning(template):
    assert warnings(rule_of(template)) == ()
    assert template.visibility == "private"
    assert template.contact_type == "none"
    assert template.subscribe_text is None


def test_templates__shipped__are_those_promised():
    assert [template.name for template in TEMPLATES] == [
        "VIP",
        "Wholesale candidates",
        "New members",
        "Signed up and never ordered",
        "Dormant",
        "At risk",
        "Birthday this week",
        "One-time buyers",
        "High refunds",
        "Champions",
        "Interested in Nike",
        "Newsletter",
        "SMS",
        "Phone",
        "Post",
    ]


def test_templates__named__have_distinct_codes_like_their_names():
    codes = {template.name: template.code for template in TEMPLATES}
    del codes["Interested in Nike"]

    assert codes == {name: re.sub(r"\W+", "-", name.lower()) for name in codes}


def test_contact_groups__shipped__are_public_manual_and_say_what_to_sign():
    contact = [template for template in TEMPLATES if template.kind == "manual"]

    assert [template.contact_type for template in contact] == [
        "email",
        "sms",
        "phone",
        "post",
    ]
    assert {template.visibility for template in contact} == {"public"}
    assert all(template.subscribe_text for template in contact)
    assert all(template.rule is None for template in contact)


@pytest.mark.parametrize(("currency", "amount"), [("GBP", 1000), ("JPY", 100_000)])
def test_money_thresholds__in_a_currency__are_of_its_size(currency, amount):
    vip = build("vip", currency=currency)
    (value, _) = conditions(rule_of(vip))

    assert (value.value, value.currency) == (amount, currency)
    assert currency in vip.description


def test_brand_template__with_a_brand__is_about_that_brand():
    template = build(
        "interested-in-brand", currency="EUR", parameters={"brand": "Ünï & Co"}
    )

    assert template.code == "interested-in-uni-co"
    assert template.name == "Interested in Ünï & Co"
    assert {c.fact for c in conditions(rule_of(template))} == {
        "purchased",
        "viewed",
        "added_to_cart",
        "added_to_wishlist",
    }
    assert {c.target.values for c in conditions(rule_of(template))} == {("Ünï & Co",)}


@pytest.mark.parametrize(
    ("code", "parameters", "said"),
    [
        ("vipp", {}, 'There is no template "vipp". Use one of vip, '),
        (
            "vip",
            {"brand": "Nike"},
            'The template "vip" takes no "brand". It takes none.',
        ),
        ("interested-in-brand", {"brnd": "Nike"}, 'takes no "brnd". It takes brand.'),
    ],
)
def test_template__unknown_or_with_an_unknown_parameter__is_refused(
    code, parameters, said
):
    with pytest.raises(UnknownTemplate) as refused:
        build(code, currency="EUR", parameters=parameters)

    assert said in str(refused.value)
