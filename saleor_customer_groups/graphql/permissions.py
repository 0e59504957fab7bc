"""Permissions: whatever tells or changes something asks for some before it does anything.

Prices ask for what products ask for, restrictions for what vouchers do, and groups for
what customers do. Who works on prices or restrictions has to choose groups: so these are
told to all three, and what of a group is about its customers asks by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, NamedTuple

import graphene

from saleor_customer_groups.host import Permission, Requester


class Needed(NamedTuple):
    """The permissions that something asks for: all of them, or any one."""

    permissions: tuple[Permission, ...]
    is_any: bool = False

    def are_held_by(self, requester: Requester) -> bool:
        test = any if self.is_any else all
        return test(map(requester.may, self.permissions))

    def __str__(self) -> str:
        """As Saleor says it, where it is one."""
        is_one = self.is_any or len(self.permissions) == 1
        named = ", ".join(self.permissions)
        return f"{'one' if is_one else 'all'} of the following permissions: {named}"


#: What everything asks for unless it says otherwise: groups say things about customers.
USERS: Final = Needed((Permission.MANAGE_USERS,))
PRICES: Final = Needed((Permission.MANAGE_PRODUCTS,))
RESTRICTIONS: Final = Needed((Permission.MANAGE_DISCOUNTS,))
#: To choose a group, whatever for.
GROUPS: Final = Needed(
    (
        Permission.MANAGE_USERS,
        Permission.MANAGE_DISCOUNTS,
        Permission.MANAGE_PRODUCTS,
    ),
    is_any=True,
)
#: Whoever sees an order sees what it cost.
ORDERS: Final = Needed((Permission.MANAGE_ORDERS,))
#: What a certain customer pays tells the groups that he is in.
PRICES_OF_CUSTOMERS: Final = Needed(PRICES.permissions + USERS.permissions)


def may_see_prices_of(customer: str | None, info: Any) -> bool:
    """Whether who may see what a guest pays may see this customer's; None is a guest."""
    return customer is None or USERS.are_held_by(info.context.requester)


class PermissionDenied(Exception):  # noqa: N818 - Saleor's name, which clients read
    """Whoever asks may not."""

    def __init__(self, needed: Needed = USERS) -> None:
        super().__init__(f"To access this path, you need {needed}")


class GuardedField(graphene.Field):
    """A field that answers whoever has what is needed, and tells others what that is."""

    def __init__(
        self,
        type_: Any,
        *,
        description: str,
        args: Any = None,
        permissions: Needed = USERS,
        **more: Any,
    ) -> None:
        super().__init__(
            type_,
            args=args,
            description=f"{description}\n\nRequires {permissions}.",
            **more,
        )
        self._needed = permissions

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        resolver = super().get_resolver(parent_resolver)

        @wraps(resolver)
        def guarded(root: Any, info: Any, **arguments: Any) -> Any:
            if not self._needed.are_held_by(info.context.requester):
                # Given back, not raised: a refusal is an answer, and no fault to log.
                return PermissionDenied(self._needed)
            return resolver(root, info, **arguments)

        return guarded
