"""Kinds of facts that a stranger to the rules listed and the finder missed, each in cases that were not in that set."""

from __future__ import annotations

import pytest

from tests.reports.jigsaw import stranger
from tests.reports.jigsaw.test_finding import found

FOUND = [
    ("singled_out", "She is the only pupil in the village with a pony.", "the only pupil in the village"),
    ("singled_out", "He was one of three deaf children in the county.", "one of three deaf children in the county"),
    ("singled_out", "They lived on the town's only houseboat mooring.", "the town's only houseboat mooring"),
    ("singled_out", "Father was the sole survivor of the crash.", "the sole survivor of the crash"),
    ("public_life", "Her aunt was a former mayor.", "a former mayor"),
    ("public_life", "His uncle is an OBE.", "an OBE"),
    ("public_life", "Sibling 1 won a bronze medal for judo.", "won a bronze medal"),
    ("family_shape", "Mother was fifteen when the child was born.", "fifteen"),
    ("family_shape", "Her great-aunt was eighty-seven.", "eighty-seven"),
    ("family_shape", "He was raised by an older sister.", "raised by an older sister"),
    ("condition", "Child A wore a prosthetic arm.", "a prosthetic arm"),
    ("court", "Father was jailed for nine years.", "jailed for nine years"),
    ("court", "The jury retired for six hours.", "The jury retired for six hours"),
    ("court", "She got five years for manslaughter.", "five years for manslaughter"),
    ("press", "The parents appeared on national radio.", "appeared on national radio"),
    ("press", "It happened during the royal wedding.", "the royal wedding"),
    ("press", "A police helicopter searched the woods.", "A police helicopter"),
    ("occupation", "Father drove a mobile fish van.", "drove a mobile fish van"),
    ("occupation", "Mother breeds racing pigeons.", "breeds racing pigeons"),
    ("occupation", "She worked in the shop that her grandparents ran.", "the shop that her grandparents ran"),
    ("occupation", "One of them is a tattooist.", "a tattooist"),
    ("exact_date", "He died on the eleventh of July.", "on the eleventh of July"),
    ("exact_date", "She left the night before the wedding.", "the night before the wedding"),
    ("exact_date", "It was on New Year's Day.", "on New Year's Day"),
    ("exact_date", "He was found on the first Sunday in Lent.", "on the first Sunday in Lent"),
    ("stay", "Child A was born in a mother-and-baby unit.", "born in a mother-and-baby unit"),
    ("young_age", "Mother was seven months pregnant then.", "seven months pregnant"),
    ("place", "They lived in a windmill.", "a windmill"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "words"), FOUND)
def test_a_kind_that_was_missed_is_found_in_other_words(kind: str, text: str, words: str) -> None:
    assert words in [row[0] for row in found(text, kind=kind)]


NOT_FOUND = [
    "It was the first visit of the health visitor in the area.",
    "The only agency in the county to hold a record was the trust.",
    "Mother was thirty when the child was born.",
    "Her grandmother was sixty.",
    "He served on the team for two years.",
    "The order was given two months to run.",
    "She trains social workers.",
    "The school keeps a record.",
    "The second draft of the report was shared.",
    "In the first week of the assessment nobody called.",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_like_words_that_lead_to_nobody_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_passages_that_identify_score_more_than_those_with_like_words_that_do_not() -> None:
    """At the first look 29 of 95 listed facts were met, and 67.5 in a hundred pairs told apart."""
    look = stranger.look()
    assert look.met >= 82
    assert len(look.extra) <= 7
    assert look.told_apart == 1
