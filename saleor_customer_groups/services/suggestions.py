"""Suggestions: values that a condition could name, and how many customers each is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.facts import ATTRIBUTE_PREFIX, Fact, Relation
from saleor_customer_groups.engine.operators import FactType
from saleor_customer_groups.engine.rules import TargetKind
from saleor_customer_groups.models import ProfileFacts

from . import clock
from .errors import CustomerGroupsError, ErrorCode
from .queries import fetch, query
from .shops import get_catalogue, get_shop
from .time_limits import TookTooLong, within_seconds

#: Nobody waits longer for a list to choose from.
TIME_LIMIT: Final = 5.0

#: SQL of the texts that an item has of each kind, as an array.
_TEXTS: Final[Mapping[TargetKind, str]] = {
    TargetKind.PRODUCT: "ARRAY[i.product]",
    TargetKind.VARIANT: "ARRAY[i.variant]",
    TargetKind.BRAND: "ARRAY[i.brand]",
    TargetKind.CATEGORY: "i.category_path",
    TargetKind.COLLECTION: "i.collections",
    TargetKind.TERM: "ARRAY[i.term]",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value, and how many customers have it; None where counting takes too long."""

    value: str
    count: int | None


def suggest_values(
    fact_name: str, *, search: str = "", target: str | None = None, limit: int
) -> list[Suggestion]:
    """Values that customers have of the fact and that contain the text.

    For a fact about what was bought or viewed, ``target`` says which kind of it. Nothing
    for facts that are numbers, dates or yes-or-no. Raises CustomerGroupsError for a fact
    or a kind that there is not, TookTooLong.
    """
    catalogue = get_catalogue(get_shop())
    fact = _fact(fact_name, catalogue)
    params: dict[str, object] = {
        "search": search.strip(),
        "limit": limit,
        "now": clock.database_now(),
    }
    if fact.targets:
        return _targets(fact, _kind(fact, target), params)
    if fact.type is FactType.CHOICE:
        return _choices(fact, search)
    if fact.type not in (FactType.TEXT, FactType.TEXT_SET):
        return []
    text = _text(fact, params)
    with within_seconds(TIME_LIMIT):
        return [Suggestion(*row) for row in fetch(text, params)]


def _fact(name: str, catalogue: Catalogue) -> Fact:
    fact = catalogue.find(name)
    if fact is None or not catalogue.is_available(name):
        raise CustomerGroupsError(
            f"There is no fact “{name}” in this shop. “ruleFacts” lists them.",
            code=ErrorCode.NOT_FOUND,
            field="fact",
        )
    return fact


def _kind(fact: Fact, target: str | None) -> TargetKind:
    kinds = ", ".join(fact.targets)
    if target is None:
        raise CustomerGroupsError(
            f"“{fact.name}” is about something: say which kind of it, one of {kinds}.",
            code=ErrorCode.REQUIRED,
            field="target",
        )
    if target not in {*fact.targets}:
        raise CustomerGroupsError(
            f"“{target}” is no target of “{fact.name}”: use one of {kinds}.",
            code=ErrorCode.INVALID,
            field="target",
        )
    return TargetKind(target)


def _text(fact: Fact, params: dict[str, object]) -> str:
    match fact.relation:
        case Relation.ATTRIBUTES:
            params["key"] = fact.name.removeprefix(ATTRIBUTE_PREFIX)
            return query("suggestions_attribute")
        case Relation.VOUCHERS:
            return query("suggestions_vouchers")
        case Relation.ORDERS:
            return query("suggestions_channels")
        case _:
            shown = fact.column.removesuffix("_key")
            return query("suggestions_personal", shown=shown, key=fact.column)


def _choices(fact: Fact, search: str) -> list[Suggestion]:
    """A closed list, with how many chose each; those nobody chose come too."""
    shoppers = ProfileFacts.objects.filter(is_shopper=True, kind="customer")
    counts = dict(
        shoppers.order_by().values_list(fact.column).annotate(count=Count("*"))
    )
    return [
        Suggestion(choice, counts.get(choice, 0))
        for choice in fact.choices
        if search.strip().lower() in choice
    ]


def _targets(
    fact: Fact, kind: TargetKind, params: Mapping[str, object]
) -> list[Suggestion]:
    with within_seconds(TIME_LIMIT):
        found: Sequence[tuple[str, list[int]]] = fetch(
            query("suggestions_targets", texts=_TEXTS[kind]), params
        )
    name = (
        "suggestions_buyers"
        if fact.relation is Relation.LINES
        else "suggestions_visitors"
    )
    pairs = [(position, id_) for position, row in enumerate(found) for id_ in row[1]]
    try:
        with within_seconds(TIME_LIMIT):
            counts = dict(
                fetch(
                    query(name),
                    {
                        **params,
                        "kind": fact.column,
                        "positions": [position for position, _ in pairs],
                        "items": [id_ for _, id_ in pairs],
                    },
                )
            )
    except TookTooLong:
        return [Suggestion(value, None) for value, _ in found]
    return [
        Suggestion(value, counts.get(position, 0))
        for position, (value, _) in enumerate(found)
    ]
