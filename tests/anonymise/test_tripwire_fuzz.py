"""350 given names in 17 sentences each: registered, none is left in a text without a flag."""

from __future__ import annotations

import pytest

from scr_portal.anonymise import AnonymisationFailed, anonymise
from scr_portal.anonymise.text import lexicon
from tests.anonymise.family import person

SURNAMES = ("Thackwray", "Ollerby", "Petrie", "Ashdown", "Venn", "Marr", "Drury", "Sayle", "Wragg", "Corran")
FRAMES = (
    "I know that {name} lied.",
    "{name} was asleep upstairs.",
    "Nobody doubts that {name} knew.",
    "Spoke to {name} today.",
    "Call from {name}, no reply.",
    "{name}: weight static.",
    "| 14.20 | {name} | Home visit |",
    "“{name} hit me,” she said.",
    "The bag belongs to {name}'s aunt.",
    "saw {small} at school today she was upset",
    "{small} said he will not go back",
    "told {small} to ring the police",
    "MOTHER SAID {capitals} HAD LEFT THE HOUSE.",
    "Present: {name}, Health Visitor, Chair",
    "{name} and a friend came late.",
    "They live with {name} now.",
    "Rash on arm. | {initials} to ring the clinic",
)


def given_names() -> list[str]:
    """Return 350 given names: all that are ordinary words too, and others at even distances."""
    words = sorted(lexicon.word_given_names())
    others = sorted(lexicon.given_names() - lexicon.word_given_names())
    return [*words, *others[:: len(others) // (350 - len(words))]][:350]


def silent(text: str, name: str, surname: str, written: str) -> bool:
    """Return whether a registered name stays in the text with neither an exchange nor a flag."""
    register = [person("p", "", name, surname, "Mother", "mother")]
    try:
        result = anonymise(text, register)
    except AnonymisationFailed:
        return False
    start = text.index(written)
    if any(row["start"] <= start < row["end"] for row in result["replacements"]):
        return False
    at = result["text"].index(written)
    return not any(row["start"] <= at and at + len(written) <= row["end"] for row in result["residuals"])


@pytest.mark.parametrize("frame", FRAMES)
def test_tripwire_leaves_no_registered_name_without_a_flag(frame: str) -> None:
    names = given_names()
    assert len(names) == 350
    left = []
    for number, small in enumerate(names):
        name, surname = small.capitalize(), SURNAMES[number % len(SURNAMES)]
        forms = {"name": name, "small": small, "capitals": small.upper(), "initials": name[0] + surname[0]}
        written = next(form for key, form in forms.items() if f"{{{key}}}" in frame)
        if silent(frame.format(**forms), name, surname, written):
            left.append(f"{name} {surname}")
    assert left == []
