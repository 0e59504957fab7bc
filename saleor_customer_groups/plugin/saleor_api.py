"""Saleor's own API, asked from within: by who asked us, in the transaction at hand.

What Saleor checks is checked by Saleor, and in every version the same way as when its
Dashboard asks. What Saleor tells others of (webhooks, other plugins) it tells after the
commit.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def ask_saleor(request: HttpRequest, document: str, **variables: Any) -> Any:
    """The one field of the answer. Raises what Saleor raised, a refusal for want of a
    permission for one; the answer's ``errors`` are the caller's to look at."""
    # Imported any earlier, nothing could be added to Saleor's schema any more.
    from saleor.graphql.api import schema
    from saleor.graphql.context import clear_context, get_context_value

    context = get_context_value(request)
    try:
        result = schema.execute(document, variables=variables, context=context)
    finally:
        clear_context(context)
    for error in result.errors or ():
        raise getattr(error, "original_error", error)
    (answer,) = result.data.values()
    return answer
