"""Errors: what a service refuses, as one tree. Each says what, where and what to do."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Stable codes for whoever asked; the text is for people."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    UNIQUE = "unique"
    IMMUTABLE = "immutable"
    REQUIRED = "required"
    CYCLE = "cycle"
    IN_USE = "in_use"
    ARCHIVED = "archived"
    TOO_MANY = "too_many"
    CONFIRMATION_REQUIRED = "confirmation_required"


class CustomerGroupsError(Exception):
    """The request cannot be carried out; nothing was changed."""

    def __init__(self, message: str, *, code: ErrorCode, field: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.field = field
