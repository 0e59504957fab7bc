"""Sentences: what services refuse, as one sentence on standard error."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import wraps

from django.core.management.base import CommandError

from saleor_customer_groups.engine.problems import InvalidRule
from saleor_customer_groups.services.errors import CustomerGroupsError, ErrorCode

Run = Callable[[argparse.Namespace], int]


def in_sentences(run: Run) -> Run:
    """``run``, but what cannot be done is a CommandError that says why."""

    @wraps(run)
    def speaking(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except CustomerGroupsError as error:
            raise CommandError(_of_refusal(error)) from error
        except InvalidRule as error:
            raise CommandError(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(_of_file(error)) from error

    return speaking


def _of_refusal(error: CustomerGroupsError) -> str:
    """What is required is given by an option that is called as the field is."""
    if error.code is not ErrorCode.REQUIRED:
        return str(error)
    return f"{error} The option is --{error.field.replace('_', '-')}."


def _of_file(error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}." if error.filename else f"{reason}."
