"""Connections: lists in pages, as Relay and Saleor have them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import graphene
from graphql import GraphQLError
from promise import Promise

from saleor_customer_groups.services.paging import (
    InvalidPlace,
    Page,
    PageRequest,
    Place,
)

from .texts import is_storable

#: As in Saleor. More than this on one page is refused, not cut off.
SIZE_LIMIT: Final = 100
_LARGEST_ID: Final = 2**63 - 1

_AT_MOST = f"At most {SIZE_LIMIT} can be asked for at once."


def page_arguments() -> dict[str, graphene.Argument]:
    """What every connection takes."""
    return {
        "before": graphene.Argument(
            graphene.String, description="Only what comes before this cursor."
        ),
        "after": graphene.Argument(
            graphene.String, description="Only what comes after this cursor."
        ),
        "first": graphene.Argument(
            graphene.Int, description=f"The first so many of the list. {_AT_MOST}"
        ),
        "last": graphene.Argument(
            graphene.Int, description=f"The last so many of the list. {_AT_MOST}"
        ),
    }


class Listing:
    """A list whose page and whose length are looked up once, and only if asked for."""

    def __init__(
        self,
        info: Any,
        arguments: Mapping[str, Any],
        *,
        page: Callable[[PageRequest], Any],
        total: Callable[[], Any],
    ) -> None:
        self._name: str = info.field_name
        self._request = read_page(self._name, arguments)
        self._load_page = page
        self._load_total = total
        self._page: Promise | None = None

    def page(self) -> Promise:
        """A promise of the page. Raises GraphQLError where no size was given."""
        if self._request is None:
            raise GraphQLError(
                "You must provide a `first` or `last` value to properly paginate the"
                f" `{self._name}` connection."
            )
        if self._page is None:
            self._page = Promise.resolve(self._load_page(self._request))
        return self._page

    def total(self) -> Any:
        return self._load_total()


class Edge(NamedTuple):
    node: Any
    cursor: str


def _resolve_edges(listing: Listing, _info: Any) -> Promise:
    return listing.page().then(
        lambda page: [Edge(row, write_cursor(place)) for row, place in page.rows]
    )


def _resolve_page_info(listing: Listing, _info: Any) -> Promise:
    return listing.page().then(_page_info)


def _page_info(page: Page[Any]) -> graphene.PageInfo:
    places = [place for _, place in page.rows]
    return graphene.PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=write_cursor(places[0]) if places else None,
        end_cursor=write_cursor(places[-1]) if places else None,
    )


def connection_of(node: Any, *, name: str) -> Any:
    """The connection type of a node type: edges, page info and how many there are."""
    edge = type(
        f"{name}CountableEdge",
        (graphene.ObjectType,),
        {
            "node": graphene.Field(
                node, required=True, description="The item at the end of the edge."
            ),
            "cursor": graphene.String(
                required=True, description="Where the item stands in the list."
            ),
            "Meta": type("Meta", (), {"description": "An item and its place."}),
        },
    )
    return type(
        f"{name}CountableConnection",
        (graphene.ObjectType,),
        {
            "page_info": graphene.Field(
                graphene.PageInfo,
                required=True,
                description="Whether there is more, and where to go on.",
            ),
            "edges": graphene.Field(
                graphene.NonNull(graphene.List(graphene.NonNull(edge))),
                description="The items of the page.",
            ),
            "total_count": graphene.Int(
                description="How many items there are on all pages together."
            ),
            "resolve_page_info": staticmethod(_resolve_page_info),
            "resolve_edges": staticmethod(_resolve_edges),
            "resolve_total_count": staticmethod(lambda listing, _info: listing.total()),
            "Meta": type("Meta", (), {"description": "A list, a page at a time."}),
        },
    )


def read_page(name: str, arguments: Mapping[str, Any]) -> PageRequest | None:
    """The page that was asked for; None without a size. Raises GraphQLError."""
    first, last = arguments.get("first"), arguments.get("last")
    before, after = arguments.get("before"), arguments.get("after")
    for word, size in (("first", first), ("last", last)):
        if size is not None and size < 1:
            raise GraphQLError(f"Argument `{word}` must be a positive integer.")
        if size is not None and size > SIZE_LIMIT:
            raise GraphQLError(
                f"Requesting {size} records on the `{name}` connection exceeds the"
                f" `{word}` limit of {SIZE_LIMIT} records."
            )
    if first and last:
        raise GraphQLError("Argument `last` cannot be combined with `first`.")
    if first and before:
        raise GraphQLError("Argument `first` cannot be combined with `before`.")
    if last and after:
        raise GraphQLError("Argument `last` cannot be combined with `after`.")
    size, cursor = first or last, after or before
    if size is None:
        return None
    return PageRequest(
        size=size,
        place=read_cursor(cursor) if cursor else None,
        is_backwards=last is not None,
    )


def write_cursor(place: Place) -> str:
    return base64.b64encode(json.dumps([place.value, place.id]).encode()).decode()


def read_cursor(cursor: str) -> Place:
    """The place that the cursor names. Raises InvalidPlace for what is none of ours."""
    try:
        found = json.loads(base64.b64decode(cursor, validate=True))
        match found:
            case [str(value), int(id_)] if 0 < id_ <= _LARGEST_ID and is_storable(
                value
            ):
                return Place(value, id_)
    except (binascii.Error, ValueError, RecursionError):
        pass
    raise InvalidPlace
