"""The school year, the key stage, and kinds of class of which there are few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording.numbers import NUMBER, number

from ..model import Hit
from ..vocabulary import beginnings, groups
from .spelling import as_begun, folded

KIND = "school"
YEAR = re.compile(
    rf"\b(?P<in>[Ii]n\s+|[Ii]nto\s+)?(?:[Yy]ear|[Yy]r)\s+(?P<n>(?:1[0-3]|[1-9])\b|{NUMBER}\b)(?!\s+of\b)(?:\s+(?:class|pupil))?"
)
RECEPTION = re.compile(r"\b(?P<in>[Ii]n\s+)?(?:the\s+)?[Rr]eception\s+(?:year|class)\b|\bin\s+[Rr]eception\b")
STAGE = re.compile(
    rf"\b(?P<in>[Ii]n\s+|[Aa]t\s+)?[Kk]ey\s+[Ss]tage\s+(?P<n>{NUMBER})\b|\b(?:GCSEs?|A-levels?|SATs|eleven-plus)\b"
)
FIRST_SECONDARY, LAST = 7, 13
_BEGIN = frozenset({"year", "yr", "rece", "key", "gcse", "leve", "sats", "elev"})


def find(text: str) -> Iterator[Hit]:
    """Yield each school year or class, with the phase of education in its place."""
    yield from _by_word(text)
    if not _BEGIN.isdisjoint(beginnings(text)):
        yield from _by_year(text)


def _by_word(text: str) -> Iterator[Hit]:
    for words, coarser in groups(KIND):
        for found in words.find(text):
            yield Hit(KIND, found.start, found.end, folded(found.words), coarser)


def _by_year(text: str) -> Iterator[Hit]:
    for match in YEAR.finditer(text):
        year = number(match["n"])
        if 1 <= year <= LAST and not (match["n"].isalpha() and match[0].lstrip("iI n")[:1] == "y"):
            proposal = "at secondary school" if year >= FIRST_SECONDARY else "at primary school"
            yield Hit(
                KIND, *match.span(), f"year {year}", as_begun(proposal, match[0] if match["in"] else "")
            )
    for match in RECEPTION.finditer(text):
        yield Hit(KIND, *match.span(), "reception", as_begun("at the beginning of primary school", ""))
    for match in STAGE.finditer(text):
        yield Hit(KIND, *match.span(), folded(match[0]).removeprefix("in ").removeprefix("at "), "at school")
