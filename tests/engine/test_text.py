"""Text keys: how text is compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_customer_groups.engine.text import LOWERED, TRIMMED, target_key, text_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("  Kraków\n", "krakow"),
        ("\u00a0\u3000x\ufeff", "x"),
        ("ÅNGSTRÖM", "angstrom"),
        ("ﬁne", "fine"),
        ("Straße", "straße"),
        ("STRASSE", "strasse"),
        ("ЩИЙ", "щии"),
        ("ΑΘΗΝΑ", "αθηνα"),
        ("İstanbul", "istanbul"),
        ("ISPARTA", "isparta"),
        ("ısparta", "ısparta"),
        ("½", "1⁄2"),  # noqa: RUF001
        ("a  b", "a  b"),
    ],
)
def test_text_key__text__is_trimmed_without_case_and_accents(
    text: str, key: str
) -> None:
    assert text_key(text) == key


@given(st.text())
def test_text_key__any_text__ignores_surrounding_space(text: str) -> None:
    assert text_key(TRIMMED + text + TRIMMED) == text_key(text)


@given(st.text())
def test_text_key__any_text__keeps_no_letter_that_has_a_lower_case(text: str) -> None:
    key = text_key(text)

    assert not any(ord(letter) in LOWERED for letter in key)
    assert not any("A" <= letter <= "Z" for letter in key)


def test_target_key__value__is_named_by_kind_and_key() -> None:
    assert target_key("brand", " NIKÉ ") == "brand:nike"
