"""Documents: reads rule files and lists of customers."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.core.management.base import CommandError


def read_rule_file(path: Path) -> object:
    """The JSON document in the file (``-``: standard input), amounts exactly as written.

    Raises CommandError with line and column for what is not JSON; OSError.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8-sig")
        document: object = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise CommandError(
            f"{path} is not JSON: line {error.lineno}, column {error.colno}:"
            f" {error.msg}."
        ) from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not text in UTF-8: {error.reason}.") from error
    except RecursionError as error:
        raise CommandError(f"{path} is nested too deep for a rule.") from error
    except ValueError as error:
        raise CommandError(f"{path}: {error}") from error
    return document


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number in JSON.")


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            # Readers disagree on which of the two counts.
            raise ValueError(f"“{key}” stands twice in one object. Remove one of them.")
        found[key] = value
    return found


def read_customer_list(path: Path) -> list[str]:
    """Customer keys: a file with one per line, or the ``customer`` column of a CSV.

    Raises CommandError for a file without any; OSError.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.reader(file) if any(map(str.strip, row))]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path} is not a list in UTF-8: {error}.") from error
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    column = header.index("customer") if "customer" in header else 0
    if column or "customer" in header:
        rows = rows[1:]
    elif header and len(header) > 1:
        raise CommandError(
            f"{path} has several columns and none of them is called “customer”."
        )
    keys = [row[column].strip() for row in rows if len(row) > column]
    if not any(keys):
        raise CommandError(f"{path} names no customer.")
    return [key for key in keys if key]
