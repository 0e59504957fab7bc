"""Starting points: the templates as this shop can use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.describe import describe
from saleor_customer_groups.engine.english import ENGLISH
from saleor_customer_groups.engine.language import Language
from saleor_customer_groups.engine.parser import parse_rule
from saleor_customer_groups.engine.problems import InvalidRule
from saleor_customer_groups.engine.rules import RULE_FORMAT
from saleor_customer_groups.engine.templates import Template, build, templates

from .shops import get_catalogue, get_shop

#: Stands where the shop has no currency yet: such a template is shown, not used.
_NO_CURRENCY = "in the shop's currency"

#: Templates carry their texts in English.
_LANGUAGE = "en"


def starting_points() -> list[Template]:
    """Every template, thresholds in the shop's currency. Those that ask about what the
    host cannot tell ask about the rest of it, or are left out."""
    currency = get_catalogue(get_shop()).currency
    found = map(for_this_shop, templates(currency=currency or _NO_CURRENCY))
    return [template for template in found if template is not None]


def starting_point(code: str, told: Mapping[str, str]) -> Template | None:
    """The template of that code, told what it asks; None where this shop has none.

    Raises UnknownTemplate for what it does not ask.
    """
    if code not in {template.code for template in starting_points()}:
        return None
    currency = get_catalogue(get_shop()).currency or _NO_CURRENCY
    return for_this_shop(build(code, currency=currency, parameters=told))


def for_this_shop(template: Template) -> Template | None:
    """The template without what the host cannot tell; None where nothing is left that
    says the same."""
    if template.rule is None:
        return template
    node = _kept(template.rule["rule"], get_catalogue(get_shop()))
    if node is None:
        return None
    if node == template.rule["rule"]:
        return template
    document: dict[str, object] = {"version": RULE_FORMAT, "rule": node}
    sentence = sentence_of(document)
    description = f"{sentence}." if sentence else template.description
    return replace(template, rule=document, description=description)


def group_fields(template: Template) -> dict[str, Any]:
    """What a group like the template is made of, as GroupInput names it."""
    text = template.subscribe_text
    fields = {
        "name": template.name,
        "code": template.code,
        "kind": template.kind,
        "visibility": template.visibility,
        "description": template.description,
        "subscribe_text": {_LANGUAGE: text} if text else {},
        "contact_type": template.contact_type,
        "rule": template.rule,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _kept(node: object, catalogue: Catalogue) -> object | None:
    """The node without those of several choices that the host cannot tell; None where
    nothing is left that says the same."""
    match node:
        case {"any": list(parts)}:
            kept = [part for part in parts if _kept(part, catalogue) is not None]
            return {"any": kept} if kept else None
        case {"all": list(parts)}:
            is_whole = all(_kept(part, catalogue) is not None for part in parts)
            return node if is_whole else None
        case {"fact": str(name)}:
            return node if catalogue.is_available(name) else None
    return node


def sentence_of(document: object, language: Language = ENGLISH) -> str | None:
    """The rule as a sentence; None for one that this shop cannot have."""
    try:
        rule = parse_rule(document, catalogue=get_catalogue(get_shop()))
    except InvalidRule:
        return None
    return describe(rule, language)
