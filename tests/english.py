"""English words in what should be said in another language."""

import re
from typing import Final

#: Hardly any English sentence is without one of them, and none is a Turkish word.
_WORDS: Final = re.compile(
    r"\b(the|is|of|and|or|in|because|with|by|has|have|are|was|this|that|would|be|yes|no"
    r"|unknown|empty|members?|short|more|orders?|days?|hours?|weeks?|months?|years?)\b"
)
#: What is quoted, and codes and places, are the shop's and not the language's.
_NOT_WORDS: Final = re.compile(r"“[^”]*”|\([A-Z_]+\)|\brule[.\[][^ :]*|\S+@\S+")


def english_in(text: str) -> list[str]:
    # Not by the pattern: to it the Turkish letter without a dot is the one with a dot.
    return _WORDS.findall(_NOT_WORDS.sub("", text).lower())
