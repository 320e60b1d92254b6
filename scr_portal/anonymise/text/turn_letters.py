"""Letters that label the turns of a talk, 'C: I want my mum', and what the text says that they stand for."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import fold

_LABEL = re.compile(r"^[ \t>*•]*(?P<letter>[A-Z])[ \t]?(?::|[-–—])[ \t]", re.MULTILINE)
_MEANING = re.compile(r"(?<![\w.])(?P<letters>[A-Z]{1,4})[ ]?=[ ]?(?P<words>[A-Za-z'’]+(?:[ ][a-z]+)?)")
_LISTED = re.compile(
    r"^[ \t>*•]*(?P<letters>[A-Z])[ \t]?:[ \t](?P<words>[A-Za-z'’]+(?:[ ][a-z]+)?)[ \t]*(?=,|$)", re.MULTILINE
)
_FEW = 2
_NOTES = (frozenset("oap"), frozenset("abcd"), frozenset("qa"))
"""Labels of the parts of a clinical note, of a list, and of questions and answers."""


def labels_of_turns(text: str) -> dict[int, str]:
    """Return where a letter labels a turn, with the letter: one that labels two lines and neither a part of a note nor a role."""
    found = {match.start("letter"): fold(match["letter"]) for match in _LABEL.finditer(text)}
    letters = list(found.values())
    parts = frozenset().union(*(each for each in _NOTES if each <= set(letters)))
    passed = parts | roles_of(text) if found else parts
    return {
        at: letter for at, letter in found.items() if letters.count(letter) >= _FEW and letter not in passed
    }


def roles_of(text: str) -> frozenset[str]:
    """Return the letters of which the text says that they stand for a role: 'C = child, SW = social worker'."""
    known = lexicon.words("role") | lexicon.words("kin") | lexicon.explained_capitals()
    return frozenset(
        fold(match["letters"])
        for match in (*(_MEANING.finditer(text) if "=" in text else ()), *_LISTED.finditer(text))
        if all(fold(word) in known for word in match["words"].split())
        or ("=" in match.group() and match["words"].islower())
    )
