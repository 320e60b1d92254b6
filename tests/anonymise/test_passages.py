"""The sentences in which an unknown name stands."""

from __future__ import annotations

import pytest

from scr_portal.anonymise.suggest import Passage, passages

TEXT = (
    "She rang twice. On the second visit Nuala was told of the fall. Nuala's manager knew.\nNothing followed."
)


def test_the_name_stands_apart_in_its_sentence() -> None:
    assert passages(TEXT, ["Nuala"]) == [
        Passage("On the second visit ", "Nuala", " was told of the fall."),
        Passage("", "Nuala", "'s manager knew."),
    ]


SPELLINGS = {
    "accents": ("Seen with Ayşe at home.", "Ayse", "Ayşe"),
    "capitals": ("SEEN BY NUALA.", "Nuala", "NUALA"),
    "an apostrophe": ("Ms O’Hara rang.", "OHara", "O’Hara"),
    "a hyphen": ("Joy Hill Roberts rang.", "Joy Hill-Roberts", "Joy Hill Roberts"),
    "a broken line": ("Seen with Rosie\nMarlowe.", "Rosie Marlowe", "Rosie\nMarlowe"),
    "figures": ("Ring 01632 960771 after six.", "01632 960 771", "01632 960771"),
}


@pytest.mark.parametrize(("text", "surface", "written"), SPELLINGS.values(), ids=SPELLINGS)
def test_a_name_is_shown_as_the_text_spells_it(text: str, surface: str, written: str) -> None:
    assert [passage.name for passage in passages(text, [surface])] == [written]


def test_the_longest_of_several_spellings_is_shown_once() -> None:
    names = [passage.name for passage in passages("Mrs Tull came. Sue Tull left.", ["Tull", "Sue Tull"])]
    assert names == ["Tull", "Sue Tull"]


def test_a_part_of_another_word_is_not_the_name() -> None:
    assert passages("The Tullamore road was wet.", ["Tull"]) == []


def test_a_long_sentence_is_cut_at_words_on_both_sides() -> None:
    (passage,) = passages("word " * 60 + "Nuala " + "word " * 60, ["Nuala"])
    assert passage.before.startswith("…word ")
    assert passage.after.endswith(" word…")
    assert len(passage.before + passage.name + passage.after) < 340


def test_no_more_sentences_than_asked_for() -> None:
    assert len(passages("Nuala rang. " * 9, ["Nuala"])) == 3


def test_nothing_is_looked_for_where_a_surface_has_no_letters() -> None:
    assert passages("A text.", ["…"]) == []
