"""Ranges as people write them: "12-15 May 2010", "between 1 and 3 June", "05/06/2010 - 07.06" (rules 4.12, 4.13, 11.4)."""

from __future__ import annotations

import re
from dataclasses import replace

from panels.chronology.date_points import Point, read_day_number, read_partial, read_point
from panels.chronology.model import DateResult, Interval

BACKWARDS = DateResult(code="end_before_start")
INCOMPLETE = DateResult(code="incomplete_date")
INVALID = DateResult(code="invalid_date")
_JOIN = re.compile(r"\s?-\s?|\sto\s")
_BETWEEN = re.compile(r"between (.+?) and (.+)")
_OR = re.compile(r"(.+?) or (.+)")
_MONTHS = re.compile(r"([a-z]{3,}\.?)\s?/\s?([a-z]{3,}.*)")
_MONTH_FIRST_RANGE = re.compile(
    r"([a-z]{3,}\.?) (\d{1,2}(?:st|nd|rd|th)?)(?:\s?-\s?|\sto\s)(?:([a-z]{3,}\.?) )?(\d{1,2}(?:st|nd|rd|th)?) (\d{4})"
)


def read_range(text: str) -> DateResult:
    """Interpret two points with a dash or a word between them, or two that exclude each other."""
    between = _BETWEEN.fullmatch(text)
    if between:
        return _ends(between[1], between[2])
    if text.startswith("between "):
        text = text.removeprefix("between ")
    either = _OR.fullmatch(text)
    if either:
        result = _ends(either[1], either[2])
        return DateResult(replace(result.interval, uncertain=True)) if result.interval else result
    text = text.removeprefix("from ")
    named = _MONTH_FIRST_RANGE.fullmatch(text)
    if named:
        return _ends(f"{named[2]} {named[1]} {named[5]}", f"{named[4]} {named[3] or named[1]} {named[5]}")
    months = _MONTHS.fullmatch(text)
    if months:
        return _ends(months[1], months[2])
    readings = {_ends(text[: m.start()], text[m.end() :]) for m in _JOIN.finditer(text)} - {INVALID}
    return readings.pop() if len(readings) == 1 else INVALID


def _ends(left_text: str, right_text: str) -> DateResult:
    """Return the range between two points; what the left lacks is taken from the right (rule 4.12)."""
    left_text, right_text = left_text.strip(" ,"), right_text.strip(" ,")
    left = read_point(left_text) or read_partial(left_text) or read_day_number(left_text)
    right = read_point(right_text)
    if left is None:
        return INVALID
    if right is None:
        return _without_year(left, read_partial(right_text))
    if left.day is not None and left.month is None and right.day is None:
        return INVALID
    first, last = left.completed_from(right).interval(), right.interval()
    if first is None or last is None:
        return INVALID
    if last.end < first.start:
        return BACKWARDS
    same_day = first.start == last.end
    return DateResult(Interval(first.start, last.end, "day" if same_day else "range"))


def _without_year(left: Point, right: Point | None) -> DateResult:
    if right is not None and left.year is not None and left.day is not None and right.day is not None:
        first, last = left.interval(), right.completed_from(left).interval()
        ordered = first is not None and last is not None and first.start < last.end
        return DateResult(Interval(first.start, last.end, "range")) if first and last and ordered else INVALID
    if right is None or left.year is not None or right.month is None or not right.possible_in_some_year:
        return INVALID
    return INCOMPLETE if left.completed_from(right).possible_in_some_year else INVALID
