"""Reconcile: makes a table say what a SELECT says, writing only what differs.

The one mechanism by which history and facts are kept, for one profile as for a million.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.db import models

from saleor_customer_groups.models import (
    ActivityDay,
    AttributeDefinition,
    AttributeFact,
    LineRecord,
    OrderFacts,
    OrderRecord,
    ProfileFacts,
    RankSnapshot,
    RefundRecord,
    ValueFacts,
)

from .queries import fetch


class Difference(NamedTuple):
    """What a reconciliation changed: whose rows, and which of the columns."""

    profile_ids: frozenset[int]
    columns: frozenset[str]
    row_count: int


_KEYS: Final[Mapping[type[models.Model], tuple[str, ...]]] = {
    OrderRecord: ("key",),
    LineRecord: ("key",),
    RefundRecord: ("key",),
    AttributeDefinition: ("key",),
    ProfileFacts: ("profile_id",),
    RankSnapshot: ("profile_id",),
    OrderFacts: ("profile_id", "channel"),
    ValueFacts: ("profile_id", "channel", "currency"),
    AttributeFact: ("profile_id", "key", "position"),
    ActivityDay: ("profile_id", "kind", "item_id", "day", "channel"),
}

#: Rows that another profile may own until now: the order was attached to somebody else.
_MOVABLE: Final = frozenset({OrderRecord, LineRecord, RefundRecord})


def _columns(model: type[models.Model]) -> tuple[str, ...]:
    """Column names; the only identifiers here, all from our own models."""
    fields = model._meta.local_concrete_fields
    names = [str(f.column) for f in fields if getattr(f, "column", None)]
    return tuple(name for name in names if name != "pk")


def statement(model: type[models.Model], select: str, *, is_limited: bool) -> str:
    """SQL that compares, deletes what is gone and writes what is new or different."""
    table = model._meta.db_table
    keys, columns = _KEYS[model], _columns(model)
    values = [name for name in columns if name not in keys]
    has_profile = "profile_id" in columns
    same = " AND ".join(f"f.{key} = o.{key}" for key in keys)
    is_gone = f"f.{keys[0]} IS NULL"
    changed = ", ".join(
        f"CASE WHEN f.{name} IS DISTINCT FROM o.{name} THEN '{name}' END"
        for name in values
    )
    fresh = ", ".join(f"f.{name}" for name in values)
    old = ", ".join(f"o.{name}" for name in values)
    both = ", ".join(f"coalesce(f.{key}, o.{key}) AS {key}" for key in keys)
    owner = "coalesce(f.profile_id, o.profile_id)" if has_profile else "0"
    limit = "WHERE profile_id = ANY(%(profiles)s::bigint[])" if is_limited else ""
    match = " AND ".join(f"t.{key} = d.{key}" for key in keys)
    updates = ", ".join(f"{name} = EXCLUDED.{name}" for name in values)
    conflict = f"DO UPDATE SET {updates}" if values else "DO NOTHING"
    differs = f"({fresh}) IS DISTINCT FROM ({old})" if values else "FALSE"
    moved = _displaced(table, keys) if model in _MOVABLE and is_limited else ""
    carried = "".join(f", f.{name}" for name in values)
    # OFFSET 0 keeps the SELECT whole. Dissolved into the comparison, each of its columns
    # would be planned and computed up to four times: 25 ms of planning for one customer.
    return f"""
WITH diff AS MATERIALIZED (
  SELECT {both}{carried}, {is_gone} AS is_gone, {owner} AS owner_id,
    array_remove(ARRAY[{changed}]::text[], NULL) AS changed
  FROM ({select}
    OFFSET 0
  ) f
  FULL JOIN (SELECT * FROM {table} {limit}) o ON {same}
  WHERE {is_gone} OR o.{keys[0]} IS NULL OR {differs}
),
removed AS (
  DELETE FROM {table} t USING diff d WHERE d.is_gone AND {match}{
        " AND t.profile_id = d.owner_id" if has_profile else ""
    }
),
written AS (
  INSERT INTO {table} ({", ".join(columns)})
  SELECT {", ".join(columns)} FROM diff WHERE NOT is_gone
  ON CONFLICT ({", ".join(keys)}) {conflict}
){moved}
"""  # noqa: S608 - identifiers of our own models; values are bound


def _displaced(table: str, keys: tuple[str, ...]) -> str:
    match = " AND ".join(f"t.{key} = d.{key}" for key in keys)
    return f""",
displaced AS (
  INSERT INTO customer_groups_mark (profile_id)
  SELECT DISTINCT t.profile_id FROM {table} t JOIN diff d ON {match}
  WHERE NOT d.is_gone AND t.profile_id <> d.owner_id
)"""  # noqa: S608 - as above


_DETAILS: Final = """
SELECT
  (SELECT coalesce(array_agg(DISTINCT owner_id), '{}') FROM diff),
  (SELECT coalesce(array_agg(DISTINCT name), '{}') FROM diff, unnest(changed) AS name),
  (SELECT count(*) FROM diff)
"""
_COUNT: Final = "SELECT '{}'::bigint[], '{}'::text[], count(*) FROM diff"


def reconcile(
    model: type[models.Model],
    select: str,
    params: Mapping[str, object],
    *,
    profile_ids: list[int] | None,
) -> Difference:
    """Runs ``select`` and makes the model's table equal to it.

    With ``profile_ids`` only their rows are compared, and the answer says whose rows and
    which columns changed; without, the whole table is, and only rows are counted.
    """
    is_limited = profile_ids is not None
    sql = statement(model, select, is_limited=is_limited)
    sql += _DETAILS if is_limited else _COUNT
    owners, columns, count = fetch(sql, {**params, "profiles": profile_ids})[0]
    return Difference(frozenset(owners), frozenset(columns), count)
