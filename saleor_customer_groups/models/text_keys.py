"""The SQL function that makes text keys: the same meaning as ``engine.text.text_key``."""

from __future__ import annotations

from saleor_customer_groups.engine.text import LOWERED, TRIMMED


def _literal(text: str) -> str:
    return "U&'" + "".join(f"\\+{ord(char):06X}" for char in text) + "'"


def create_text_key() -> str:
    """SQL that makes ``customer_groups_text_key(text)``; immutable, no extension.

    Plain ASCII, by far the most, takes the short way. The rest is decomposed and loses
    its accents; what is not ASCII even then is lower-cased by a closed table, never by
    the database's locale, which takes 0.2 ms. PL/pgSQL, because PostgreSQL would parse
    an SQL function of this length anew for each use in a statement.
    """
    upper = "".join(map(chr, LOWERED))
    lower = "".join(LOWERED.values())
    trimmed = _literal(TRIMMED)
    return f"""
CREATE OR REPLACE FUNCTION customer_groups_text_key(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT AS $$
BEGIN
  value := btrim(value, {trimmed});
  IF value ~ '^[\\x01-\\x7f]*$' THEN
    RETURN lower(value COLLATE "C");
  END IF;
  value := regexp_replace(normalize(value, NFKD), '[\\u0300-\\u036f]', '', 'g');
  IF value ~ '^[\\x01-\\x7f]*$' THEN
    RETURN lower(value COLLATE "C");
  END IF;
  RETURN translate(
    lower(value COLLATE "C"),
    {_literal(upper)},
    {_literal(lower)}
  );
END
$$
"""


DROP_TEXT_KEY = "DROP FUNCTION IF EXISTS customer_groups_text_key(text)"
