"""Probable pairs over six whole chronologies of one invented case, in which 25 pairs were planted."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from panels.chronology.merge import Entry
from panels.chronology.pairs import ProbablePair, probable_pairs
from panels.chronology.reading import read_chronology

SAMPLES = Path(__file__).parent / "samples"
Key = frozenset[tuple[str, int]]


def gold() -> dict[str, list[dict[str, Any]]]:
    return json.loads((SAMPLES / "gold" / "pairs.json").read_text(encoding="utf-8"))


def keys(name: str) -> set[Key]:
    return {
        frozenset((side["file"], side["row"]) for side in (pair["a"], pair["b"])) for pair in gold()[name]
    }


def agencies() -> dict[str, str]:
    sides = [pair[side] for name in ("pairs", "not_pairs") for pair in gold()[name] for side in ("a", "b")]
    return {side["file"]: side["agency"] for side in sides}


@pytest.fixture(scope="module")
def proposed_pairs() -> dict[Key, ProbablePair]:
    entries = [
        Entry(agency, name, event)
        for name, agency in agencies().items()
        for event in read_chronology(SAMPLES / name).events
    ]
    return {
        frozenset((e.file, e.event.row) for e in (pair.first, pair.second)): pair
        for pair in probable_pairs(entries)
    }


def test_pairs_find_the_contacts_that_two_agencies_recorded(proposed_pairs):
    assert len(keys("pairs") & proposed_pairs.keys()) >= 24


def test_pairs_propose_no_contacts_that_only_look_alike(proposed_pairs):
    assert not keys("not_pairs") & proposed_pairs.keys()


def test_pairs_propose_little_beside_what_was_planted(proposed_pairs):
    assert len(proposed_pairs.keys() - keys("pairs")) <= 15


def test_pairs_give_every_proposal_a_reason_and_an_entry_one_partner_in_an_agency(proposed_pairs):
    partners = defaultdict(list)
    for pair in proposed_pairs.values():
        partners[pair.first.place, pair.second.agency].append(pair.second.place)
        partners[pair.second.place, pair.first.agency].append(pair.first.place)

    assert all(pair.reasons and 0 < pair.score <= 1 for pair in proposed_pairs.values())
    assert all(len(each) == 1 for each in partners.values())
