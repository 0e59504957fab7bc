"""Tokens: who a request to the standalone shop's API comes from.

Signed with the shop's secret key, which stays in its home. Whoever holds a token is
believed until it expires; a new secret key ends them all.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.core import signing
from django.http import HttpRequest

from saleor_customer_groups.host import InvalidTokenError, Permission, Requester

_SALT: Final = "saleor_customer_groups.standalone.token"
_SCHEMES: Final = frozenset({"bearer", "jwt"})


def issue_token(requester: Requester, *, expires_at: datetime) -> str:
    """A token that says so until then."""
    payload = {
        "name": requester.name,
        "permissions": sorted(requester.permissions),
        "customer": requester.customer_key,
        "until": expires_at.timestamp(),
    }
    return signing.dumps(payload, salt=_SALT)


def requester_of(request: HttpRequest) -> Requester:
    """Who sent the request; nobody in particular without a token.

    Raises InvalidTokenError for a token that is not ours or has expired.
    """
    header = request.headers.get("Authorization", "")
    if not header:
        return Requester()
    scheme, _, token = header.partition(" ")
    if scheme.lower() not in _SCHEMES:
        raise InvalidTokenError("Send the token as: Authorization: Bearer TOKEN.")
    try:
        payload = signing.loads(token.strip(), salt=_SALT)
    except signing.BadSignature as error:
        raise InvalidTokenError("The token is not one of this shop's.") from error
    if datetime.now(UTC).timestamp() >= payload["until"]:
        raise InvalidTokenError(
            "The token has expired. Issue another with: customer-groups token."
        )
    return Requester(
        name=payload["name"],
        permissions=frozenset(map(Permission, payload["permissions"])),
        customer_key=payload["customer"],
    )
