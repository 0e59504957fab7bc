"""Found members: puts in or takes out whoever a search finds."""

from __future__ import annotations

from typing import Final

from .customer_pages import CustomerQuery, customer_page, customer_total
from .errors import CustomerGroupsError, ErrorCode
from .groups import get_group
from .member_pages import MemberQuery, member_pages, member_totals
from .paging import PageRequest

#: Customers that one change may be about.
AT_ONCE: Final = 1_000


def found_customers(search: str) -> list[str]:
    """Keys of the customers in whose key, name or e-mail the text stands.

    Raises CustomerGroupsError where it is blank, or finds nobody or too many.
    """
    wanted = CustomerQuery(search=_checked(search))
    page = customer_page(wanted, PageRequest(size=AT_ONCE))
    if page.has_next:
        raise _too_many(search, customer_total(wanted))
    return _some([customer.key for customer, _ in page.rows], search)


def found_members(code: str, search: str) -> list[str]:
    """The same among the members of the group."""
    group = get_group(code)
    wanted = MemberQuery(search=_checked(search))
    page = member_pages([group], wanted, PageRequest(size=AT_ONCE))[group.pk]
    if page.has_next:
        raise _too_many(search, member_totals([group], wanted)[group.pk])
    return _some([member.customer.key for member, _ in page.rows], search)


def check_number(keys: list[str]) -> None:
    """Raises CustomerGroupsError where one change would be about nobody or too many."""
    if not keys:
        raise CustomerGroupsError(
            "Name at least one customer.", code=ErrorCode.REQUIRED, field="customers"
        )
    if len(keys) > AT_ONCE:
        raise CustomerGroupsError(
            f"{len(keys):,} customers are named, more than {AT_ONCE:,} at once. Split"
            " them, or import a list.",
            code=ErrorCode.TOO_MANY,
            field="customers",
        )


def _checked(search: str) -> str:
    if not search.strip():
        raise CustomerGroupsError(
            "The search is blank, and would find everybody. Say whom to look for.",
            code=ErrorCode.REQUIRED,
            field="search",
        )
    return search


def _some(keys: list[str], search: str) -> list[str]:
    if not keys:
        raise CustomerGroupsError(
            f"“{search.strip()}” is found in nobody.",
            code=ErrorCode.NOT_FOUND,
            field="search",
        )
    return keys


def _too_many(search: str, count: int) -> CustomerGroupsError:
    return CustomerGroupsError(
        f"“{search.strip()}” is found in {count:,}, more than {AT_ONCE:,} at once. Look"
        " for something longer.",
        code=ErrorCode.TOO_MANY,
        field="search",
    )
