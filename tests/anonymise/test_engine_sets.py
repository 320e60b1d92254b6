"""The figures the anonymiser must reach, on sets generated from a seed with their own names and sentences."""

from __future__ import annotations

from functools import cache

import pytest

from scr_portal.anonymise import anonymise
from tests.anonymise.material.generate import SETS, make_set
from tests.anonymise.scoring import Score, score

MOST = {
    "leak": 0.005, "registered_leak": 0.002, "residual_leak": 0.015, "wrong": 0.005, "over": 0.001, "traps": 0.01, "false_flags": 8,
}  # fmt: skip


@cache
def scored(name: str) -> Score:
    """Return a set's score, computed once."""
    anonymise("Warm the word lists with Dr Smith on 1 May 2020.", [])
    return score(anonymise, *make_set(name))


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("figure", MOST)
def test_engine_set_stays_under_the_limit(name: str, figure: str) -> None:
    assert scored(name).figures()[figure] <= MOST[figure], [
        note for note in scored(name).notes if figure[:4] in note[0]
    ]


@pytest.mark.parametrize("name", SETS)
def test_engine_set_is_mostly_done_without_a_person(name: str) -> None:
    assert scored(name).figures()["automatic"] >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_engine_set_offsets_are_exact(name: str) -> None:
    registers, documents = make_set(name)
    for document in documents:
        result = anonymise(document["text"], registers[document["review_id"]])
        rebuilt, position = "", 0
        for row in result["replacements"]:
            rebuilt += document["text"][position : row["start"]] + row["pseudonym"]
            position = row["end"]
        assert rebuilt + document["text"][position:] == result["text"]
        assert all(0 <= r["start"] < r["end"] <= len(result["text"]) for r in result["residuals"])


def test_engine_sets_are_the_same_every_time() -> None:
    assert make_set("harbour") == make_set("harbour")
    registers, documents = make_set("moor")
    first = [anonymise(d["text"], registers[d["review_id"]]) for d in documents]
    assert first == [anonymise(d["text"], registers[d["review_id"]]) for d in documents]
