"""Uploads: files and texts that are imported, and what is done where one is wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode

from .. import enums

#: Bytes; 100,000 e-mail addresses are a fifth of it, and so are 100,000 prices.
SIZE_LIMIT: Final = 20_000_000


class ErrorPolicy(Enum):
    REJECT_EVERYTHING = "reject_everything"
    IGNORE_FAILED = "ignore_failed"


CustomerGroupImportErrorPolicy = enums.enum_of(
    "CustomerGroupImportErrorPolicy",
    ErrorPolicy,
    "What is done where a line of a file is wrong.",
    {
        ErrorPolicy.REJECT_EVERYTHING: "Nothing is imported.",
        ErrorPolicy.IGNORE_FAILED: "The others are imported.",
    },
)


@contextmanager
def opened(file: Any | None, text: str | None) -> Iterator[Iterator[str]]:
    """The lines of whichever is given, a file as it comes. Raises CustomerGroupsError."""
    if _chosen(file, text) is None:
        yield iter(io.StringIO(text, newline=""))
        return
    assert file is not None
    lines = io.TextIOWrapper(file.file, encoding="utf-8-sig", newline="")
    try:
        yield lines
    finally:
        lines.detach()  # Django closes the file, and would complain that it is closed


def read_text(file: Any | None, text: str | None) -> str:
    """All of whichever is given. Raises CustomerGroupsError."""
    chosen = _chosen(file, text)
    if chosen is None:
        return text or ""
    try:
        content: str = chosen.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refusal(
            f"The file is no text in UTF-8: {error.reason} at byte {error.start:,}. Save"
            " it as UTF-8."
        ) from error
    if "\0" in content:
        raise _refusal("The file is no text: it contains NUL. Save it as CSV in UTF-8.")
    return content


def _chosen(file: Any | None, text: str | None) -> Any | None:
    """The file, unless it is the text that is given."""
    if (file is None) is (text is None):
        raise _refusal("Give the list either as `file` or as `text`.")
    if file is not None and file.size > SIZE_LIMIT:
        raise _refusal(f"The file has {file.size:,} bytes, more than {SIZE_LIMIT:,}.")
    return file


def _refusal(message: str) -> CustomerGroupsError:
    return CustomerGroupsError(message, code=ErrorCode.INVALID, field="file")
