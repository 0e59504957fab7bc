"""Rule language: the reference for people who write rules, made from the catalogue."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from .amounts import COUNT_LIMIT, DECIMALS_LIMIT
from .currencies import CURRENCIES
from .facts import ATTRIBUTE_PREFIX, Fact
from .operators import COMPLEMENTS, LABELS, OPERATORS_BY_TYPE, FactType, Operator
from .parser import CONDITIONS_LIMIT, DEPTH_LIMIT, ProblemCode
from .templates import Template, templates
from .values import RANK_LIMIT, TEXT_LIMIT, VALUES_LIMIT
from .vocabulary import FACTS

_WIDTH: Final = 88

_TYPE_TITLES: Final[dict[FactType, str]] = {
    FactType.MONEY: "Money",
    FactType.COUNT: "Whole numbers",
    FactType.NUMBER: "Numbers",
    FactType.TEXT: "Text",
    FactType.CHOICE: "Choices",
    FactType.FLAG: "Yes or no",
    FactType.INSTANT: "Instants",
    FactType.DATE: "Days",
    FactType.TEXT_SET: "Sets of texts",
}

_INTRODUCTION: Final = f"""\
# The rule language

<!-- Generated from saleor_customer_groups/engine: change it there. -->

A rule says who belongs to a dynamic group. It is one JSON document:

```json
{{
  "version": 1,
  "rule": {{
    "all": [
      {{"fact": "lifetime_value", "operator": "greater_than", "value": 1000,
       "currency": "GBP"}},
      {{"not": {{"group": "staff"}}}},
      {{"any": [
        {{"fact": "last_order_at", "operator": "in_the_last", "value": {{"days": 30}}}},
        {{"fact": "viewed", "operator": "at_least", "value": 3,
         "target": {{"brand": ["Nike", "Puma"]}}, "within": {{"days": 14}}}}
      ]}}
    ]
  }}
}}
```

A node is exactly one of these:

| Node | Who satisfies it |
|---|---|
| `{{"all": [NODE, …]}}` | who satisfies every node of the list |
| `{{"any": [NODE, …]}}` | who satisfies at least one of them |
| `{{"not": NODE}}` | everybody who does not satisfy the node |
| `{{"group": "code"}}` | the members of another group |
| `{{"fact": …, "operator": …, "value": …}}` | who satisfies the condition |

At most {DEPTH_LIMIT} of "all", "any" and "not" stand inside each other, and a rule
has at most {CONDITIONS_LIMIT} conditions and groups. An empty list is refused: an
empty rule matches nobody.

## What the words mean

**Zero is not unknown.** Counts and sums are always known, and 0 for who has none, in
every currency. Averages, the first and the last order, and the rank are unknown
without orders. Sets are known, and empty.

**Unknown is neither.** A condition on an unknown value is false, and `not` is its
exact complement: a condition and its negation split all customers, and nobody is
lost. So "state is not CA" includes customers whose state is unknown; add `is_known`
to leave them out.
Of a choice, `unknown` is one of the choices, and `is_known` means any other.

**Time.** Days are days of the shop's time zone. "In the last 30 days" begins with the
day 30 days before today; weeks, months and years are those of the calendar; `hours`
roll from this very instant. "More than 30 days ago" is whatever is known and came
before. In the last never includes what is still to come. 29 February counts as 28
February in other years.

**Day or instant.** `"2024-05-31"` is that whole day in the shop's time zone: `before`
means before it begins, `after` once it is over. `"2024-05-31T18:30+02:00"` is an
instant, and has to say its time zone.

**Between.** `{{"from": …, "to": …}}` includes both numbers. Of times, `to` is left
out: May is from 2024-05-01 to 2024-06-01.

**Text** compares without case, accents and surrounding space: "krakow" is "Kraków".

**Money** names its currency, `"currency": "EUR"`; the shop's own where it does not.
Nothing is converted: a condition in EUR looks at what was paid in EUR.

**Narrowing.** Facts about what happened can be narrowed: `"within": {{"days": 90}}`
looks at that time only, `"channel": "web-eu"` at one channel, `"target": {{"brand":
"Nike"}}` at one kind of item (any of `["Nike", "Puma"]`; a category includes its
subcategories). Without a target everything counts.

**The past.** Dated facts can be asked as of an earlier day. The others are as known
today.

**Self-declared** facts are what customers enter themselves. A rule that uses one is
warned about when its group opens prices or vouchers.
"""


def render_rule_language() -> str:
    """The whole reference, as Markdown."""
    parts = [
        _INTRODUCTION,
        "\n".join(_operator_tables()),
        "\n".join(_fact_sections()),
        "\n".join(_template_sections()),
        "\n".join(_refusals()),
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def _operator_tables() -> Iterator[str]:
    yield "## Operators\n"
    yield "| Operator | Reads | Value |"
    yield "|---|---|---|"
    for operator in Operator:
        yield f"| `{operator}` | {LABELS[operator]} | {_value_form(operator)} |"
    yield ""
    complements = (f"`{one}` of `{other}`" for one, other in COMPLEMENTS.items())
    yield "Exact complements, which therefore hold for the unknown:"
    yield f"{', '.join(complements)}."
    yield ""
    yield "| Type of fact | Value | Operators |"
    yield "|---|---|---|"
    for type_, operators in OPERATORS_BY_TYPE.items():
        yield (f"| {_TYPE_TITLES[type_]} | {_type_form(type_)} | {_codes(operators)} |")
    yield ""


def _value_form(operator: Operator) -> str:
    match operator:
        case (
            Operator.IS
            | Operator.IS_NOT
            | Operator.GREATER_THAN
            | Operator.AT_LEAST
            | Operator.LESS_THAN
            | Operator.AT_MOST
            | Operator.CONTAINS
            | Operator.STARTS_WITH
        ):
            return "one value"
        case (
            Operator.IS_ONE_OF
            | Operator.IS_NONE_OF
            | Operator.INCLUDES_ANY
            | Operator.INCLUDES_ALL
            | Operator.INCLUDES_NONE
        ):
            return '`["a", "b"]`'
        case Operator.BETWEEN:
            return '`{"from": …, "to": …}`'
        case Operator.BEFORE | Operator.AFTER:
            return "a day or an instant"
        case Operator.ON:
            return "a day"
        case Operator.IN_THE_LAST | Operator.MORE_THAN_AGO | Operator.IN_THE_NEXT:
            return '`{"days": 30}`; hours, weeks, months, years'
        case Operator.ANNIVERSARY_IN_THE_NEXT | Operator.ANNIVERSARY_IN_THE_LAST:
            return '`{"days": 7}`; weeks, months; a year at most'
        case Operator.MONTH_IS:
            return "1 to 12"
        case Operator.IS_KNOWN | Operator.IS_UNKNOWN:
            return "none"
        case _:
            assert_never(operator)


def _type_form(type_: FactType) -> str:
    match type_:
        case FactType.MONEY:
            return f'number or `"99.90"`, from 0, at most {DECIMALS_LIMIT} decimals'
        case FactType.COUNT:
            return f"0 to {COUNT_LIMIT:,}; rank to {RANK_LIMIT}"
        case FactType.NUMBER:
            return f'number or `"2.5"`, at most {DECIMALS_LIMIT} decimals'
        case FactType.TEXT:
            return f"text of at most {TEXT_LIMIT} characters"
        case FactType.CHOICE:
            return "one of the fact's choices"
        case FactType.FLAG:
            return "`true` or `false`"
        case FactType.INSTANT:
            return '`"2024-05-31"` or `"2024-05-31T18:30Z"`'
        case FactType.DATE:
            return '`"2024-05-31"`; no hours'
        case FactType.TEXT_SET:
            return f"list of at most {VALUES_LIMIT:,} texts"
        case _:
            assert_never(type_)


def _fact_sections() -> Iterator[str]:
    yield "## Facts\n"
    for type_, title in _TYPE_TITLES.items():
        facts = [fact for fact in FACTS.values() if fact.type is type_]
        if not facts:
            continue
        yield f"### {title}\n"
        yield "| Fact | Meaning | Narrowed by | Dated |"
        yield "|---|---|---|---|"
        yield from map(_fact_row, facts)
        yield "\n```json"
        yield from (fact.example for fact in facts)
        yield "```\n"
    yield "### Custom attributes\n"
    yield (
        f"`{ATTRIBUTE_PREFIX}KEY` is the customer's attribute of that key, with the "
        "operators of its type.\nAn attribute that nobody has set is unknown.\n"
    )
    yield "```json"
    yield '{"fact": "attribute:shoe_size", "operator": "at_least", "value": 42}'
    yield "```\n"


def _fact_row(fact: Fact) -> str:
    notes = [f"**{fact.label}.** {fact.help}"]
    if fact.choices:
        notes.append(f"Choices: {_codes(fact.choices)}.")
    notes.append(f"From {fact.origin}.")
    if fact.is_self_declared:
        notes.append("Self-declared.")
    dated = "yes" if fact.is_dated else ""
    return f"| `{fact.name}` | {' '.join(notes)} | {_narrowed(fact)} | {dated} |"


def _narrowed(fact: Fact) -> str:
    narrowed = []
    if fact.takes_within:
        narrowed.append("within")
    if fact.takes_channel:
        narrowed.append("channel")
    if fact.targets:
        narrowed.append(f"target ({', '.join(fact.targets)})")
    return ", ".join(narrowed)


def _template_sections() -> Iterator[str]:
    yield "## Templates\n"
    yield "| Template | Code | Who is in |"
    yield "|---|---|---|"
    made = templates(currency="EUR")
    for template in made:
        yield f"| {template.name} | `{template.code}` | {template.description} |"
    yield ""
    for template in made:
        yield from _template_rule(template)


def _template_rule(template: Template) -> Iterator[str]:
    if template.rule is None:
        return
    yield f"{template.name}:\n"
    yield "```json"
    yield json.dumps(template.rule, ensure_ascii=False)
    yield "```\n"


def _refusals() -> Iterator[str]:
    yield "## What is refused\n"
    yield (
        "A document is read whole, and everything wrong with it is reported at once:\n"
        "the path (such as `rule.all[1].not.value`), one of these codes, and a\n"
        "sentence that says how to fix it.\n"
    )
    yield from textwrap.wrap(f"{_codes(ProblemCode)}.", _WIDTH)
    yield ""
    currencies = ", ".join(sorted(CURRENCIES))
    yield from textwrap.wrap(f"Currencies are {currencies}.", _WIDTH)


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


if __name__ == "__main__":
    sys.stdout.write(render_rule_language())
