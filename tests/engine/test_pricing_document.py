"""The worked examples of docs/pricing.md, read from there and computed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from saleor_customer_groups.engine.price_lists import (
    Adjustment,
    Entry,
    FixedPrice,
    Item,
    ListPolicy,
    Market,
    PercentageChange,
    PriceList,
    PromotionPolicy,
    QuantityBreak,
    Scope,
    Target,
)
from saleor_customer_groups.engine.pricing import quote
from saleor_customer_groups.engine.promotions import Reduction, settle
from saleor_customer_groups.engine.rounding import Rounding, RoundingMode

PAGE = Path(__file__).parents[2] / "docs" / "pricing.md"
AT = datetime(2026, 3, 1, tzinfo=UTC)
_SETTING = re.compile(r"^(Policy|Currency|Promotions|Rounding): (.+)$", re.MULTILINE)
_ROUNDING = re.compile(r"step ([\d.]+), ending ([\d.]+), (\w+)")
TARGETS = {
    "variant": Target(Scope.VARIANT, "v"),
    "product": Target(Scope.PRODUCT, "p"),
    "all": Target(Scope.ALL),
    **{
        f"collection {key}": Target(Scope.COLLECTION, key)
        for key in ("summer", "gifts")
    },
    **{f"category {key}": Target(Scope.CATEGORY, key) for key in ("juices", "drinks")},
    "variant of another product": Target(Scope.VARIANT, "w"),
}
Row = Mapping[str, str]


class Example(NamedTuple):
    title: str
    settings: Mapping[str, str]
    prices: tuple[Row, ...]
    answers: tuple[Row, ...]


def tables(lines: list[str]) -> Iterator[tuple[int, tuple[Row, ...]]]:
    """Every table, and the line that it begins in."""
    rows: list[list[str]] = []
    for number, line in enumerate([*lines, ""]):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            heading, _, *found = rows
            yield (
                number - len(found) - 2,
                tuple(dict(zip(heading, row, strict=True)) for row in found),
            )
            rows = []


def examples() -> list[Example]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    found, title, prices, read_to = [], "", (), 0
    for start, rows in tables(lines):
        above = lines[read_to:start]
        title = next((x[4:] for x in above[::-1] if x.startswith("### ")), title)
        if "pays" not in rows[0]:
            prices, settings = rows, dict(_SETTING.findall("\n".join(above)))
        else:
            found.append(Example(title, settings, prices, rows))
        read_to = start
    return found


def adjustment(text: str) -> Adjustment:
    if text.endswith(" %"):
        return PercentageChange(Decimal(text.removesuffix(" %")))
    return FixedPrice(Decimal(text))


def lists_of(example: Example) -> list[PriceList]:
    says: dict[str, dict[Target, Entry]] = {}
    priorities: dict[str, int] = {}
    for number, row in enumerate(example.prices):
        entries = says.setdefault(row["list"], {})
        priorities[row["list"]] = int(row.get("priority", 0))
        target = TARGETS[row["for"]]
        step = QuantityBreak(int(row.get("from", 1)), adjustment(row["says"]))
        known = entries.get(target, Entry(number, ()))
        entries[target] = Entry(known.number, (*known.breaks, step))
    rounding = _ROUNDING.fullmatch(example.settings.get("Rounding", ""))
    policy = example.settings.get("Promotions", "BETTER_OF")
    return [
        PriceList(
            number=number,
            code=name,
            name=name,
            currency=example.settings.get("Currency", "EUR"),
            groups=frozenset({"vip"}),
            priority=priorities[name],
            promotions=PromotionPolicy[policy],
            rounding=rounding
            and Rounding(
                Decimal(rounding[1]), Decimal(rounding[2]), RoundingMode[rounding[3]]
            ),
            entries=entries,
        )
        for number, (name, entries) in enumerate(says.items())
    ]


def paid(example: Example, row: Row) -> tuple[Decimal, str]:
    """What one piece costs, and by what."""
    item = Item(
        "v",
        "p",
        Decimal(row["list price"]),
        frozenset({"summer", "gifts"}),
        ("juices", "drinks"),
    )
    currency = example.settings.get("Currency", "EUR")
    policy = ListPolicy[example.settings.get("Policy", "PRIORITY")]
    market = Market("web", currency, AT, policy)
    found = quote(item, int(row["pieces"]), lists_of(example), market)
    reductions = []
    if "promotion" in row:
        text = row["promotion"]
        value = Decimal(text.removesuffix(" %"))
        is_percentage = text.endswith("%")
        reductions.append(
            Reduction(key="sale", number=1, value=value, is_percentage=is_percentage)
        )
    settled = settle(found, reductions)
    names = {target: name for name, target in TARGETS.items()}
    winner = found.winner
    if not settled.is_group_price or winner is None:
        return settled.price, "everybody"
    return settled.price, f"{winner.price_list.name}, {names[winner.target]}"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_example__of_the_page__is_what_is_paid(example: Example) -> None:
    for row in example.answers:
        assert paid(example, row) == (Decimal(row["pays"]), row["by"]), row


def test_page__has_every_example_with_its_tables() -> None:
    found = examples()
    text = PAGE.read_text(encoding="utf-8")
    assert len(found) == text.count("| by |") == 15
    assert {each.title for each in found} == set(re.findall(r"### (.+)", text))
    settings = [key for each in found for key in each.settings]
    assert len(settings) == len(_SETTING.findall(text)) == 7
