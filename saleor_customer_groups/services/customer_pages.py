"""Customer pages: customers by the groups that they are in or not in, or by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from saleor_customer_groups.models import CustomerGroup

from .directory import FOUND, CustomerRef, directory, looked_up
from .paging import Page, PageRequest, Place, page_of
from .queries import fetch, query

_ID: Final = "f.profile_id"


class CustomerOrder(StrEnum):
    """What customers are sorted by; profiles are in the order in which they came."""

    PROFILE = "profile"
    NAME = "name"
    EMAIL = "email"


_ORDERS: Final[dict[CustomerOrder, tuple[str, str]]] = {
    CustomerOrder.PROFILE: (_ID, "bigint"),
    CustomerOrder.NAME: ("coalesce(lower(d.name), '')", "text"),
    CustomerOrder.EMAIL: ("coalesce(lower(d.email), '')", "text"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerQuery:
    """Which customers: in any of these groups, in all of those, in none of others, each
    by its id; no group at all is every customer. ``search`` is found in key, name and
    e-mail."""

    any_of: tuple[int, ...] = ()
    all_of: tuple[int, ...] = ()
    none_of: tuple[int, ...] = ()
    search: str = ""
    order: CustomerOrder = CustomerOrder.PROFILE
    is_descending: bool = False

    def params(self, default_id: int) -> dict[str, object]:
        """Without the default group: it has no member rows, its facts are asked."""
        rows = {
            "any_of": [id_ for id_ in self.any_of if id_ != default_id],
            "all_of": [id_ for id_ in {*self.all_of} if id_ != default_id],
            "none_of": [id_ for id_ in self.none_of if id_ != default_id],
        }
        return {**rows, "all_count": len(rows["all_of"]), "search": self.search.strip()}

    def fragments(self, default_id: int, *, is_sorted: bool) -> dict[str, str]:
        parts = []
        if self.any_of:
            either = " OR f.is_registered" if default_id in self.any_of else ""
            parts.append(f"AND ({_ID} IN ({_IN_ANY}){either})")
        if {*self.all_of} - {default_id}:
            parts.append(f"AND {_ID} IN ({_IN_ALL})")
        if default_id in self.all_of:
            parts.append("AND f.is_registered")
        if self.none_of:
            parts.append(f"AND NOT EXISTS ({_IN_SOME_OTHER})")
        if default_id in self.none_of:
            parts.append("AND NOT f.is_registered")
        if self.search.strip():
            parts.append(f"AND {FOUND}")
        return {
            "wanted": " ".join(parts),
            "directory": self._directory(is_sorted=is_sorted),
        }

    def _directory(self, *, is_sorted: bool) -> str:
        is_searched = bool(self.search.strip())
        needs_names = is_sorted and self.order is not CustomerOrder.PROFILE
        if not (is_searched or needs_names):
            return ""
        return directory(_ID, is_searched=is_searched)


_IN_ANY: Final = (
    "SELECT profile_id FROM customer_groups_membership"
    " WHERE group_id = ANY(%(any_of)s::bigint[])"
)
_IN_ALL: Final = (
    "SELECT profile_id FROM customer_groups_membership"
    " WHERE group_id = ANY(%(all_of)s::bigint[])"
    " GROUP BY profile_id HAVING count(*) = %(all_count)s"
)
_IN_SOME_OTHER: Final = (
    "SELECT FROM customer_groups_membership other"
    " WHERE other.profile_id = f.profile_id AND other.group_id = ANY(%(none_of)s::bigint[])"
)


def customer_page(wanted: CustomerQuery, request: PageRequest) -> Page[CustomerRef]:
    """The page of customers; only shoppers are looked at."""
    sort, type_ = _ORDERS[wanted.order]
    default_id = _default_id()
    parts = wanted.fragments(default_id, is_sorted=True)
    text = query(
        "customer_pages",
        **parts,
        **request.fragments(sort, type_, id_=_ID, is_descending=wanted.is_descending),
    )
    with looked_up(parts["directory"]):
        rows = fetch(text, {**wanted.params(default_id), **request.params})
    found = ((CustomerRef(id_, key), Place(place, id_)) for id_, key, place in rows)
    return page_of(found, request)


def customer_total(wanted: CustomerQuery) -> int:
    """How many such customers there are."""
    default_id = _default_id()
    parts = wanted.fragments(default_id, is_sorted=False)
    with looked_up(parts["directory"]):
        rows = fetch(query("customer_total", **parts), wanted.params(default_id))
    count: int = rows[0][0]
    return count


def _default_id() -> int:
    found: int = CustomerGroup.objects.values_list("pk", flat=True).get(is_default=True)
    return found
