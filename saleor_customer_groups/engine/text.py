"""Text keys: how text is compared. One meaning in Python and in SQL."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Trimmed at both ends, here and by the SQL function ``customer_groups_text_key``.
TRIMMED: Final = " \t\n\r\f\v\u00a0\u2000\u2001\u2002\u2003\u2009\u202f\u3000\ufeff"

#: The last character with a case of its own (Adlam); none follow in Unicode 17.
_LAST_CASED: Final = 0x1E943
_MARKS: Final = re.compile("[\u0300-\u036f]")


def _lowered() -> dict[int, str]:
    """Every character beyond ASCII that has a lower case of one character.

    A closed table rather than the database's locale, so that "ÉTÉ" and "été"
    compare alike on a server with any collation.
    """
    table = {}
    for code in range(0x80, _LAST_CASED + 1):
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            table[code] = lower
    return table


LOWERED: Final = _lowered()
_ASCII: Final = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_LOWER: Final = {**LOWERED, **_ASCII}


def text_key(text: str) -> str:
    """The text as it is compared: trimmed, without case and accents (NFKD)."""
    decomposed = unicodedata.normalize("NFKD", text.strip(TRIMMED))
    return _MARKS.sub("", decomposed).translate(_LOWER)


def target_key(kind: str, value: str) -> str:
    """How an item is found by what it is: ``brand:nike``, ``category:shoes``."""
    return f"{kind}:{text_key(value)}"
