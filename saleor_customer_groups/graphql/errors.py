"""Errors: what went wrong with a request, as Saleor's API tells it."""

from __future__ import annotations

import logging
from typing import Any, Final

from graphql import GraphQLError
from graphql.error import format_error

from saleor_customer_groups.host import InvalidTokenError
from saleor_customer_groups.services.errors import CustomerGroupsError
from saleor_customer_groups.services.paging import InvalidPlace
from saleor_customer_groups.services.time_limits import TookTooLong

from .permissions import PermissionDenied

#: What is said of everything else: it may say more than a client should know.
INTERNAL: Final = "Internal Server Error"

_TOLD: Final = (
    GraphQLError,
    PermissionDenied,
    InvalidTokenError,
    CustomerGroupsError,
    InvalidPlace,
    TookTooLong,
)

logger = logging.getLogger(__name__)


def shown(error: Exception) -> dict[str, Any]:
    """The error as the answer has it. What nobody foresaw is logged, not told."""
    cause = _cause(error)
    if isinstance(error, GraphQLError):
        told = dict(format_error(error))
    else:
        told = {"message": str(error)}
    if not isinstance(cause, _TOLD):
        logger.error("A request failed.", exc_info=cause)
        told["message"] = INTERNAL
    told["extensions"] = {"exception": {"code": type(cause).__name__}}
    return told


def _cause(error: Exception) -> Exception:
    """What was raised first; the executor wraps it to say where."""
    while isinstance(error, GraphQLError) and hasattr(error, "original_error"):
        error = error.original_error
    return error
