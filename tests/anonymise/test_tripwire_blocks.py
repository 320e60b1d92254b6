"""The tripwire blocks a text in which a direct name was left, whatever the engine did."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_portal.anonymise import AnonymisationFailed, anonymise, engine
from scr_portal.anonymise.check import tripwire
from scr_portal.anonymise.register.direct_names import name_rows
from tests.anonymise.family import REGISTER

NAMES = name_rows(REGISTER)

LEFT = {
    "as it is": "We saw Rosie.",
    "capitals": "We saw ROSIE MARLOWE.",
    "small letters": "we saw marlowe",
    "accents": "We saw SIOBHA\u0301N.",
    "no accents": "We saw Siobhan.",
    "zero-width": "We saw Ro\u200bsie.",
    "apostrophe": "We saw O’Neill.",
    "underscores": "see rosie_2019",
    "a word with a title": "We saw Mr Young.",
    "a word that acts": "Will said no.",
    "a line break": "We saw Hill-\nRoberts.",
}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_tripwire_stops_a_name_left_in(text: str) -> None:
    with pytest.raises(AnonymisationFailed):
        tripwire.check(text, [], NAMES)


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_tripwire_lets_a_flagged_name_pass(text: str) -> None:
    tripwire.check(text, [(0, len(text))], NAMES)


def test_tripwire_lets_words_pass() -> None:
    tripwire.check("Will close. A mark in May by the church on the hill.", [], NAMES)


def test_tripwire_stops_what_a_broken_engine_lets_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_edits", lambda *_: [])
    monkeypatch.setattr(engine, "list_residuals", lambda *_: ([], []))
    with pytest.raises(AnonymisationFailed) as caught:
        anonymise("We saw Rosie.", REGISTER)
    assert "Rosie" not in str(caught.value)


def test_tripwire_shares_no_matching_with_the_engine() -> None:
    source = Path(tripwire.__file__).read_text(encoding="utf-8")
    modules = {
        line.split()[1] for line in source.splitlines() if line.startswith("from scr_portal.anonymise")
    }
    matching = {"find.mentions", "find.misspellings", "register.compiled", "register.forms", "check.sweep"}
    assert modules
    assert modules & {f"scr_portal.anonymise.{module}" for module in (*matching, "decide.judgement")} == set()
