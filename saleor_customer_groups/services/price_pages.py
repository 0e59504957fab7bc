"""Price pages: what lists say, target by target, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from saleor_customer_groups.engine.price_lists import (
    FixedPrice,
    PercentageChange,
    QuantityBreak,
    Scope,
    Target,
)

from .directory import looked_up
from .paging import InvalidPlace, Page, PageRequest, Place, pages_by_key
from .price_targets import found_targets
from .queries import fetch, query


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceQuery:
    """Which targets: those of these scopes that have the text in what the host calls
    them, or as their key, which what is deleted has left."""

    scopes: tuple[str, ...] = ()
    search: str = ""

    @property
    def wanted(self) -> str:
        """SQL of what has to hold. A search reads what the host sells."""
        parts = []
        if self.scopes:
            parts.append("AND p.scope = ANY(%(scopes)s::text[])")
        if self.search.strip():
            parts.append(query("price_search", found=found_targets()))
        return " ".join(parts)

    @property
    def params(self) -> Mapping[str, object]:
        return {"scopes": list(self.scopes), "search": self.search.strip()}


class TargetPrices(NamedTuple):
    """What a list says of one target, from the lowest quantity on."""

    price_list_id: int
    target: Target
    breaks: tuple[QuantityBreak, ...]


def price_pages(
    lists: Sequence[int], wanted: PriceQuery, request: PageRequest
) -> dict[int, Page[TargetPrices]]:
    """A page of each list's targets, by the lists' ids: by scope, then key. One
    statement. Raises InvalidPlace, and TookTooLong where it searches."""
    goes_up = request.goes_up(is_descending=False)
    sign, direction = (">", "ASC") if goes_up else ("<", "DESC")
    scope, key = _read(request.place)
    beyond = f"AND (p.scope, p.key) {sign} (%(place_scope)s, %(place_key)s)"
    text = query(
        "price_pages",
        beyond=beyond if request.place else "",
        wanted=wanted.wanted,
        direction=direction,
    )
    params = {
        **wanted.params,
        **request.params,
        "lists": list(lists),
        "place_scope": scope,
        "place_key": key,
    }
    with looked_up(wanted.search.strip()):
        rows = fetch(text, params)
    found = (
        (
            list_id,
            _prices(list_id, Target(Scope(scope), key), *columns),
            Place(f"{scope}:{key}", id_),
        )
        for list_id, scope, key, id_, *columns in rows
    )
    return pages_by_key(found, lists, request)


def price_totals(lists: Sequence[int], wanted: PriceQuery) -> dict[int, int]:
    """How many such targets each list has, by its id. Raises TookTooLong."""
    text = query("price_totals", wanted=wanted.wanted)
    with looked_up(wanted.search.strip()):
        rows = fetch(text, {**wanted.params, "lists": list(lists)})
    return {**dict.fromkeys(lists, 0), **dict(rows)}


def _prices(
    list_id: int,
    target: Target,
    quantities: Sequence[int],
    amounts: Sequence[Decimal | None],
    percentages: Sequence[Decimal | None],
) -> TargetPrices:
    breaks = tuple(
        QuantityBreak(
            quantity,
            PercentageChange(percentage or Decimal())
            if amount is None
            else FixedPrice(amount),
        )
        for quantity, amount, percentage in zip(
            quantities, amounts, percentages, strict=True
        )
    )
    return TargetPrices(list_id, target, breaks)


def _read(place: Place | None) -> tuple[str, str]:
    """The scope and key of a place. Raises InvalidPlace for what names none."""
    if place is None:
        return "", ""
    scope, colon, key = place.value.partition(":")
    if not colon or scope not in set(Scope):
        raise InvalidPlace
    return scope, key
