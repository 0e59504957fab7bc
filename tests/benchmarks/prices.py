"""Prices: 24 variants for one customer, among few price lists and among very many."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from saleor_customer_groups.services.pricing import Buyer, open_price_book
from saleor_customer_groups.standalone.models import Product

from .database import execute
from .measuring import Figure, Spread, tell, timed

#: Each for one of as many groups; the customer is in two of them.
_LISTS: Final = (10, 100, 1_000, 3_000, 10_000)
_ENTRIES: Final = 100
_VARIANTS: Final = 24
_OWN_LISTS: Final = 200
_REPEATS: Final = 200
#: The most that a thousand times as many lists may cost.
_LIMIT: Final = 1.5

_CUSTOMER: Final = "bench-buyer"
_BUYER: Final = Buyer(_CUSTOMER, "web", "EUR")

_MAKE_CUSTOMER: Final = """
WITH made AS (
  INSERT INTO customer_groups_profile (kind, host_key)
  VALUES ('customer', %(customer)s) RETURNING id
)
INSERT INTO customer_groups_membership (group_id, profile_id, via, joined_at)
SELECT g.id, made.id, 'own', now() FROM made, customer_groups_customer_group g
WHERE g.code IN ('priced-1', 'priced-2')
"""
_MAKE_GROUPS: Final = """
INSERT INTO customer_groups_customer_group (code, name, kind)
SELECT 'priced-' || n, 'Priced ' || n, 'manual' FROM generate_series(1, %(count)s) n
"""
_MAKE_LISTS: Final = """
WITH made AS (
  INSERT INTO customer_groups_price_list
         (code, name, currency, status, created_by)
  SELECT format('bench-%%s-%%s', %(first)s::int, n), 'List ' || n, 'EUR', 'active', 'bench'
  FROM generate_series(%(first)s::int, %(last)s::int) n
  RETURNING id, split_part(code, '-', 3)::int AS n
), entered AS (
  INSERT INTO customer_groups_price (price_list_id, scope, key, amount)
  SELECT made.id, 'variant', 'bench-v' || v, 1 + mod(made.n + v, 50)
  FROM made, generate_series(1, %(entries)s) v
)
INSERT INTO customer_groups_price_list_group (group_id, price_list_id)
SELECT g.id, made.id FROM made
JOIN customer_groups_customer_group g
  ON g.code = 'priced-' || CASE WHEN %(own)s THEN 1 ELSE made.n END
"""


def measure() -> Sequence[Figure]:
    execute(_MAKE_GROUPS, {"count": max(_LISTS)})
    execute(_MAKE_CUSTOMER, {"customer": _CUSTOMER})
    Product.objects.bulk_create(
        Product(
            key=f"bench-v{number}",
            product=f"bench-p{number // 3}",
            category_path=["top", f"bench-k{number % 5}"],
            collections=["bench-new"],
        )
        for number in range(1, _ENTRIES + 1)
    )
    found: dict[int, Spread] = {}
    made = 0
    for count in _LISTS:
        _make_lists(made + 1, count)
        made = count
        found[count] = _measure()
        tell(f"prices: {count:,} lists {found[count]} (min / median / max)")
    base, most = found[_LISTS[0]], found[_LISTS[-1]]
    figures = [
        Figure(
            name=f"24 prices among {count:,} lists; ratio: to {_LISTS[0]} lists",
            figure=spread.middle * 1000,
            unit="ms",
            ratio=spread.middle / base.middle,
            limit=f"<= {_LIMIT:g} x" if spread is most else "",
            holds=spread.middle / base.middle <= _LIMIT if spread is most else None,
        )
        for count, spread in found.items()
    ]
    _make_lists(max(_LISTS) + 1, max(_LISTS) + _OWN_LISTS, own=True)
    own = _measure()
    tell(f"prices: {_OWN_LISTS} lists of the customer {own} (min / median / max)")
    figures.append(
        Figure(
            name=f"24 prices where {_OWN_LISTS} lists are the customer's own",
            figure=own.middle * 1000,
            unit="ms",
            ratio=own.middle / base.middle,
            limit="",
            holds=None,
        )
    )
    return figures


def _make_lists(first: int, last: int, *, own: bool = False) -> None:
    execute(
        _MAKE_LISTS, {"first": first, "last": last, "entries": _ENTRIES, "own": own}
    )
    for table in "price", "price_list", "price_list_group", "customer_group":
        execute(f"VACUUM ANALYZE customer_groups_{table}")


def _measure() -> Spread:
    _price()
    return Spread.of([timed(_price) for _ in range(_REPEATS)])


def _price() -> None:
    variants = [f"bench-v{number}" for number in range(1, _VARIANTS + 1)]
    book = open_price_book(_BUYER, variants)
    if book is None:
        raise AssertionError("The customer has no price list.")
    quotes = [book.quote(variant, 1, Decimal(100)) for variant in variants]
    if any(quote.winner is None for quote in quotes):
        raise AssertionError("A variant has no price of a list.")
