"""Strategies: valid rule documents over the whole catalogue and every operator.

Values come from small pools, so that rules actually hit generated histories.
"""

from __future__ import annotations

from hypothesis import strategies as st

from saleor_customer_groups.engine.catalogue import Catalogue
from saleor_customer_groups.engine.facts import ATTRIBUTE_PREFIX, Fact, Relation
from saleor_customer_groups.engine.operators import (
    OPERATORS_BY_TYPE,
    FactType,
    Operator,
)
from saleor_customer_groups.engine.rules import TargetKind, Unit
from saleor_customer_groups.engine.vocabulary import FACTS

CURRENCY_POOL = ("EUR", "USD", "JPY")
CHANNEL_POOL = ("web", "shop")  # none named means all channels, ""
BRAND_POOL = ("nike", "Puma", "Ünïcode")
CATEGORY_POOL = ("shoes", "sneakers", "boots")
PRODUCT_POOL = ("court-classic", "trail-runner")
VARIANT_POOL = ("court-classic-42", "trail-runner-43")
COLLECTION_POOL = ("summer", "sale")
TERM_POOL = ("running shoes", "boots")
CODE_POOL = ("WELCOME10", "welcome10", "SPRING")
GROUP_POOL = ("vip", "staff")

#: What text facts are compared with; facts not named here use the last entry.
TEXT_POOLS = {
    "gender": ("female", "male"),
    "state": ("CA", "NY"),
    "country": ("DE", "US", "JP"),
    "city": ("Kraków", "krakow", "Berlin"),
    "postal_code": ("10115", "94103"),
    "language": ("de", "en"),
    "email_domain": ("example.com", "example.org"),
    "customer_type": ("wholesale", "retail"),
    "channels": CHANNEL_POOL,
    "voucher_codes_used": CODE_POOL,
}
OTHER_TEXTS = ("Ünïcode", "unicode", "b", "it's 100%_\\ ok")

#: Days when clocks change in Berlin, leap days, and ends of years and months.
DAY_POOL = (
    "2022-01-01",
    "2022-06-15",
    "2023-02-28",
    "2023-12-31",
    "2024-02-29",
    "2024-03-01",
    "2024-03-31",
    "2024-10-27",
    "2025-01-31",
    "2026-05-31",
)
BIRTHDAY_POOL = ("1980-02-29", "1990-07-04", "1999-12-31", "2024-02-29")
TIME_POOL = ("00:00Z", "01:30:00+01:00", "12:00:00Z", "23:59:59.999999Z")
AMOUNT_POOL = (0, 1, 9.99, 10, "49.9900", 50, 100, "100.01", 1000, 15000)
COUNT_POOL = (0, 1, 2, 3, 5, 10, 50)
NUMBER_POOL = (-1, 0, 1, "1.5", 2.25, 10, 42)
AGE_POOL = (0, 1, 17, 18, 34, 44, 65)
RANK_POOL = (0, 10, 50, 90, 100)

_TARGET_POOLS = {
    TargetKind.PRODUCT: PRODUCT_POOL,
    TargetKind.VARIANT: VARIANT_POOL,
    TargetKind.CATEGORY: CATEGORY_POOL,
    TargetKind.COLLECTION: COLLECTION_POOL,
    TargetKind.BRAND: BRAND_POOL,
    TargetKind.TERM: TERM_POOL,
}
_LONGEST = {
    Unit.HOURS: 400,
    Unit.DAYS: 400,
    Unit.WEEKS: 400,
    Unit.MONTHS: 400,
    Unit.YEARS: 200,
}
_LONGEST_ANNIVERSARY = {Unit.DAYS: 365, Unit.WEEKS: 52, Unit.MONTHS: 12, Unit.YEARS: 1}
_SINGLE = {
    Operator.IS,
    Operator.IS_NOT,
    Operator.GREATER_THAN,
    Operator.AT_LEAST,
    Operator.LESS_THAN,
    Operator.AT_MOST,
}
_LISTED = {
    Operator.IS_ONE_OF,
    Operator.IS_NONE_OF,
    Operator.INCLUDES_ANY,
    Operator.INCLUDES_ALL,
    Operator.INCLUDES_NONE,
}

CATALOGUE = Catalogue(
    currency="EUR",
    attributes={
        "segment": FactType.TEXT,
        "tags": FactType.TEXT_SET,
        "size": FactType.NUMBER,
        "is_partner": FactType.FLAG,
        "visited_at": FactType.INSTANT,
        "anniversary": FactType.DATE,
    },
    groups=frozenset(GROUP_POOL),
)


def facts_of(catalogue: Catalogue) -> tuple[Fact, ...]:
    """Every fact that a rule may name in the catalogue's shop."""
    names = [*FACTS, *(f"{ATTRIBUTE_PREFIX}{key}" for key in catalogue.attributes)]
    found = (catalogue.find(name) for name in names if catalogue.is_available(name))
    return tuple(fact for fact in found if fact)


@st.composite
def rule_documents(
    draw: st.DrawFn,
    catalogue: Catalogue = CATALOGUE,
    *,
    max_depth: int = 3,
    max_conditions: int = 6,
) -> dict[str, object]:
    """Whole documents that ``parse_rule`` accepts.

    ``max_depth`` counts "all", "any" and "not" inside each other; ``max_conditions``
    counts conditions and groups.
    """
    node = draw(_nodes(catalogue, max_depth, max_conditions))
    return {"version": 1, "rule": node}


@st.composite
def _nodes(
    draw: st.DrawFn, catalogue: Catalogue, depth: int, budget: int
) -> dict[str, object]:
    kinds = ["leaf", "not", "all", "any"] if depth else ["leaf"]
    kind = draw(st.sampled_from(kinds))
    if kind == "leaf":
        return draw(_leaves(catalogue))
    if kind == "not":
        return {"not": draw(_nodes(catalogue, depth - 1, budget))}
    parts = []
    for _ in range(draw(st.integers(1, min(3, budget)))):
        if budget < 1:
            break
        part = draw(_nodes(catalogue, depth - 1, budget))
        budget -= leaf_count(part)
        parts.append(part)
    return {kind: parts}


def leaf_count(node: dict[str, object]) -> int:
    """How many conditions and groups the node holds."""
    for kind in ("all", "any"):
        if kind in node:
            return sum(leaf_count(part) for part in node[kind])
    return leaf_count(node["not"]) if "not" in node else 1


@st.composite
def _leaves(draw: st.DrawFn, catalogue: Catalogue) -> dict[str, object]:
    if draw(st.integers(0, 9)) == 0:
        codes = GROUP_POOL if catalogue.groups is None else sorted(catalogue.groups)
        if codes:
            return {"group": draw(st.sampled_from(codes))}
    return draw(condition_documents(catalogue))


@st.composite
def condition_documents(
    draw: st.DrawFn,
    catalogue: Catalogue = CATALOGUE,
    *,
    fact: Fact | None = None,
    operator: Operator | None = None,
) -> dict[str, object]:
    """One condition; of the given fact and operator, else of any."""
    fact = fact or draw(st.sampled_from(facts_of(catalogue)))
    operator = operator or draw(st.sampled_from(OPERATORS_BY_TYPE[fact.type]))
    node: dict[str, object] = {"fact": fact.name, "operator": operator.value}
    if operator not in {Operator.IS_KNOWN, Operator.IS_UNKNOWN}:
        node["value"] = draw(_values(fact, operator))
    if fact.type is FactType.MONEY and draw(st.booleans()):
        node["currency"] = draw(st.sampled_from(CURRENCY_POOL))
    if fact.takes_within and draw(st.booleans()):
        hours = fact.relation is not Relation.ACTIVITY
        node["within"] = draw(windows(has_hours=hours))
    if fact.takes_channel and draw(st.booleans()):
        node["channel"] = draw(st.sampled_from(CHANNEL_POOL))
    if fact.targets and draw(st.integers(0, 3)):
        node["target"] = draw(_targets(fact))
    return node


@st.composite
def windows(
    draw: st.DrawFn,
    *,
    has_hours: bool = True,
    longest: dict[Unit, int] | None = None,
) -> dict[str, int]:
    """A length of time, often one short enough to split a history of a few years."""
    limits = longest or _LONGEST
    units = [unit for unit in limits if has_hours or unit is not Unit.HOURS]
    unit = draw(st.sampled_from(units))
    count = st.one_of(
        st.sampled_from([n for n in (1, 2, 7, 30, 90, 365) if n <= limits[unit]]),
        st.integers(1, limits[unit]),
    )
    return {unit.value: draw(count)}


def _values(fact: Fact, operator: Operator) -> st.SearchStrategy[object]:
    if operator in _SINGLE:
        return _single_values(fact)
    if operator in _LISTED:
        return st.lists(st.sampled_from(_texts(fact)), min_size=1, max_size=3)
    is_day = fact.type is FactType.DATE
    match operator:
        case Operator.CONTAINS | Operator.STARTS_WITH:
            pieces = {piece for text in _texts(fact) for piece in (text, text[:2])}
            return st.sampled_from(sorted(pieces))
        case Operator.BETWEEN:
            return _ranges(fact)
        case Operator.BEFORE | Operator.AFTER:
            return _days(fact) if is_day else st.one_of(_days(fact), _instants())
        case Operator.ON:
            return _days(fact)
        case Operator.MONTH_IS:
            return st.integers(1, 12)
        case Operator.ANNIVERSARY_IN_THE_NEXT | Operator.ANNIVERSARY_IN_THE_LAST:
            return windows(longest=_LONGEST_ANNIVERSARY)
        case Operator.IN_THE_LAST | Operator.MORE_THAN_AGO | Operator.IN_THE_NEXT:
            return windows(has_hours=not is_day)
        case _:
            raise AssertionError(f"No values for {operator}.")


def _single_values(fact: Fact) -> st.SearchStrategy[object]:
    match fact.type:
        case FactType.FLAG:
            return st.booleans()
        case FactType.TEXT | FactType.CHOICE:
            return st.sampled_from(_texts(fact))
        case _:
            return st.sampled_from(_numbers(fact))


def _numbers(fact: Fact) -> tuple[object, ...]:
    if fact.relation is Relation.RANKS:
        return RANK_POOL
    if fact.type is FactType.COUNT:
        return AGE_POOL if fact.name == "age" else COUNT_POOL
    return AMOUNT_POOL if fact.type is FactType.MONEY else NUMBER_POOL


def _texts(fact: Fact) -> tuple[str, ...]:
    return fact.choices or TEXT_POOLS.get(fact.name, OTHER_TEXTS)


@st.composite
def _ranges(draw: st.DrawFn, fact: Fact) -> dict[str, object]:
    if fact.type in {FactType.INSTANT, FactType.DATE}:
        ends = st.one_of(
            st.sampled_from(_day_pool(fact)).map(lambda day: (day, "")),
            st.sampled_from(DAY_POOL).map(lambda day: (day, "T12:30:00Z")),
        )
        day, time = draw(ends if fact.type is FactType.INSTANT else _plain(fact))
        later = [other for other in (*_day_pool(fact), "2027-01-01") if other > day]
        return {"from": day + time, "to": draw(st.sampled_from(later)) + time}
    pool = sorted(_numbers(fact), key=float)
    low = draw(st.integers(0, len(pool) - 1))
    high = draw(st.integers(low, len(pool) - 1))
    return {"from": pool[low], "to": pool[high]}


def _plain(fact: Fact) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(_day_pool(fact)).map(lambda day: (day, ""))


def _day_pool(fact: Fact) -> tuple[str, ...]:
    return BIRTHDAY_POOL if fact.name == "birthdate" else DAY_POOL


def _days(fact: Fact) -> st.SearchStrategy[str]:
    return st.sampled_from(_day_pool(fact))


def _instants() -> st.SearchStrategy[str]:
    return st.builds(
        "{}T{}".format, st.sampled_from(DAY_POOL), st.sampled_from(TIME_POOL)
    )


@st.composite
def _targets(draw: st.DrawFn, fact: Fact) -> dict[str, object]:
    kind = draw(st.sampled_from(fact.targets))
    pool = _TARGET_POOLS[kind]
    one = st.sampled_from(pool)
    several = st.lists(one, min_size=1, max_size=2, unique=True)
    return {kind.value: draw(st.one_of(one, several))}
