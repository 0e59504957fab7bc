"""Attributes: custom columns of a customers file, and the types they are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from psycopg import sql

from ..models import AttributeKind, AttributeType
from .columns import AttributeColumn
from .problems import BadValueError, UnusableFileError
from .tables import TableFile
from .values import Conventions, read_day, read_instant, read_number

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

_COLUMNS: Final = {
    AttributeKind.TEXT: "text",
    AttributeKind.NUMBER: "number",
    AttributeKind.INSTANT: "instant",
    AttributeKind.DATE: "day",
    AttributeKind.FLAG: "flag",
    AttributeKind.SET: "text",
}
_ONE_VALUE: Final = """
SELECT s.customer AS customer_key, 0 AS position, s.{staged} AS value
  FROM import_rows s
 WHERE s.{staged} IS NOT NULL
"""
_MANY_VALUES: Final = """
SELECT s.customer AS customer_key, v.position - 1 AS position, v.value
  FROM import_rows s
 CROSS JOIN LATERAL UNNEST(s.{staged}) WITH ORDINALITY v (value, position)
"""
_STORE: Final = """
WITH incoming AS MATERIALIZED ({incoming}),
gone AS (
    DELETE FROM standalone_customer_attribute a
     USING import_rows s
     WHERE a.customer_key = s.customer AND a.key = %(key)s
       AND NOT EXISTS (
            SELECT FROM incoming i
             WHERE i.customer_key = a.customer_key AND i.position = a.position
       )
    RETURNING a.customer_key
),
written AS (
    INSERT INTO standalone_customer_attribute AS a
           (customer_key, key, position, {column})
    SELECT customer_key, %(key)s, position, value FROM incoming
    ON CONFLICT (customer_key, key, position) DO UPDATE SET {column} = EXCLUDED.{column}
     WHERE a.{column} IS DISTINCT FROM EXCLUDED.{column}
    RETURNING a.customer_key
)
INSERT INTO import_touched
SELECT customer_key, 0, 0 FROM gone UNION SELECT customer_key, 0, 0 FROM written
"""


def with_types(
    attributes: Sequence[AttributeColumn], file: TableFile, conventions: Conventions
) -> tuple[AttributeColumn, ...]:
    """The attributes, each with its type: given, known from before, or inferred.

    Inferring reads the whole file. Raises UnusableFileError where a given type is not the
    one that the attribute has.
    """
    if not attributes:
        return ()
    known = {
        attribute.key: AttributeKind(attribute.type)
        for attribute in AttributeType.objects.filter(
            key__in=[attribute.key for attribute in attributes]
        )
    }
    for attribute in attributes:
        before = known.get(attribute.key)
        if before and attribute.type and before != attribute.type:
            raise UnusableFileError(
                f"The attribute {attribute.key} holds a {before.value}, not a "
                f"{attribute.type.value}; give the new values another key."
            )
    known |= {a.key: a.type for a in attributes if a.type}
    unknown = [attribute for attribute in attributes if attribute.key not in known]
    if unknown:
        known |= _inferred(unknown, file, conventions)
    return tuple(
        replace(attribute, type=known[attribute.key]) for attribute in attributes
    )


def store_attributes(
    cursor: CursorWrapper, attributes: Sequence[AttributeColumn]
) -> None:
    """Write the staged attributes; who got or lost a value is in ``import_touched``."""
    for number, attribute in enumerate(attributes):
        assert attribute.type is not None
        AttributeType.objects.get_or_create(
            key=attribute.key,
            defaults={"type": attribute.type.value, "label": attribute.key},
        )
        is_set = attribute.type is AttributeKind.SET
        incoming = sql.SQL(_MANY_VALUES if is_set else _ONE_VALUE).format(
            staged=sql.Identifier(attribute.field(number).name)
        )
        cursor.execute(
            sql.SQL(_STORE).format(
                incoming=incoming, column=sql.Identifier(_COLUMNS[attribute.type])
            ),
            {"key": attribute.key},
        )


# --- inference -----------------------------------------------------------------------

#: "007" is a code, not the number 7.
_CODE: Final = re.compile(r"[+-]?0[0-9].*")
_FLAGS: Final = frozenset({"true", "false", "yes", "no"})

#: From the narrowest to text, which fits always.
_CANDIDATES: Final = (
    AttributeKind.FLAG,
    AttributeKind.NUMBER,
    AttributeKind.DATE,
    AttributeKind.INSTANT,
    AttributeKind.TEXT,
)


def _inferred(
    attributes: Sequence[AttributeColumn], file: TableFile, conventions: Conventions
) -> dict[str, AttributeKind]:
    candidates: dict[str, tuple[AttributeKind, ...]] = {
        attribute.key: _CANDIDATES for attribute in attributes
    }
    seen: set[str] = set()
    with TableFile(
        file.path, delimiter=file.delimiter, encoding=file.encoding
    ) as again:
        for batch in again.batches():
            for attribute in attributes:
                values = {
                    row[attribute.position].strip()
                    for row in batch.rows
                    if len(row) > attribute.position
                } - {""}
                if values:
                    seen.add(attribute.key)
                candidates[attribute.key] = _fitting(
                    candidates[attribute.key], values, conventions
                )
    return {
        key: kinds[0] if key in seen else AttributeKind.TEXT
        for key, kinds in candidates.items()
    }


def _fitting(
    kinds: tuple[AttributeKind, ...], values: Iterable[str], conventions: Conventions
) -> tuple[AttributeKind, ...]:
    for value in values:
        if kinds == (AttributeKind.TEXT,):
            break
        kinds = tuple(kind for kind in kinds if _fits(kind, value, conventions))
    return kinds


def _fits(kind: AttributeKind, value: str, conventions: Conventions) -> bool:
    try:
        match kind:
            case AttributeKind.FLAG:
                return value.lower() in _FLAGS
            case AttributeKind.NUMBER:
                return not _CODE.fullmatch(value) and bool(
                    read_number(value, conventions)
                )
            case AttributeKind.DATE:
                is_timed = ":" in value
                return not is_timed and bool(read_day(value, conventions))
            case AttributeKind.INSTANT:
                return bool(read_instant(value, conventions))
            case AttributeKind.TEXT | AttributeKind.SET:
                return True
    except BadValueError:
        return False
