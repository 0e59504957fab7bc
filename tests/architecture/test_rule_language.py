"""The reference of the rule language is made from the catalogue, and fresh."""

import json
import re
from pathlib import Path

import pytest

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.operators import FactType, Operator
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.rule_language import render_rule_language
from saleor_customer_groups.engine.vocabulary import FACTS

REFERENCE = Path(__file__).parents[2] / "docs" / "rule-language.md"
CATALOGUE = Catalogue(attributes={"shoe_size": FactType.NUMBER})


def test_rule_language__in_docs__is_what_the_catalogue_says():
    assert REFERENCE.read_text(encoding="utf-8") == render_rule_language(), (
        "docs/rule-language.md is stale. Write render_rule_language() into it."
    )


def test_rule_language__rendered__names_every_fact_and_operator():
    text = render_rule_language()

    assert [name for name in [*FACTS, *Operator] if f"| `{name}` |" not in text] == []


@pytest.mark.parametrize(
    "block", re.findall(r"```json\n(.*?)```", render_rule_language(), re.DOTALL)
)
def test_rule_language__examples__all_parse(block):
    parts = [block] if block.startswith("{\n") else block.splitlines()
    for part in parts:
        example = json.loads(part)
        is_whole = "version" in example
        document = example if is_whole else {"version": 1, "rule": example}
        parse_rule(document, catalogue=CATALOGUE)


def test_rule_language__prose__fits_the_page():
    prose = [
        line
        for line in render_rule_language().splitlines()
        if not line.startswith(("|", "{", "`"))
    ]

    assert [line for line in prose if len(line) > 88] == []
