"""The dates that stand in a cell which as a whole is not one: two days, a day with words beside it, a week's end.

For the sentence beside a held date and for the readings to choose from. Day first; the American order only where
day and month cannot be read; never out of the middle of a longer number (rule 11.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from panels.chronology.calendar_words import month_number
from panels.chronology.dates import read_date_text
from panels.chronology.model import Interval

LONGEST = 150
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NAME = r"[A-Za-z]{3,9}\.?"
_DATE = re.compile(
    r"(?<![\w/.:-])(?:\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}\s?(?P<sep>[/.-])\s?\d{1,2}\s?(?P=sep)\s?(?:\d{4}|\d{2})(?!\d)"
    rf"|{_DAY}[\s./-]*(?:of )?{_NAME}[\s,./-]*'?(?:\d{{4}}|\d{{2}})(?![\d:])|{_NAME} {_DAY},? \d{{4}}(?!\d))(?![/.-]\d)"
)
_SHARED = re.compile(
    rf"(?P<first>{_DAY}(?:\s*(?:/|&|,|\+|and)\s*{_DAY})+)[\s./-]*(?:of )?(?P<rest>{_NAME}[\s,./-]*'?(?:\d{{4}}|\d{{2}}))(?!\d)"
)
_AMERICAN = re.compile(r"(\d{1,2})(\s?[/.-]\s?)(\d{1,2})(\s?[/.-]\s?)(\d{4}|\d{2})")
_WEEK_ENDING = re.compile(
    r"^\s*(?:w ?/ ?e|w\.e\.?|week[\s-]?end(?:ing|ed)?|wk[\s-]?end(?:ing)?)\b[.:]?", re.I
)
_ZONE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})[T ](?P<clock>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A date in a cell: what it says, its time where it has one, and whether the cell says more than that."""

    interval: Interval
    time: str = ""
    beside_words: bool = False


@lru_cache(maxsize=2048)
def dates_in(typed: str) -> tuple[Stated, ...]:
    """Return the dates that stand in a text, in their order, each once."""
    if len(typed) > LONGEST:
        return ()
    zoned = _ZONE.fullmatch(typed.strip())
    if zoned:
        return _zoned(zoned)
    shared = _SHARED.fullmatch(typed.strip())
    if shared:
        days = re.findall(_DAY, shared["first"])
        texts = [(f"{day} {shared['rest']}", 0, 0) for day in days]
    else:
        texts = [(match[0], match.start(), match.end()) for match in _DATE.finditer(typed)]
    week = bool(_WEEK_ENDING.match(typed))
    stated: dict[Interval, Stated] = {}
    for text, start, end in texts:
        interval = _read(text)
        if interval is not None and week and interval.precision == "day":
            interval = Interval(interval.start - timedelta(days=6), interval.start, "range")
        if interval is not None:
            rest = "" if shared or week else f"{typed[:start]} {typed[end:]}"
            stated.setdefault(interval, Stated(interval, beside_words=_says_more(rest)))
    return tuple(stated.values())


def is_week_ending(typed: str) -> bool:
    """Return whether a text gives a week by its last day."""
    return bool(_WEEK_ENDING.match(typed))


def is_zoned(typed: str) -> bool:
    """Return whether a text is a moment with its time zone."""
    return bool(_ZONE.fullmatch(typed.strip()))


def _read(text: str) -> Interval | None:
    interval = read_date_text(text).interval
    if interval is not None:
        return interval
    match = _AMERICAN.fullmatch(text)
    return read_date_text(f"{match[3]}/{match[1]}/{match[5]}").interval if match else None


def _says_more(rest: str) -> bool:
    """Return whether words or numbers are left beside the dates of a text."""
    others = _DATE.sub(" ", rest)
    words = re.findall(r"[^\W_]+", others)
    return any(
        word.casefold() not in ("and", "to", "or", "the", "of") and month_number(word) is None
        for word in words
    )


def _zoned(match: re.Match[str]) -> tuple[Stated, ...]:
    """Return a moment as written, and where it is universal time in summer, by British clocks too."""
    moment = datetime.fromisoformat(f"{match['day']}T{match['clock']}")
    readings = [moment]
    if match["zone"].upper() in ("Z", "UTC", "+0000", "+00:00") and _is_british_summer(moment):
        readings.append(moment + timedelta(hours=1))
    return tuple(Stated(Interval(reading.date(), reading.date()), f"{reading:%H:%M}") for reading in readings)


def _is_british_summer(moment: datetime) -> bool:
    """Return whether British clocks were an hour ahead: from the last Sunday of March to that of October, at one."""
    first, last = _last_sunday(moment.year, 3), _last_sunday(moment.year, 10)
    return first <= moment < last


def _last_sunday(year: int, month: int) -> datetime:
    day = date(year, month, 31)
    day -= timedelta(days=(day.weekday() + 1) % 7)
    return datetime(day.year, day.month, day.day, 1)
