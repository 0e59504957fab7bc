"""Requests: who sent one, by Saleor's own means."""

from __future__ import annotations

from typing import Any, Final

import jwt
from django.http import HttpRequest
from saleor.core.auth import get_token_from_request
from saleor.core.db.connection import allow_writer
from saleor.graphql.app.dataloaders import get_app_promise

from saleor_customer_groups.host import InvalidTokenError, Permission, Requester

#: Saleor's names of the permissions.
_CODENAMES: Final = {
    Permission.MANAGE_USERS: "account.manage_users",
    Permission.MANAGE_DISCOUNTS: "discount.manage_discounts",
    Permission.MANAGE_PRODUCTS: "product.manage_products",
    Permission.MANAGE_ORDERS: "order.manage_orders",
}


def requester_of(request: HttpRequest) -> Requester:
    """Who sent the request: an app, a staff member, a customer, or nobody in particular.

    Raises InvalidTokenError for a token that Saleor does not accept.
    """
    # Saleor's context imports its finished schema: imported any earlier, nothing could be
    # added to its types any more (schema.py).
    from saleor.graphql.context import clear_context, get_context_value

    context: Any = request
    # A permission that was taken away a moment ago may be on a replica still.
    context.allow_replica = False
    context.dataloaders = {}
    try:
        with allow_writer():
            context.app = get_app_promise(context).get()
            get_context_value(context)
            return _requester(context)
    except jwt.PyJWTError as error:
        raise InvalidTokenError(
            f"The token is not valid: {error}. Sign in again."
        ) from error
    finally:
        if hasattr(context, "user"):
            clear_context(context)


def _requester(context: Any) -> Requester:
    if context.app:
        return Requester(f"app:{context.app.name}", _permissions(context.app))
    # Read here, where a wrong token may raise.
    user = context.user
    if not user:
        if get_token_from_request(context):
            raise InvalidTokenError(
                "The token is not one of this shop's. Sign in again."
            )
        return Requester()
    permissions = _permissions(user)
    is_staff = user.is_staff or bool(permissions)
    return Requester(user.email if is_staff else "", permissions, str(user.pk))


def _permissions(owner: Any) -> frozenset[Permission]:
    return frozenset(
        permission
        for permission, codename in _CODENAMES.items()
        if owner.has_perm(codename)
    )
