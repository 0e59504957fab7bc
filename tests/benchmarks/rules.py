"""The rules of the 200 groups: a fixed mix, the same in every run.

A quarter asks what was purchased within a window, a tenth refers to other groups, a
tenth negates; the rest spreads over the catalogue. Sizes go from a handful to 90 %.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final, TypeAlias

Node: TypeAlias = dict[str, object]

#: Of these, the group of 4 hours and its like are what the ticks make flip.
OPEN_CHECKOUT_HOURS: Final = (4, 8, 12, 24)

_CHANNELS: Final = ("web-eu", "web-us", "web-uk", "store-berlin")
_COUNTRIES: Final = ("DE", "US", "GB", "FR", "PL", "AT", "NL", "ES", "IT", "SE")
_DAYS: Final = (30, 60, 90, 180, 365)


def condition(fact: str, operator: str, value: object, **narrowed: object) -> Node:
    return {"fact": fact, "operator": operator, "value": value, **narrowed}


def euros(fact: str, operator: str, value: object, **narrowed: object) -> Node:
    return condition(fact, operator, value, currency="EUR", **narrowed)


def bought(n: int) -> Node:
    """Purchased a brand, category or product within a window, some of it in bulk."""
    target: Node = (
        {"brand": f"brand-{1 + 3 * n % 100}"},
        {"category": f"category-{n * 7 % 60}"},
        {"product": f"p{1 + n * 37 % 2000}"},
    )[n % 3]
    narrowed: Node = {"target": target, "within": {"days": _DAYS[n % 5]}}
    if n % 5 == 2:
        narrowed["channel"] = _CHANNELS[n % 4]
    return condition("purchased", "at_least", 1 + n % 4, **narrowed)


def _purchased() -> Iterator[Node]:
    for n in range(50):
        # Five of the twenty negated ones are here: bought lately, but not that.
        yield (
            {
                "all": [
                    condition("last_order_at", "in_the_last", {"days": 20 + n}),
                    {"not": bought(n)},
                ]
            }
            if n % 10 == 9
            else bought(n)
        )


def _negated() -> Iterator[Node]:
    recent = condition("last_order_at", "in_the_last", {"days": 45})
    yield {"not": condition("last_order_at", "in_the_last", {"days": 120})}
    yield {"not": condition("purchased", "at_least", 1, target={"brand": "brand-1"})}
    for n in range(13):
        inner = (
            condition("country", "is_one_of", list(_COUNTRIES[: 2 + n % 3])),
            euros("lifetime_value", "at_least", 20 + 15 * n),
            condition("order_count", "at_least", 2 + n % 3),
            condition("email_marketing", "is", "subscribed"),
        )[n % 4]
        window = condition("joined_at", "in_the_last", {"days": 30 + 20 * n})
        yield {"all": [window if n % 2 else recent, {"not": inner}]}


def _referring() -> Iterator[Node]:
    for n in range(20):
        reference: Node = {"group": f"rest-{n * 5:03d}"}
        if n % 3 == 2:
            reference = {"not": {"group": f"bought-{n:03d}"}}
        yield (
            {"any": [reference, {"group": f"bought-{n + 20:03d}"}]}
            if n % 3 == 1
            else {
                "all": [
                    condition("order_count", "at_least", 2 + n % 4),
                    condition("country", "is", _COUNTRIES[n % 10]),
                    reference,
                ]
            }
        )


_REST: Final[tuple[tuple[int, Callable[[int], Node]], ...]] = (
    (4, lambda n: _open_checkout(OPEN_CHECKOUT_HOURS[n])),
    (16, lambda n: euros("lifetime_value", "greater_than", (200, 600, 1500, 4000)[n % 4] + 25 * n)),
    (8, lambda n: euros("lifetime_value", "at_least", 100 + 60 * n, within={"days": 30 + 40 * n})),
    (10, lambda n: condition("order_count", "at_least", 8 + 3 * n)),
    (8, lambda n: condition("order_count", "between", {"from": 2 + n, "to": 4 + n}, within={"days": 90 + 30 * n}, channel=_CHANNELS[n % 4])),
    (10, lambda n: condition("last_order_at", "in_the_last", {"days": 1 + 3 * n})),
    (6, lambda n: condition("last_order_at", "more_than_ago", {"days": 365 + 45 * n})),
    (4, lambda n: condition("first_order_at", "in_the_last", {"weeks": 2 + 2 * n})),
    (10, lambda n: condition("city", "is", f"City {7 * n}")),
    (8, lambda n: _local_buyers(n)),
    (6, lambda n: condition("birthdate", "anniversary_in_the_next", {"days": 1 + 2 * n})),
    (8, lambda n: euros("average_order_value", "at_least", 140 + 20 * n)),
    (5, lambda n: condition("rank", "at_least", 90 + 2 * n)),
    (3, lambda n: condition("channels", "includes_all", list(_CHANNELS[n : n + 2]))),
    (6, lambda n: condition("voucher_codes_used", "includes_any", [f"code-{n * 11}", f"code-{n}"], within={"days": 60 + 60 * n})),
    (3, lambda n: euros("refunded_value", "greater_than", 50 + 100 * n)),
)  # fmt: skip


def _open_checkout(hours: int) -> Node:
    return condition("open_checkout_at", "more_than_ago", {"hours": hours})


def _local_buyers(n: int) -> Node:
    return {
        "all": [
            condition("country", "is", _COUNTRIES[n]),
            condition("last_order_at", "in_the_last", {"days": 200}),
            condition("order_count", "at_least", 3),
        ]
    }


def _rest() -> Iterator[Node]:
    for count, make in _REST:
        for n in range(count):
            yield make(n)


def group_rules() -> dict[str, Node]:
    """Rule documents by group code, referring groups last."""
    kinds = {
        "bought": _purchased(),
        "negated": _negated(),
        "rest": _rest(),
        "referring": _referring(),
    }
    found = chain.from_iterable(
        ((f"{kind}-{n:03d}", node) for n, node in enumerate(nodes))
        for kind, nodes in kinds.items()
    )
    return {code: {"version": 1, "rule": node} for code, node in found}
