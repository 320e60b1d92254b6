"""Times of day as authors write them, read by rule 5. Without am or pm the 24-hour clock is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from functools import lru_cache

from panels.chronology.calendar_words import ABSENT, DOUBT
from panels.chronology.cells import Cell, DateCell, ErrorCell, NumberCell, is_error_text
from panels.chronology.model import TimeResult
from panels.chronology.parts_of_day import part_of_day
from panels.chronology.serials import clock_of

LONGEST = 80
INVALID = TimeResult(code="invalid_time")
UNKNOWN = TimeResult()
PART_OF_DAY = TimeResult(precision="part_of_day")

_DASHES = str.maketrans("‐‑‒–—―−", "-------")
_SUFFIX = r"\s?(?P<suffix>[ap])\.?\s?m\b\.?"
_COLON = re.compile(r"(?P<hour>\d{1,2})\s?[:.]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?")
_DIGITS = re.compile(r"(?P<hour>\d{1,2})(?P<minute>\d{2})")
_HOUR = re.compile(r"(?P<hour>\d{1,2})")
_HOURS_WORD = re.compile(r"\s?(?:hours?|hrs?|h)\b\.?$")
_NAMED = {
    "noon": time(12),
    "12 noon": time(12),
    "12noon": time(12),
    "12:00 noon": time(12),
    "12.00 noon": time(12),
    "midday": time(12),
    "mid-day": time(12),
    "12 midday": time(12),
    "midnight": time(0),
    "12 midnight": time(0),
}
END_OF_DAY = TimeResult(precision="exact", ends_day=True)
_END_OF_DAY = re.compile(r"24\s?[:.]\s?00(?:[:.]00)?|2400")
_BEYOND = re.compile(r"(?P<hour>2[4-9]|3\d|4[0-7])[:.]?(?P<minute>[0-5]\d)")
_DATE_LIKE = re.compile(r"(\d{1,2})\.(\d{2})\.\d{2}")


def read_time(cell: Cell) -> TimeResult:
    """Interpret a time cell (rules 5.1 to 5.8)."""
    if isinstance(cell, DateCell):
        return _from_date_cell(cell)
    if isinstance(cell, ErrorCell):
        return TimeResult(code="formula_error")
    if isinstance(cell, NumberCell):
        return _from_number(cell.value)
    return read_time_text(cell)


def clock_result(clock: time) -> TimeResult:
    """Return an exact time of day, to the minute."""
    return TimeResult(clock.replace(second=0, microsecond=0), "exact")


@lru_cache(maxsize=8192)
def read_time_text(text: str) -> TimeResult:
    """Interpret a time typed as text."""
    if len(text) > LONGEST:
        return INVALID
    folded = re.sub(r"\s+", " ", text.translate(_DASHES)).strip().casefold()
    if ABSENT.fullmatch(folded):
        return UNKNOWN
    if is_error_text(text.strip()):
        return TimeResult(code="formula_error")
    plain, doubts = DOUBT.subn(" ", folded)
    plain = re.sub(r"\s+", " ", re.sub(r"[(\[]\s*[)\]]", " ", plain)).strip(" ,;")
    result = _moment_or_span(plain)
    if doubts and result.precision == "exact":
        return replace(result, precision="approx")
    return result


def _moment_or_span(text: str) -> TimeResult:
    if part_of_day(text) is not None:
        return PART_OF_DAY
    if _ends_day(text):
        return END_OF_DAY
    moment = _clock(text)
    if moment is not None:
        return clock_result(moment)
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return _from_number(float(text), text)
    ends = re.fullmatch(r"(.+?)\s?(?:-|\bto\b)\s?(.+)", text)
    if ends:
        first, last = _clock(ends[1]), _clock(ends[2])
        if first is not None and last is not None and not _half_marked(ends[1], ends[2]):
            return TimeResult(first, "exact", last)
        if first is not None and _ends_day(ends[2]):
            return TimeResult(first, "exact", span_ends_day=True)
    return INVALID


def _ends_day(text: str) -> bool:
    return bool(_END_OF_DAY.fullmatch(_HOURS_WORD.sub("", text.strip().rstrip("."))))


def beyond_midnight(text: str) -> time | None:
    """Return the time on the next day that hours of 24 and more mean: "26:30" is 02:30; None for other texts."""
    match = _BEYOND.fullmatch(_HOURS_WORD.sub("", text.strip().rstrip(".")))
    return time(int(match["hour"]) - 24, int(match["minute"])) if match and not _ends_day(text) else None


def _may_be_date(text: str) -> bool:
    """Return whether three numbers with full stops could be a day: "04.06.10" is no time with seconds (rule 11.4)."""
    match = _DATE_LIKE.fullmatch(text)
    return bool(match and 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12)


def _half_marked(first: str, last: str) -> bool:
    """Return whether only the end has am or pm: in "2.30-3.15pm" only the author knows about the start."""
    marked = re.compile(r"[ap]\.?\s?m")
    hour = re.match(r"\d{1,2}", first)
    return bool(marked.search(last) and not marked.search(first) and hour and int(hour[0][:2]) <= 12)


def _clock(text: str) -> time | None:
    """Parse one clock time, or return None."""
    text = text.strip()
    if _may_be_date(text):
        return None
    if text.rstrip(".") in _NAMED:
        return _NAMED[text.rstrip(".")]
    suffix = re.search(_SUFFIX + "$", text)
    if suffix:
        return _twelve_hour(text[: suffix.start()].strip(), suffix["suffix"])
    bare = _HOURS_WORD.sub("", text.rstrip("."))
    match = _COLON.fullmatch(bare) or _DIGITS.fullmatch(bare)
    return _time(int(match["hour"]), match) if match else None


def _twelve_hour(text: str, suffix: str) -> time | None:
    match = _COLON.fullmatch(text) or _DIGITS.fullmatch(text) or _HOUR.fullmatch(text)
    if not match:
        return None
    hour = int(match["hour"])
    if suffix == "p" and hour < 12:
        hour += 12
    elif suffix == "a" and hour >= 12:
        hour = 0 if hour == 12 else 99
    return _time(hour, match)


def _time(hour: int, match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    minute, second = int(parts.get("minute") or 0), int(parts.get("second") or 0)
    return time(hour, minute) if hour < 24 and minute < 60 and second < 60 else None


@lru_cache(maxsize=2048)
def _from_date_cell(cell: DateCell) -> TimeResult:
    if cell.clock is not None:
        return clock_result(cell.clock)
    return clock_result(time(0)) if cell.shows == "time" else INVALID


def _from_number(value: float, typed: str = "") -> TimeResult:
    """Interpret a fraction of a day, hours.minutes, or hours and minutes as one number (rules 5.1 and 5.3)."""
    if 0 <= value < 1:
        return clock_result(clock_of(min(round(value * 86400), 86399)))
    if 1 <= value < 24 and not value.is_integer():
        hours, minutes = f"{value:.2f}".split(".")
        exact = abs(value - round(value, 2)) < 1e-9 and int(minutes) < 60
        return clock_result(time(int(hours), int(minutes))) if exact else INVALID
    if not typed and value.is_integer() and 24 <= value <= 59:
        return clock_result(time(0, int(value)))  # "0033" after a spreadsheet removed its leading zeros
    if value == 2400:
        return END_OF_DAY
    if value.is_integer() and 100 <= value <= 2359 and value % 100 < 60:
        return clock_result(time(int(value) // 100, int(value) % 100))
    return INVALID
