"""Whom: the customers that a change of members is about."""

from __future__ import annotations

from collections.abc import Sequence

from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode
from saleor_customer_groups.services.found_members import check_number

from .base import find_key


def keys_of(customers: Sequence[str] | None) -> list[str]:
    """The customers' keys. Raises CustomerGroupsError for an id that is none, and where
    nobody is named or too many are."""
    keys = [find_key(each, field="customers") for each in customers or ()]
    check_number(keys)
    return keys


def refuse_unless_one(customers: Sequence[str] | None, search: str | None) -> None:
    """Raises CustomerGroupsError where both ways to say whom are used, or none."""
    if (customers is None) is (search is None):
        raise CustomerGroupsError(
            "Say whom it is about either by `customers` or by `search`.",
            code=ErrorCode.REQUIRED,
            field="customers",
        )
