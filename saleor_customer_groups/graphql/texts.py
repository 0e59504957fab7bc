"""Texts: which of them a database can store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

#: NUL, and halves of surrogate pairs.
_NOT_STORABLE: Final = re.compile("[\x00\ud800-\udfff]")
#: The same, written as an escape in the text of a query.
_ESCAPED: Final = re.compile(r"\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})")


def is_storable(text: str) -> bool:
    return _NOT_STORABLE.search(text) is None


def are_storable(value: object) -> bool:
    """Whether every text in a JSON value is."""
    return all(map(is_storable, _texts(value)))


def is_storable_query(query: str) -> bool:
    """Whether every text in the query is, escapes included."""
    return is_storable(query) and _ESCAPED.search(query) is None


def _texts(value: object) -> Iterator[str]:
    queue = [value]
    while queue:
        match queue.pop():
            case str(text):
                yield text
            case list(items):
                queue.extend(items)
            case dict(pairs):
                queue.extend(pairs)
                queue.extend(pairs.values())
