"""Price warnings: what is worth a look in price lists, in a few statements for any number
of lists and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from saleor_customer_groups.engine.price_lists import Scope, Target
from saleor_customer_groups.engine.price_warnings import PriceWarning, PriceWarningCode
from saleor_customer_groups.engine.vocabulary import FACTS
from saleor_customer_groups.host import get_host

from . import clock
from .price_list_pages import groups_of_lists
from .queries import fetch, query
from .registry import Registry, get_registry
from .shops import get_shop
from .time_limits import within_seconds

#: Every price of a list may have to be compared with all that the shop sells.
TIME_LIMIT: Final = 20.0
_ORDER: Final = {code: number for number, code in enumerate(PriceWarningCode)}

_Found = dict[int, list[PriceWarning]]


def price_warnings(ids: Sequence[int]) -> Mapping[int, Sequence[PriceWarning]]:
    """Warnings of each list, by its id; nothing for one without. Raises TookTooLong."""
    found: _Found = defaultdict(list)
    params = {"lists": list(ids), "now": clock.database_now()}
    with within_seconds(TIME_LIMIT):
        _find_idle(found, params)
        _find_beaten(found, params)
        _find_undercut(found, params)
        _find_low(found, params)
    _find_self_declared(found, ids)
    return {
        id_: sorted(each, key=lambda warning: _ORDER[warning.code])
        for id_, each in found.items()
    }


def _rows(name: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    text = query(
        name,
        standing=query("standing_lists"),
        listed=get_host().relation("list_prices"),
    )
    return fetch(text, params)


def _find_idle(found: _Found, params: Mapping[str, Any]) -> None:
    codes = (
        PriceWarningCode.EMPTY,
        PriceWarningCode.NO_MEMBERS,
        PriceWarningCode.ENDED,
    )
    for list_id, *flags in _rows("idle_lists", params):
        found[list_id] += [
            PriceWarning(code) for code, flag in zip(codes, flags, strict=True) if flag
        ]


def _find_beaten(found: _Found, params: Mapping[str, Any]) -> None:
    for list_id, names in _rows("beaten_lists", params):
        warning = PriceWarning(PriceWarningCode.NEVER_WINS, names=tuple(names[:1]))
        found[list_id].append(warning)


def _find_undercut(found: _Found, params: Mapping[str, Any]) -> None:
    for list_id, count, names, scope, key in _rows("undercut_raises", params):
        found[list_id].append(
            PriceWarning(
                PriceWarningCode.RAISES_UNDERCUT,
                count,
                tuple(names),
                Target(Scope(scope), key),
            )
        )


def _find_low(found: _Found, params: Mapping[str, Any]) -> None:
    for list_id, code, count, scope, key in _rows("low_prices", params):
        target = Target(Scope(scope), key)
        warning = PriceWarning(PriceWarningCode(code), count, target=target)
        found[list_id].append(warning)


def _find_self_declared(found: _Found, ids: Sequence[int]) -> None:
    """Groups of a list whose rule asks, itself or through another group, what customers
    write of themselves."""
    registry = get_registry(get_shop())
    for list_id, groups in groups_of_lists(ids).items():
        names = tuple(
            group.name for group in groups if _is_self_declared(group.code, registry)
        )
        if names:
            warning = PriceWarning(PriceWarningCode.SELF_DECLARED, names=names)
            found[list_id].append(warning)


def _is_self_declared(code: str, registry: Registry) -> bool:
    seen: set[str] = set()
    waiting = [code]
    while waiting:
        group = registry.by_code.get(waiting.pop())
        if group is None or group.code in seen:
            continue
        seen.add(group.code)
        if any(name in FACTS and FACTS[name].is_self_declared for name in group.facts):
            return True
        waiting += group.referenced
    return False
