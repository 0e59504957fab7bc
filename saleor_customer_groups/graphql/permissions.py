"""Permissions: every field at the top asks for one before it does anything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

import graphene

from saleor_customer_groups.host import Permission

#: What all of the API asks for: groups say things about customers.
REQUIRED: Final = (Permission.MANAGE_USERS,)
#: What prices, and restrictions of vouchers and promotions, ask for: both, because from
#: them one comes to groups, and from groups to their members.
BENEFITS: Final = (Permission.MANAGE_USERS, Permission.MANAGE_DISCOUNTS)


class PermissionDenied(Exception):  # noqa: N818 - Saleor's name, which clients read
    """Whoever asks may not."""

    def __init__(self, permissions: Sequence[Permission] = REQUIRED) -> None:
        super().__init__(f"To access this path, you need {_named(permissions)}")


class GuardedField(graphene.Field):
    """A field that answers whoever has all these permissions, and tells others which."""

    def __init__(
        self,
        type_: Any,
        *,
        description: str,
        args: Any = None,
        permissions: Sequence[Permission] = REQUIRED,
        **more: Any,
    ) -> None:
        super().__init__(
            type_,
            args=args,
            description=f"{description}\n\nRequires {_named(permissions)}.",
            **more,
        )
        self._permissions = permissions

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        resolver = super().get_resolver(parent_resolver)

        @wraps(resolver)
        def guarded(root: Any, info: Any, **arguments: Any) -> Any:
            requester = info.context.requester
            if not all(map(requester.may, self._permissions)):
                # Given back, not raised: a refusal is an answer, and no fault to log.
                return PermissionDenied(self._permissions)
            return resolver(root, info, **arguments)

        return guarded


def _named(permissions: Sequence[Permission]) -> str:
    """As Saleor says it, where it is one."""
    how_many = "one" if len(permissions) == 1 else "all"
    return f"{how_many} of the following permissions: {', '.join(permissions)}"
