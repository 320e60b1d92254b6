"""Courts by their name or place, and hearings by their date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording import Place
from reports.wording.numbers import NUMBER

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
_YEARS = rf"(?:{NUMBER}\s+(?:years|months)|life)"
SENTENCE = re.compile(
    rf"\b(?:(?:sentenced\s+to|jailed\s+for|imprisoned\s+for|given|served|serving)\s+{_YEARS}(?:\s+imprisonment)?(?:\s+(?:for\s+\w+|with\s+a\s+minimum\s+(?:term\s+)?of\s+{NUMBER}\s+years))?"
    rf"|{_YEARS}\s+for\s+(?:arson|murder|manslaughter|cruelty|robbery|burglary|assault|fraud|rape|wounding|neglect)"
    rf"|minimum\s+(?:term\s+)?of\s+{NUMBER}\s+years)\b",
    re.IGNORECASE,
)
TRIAL = re.compile(
    r"\b[Tt]he\s+(?:trial\s+)?judge\s+(?:called|described|said|spoke|told)\b|\b[Tt]he\s+jury\s+(?:was|were|had|took|retired|returned|found)\b(?:\s+been)?(?:\s+out)?(?:\s+for\s+[\w-]+\s+hours)?"
)
_BEGIN = frozenset({"cour", "bail", "sent", "jail", "impr", "judg", "jury", "year", "mini", "life", "serv"})

_ORDER = re.compile(r"\s+(?:to|in\s+which|of\s+training|on\s+the\s+team|as\s+a)\b")


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
    for match in SENTENCE.finditer(text):
        if not _ORDER.search(text, match.end(), match.end() + 40):
            words = "minimum term" if match[0].lower().startswith("minimum") else "sent to prison"
            yield Hit(KIND, *match.span(), folded(match[0]), Place(text, *match.span()).instead(words).words)
    for match in TRIAL.finditer(text):
        heard = (
            f"somebody in court {match[0].split()[-1]}" if "judge" in match[0] else "a court considered it"
        )
        yield Hit(KIND, *match.span(), folded(match[0]), Place(text, *match.span()).instead(heard).words)


def _court(match: re.Match[str]) -> Hit:
    return Hit(KIND, *match.span(), folded(match[0]), "A court" if match[0].startswith("The ") else "a court")
