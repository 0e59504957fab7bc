"""Profiles: from the host's customer keys to ours, and back."""

from __future__ import annotations

from collections.abc import Sequence

from saleor_customer_groups.models import Profile, ProfileKind

from .errors import CustomerGroupsError, ErrorCode
from .queries import fetch


def get_profile(key: str) -> Profile:
    """The customer's profile. Raises CustomerGroupsError NOT_FOUND."""
    profile = Profile.objects.filter(
        kind=ProfileKind.CUSTOMER, host_key=key, erased_at=None
    ).first()
    if profile is None:
        raise CustomerGroupsError(
            f"There is no customer “{key}”.", code=ErrorCode.NOT_FOUND, field="customer"
        )
    return profile


def find_profiles(keys: Sequence[str]) -> list[int]:
    """Ids of the customers' profiles. Raises CustomerGroupsError naming the unknown."""
    wanted = list(dict.fromkeys(keys))
    found = dict(
        fetch(
            "SELECT host_key, id FROM customer_groups_profile"
            " WHERE kind = 'customer' AND erased_at IS NULL"
            " AND host_key = ANY(%(keys)s::text[])",
            {"keys": wanted},
        )
    )
    unknown = [key for key in wanted if key not in found]
    if unknown:
        shown = ", ".join(f"“{key}”" for key in unknown[:5])
        more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
        raise CustomerGroupsError(
            f"There is no customer {shown}{more}.",
            code=ErrorCode.NOT_FOUND,
            field="customers",
        )
    return [found[key] for key in wanted]


def host_keys(profile_ids: Sequence[int]) -> dict[int, str]:
    """The customers' keys in the host, by profile id."""
    return dict(
        fetch(
            "SELECT id, host_key FROM customer_groups_profile"
            " WHERE id = ANY(%(ids)s::bigint[])",
            {"ids": list(profile_ids)},
        )
    )
