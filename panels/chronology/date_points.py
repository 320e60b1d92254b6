"""Single dates as people write them: a day, a month, a year, a season, the middle of May.

A point may lack its year or its month; ranges complete the left side from the right (rule 4.12). The text is in
lower case, with plain hyphens, and without words of uncertainty and weekdays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from panels.chronology.calendar_words import SEASONS, TERMS, full_year, last_day, month_number, real_date
from panels.chronology.model import Interval

_DAY = r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)\b)?"
_NAME = r"(?P<name>[a-z]{3,})\.?"
_YEAR = r"'?(?P<year>\d{4}|\d{2})"
_NUMERIC = re.compile(
    r"(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})"
)
_SPACED = re.compile(r"(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4}|\d{2})")
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})\s?(?P<sep>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})"
)
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)(?![a-z]))?[\s./-]*(?:of )?" + _NAME + r"[\s,./-]*" + _YEAR
)
_NAMED_RUN_ON = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)(?P<name>[a-z]{3,})[\s,./-]*" + _YEAR)
_NAMED_MONTH = re.compile(_NAME + r"[\s,./-]*" + _YEAR)
_MONTH_FIRST = re.compile(_NAME + r"[\s.-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s,.-]+(?P<year>\d{4})")
_NUMERIC_MONTH = re.compile(r"(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})")
_YEAR_ONLY = re.compile(r"(?P<year>\d{4})")
_SEASON = re.compile(r"(?P<season>spring|summer|autumn|winter)[\s,-]*(?P<term>term[\s,-]*)?" + _YEAR)
_WINTER = re.compile(r"winter[\s,-]*'?(?P<year>\d{4}|\d{2})\s?[/-]\s?(?P<next>\d{4}|\d{2})")
_PORTION = re.compile(
    r"(?:the )?(?P<portion>early|beginning|start|mid(?:dle)?|late|end)(?: of)?[\s-]+(?:of )?(?P<rest>.+)"
)
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})")
_DAY_NAME = re.compile(r"(?P<day>\d{1,2})(?:\s?(?:st|nd|rd|th)(?![a-z]))?[\s./-]*(?:of )?" + _NAME)
_NAME_DAY = re.compile(_NAME + r" (?P<day>\d(?!\d)|\d{1,2}(?:st|nd|rd|th))(?:st|nd|rd|th)?")
_NAME_ONLY = re.compile(_NAME)
_DAY_ONLY = re.compile(_DAY)
_SEASON_ONLY = re.compile(r"(?P<season>spring|summer|autumn|winter)(?P<term> term)?")
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}


@dataclass(frozen=True, slots=True)
class Point:
    """A point as written. `year` is None if not given. `third` is 0, 1 or 2 for early, mid and late."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: str | None = None
    term: bool = False
    third: int | None = None

    def completed_from(self, other: Point) -> Point:
        """Return this point with its missing month and year taken from a later one (rule 4.12)."""
        month = other.month if self.month is None and self.day is not None else self.month
        return replace(self, month=month, year=self.year if self.year is not None else other.year)

    def interval(self) -> Interval | None:
        """Return the first and last day, or None where the point lacks its year or is not a real date."""
        if self.year is None:
            return None
        if self.third is not None:
            return self._portion(self.year, self.third)
        if self.season:
            return self._season(self.year, self.season)
        if self.day is not None:
            day = real_date(self.year, self.month, self.day) if self.month else None
            return Interval(day, day) if day else None
        if self.month is None:
            return Interval(date(self.year, 1, 1), date(self.year, 12, 31), "year")
        if not 1 <= self.month <= 12:
            return None
        return Interval(date(self.year, self.month, 1), last_day(self.year, self.month), "month")

    def _season(self, year: int, season: str) -> Interval | None:
        first, last = (TERMS if self.term else SEASONS).get(season, (0, 0))
        if not first:
            return None
        return Interval(date(year, first, 1), last_day(year + (last < first), last), "season")

    def _portion(self, year: int, third: int) -> Interval:
        if self.month is None:
            return Interval(date(year, 4 * third + 1, 1), last_day(year, 4 * third + 4), "range")
        first = date(year, self.month, 10 * third + 1)
        last = last_day(year, self.month) if third == 2 else first + timedelta(days=9)
        return Interval(first, last, "range")

    @property
    def possible_in_some_year(self) -> bool:
        """Whether a point without its year could be a date: 3/4 could, 31/02 could not."""
        if self.day is not None and self.month is not None:
            return real_date(2000, self.month, self.day) is not None
        return self.month is not None and 1 <= self.month <= 12


@lru_cache(maxsize=8192)
def read_point(text: str) -> Point | None:
    """Parse a point with its year, or return None."""
    return _numeric(text) or _named(text) or _season(text) or _portion(text) or _year(text)


@lru_cache(maxsize=8192)
def read_partial(text: str) -> Point | None:
    """Parse a point without its year, or return None: "3/4", "14 May", "April", "early May", "spring"."""
    match = _DAY_MONTH.fullmatch(text)
    if match:
        return Point(day=int(match["day"]), month=int(match["month"]))
    match = _DAY_NAME.fullmatch(text) or _NAME_DAY.fullmatch(text)
    if match:
        month = month_number(match["name"])
        return Point(day=int(match["day"]), month=month) if month else None
    match = _SEASON_ONLY.fullmatch(text)
    if match:
        return Point(season=match["season"], term=bool(match["term"]))
    match = _PORTION.fullmatch(text)
    if match:
        month = month_number(match["rest"])
        return Point(month=month, third=_THIRDS[match["portion"]]) if month else None
    month = month_number(text) if _NAME_ONLY.fullmatch(text) else None
    return Point(month=month) if month else None


def read_day_number(text: str) -> Point | None:
    """Parse a bare day ("12", "12th"), which is only meaningful on the left of a range."""
    match = _DAY_ONLY.fullmatch(text)
    return Point(day=int(match["day"])) if match else None


def _numeric(text: str) -> Point | None:
    match = _NUMERIC.fullmatch(text) or _SPACED.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if match:
        return _with_year(match["year"], month=int(match["month"]), day=int(match["day"]))
    match = _NUMERIC_MONTH.fullmatch(text)
    return _with_year(match["year"], month=int(match["month"])) if match else None


def _named(text: str) -> Point | None:
    match = _NAMED.fullmatch(text) or _NAMED_RUN_ON.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if match and (month := month_number(match["name"])):
        return _with_year(match["year"], month=month, day=int(match["day"]))
    match = _NAMED_MONTH.fullmatch(text)
    if match and (month := month_number(match["name"])):
        return _with_year(match["year"], month=month)
    return None


def _season(text: str) -> Point | None:
    match = _WINTER.fullmatch(text)
    if match:
        first, second = full_year(match["year"]), full_year(match["next"])
        follows = first is not None and second == first + 1
        return Point(year=first, season="winter") if follows else None
    match = _SEASON.fullmatch(text)
    if not match:
        return None
    term = bool(match["term"])
    known = match["season"] in TERMS or not term
    return _with_year(match["year"], season=match["season"], term=term) if known else None


def _portion(text: str) -> Point | None:
    match = _PORTION.fullmatch(text)
    period = (_named(match["rest"]) or _year(match["rest"])) if match else None
    if not match or period is None or period.day is not None:
        return None
    return replace(period, third=_THIRDS[match["portion"]])


def _year(text: str) -> Point | None:
    match = _YEAR_ONLY.fullmatch(text)
    return _with_year(match["year"]) if match else None


def _with_year(
    digits: str,
    *,
    month: int | None = None,
    day: int | None = None,
    season: str | None = None,
    term: bool = False,
) -> Point | None:
    year = full_year(digits)
    return Point(year=year, month=month, day=day, season=season, term=term) if year else None
