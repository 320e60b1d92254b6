"""The tripwire blocks a text in which a direct name was left, whatever the engine did."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_portal.anonymise import AnonymisationFailed, anonymise, engine, tripwire
from scr_portal.anonymise.register.direct_names import name_rows
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.tripwire import vocabulary
from tests.anonymise.family import REGISTER, person

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


def test_tripwire_asks_for_no_word_for_a_relative_apart_from_its_name() -> None:
    rows = (("Sheila Marlowe", "Sheila", "Marlowe", "Nan Sheila"),)
    tripwire.check("Nan (Sheila) came.", [(5, 11)], rows)
    with pytest.raises(AnonymisationFailed):
        tripwire.check("Nan (Sheila) came.", [(0, 3)], rows)


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


def test_tripwire_imports_nothing_of_the_engine() -> None:
    sources = [path.read_text(encoding="utf-8") for path in Path(tripwire.__file__).parent.glob("*.py")]
    modules = {
        line.split()[1]
        for source in sources
        for line in source.splitlines()
        if line.startswith(("from scr_portal", "import scr_portal"))
    }
    own = {module for module in modules if module.startswith("scr_portal.anonymise.tripwire")}
    assert modules - own == {"scr_portal.anonymise.contract"}


DOUBTS = {
    "a month that lied": "I know that May lied.",
    "a month that rang": "Call from June, no reply.",
    "a word in small letters": "saw grant at school today",
    "a modal verb in small letters": "told will to ring the police",
    "a word in mid sentence": "It was for Joy alone.",
}
WORDS = {
    "a month": "Seen in May. From March to June 2019 nobody came; until April.",
    "a verb": "you may go and i will ring. May I ask? it will rain.",
    "a heading": "Grant Committee and Joy Division",
    "the start of a sentence": "Hope was expressed. Grant refused.",
    "an article": "the grant was paid and the mark was small",
}
ROWS = (
    ("June Grant", "June", "Grant"),
    ("May Joy", "May", "Joy"),
    ("Will Hope", "Will", "Hope"),
    ("Mark April", "Mark", "April"),
)


@pytest.mark.parametrize("text", DOUBTS.values(), ids=DOUBTS)
def test_tripwire_doubts_a_word_used_as_a_name(text: str) -> None:
    assert len(tripwire.check(text, [], ROWS)) == 1


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_tripwire_lets_a_word_be_a_word(text: str) -> None:
    assert tripwire.check(text, [], ROWS) == []


def test_tripwire_does_not_ask_again_what_a_person_has_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    register = [person("m", "", "May", "Thackwray", "Mother", "mother")]
    monkeypatch.setattr(engine, "_edits", lambda *_: [])
    monkeypatch.setattr(engine, "list_residuals", lambda *_: ([], []))
    [residual] = anonymise("I know that May lied.", register)["residuals"]
    assert residual == {"start": 12, "end": 15, "kind": "possible_name"}
    settled = anonymise(
        "I know that May lied.", register, decisions=[{"text": "May", "verdict": "not_a_name"}]
    )
    assert settled["residuals"] == []


def test_tripwire_takes_every_word_of_the_engine_for_a_word() -> None:
    """A name that only the engine takes for a word would stop every text that uses the word."""
    names = lexicon.word_given_names() | lexicon.words("month", "structure.txt") | lexicon.geography()
    assert [name for name in sorted(names) if lexicon.is_word(name) and not vocabulary.is_word(name)] == []
