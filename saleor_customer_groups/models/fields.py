"""Fields: column types of our own, and what columns choose from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.TextField[str, str]
else:
    _TextField = models.TextField


class KeyField(_TextField):
    """A text key that is looked up whole.

    Django gives text keys a second index for LIKE, which nothing asks for and which
    costs every insert; under this name of the type it does not.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "character varying"


def choices_of(members: type[StrEnum]) -> list[tuple[str, str]]:
    """The members of an enum of the engine, as Django has choices."""
    return [(member.value, member.name.capitalize()) for member in members]
