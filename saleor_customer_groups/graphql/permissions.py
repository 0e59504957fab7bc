"""Permissions: every field at the top asks for one before it does anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Final

import graphene

from saleor_customer_groups.host import Permission

#: What all of the API asks for: groups say things about customers.
REQUIRED: Final = (Permission.MANAGE_USERS,)


class PermissionDenied(Exception):  # noqa: N818 - Saleor's name, which clients read
    """Whoever asks may not."""

    def __init__(self, permissions: Iterable[Permission] = REQUIRED) -> None:
        names = ", ".join(permissions)
        super().__init__(
            f"To access this path, you need one of the following permissions: {names}"
        )


class GuardedField(graphene.Field):
    """A field that answers whoever has a permission, and tells others which."""

    def __init__(
        self, type_: Any, *, description: str, args: Any = None, **more: Any
    ) -> None:
        needed = ", ".join(REQUIRED)
        super().__init__(
            type_,
            args=args,
            description=(
                f"{description}\n\nRequires one of the following permissions: {needed}."
            ),
            **more,
        )

    def get_resolver(self, parent_resolver: Callable[..., Any]) -> Callable[..., Any]:
        resolver = super().get_resolver(parent_resolver)

        @wraps(resolver)
        def guarded(root: Any, info: Any, **arguments: Any) -> Any:
            requester = info.context.requester
            if not any(map(requester.may, REQUIRED)):
                # Given back, not raised: a refusal is an answer, and no fault to log.
                return PermissionDenied()
            return resolver(root, info, **arguments)

        return guarded
