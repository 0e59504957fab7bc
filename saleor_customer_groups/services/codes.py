"""Codes: what programs call groups and price lists. A code never changes."""

from __future__ import annotations

import re
from typing import Any, Final

from django.db.models import Manager
from django.utils.text import slugify

from .errors import ErrorCode
from .group_checks import check_name, refuse

_CODE: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def new_code(name: str, code: str, existing: Manager[Any], *, noun: str) -> str:
    """The code for something new of that name; made of the name where none is given.

    Raises CustomerGroupsError for a name or code that cannot be, or is taken by one of
    ``existing``, each of which is a ``noun``.
    """
    check_name(name, noun)
    code = code or slugify(name)[:100]
    if not code:
        refuse(
            f"No code can be made from the name “{name}”: it has no Latin letter and no"
            " digit. Choose a code yourself.",
            "code",
            ErrorCode.REQUIRED,
        )
    if not _CODE.fullmatch(code):
        refuse(
            f"“{code}” is not a code: use the letters a to z, digits, “-” and “_”, at"
            " most 100, beginning with a letter or digit.",
            "code",
        )
    if existing.filter(code=code).exists():
        refuse(
            f"There is a {noun} with the code “{code}” already.",
            "code",
            ErrorCode.UNIQUE,
        )
    return code
