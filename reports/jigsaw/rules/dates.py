"""Days: written in full, in figures, without their month, or by the name of a feast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.wording.dates import When, instead_of
from reports.wording.model import Place

from ..model import Hit
from ..vocabulary import beginnings, beginnings_of
from .spelling import MONTH, MONTHS, ORDINALS, ORDINALS_OF_A_MONTH, as_begun, folded, month

KIND = "exact_date"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
DAY = rf"{_WEEKDAY}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_MONTH_FIRST = rf"(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year2>(?:19|20)\d\d))?(?![\d:.]\d)"
FULL = re.compile(rf"\b(?:{DAY}|{_MONTH_FIRST})")
FIGURES = re.compile(
    r"(?<![\d/.-])(?P<day>[0-3]?\d)([/.-])(?P<month>[01]?\d)\2(?P<year>(?:19|20)?\d\d)(?![\d/-])"
)
_UNITS = r"(?:centile|percentile|century|edition|birthday|floor|week|month|day|time|child|visit|meeting|of\s+the|of\s+four|anniversary)"
BARE = re.compile(
    rf"\b(?:[Oo]n|[Bb]y|[Uu]ntil|[Ff]rom)\s+the\s+(?P<ordinal>(?P<day>\d{{1,2}})(?:st|nd|rd|th))\b(?!\s+(?:{_UNITS}|{MONTH}|of\s+{MONTH}|to\s+the))"
)
FEASTS = {
    "bank holiday weekend": "a weekend", "bank holiday monday": "a weekend", "bank holiday": "a weekend",
    "christmas day": "the winter", "christmas eve": "the winter", "boxing day": "the winter", "new year’s day": "the winter",
    "new year’s eve": "the winter", "good friday": "the spring", "easter sunday": "the spring", "easter monday": "the spring",
    "mothering sunday": "the spring", "mother’s day": "the spring", "father’s day": "the summer", "bonfire night": "the autumn",
    "guy fawkes night": "the autumn", "halloween": "the autumn", "valentine’s day": "the winter", "st patrick’s day": "the spring",
    "diwali": "the autumn", "eid": "a feast",
}  # fmt: skip
_FEAST_WORDS = "|".join(FEASTS).replace("’", "[’']")
FEAST = re.compile(
    rf"\b(?P<on>[Oo]n\s+|[Aa]t\s+)?(?:(?:a|the|an)\s+)?(?:\w+\s+)?(?P<feast>{_FEAST_WORDS})\b",
    re.IGNORECASE,
)
BIRTHDAY = re.compile(
    r"\b(?P<on>[Oo]n\s+)(?:(?:his|her|their|the child’s|Child’s)\s+)?(?:\w+\s+)?birthday\b", re.IGNORECASE
)

_IN_WORDS = "|".join([*(f"(?:twenty|thirty)-{word}" for word in ORDINALS[:9]), *ORDINALS_OF_A_MONTH])
SPELT = re.compile(
    rf"\b(?:the\s+)?(?P<day>{_IN_WORDS})(?:\s+day)?\s+of\s+(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)
NEAR_A_DAY = re.compile(
    r"\b(?P<on>(?:[Oo]n|[Ii]n|[Aa]t|[Dd]uring)\s+)?(?:the\s+(?:day|night|morning|evening|week|weekend)\s+(?:of|before|after|following)\s+"
    r"(?:(?:his|her|the|their|a)\s+)?(?:\w+\s+)?(?:funeral|wedding|birthday|birth|Easter|Christmas|New\s+Year|Diwali|Eid|Ramadan|Hallowe?en|carnival|fair)"
    r"|the\s+(?:first|second|third|fourth|last)\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:in|of|after|before)\s+(?:Advent|Lent|Easter|the\s+\w+|\w+)"
    r"|(?:\w+\s+)?(?:days?|weeks?)\s+(?:short\s+of|before|after)\s+(?:his|her|their|the\s+child’s)\s+(?:\w+\s+)?birthday)\b"
)


_MONTHS = beginnings_of(
    (*MONTHS, "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)
_FEASTS = beginnings_of(FEASTS) | beginnings_of(["birthday"])


def find(text: str) -> Iterator[Hit]:
    """Yield each day, with the month, the season or less in its place."""
    begin = beginnings(text)
    if not _MONTHS.isdisjoint(begin):
        for match in FULL.finditer(text):
            yield from _full(match, text)
        for match in SPELT.finditer(text):
            when = When(MONTHS.index(month(match["month"])) + 1, int(match["year"] or 0))
            yield from _day(Place(text, *match.span()), match["day"].lower(), when)
    for match in NEAR_A_DAY.finditer(text):
        words = "around that time" if match["on"] else "a day around that time"
        yield Hit(KIND, *match.span(), folded(match[0]), as_begun(words, match[0]))
    for match in FIGURES.finditer(text):
        if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
            yield from _figures(match, text)
    for match in BARE.finditer(text):
        yield from _day(Place(text, *match.span("ordinal")), match["day"], When(0))
    if not _FEASTS.isdisjoint(begin):
        yield from _feasts(text)


def _feasts(text: str) -> Iterator[Hit]:
    for match in FEAST.finditer(text):
        words = FEASTS[folded(match["feast"])]
        preposition = "on " if words == "a weekend" else "in "
        proposal = f"{preposition}{words}" if match["on"] else words
        yield Hit(KIND, *match.span(), folded(match["feast"]), as_begun(proposal, match[0]))
    for match in BIRTHDAY.finditer(text):
        yield Hit(KIND, *match.span(), "birthday", as_begun("around a birthday", match[0]))


def _full(match: re.Match[str], text: str) -> Iterator[Hit]:
    name = MONTHS.index(month(match["month"] or match["month2"])) + 1
    year = int(match["year"] or match["year2"] or 0)
    day = int(match["day"] or match["day2"])
    yield from _day(Place(text, *match.span()), f"{day}", When(name, year))


def _figures(match: re.Match[str], text: str) -> Iterator[Hit]:
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    yield from _day(Place(text, *match.span()), str(int(match["day"])), When(int(match["month"]), int(year)))


def _day(place: Place, day: str, when: When) -> Iterator[Hit]:
    """Yield a day with the month in its place, as its sentence needs it."""
    value = f"{day} {MONTHS[when.month - 1]} {when.year or ''}".strip() if when.month else f"the {day}"
    proposal = next(instead_of(place, when))
    yield Hit(KIND, proposal.start, proposal.end, value, proposal.words)
