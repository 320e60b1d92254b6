"""Words in date cells (months, weekdays, uncertainty, absence) and the calendar arithmetic they need."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
PIVOT = 68
"""Two-digit years up to this are 20xx, above it 19xx (rule 4.6)."""

WEEKDAY = re.compile(
    r"\b(?:(mon)(?:day)?|(tue)(?:s|sday)?|(wed)(?:s|nesday)?|(thu)(?:r|rs|rsday)?|(fri)(?:day)?"
    r"|(sat)(?:urday)?|(sun)(?:day)?)\b\.?"
)
DOUBT = re.compile(
    r"\?+|\b(?:approx(?:imately)?|circa|ca|about|around|probably|possibly|roughly)\b\.?"
    r"|(?<![/.\w])c(?:\.\s*|\s+|(?=\d))(?=\d|[a-z]{3})"
)
_ABSENT = (
    r"(?:un ?known|not (?:known|recorded|stated|given|available|specified|provided|documented|dated|clear|sure"
    r"|noted|applicable|entered|supplied|confirmed|found|on file)|none(?: (?:given|recorded|stated))?|n ?[/.]? ?k"
    r"|n ?[/.] ?a|na|tbc|tba|tbd|to be (?:confirmed|advised|established)|undated|unspecified|unrecorded|unclear"
    r"|unavailable|no (?:date|time|record)(?: (?:given|recorded|stated|known))?|blank|nil|d/?k)"
)
ABSENT = re.compile(
    rf"(?:(?:exact |actual )?(?:date|time|day)(?: (?:is|was))? )?{_ABSENT}(?: (?:date|time))?[\s.?-]*|[\W_]*"
)
"""An empty cell, or one that contains only words such as unknown or not recorded (rules 4.26 and 5.7)."""

DITTO = re.compile(
    r"(?:-? ?ditto ?-?|as above|-?do-|do\.|same (?:date|day)(?: as above)?|-?\s?[\"“”″〃](?:\s?[\"“”″〃])*\s?-?|'{2}|’’|,,)\.?"
)


def month_number(word: str) -> int | None:
    """Return 1 to 12 for a month known by its first three letters, or None (rule 4.7).

    "Febuary" is February, "Setember" is nothing. A word that only begins like a month ("decided") is not one.
    """
    return _month_number(word.lower().rstrip("."))


@lru_cache(maxsize=512)
def _month_number(word: str) -> int | None:
    for number, name in enumerate(MONTHS, 1):
        if word[:3] == name[:3] and len(word) >= 3:
            close = name.startswith(word) or SequenceMatcher(None, word, name).ratio() >= 0.56
            return number if close else None
    return None


def full_year(digits: str) -> int | None:
    """Return the year of two digits by the pivot, or of four digits from 1900 to 2100; else None."""
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) <= PIVOT else 1900)
    return int(digits) if len(digits) == 4 and 1900 <= int(digits) <= 2100 else None


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
