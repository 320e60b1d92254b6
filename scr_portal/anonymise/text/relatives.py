"""A name after a word for a relative and a dash or a colon at the start of a line: 'Sister - Sim at uni'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon

_RELATIVE = re.compile(
    r"^[ \t>*•]*(?P<kin>[A-Za-z]{3,14})[ ]?(?:[-–—]|:)[ ](?P<name>[A-Z][a-z'’]+)(?=[ \t]*(?:[,;(\n]|$)|[ ](?P<after>[a-z]+))",
    re.MULTILINE,
)
_LIVING = frozenset({"at", "in", "lives"})
_STATES = frozenset(
    {"poor", "low", "good", "new", "old", "early", "high", "best", "strong", "quiet", "cross", "calm"}
)


def named_after_kin(text: str) -> Iterator[int]:
    """Yield where the one word begins that names a relative."""
    for match in _RELATIVE.finditer(text):
        if match["kin"].lower() in lexicon.words("kin") and not _tells(match["name"].lower(), match["after"]):
            yield match.start("name")


def _tells(word: str, after: str | None) -> bool:
    """Return whether a note and no name follows: 'Mum - Rang the school', 'Dad - Sharp with staff'."""
    if word in lexicon.given_names() | lexicon.familiar_names():
        return False
    doing = lexicon.is_ordinary(word) and word.endswith(("ed", "ing"))
    if after:
        return after not in _LIVING or doing
    return doing or word in lexicon.words("function") | lexicon.words("human-state") | _STATES
