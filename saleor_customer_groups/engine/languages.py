"""Languages: those in which rules and reasons can be said."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .english import ENGLISH
from .language import Language
from .turkish import TURKISH

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {language.code: language for language in (ENGLISH, TURKISH)}
)
