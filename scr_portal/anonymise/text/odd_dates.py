"""Dates in odd dress: glued to 'b.', in the boxes of a form, and the second of two ordinals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_GLUED = re.compile(
    r"(?<![\w.])(?:b|d|dob|born)[.:](?P<day>\d{1,2})(?P<sep>[./-])(?P<month>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d|\d\d)(?![\w/])",
    re.IGNORECASE,
)
_GLUE = re.compile(r"[bBdDnN][.:]\d")
_BIRTH = re.compile(r"[dD]\.?[oO]\.?[bB]|[bB]irth|BIRTH")
_BOXES = re.compile(
    r"\b(?:d\.?o\.?b\.?|date of birth)\s*[:.]?\s{0,3}\[?[ |]?(?P<day>\d[ \]\[|]{0,3}\d)[ \]\[|]{1,3}(?P<month>\d[ \]\[|]{0,3}\d)"
    r"[ \]\[|]{1,3}(?P<year>(?:\d[ \]\[|]{0,3}){3}\d|\d[ \]\[|]{0,3}\d)(?!\d)",
    re.IGNORECASE,
)
_ORDINAL = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)"
_ANY_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)
_SECOND = re.compile(
    rf"\b(?:on|til|till|until|by|since|from|and)\sthe\s{_ORDINAL}\b[^.;\n]{{0,30}}?(?:,|\band)\s(?:the\s)(?P<day>{_ORDINAL})(?=[,.;:)\n]|\sand\b|$)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"(?<![\w/.])(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s(?:of\s)?(?P<head>[A-Z][a-z]{1,6})[-\u2010\u2011\u00ad][ \t]*\n[ \t]*(?P<rest>[a-z]+)\b"
    r"(?:,?\s(?P<year>(?:19|20)\d\d)\b)?"
)
_TIL = re.compile(rf"\b'?til(?:l|\s)?\s?(?:the\s)?(?P<day>{_ORDINAL})\b", re.IGNORECASE)


def find_full(text: str) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield start, end, day, month and written year of whole dates."""
    for match in _GLUED.finditer(text) if _GLUE.search(text) else ():
        yield (*_parts(match), match["year"])
    for match in _BOXES.finditer(text) if _BIRTH.search(text) else ():
        yield (*_parts(match), "".join(c for c in match["year"] if c.isdigit()))


def _parts(match: re.Match[str]) -> tuple[int, int, int, int]:
    day, month = ("".join(c for c in match[name] if c.isdigit()) for name in ("day", "month"))
    return match.start("day"), match.end("year"), int(day), int(month)


def find_cut(text: str, months: Mapping[str, int]) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield the parts of dates whose month the end of a line cuts in two: '9 Feb-' and 'ruary'."""
    for match in _CUT.finditer(text) if "-" in text and "\n" in text else ():
        if month := months.get((match["head"] + match["rest"]).lower(), 0):
            yield match.start(), match.end(), int(match["day"]), month, match["year"] or ""


def find_ordinals(text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of a day that only the day before it, or 'til', makes a date."""
    if not _ANY_ORDINAL.search(text):
        return
    for pattern in (_SECOND, _TIL) if "til" in text.lower() else (_SECOND,):
        yield from (match.span("day") for match in pattern.finditer(text))
