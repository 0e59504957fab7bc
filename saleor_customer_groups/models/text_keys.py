"""The SQL function that makes text keys: the same meaning as ``engine.text.text_key``."""

from __future__ import annotations

from saleor_customer_groups.engine.text import LOWERED, TRIMMED


def _literal(text: str) -> str:
    return "U&'" + "".join(f"\\+{ord(char):06X}" for char in text) + "'"


def create_text_key() -> str:
    """SQL that makes ``customer_groups_text_key(text)``; immutable, no extension.

    Plain ASCII, by far the most, takes the short way. The rest is decomposed, loses its
    accents and is lower-cased by a closed table, never by the database's locale.
    """
    upper = "".join(map(chr, LOWERED))
    lower = "".join(LOWERED.values())
    trimmed = _literal(TRIMMED)
    return f"""
CREATE OR REPLACE FUNCTION customer_groups_text_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
SELECT CASE
  WHEN value ~ '^[\\x01-\\x7f]*$' THEN lower(btrim(value, {trimmed}) COLLATE "C")
  ELSE translate(
    lower(
      regexp_replace(
        normalize(btrim(value, {trimmed}), NFKD), '[\\u0300-\\u036f]', '', 'g'
      ) COLLATE "C"
    ),
    {_literal(upper)},
    {_literal(lower)}
  )
END
$$
"""


DROP_TEXT_KEY = "DROP FUNCTION IF EXISTS customer_groups_text_key(text)"
