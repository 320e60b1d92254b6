"""Dates as authors write them, read by rule 4: always day first, never swapped, never completed, never guessed.

`read_date` takes a cell and returns the interval, with its precision and uncertainty, or the code that holds the
row back. A spelling that the rules do not list is held, so that a person decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from panels.chronology.calendar_words import ABSENT, DITTO, DOUBT, WEEKDAY, full_year, last_day, real_date
from panels.chronology.cells import Cell, DateCell, ErrorCell, NumberCell, is_error_text, plain_number
from panels.chronology.date_points import read_partial, read_point
from panels.chronology.date_ranges import INCOMPLETE, INVALID, read_range
from panels.chronology.model import DateResult, Interval
from panels.chronology.serials import FIRST_SERIAL, LAST_SERIAL, from_serial
from panels.chronology.times import clock_result, read_time_text

LONGEST = 150
"""Longest text read as a date; a longer one is a note in the wrong column and is not searched for a date."""

_SPACE = re.compile(r"\s+")
_DASHES = str.maketrans("‐‑‒–—―−‘’`", "-------'''")
_HIDDEN_DIGIT = re.compile(r"(?<!\d)\d\?+\s?[/.-]|(?<!\d)(?:19|20)\?\?")
_DAY_OF_MARKS = re.compile(r"\?{1,2}\s?[/.-]\s?(?=\d{1,2}\s?[/.-]\s?\d)")
_MONTH_AND_SHORT_YEAR = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{2})")
_ON_OR_ABOUT = re.compile(r"\bon or (?:about|around)\b")
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_WEEK = re.compile(
    r"(?:w ?/ ?[cb]|w\.c\.|w\.?c|wk ?/? ?c|(?:week|wk) (?:commencing|beginning|starting))(?![a-z])[.:]?\s*"
)
_CLOCK_START = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|\d{1,2} ?[ap]\.?m|[a-z?]")
_GAP = re.compile(r",? (?:at |@ ?)?|\n")
_FULL_YEAR = re.compile(r"\d{4}$")
_DAY_OR_TIME = re.compile(r"(?:-|\bto\b)\s?(?P<day>\d{1,2})\.(?P<month>\d{2})$")
_LONGEST_SPAN = 31
"""Days from which "05/06/2010 - 10.10" may as well be a time as the end of a range, and is held."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


def read_date(cell: Cell, *, date1904: bool = False) -> DateResult:
    """Interpret a date cell (rules 4.1 to 4.29), with the workbook's own date system for bare serials."""
    if isinstance(cell, DateCell):
        return _from_date_cell(cell)
    if isinstance(cell, ErrorCell):
        return DateResult(code="formula_error")
    if isinstance(cell, NumberCell):
        return _from_digits(plain_number(cell.value), date1904)
    return read_date_text(cell, date1904=date1904)


@lru_cache(maxsize=16384)
def read_date_text(text: str, *, date1904: bool = False) -> DateResult:
    """Interpret a date typed as text: an interval, perhaps with a time after it; a ditto mark; or a code."""
    if len(text) > LONGEST:
        return INVALID
    folded = fold(text)
    if DITTO.fullmatch(_SPACE.sub(" ", text).strip().casefold()):
        return DateResult(ditto=True)
    if ABSENT.fullmatch(folded):
        return DateResult(code="missing_date")
    if is_error_text(text.strip()):
        return DateResult(code="formula_error")
    if re.fullmatch(r"\d+(?:\.\d{3,})?", folded):
        return _from_digits(folded, date1904)
    stated = read_statement(folded)
    if _may_be_day_or_time(folded, stated.interval):
        return INVALID
    if stated.interval is None and stated.code == "invalid_date":
        return _with_time_beside(folded) or stated
    return stated


def _may_be_day_or_time(folded: str, interval: Interval | None) -> bool:
    """Return whether two numbers after a dash could be a day or a time: as the end of a short range they are a day."""
    match = _DAY_OR_TIME.search(folded)
    if not match or not (1 <= int(match["day"]) <= 23 and 1 <= int(match["month"]) <= 12):
        return False
    return interval is None or (interval.end - interval.start).days > _LONGEST_SPAN


def fold(text: str) -> str:
    """Fold text for comparison: lower case, single spaces, plain hyphens, no final full stop."""
    folded = _SPACE.sub(" ", text.translate(_DASHES)).strip().casefold()
    return folded.rstrip(". ") if not folded.endswith(("a.m.", "p.m.")) else folded


def read_statement(folded: str) -> DateResult:
    """Interpret a folded text without a time: strip uncertainty, weekdays and small words, then parse the rest."""
    if _HIDDEN_DIGIT.search(folded) and not _DAY_OF_MARKS.match(folded):
        return INVALID
    folded = _ON_OR_ABOUT.sub("about", folded)
    text, marks = _without_marked_day(folded)
    week = _WEEK.match(text.lstrip("?( "))
    if week:
        text = text.lstrip("?( ")[week.end() :]
    plain, doubts = DOUBT.subn(" ", text)
    plain, weekdays = _without_weekdays(plain)
    if plain.startswith("?") or (marks and not re.fullmatch(r"[\d\s/.-]+", plain)):
        return INVALID
    result = _read_plain(plain, week=week is not None)
    if marks and (result.interval is None or result.interval.precision != "month"):
        return INVALID
    doubted = bool(doubts) or folded.startswith("?")
    return _doubted(result, doubted, weekdays)


def _without_marked_day(folded: str) -> tuple[str, int]:
    """Remove the marks that replace the day in "??/05/2008" and "?/5/08"; return also their count (rule 4.17)."""
    if not folded.startswith("?"):
        return folded, 0
    text, marks = _DAY_OF_MARKS.subn("", folded, count=1)
    short = _MONTH_AND_SHORT_YEAR.fullmatch(text) if marks else None
    return (f"{short[1]}/{full_year(short[2])}" if short else text), marks


def _without_weekdays(text: str) -> tuple[str, tuple[int, ...]]:
    days = tuple((match.lastindex or 1) - 1 for match in WEEKDAY.finditer(text))
    text = _EMPTY_BRACKETS.sub(" ", WEEKDAY.sub(" ", text))
    text = re.sub(r",\s|\s,", " ", text)
    text = re.sub(r"\b(?:the|of)\b(?! (?:early|mid|late))", " ", _protect(text))
    return _SPACE.sub(" ", text).replace("_", " ").strip(" ,.;"), days


def _protect(text: str) -> str:
    """Keep the "of" that belongs to "end of May"."""
    return re.sub(r"\b(beginning|start|middle|end) of\b", r"\1_of", text)


def _doubted(result: DateResult, doubted: bool, weekdays: tuple[int, ...]) -> DateResult:
    interval = result.interval
    if interval is None:
        return result
    stated_days = zip(weekdays, (interval.start, interval.end), strict=False)
    contradicted = interval.precision in ("day", "range") and any(
        day.weekday() != weekday for weekday, day in stated_days
    )
    return replace(
        result, interval=replace(interval, uncertain=interval.uncertain or doubted or contradicted)
    )


def _read_plain(text: str, *, week: bool) -> DateResult:
    if week:
        return _week(text)
    point = read_point(text)
    if point:
        interval = point.interval()
        return DateResult(interval) if interval else INVALID
    partial = read_partial(text)
    if partial:
        month_known = partial.season is None and partial.possible_in_some_year
        return INCOMPLETE if month_known else INVALID
    return read_range(text)


def _week(text: str) -> DateResult:
    point = read_point(text)
    start = point.interval() if point else None
    if start and start.precision == "day":
        return DateResult(Interval(start.start, start.start + timedelta(days=6), "range"))
    partial = read_partial(text)
    return INCOMPLETE if partial and partial.day and partial.possible_in_some_year else INVALID


@lru_cache(maxsize=8192)
def _from_date_cell(cell: DateCell) -> DateResult:
    if cell.day is None:
        return INVALID
    time = clock_result(cell.clock) if cell.clock else None
    year, month = cell.day.year, cell.day.month
    if cell.shows == "month":
        return DateResult(Interval(cell.day.replace(day=1), last_day(year, month), "month"))
    if cell.shows == "year":
        return DateResult(Interval(cell.day.replace(month=1, day=1), last_day(year, 12), "year"))
    return DateResult(Interval(cell.day, cell.day), time=time)


def _from_digits(digits: str, date1904: bool) -> DateResult:
    """Interpret bare numbers: a year, a serial, DDMMYY, YYYYMMDD or DDMMYYYY (rules 4.9, 4.21, 4.22)."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", digits) and FIRST_SERIAL <= float(digits) <= LAST_SERIAL:
        day, clock = from_serial(float(digits), date1904=date1904)
        return _from_date_cell(DateCell(day, clock, "day"))
    if re.fullmatch(r"\d{4}", digits) and full_year(digits):
        return read_statement(digits)
    if re.fullmatch(r"\d{6}", digits):
        return read_statement(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}")
    if re.fullmatch(r"\d{8}", digits):
        year = full_year(digits[:4])
        if year and real_date(year, int(digits[4:6]), int(digits[6:])):
            return read_statement(f"{digits[:4]}/{digits[4:6]}/{digits[6:]}")
        return read_statement(f"{digits[:2]}/{digits[2:4]}/{digits[4:]}")
    return INVALID


def _with_time_beside(folded: str) -> DateResult | None:
    """Interpret a day with a time after it in the same cell (rule 4.23).

    The shortest date that leaves a time is taken.
    """
    text = re.sub(r"(?<=\d)t(?=\d{1,2}:\d{2})", " ", folded)
    for gap in _GAP.finditer(text):
        before, after = text[: gap.start()], text[gap.end() :].strip(" ()-,")
        if not _CLOCK_START.match(after):
            continue
        stated = read_statement(before.rstrip(" -,("))
        if stated.interval is None or stated.interval.precision != "day":
            continue
        if re.fullmatch(r"00:00:00(?:\.0+)?z?", after):
            return stated
        time = read_time_text(after)
        if time.code is None and time.precision != "unknown":
            return replace(stated, time=time)
        if _CLOCK.fullmatch(after):
            return replace(stated, time=time)
    return None


def time_beside(text: str) -> str:
    """Return the time typed after the day in one cell ("12/05/2010 14:30"), as typed, or an empty text.

    The day need not be readable: a held date keeps the time after it.
    """
    for gap in _GAP.finditer(_SPACE.sub(" ", text).strip()):
        before, after = gap.string[: gap.start()], gap.string[gap.end() :].strip(" ()-,")
        if after.isdigit() and not _FULL_YEAR.search(before):
            continue
        if _CLOCK_START.match(after.casefold()) and re.search(r"\d", before):
            time = read_time_text(after)
            if time.code is None and time.precision != "unknown":
                return after
    return ""
