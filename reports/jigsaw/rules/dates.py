"""Days: written in full, in figures, without their month, or by the name of a feast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Hit
from ..vocabulary import beginnings, beginnings_of
from .spelling import MONTH, MONTHS, as_begun, folded, month

KIND = "exact_date"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_NIGHT = r"(?P<night>(?:the\s+)?(?:night|morning|evening|afternoon|day)\s+of\s+)?"
DAY = rf"{_WEEKDAY}(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<month>{MONTH})(?:,?\s+(?P<year>(?:19|20)\d\d))?"
_MONTH_FIRST = rf"(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<year2>(?:19|20)\d\d))?(?![\d:.]\d)"
FULL = re.compile(rf"\b(?:{DAY}|{_MONTH_FIRST})")
_LEAD = re.compile(rf"\b(?P<on>[Oo]n\s+)?{_NIGHT}$")
FIGURES = re.compile(
    r"(?<![\d/.-])(?P<on>[Oo]n\s+)?(?P<day>[0-3]?\d)([/.-])(?P<month>[01]?\d)\3(?P<year>(?:19|20)?\d\d)(?![\d/-])"
)
_UNITS = r"(?:centile|percentile|century|edition|birthday|floor|week|month|day|time|child|visit|meeting|of\s+the|of\s+four|anniversary)"
BARE = re.compile(
    rf"\b(?P<on>(?:[Oo]n|[Bb]y|[Uu]ntil|[Ff]rom)\s+)the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+(?:{_UNITS}|{MONTH}|of\s+{MONTH}|to\s+the))"
)
FEASTS = {
    "bank holiday weekend": "a weekend", "bank holiday monday": "a weekend", "bank holiday": "a weekend",
    "christmas day": "the winter", "christmas eve": "the winter", "boxing day": "the winter", "new year’s day": "the winter",
    "new year’s eve": "the winter", "good friday": "the spring", "easter sunday": "the spring", "easter monday": "the spring",
    "mothering sunday": "the spring", "mother’s day": "the spring", "father’s day": "the summer", "bonfire night": "the autumn",
    "guy fawkes night": "the autumn", "halloween": "the autumn", "valentine’s day": "the winter", "st patrick’s day": "the spring",
    "diwali": "the autumn", "eid": "a feast",
}  # fmt: skip
FEAST = re.compile(
    rf"\b(?P<on>[Oo]n\s+|[Aa]t\s+)?(?:(?:a|the|an)\s+)?(?:\w+\s+)?(?P<feast>{'|'.join(FEASTS).replace('’', '[’’]')})\b",
    re.IGNORECASE,
)
BIRTHDAY = re.compile(
    r"\b(?P<on>[Oo]n\s+)(?:(?:his|her|their|the child’s|Child’s)\s+)?(?:\w+\s+)?birthday\b", re.IGNORECASE
)


_LONGEST_LEAD = 30
_MONTHS = beginnings_of(
    (*MONTHS, "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
)
_FEASTS = beginnings_of(FEASTS) | beginnings_of(["birthday"])


def find(text: str) -> Iterator[Hit]:
    """Yield each day, with the month, the season or less in its place."""
    begin = beginnings(text)
    if not _MONTHS.isdisjoint(begin):
        for match in FULL.finditer(text):
            yield _full(match, text)
    for match in FIGURES.finditer(text):
        if 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31:
            yield _figures(match)
    for match in BARE.finditer(text):
        yield Hit(KIND, *match.span(), f"the {match['day']}", "later")
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


def _full(match: re.Match[str], text: str) -> Hit:
    begins = max(0, match.start() - _LONGEST_LEAD)
    lead = _LEAD.search(text[begins : match.start()])
    on, night = (lead["on"], lead["night"]) if lead else (None, None)
    start = begins + lead.start() if lead and lead[0] else match.start()
    name = month(match["month"] or match["month2"])
    when = f"{name} {match['year'] or match['year2'] or ''}".strip()
    proposal = f"in {when}" if on else when
    if night:
        part = night.split()[-2]
        article = "an" if part[0] in "ae" else "a"
        proposal = f"{'on ' if on else ''}{article} {part} in {when}"
    day = int(match["day"] or match["day2"])
    return Hit(KIND, start, match.end(), f"{day} {when}", as_begun(proposal, text[start : match.end()]))


def _figures(match: re.Match[str]) -> Hit:
    year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
    name = MONTHS[int(match["month"]) - 1]
    proposal = f"in {name} {year}" if match["on"] else f"{name} {year}"
    return Hit(KIND, *match.span(), f"{int(match['day'])} {name} {year}", as_begun(proposal, match[0]))
