"""What is held on the texts of the third, the fourth, the fifth and the sixth examination, prose and formats apart."""

from __future__ import annotations

from functools import cache

import pytest

from scr_portal.anonymise import anonymise
from tests.anonymise.examined.reading import documents, registers
from tests.anonymise.scoring import Score, score

SETS = ("first", "second", "third", "fourth")
FORMS = ("prose", "format")
MOST = {
    "leak": {"prose": 0.004, "format": 0.015},
    "registered_leak": {"prose": 0.0015, "format": 0.01},
    "wrong": {"prose": 0.005, "format": 0.01},
    "over": {"prose": 0.001, "format": 0.001},
    "traps": {"prose": 0.01, "format": 0.01},
    "false_flags": {"prose": 5, "format": 12},
}
LEAST = {"prose": 0.95, "format": 0.9}
# The fifth, the sixth and the seventh set are held at what the rules do now, in mentions and words; their first looks stand in the documentation.
HELD = ("fifth", "sixth", "seventh")
MOST_HELD = {
    ("fifth", "unregistered_leak"): {"prose": 0, "format": 1},
    ("fifth", "registered_leak"): {"prose": 0, "format": 0},
    ("fifth", "wrong"): {"prose": 0, "format": 1},
    ("fifth", "over"): {"prose": 0, "format": 0},
    ("fifth", "trap_hit"): {"prose": 0, "format": 0},
    ("fifth", "false_flag"): {"prose": 1, "format": 3},
    ("sixth", "unregistered_leak"): {"prose": 1, "format": 1},
    ("sixth", "registered_leak"): {"prose": 0, "format": 0},
    ("sixth", "wrong"): {"prose": 2, "format": 0},
    ("sixth", "over"): {"prose": 1, "format": 3},
    ("sixth", "trap_hit"): {"prose": 0, "format": 0},
    ("sixth", "false_flag"): {"prose": 5, "format": 54},
    ("seventh", "unregistered_leak"): {"prose": 0, "format": 3},
    ("seventh", "registered_leak"): {"prose": 0, "format": 2},
    ("seventh", "wrong"): {"prose": 1, "format": 1},
    ("seventh", "over"): {"prose": 0, "format": 5},
    ("seventh", "trap_hit"): {"prose": 0, "format": 1},
    ("seventh", "false_flag"): {"prose": 12, "format": 44},
}
LEAST_RIGHT = {
    "fifth": {"prose": 223, "format": 302},
    "sixth": {"prose": 669, "format": 742},
    "seventh": {"prose": 230, "format": 352},
}


@cache
def scored(name: str, form: str) -> Score:
    """Return the score of the texts of one form in a set, computed once."""
    return score(anonymise, registers(), [row for row in documents(name) if row["form"] == form])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("figure", MOST)
def test_engine_examined_texts_stay_under_the_limit(figure: str, name: str, form: str) -> None:
    notes = [note for note in scored(name, form).notes if figure[:4] in note[0]]
    assert scored(name, form).figures()[figure] <= MOST[figure][form], notes


@pytest.mark.parametrize("form", FORMS)
def test_engine_examined_texts_are_mostly_done_without_a_person(form: str) -> None:
    counts = [scored(name, form).counts for name in SETS]
    done = sum(row["automatic"] for row in counts) / sum(row["registered"] for row in counts)
    assert done >= LEAST[form]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "count"), MOST_HELD)
def test_engine_later_sets_have_no_more_faults_than_they_had(name: str, count: str, form: str) -> None:
    result = scored(name, form)
    assert result.counts.get(count, 0) <= MOST_HELD[name, count][form], result.notes


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", HELD)
def test_engine_later_sets_have_as_much_done_without_a_person_as_they_had(name: str, form: str) -> None:
    result = scored(name, form)
    assert result.counts["automatic"] >= LEAST_RIGHT[name][form], result.notes


def test_engine_examined_texts_are_marked_as_written() -> None:
    for document in (row for name in (*SETS, *HELD) for row in documents(name)):
        for mention in document["mentions"]:
            assert document["text"][mention["start"] : mention["end"]] == mention["text"]
            assert mention["core"]
