"""Words are found in a text of the report however lines, spaces and marks of emphasis fall."""

from __future__ import annotations

import pytest

from reports.services.spans import merged, overlaps, spans_of

TEXT = "On Friday **Ewan** Sallow\nmet _Brida_ at Ewan’s school; Ewanton is near."


def found(words: str, *, whole: bool = False) -> list[str]:
    return [TEXT[start:end] for start, end in spans_of(words, TEXT, whole=whole)]


@pytest.mark.parametrize(
    ("words", "passages"),
    [
        ("Ewan Sallow", ["Ewan** Sallow"]),
        ("Sallow met", ["Sallow\nmet"]),
        ("met Brida", ["met _Brida"]),
        ("school; Ewanton", ["school; Ewanton"]),
        ("Nobody", []),
        ("", []),
    ],
)
def test_words_stand_in_a_text_whatever_divides_them(words: str, passages: list[str]) -> None:
    assert found(words) == passages


def test_a_single_word_is_not_found_within_a_longer_one_where_whole_words_are_asked_for() -> None:
    assert found("Ewan") == ["Ewan", "Ewan", "Ewan"]
    assert found("Ewan", whole=True) == ["Ewan", "Ewan"]


def test_a_character_that_is_no_letter_is_found_by_itself() -> None:
    assert found(";", whole=True) == [";"]
    assert list(spans_of("\u00a0", "a\u00a0b", whole=True)) == [(1, 2)]


def test_spans_that_touch_are_one_and_are_cut_to_the_piece_they_lie_in() -> None:
    assert merged([(4, 6), (0, 2), (1, 4), (8, 9)]) == [(0, 6), (8, 9)]
    assert list(overlaps([(0, 6), (8, 9)], 4, 10)) == [(0, 2), (4, 5)]
