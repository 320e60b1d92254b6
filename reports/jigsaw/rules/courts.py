"""Courts by their name or place, and hearings by their date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Hit
from ..vocabulary import beginnings
from .spelling import MONTH, folded

KIND = "court"
_COURT = r"(?:[Cc]rown|[Cc]ounty|[Mm]agistrates[’']?|[Ff]amily|[Hh]igh|[Yy]outh|[Cc]oroner[’']?s[’']?|[Aa]ppeal)\s+[Cc]ourt|Old\s+Bailey|Court\s+of\s+Appeal|Royal\s+Courts?\s+of\s+Justice|Supreme\s+Court"
_WHEN = rf"\s+(?:in|on|of)\s+(?:\d{{1,2}}\s+)?(?:{MONTH}(?:\s+\d{{4}})?|\d{{4}})"
NAMED = re.compile(
    rf"\b(?:the\s+)?(?P<town>(?:[A-Z][a-z’-]+\s+)(?:(?:[A-Z][a-z’-]+|upon|on|and)\s+)*)(?:{_COURT})(?:{_WHEN})?\b(?:\s+(?:in|at)\s+(?P<in>[A-Z][\w-]+))?"
)
PLACED = re.compile(
    rf"\b(?:the\s+|a\s+)?(?:{_COURT})(?:{_WHEN}|\s+(?:in|at|of)\s+(?:the\s+)?(?:[A-Z][\w’-]+|\w+\s+town|\w+\s+city|town|city)|\s+sitting\s+at\s+\w+)"
)
ALWAYS = re.compile(
    r"\b(?:the\s+)?(?:Old\s+Bailey|Court\s+of\s+Appeal|Royal\s+Courts?\s+of\s+Justice|Supreme\s+Court)\b"
)
_NO_TOWN = {
    "the",
    "in",
    "a",
    "at",
    "his",
    "her",
    "mother",
    "father",
    "child",
    "when",
    "before",
    "after",
    "and",
    "this",
    "that",
}
_BEGIN = frozenset({"cour", "bail"})


def find(text: str) -> Iterator[Hit]:
    """Yield each court that can be found in a list, with "a court" in its place."""
    if _BEGIN.isdisjoint(beginnings(text)):
        return
    for match in NAMED.finditer(text):
        if folded(match["town"]).split()[0] not in _NO_TOWN:
            yield _court(match)
    for pattern in (PLACED, ALWAYS):
        for match in pattern.finditer(text):
            yield _court(match)


def _court(match: re.Match[str]) -> Hit:
    return Hit(KIND, *match.span(), folded(match[0]), "A court" if match[0].startswith("The ") else "a court")
