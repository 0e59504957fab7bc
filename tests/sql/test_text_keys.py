"""Text keys mean the same in SQL and in Python, for every character there is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_customer_groups.engine.text import TRIMMED, text_key

pytestmark = pytest.mark.django_db

#: Not assigned, no character of their own, or half of one.
_NOT_TEXT = {"Cn", "Cs", "Co"}
#: Superscript Cyrillic of Unicode 15, which PostgreSQL 15 does not know yet.
_TOO_NEW = range(0x1E030, 0x1E06E)


def assigned() -> Iterator[str]:
    """Every character but NUL, which no database stores."""
    for code in range(1, 0x110000):
        is_text = unicodedata.category(chr(code)) not in _NOT_TEXT
        if is_text and code not in _TOO_NEW:
            yield chr(code)


def is_plain(character: str) -> bool:
    """A letter without case that stays itself, such as most of Chinese."""
    is_letter = unicodedata.category(character) == "Lo"
    return is_letter and not unicodedata.decomposition(character)


def in_sql(texts: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_groups_text_key(text)"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place",
            [list(texts)],
        )
        return [row[0] for row in cursor.fetchall()]


def test_text_key__every_assigned_character__is_the_same_in_sql() -> None:
    characters = list(assigned())

    keys = in_sql(characters)

    different = [
        f"U+{ord(character):04X}"
        for character, key in zip(characters, keys, strict=True)
        if key != text_key(character)
    ]
    assert len(characters) > 140_000
    assert different == []


def test_text_key__every_character_inside_a_word__is_the_same_in_sql() -> None:
    """Inside, nothing is trimmed, and accents join what stands before them."""
    words = [
        f"É{character}x"
        for character in assigned()
        if character not in TRIMMED and not is_plain(character)
    ]
    assert len(words) > 10_000

    keys = in_sql(words)

    assert [w for w, key in zip(words, keys, strict=True) if key != text_key(w)] == []


@settings(max_examples=60)
@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from(
                    f"{TRIMMED}AaÉéßẞ\u0131İ\u017fΣςǅﬁÅå\u0301\u0345%_\\'\""
                ),
                st.characters(min_codepoint=1, exclude_categories=("Cn", "Cs", "Co")),
            )
        ),
        min_size=1,
        max_size=30,
    )
)
def test_text_key__random_texts__are_the_same_in_sql(texts: list[str]) -> None:
    assert in_sql(texts) == [text_key(text) for text in texts]


def test_text_key__unknown_text__stays_unknown() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT customer_groups_text_key(NULL)")
        assert cursor.fetchone() == (None,)


def test_text_key__function__can_stand_in_an_index_and_a_parallel_plan() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT provolatile, proparallel FROM pg_proc"
            " WHERE proname = 'customer_groups_text_key'"
        )
        assert cursor.fetchall() == [("i", "s")]
