"""Dates as they are written out: for a person to choose, and for the import to read back."""

from __future__ import annotations

from datetime import date

from panels.chronology.model import Interval

_SEASONS = {
    (3, 5): "Spring",
    (6, 8): "Summer",
    (9, 11): "Autumn",
    (12, 2): "Winter",
    (9, 12): "Autumn term",
    (1, 3): "Spring term",
    (4, 7): "Summer term",
}


def shown_interval(interval: Interval) -> str:
    """Format an interval so that the import reads it back: "?12/05/2010", "April 2009", "Spring 2009", "2009"."""
    doubt = "?" if interval.uncertain else ""
    start, end = interval.start, interval.end
    if interval.precision == "month":
        return f"{doubt}{start:%B %Y}"
    if interval.precision == "year":
        return f"{doubt}{start.year}"
    season = _SEASONS.get((start.month, end.month)) if interval.precision == "season" else None
    if season:
        return f"{doubt}{season} {start.year}"
    if start == end:
        return f"{doubt}{start:%d/%m/%Y}"
    return f"{doubt}{start:%d/%m/%Y} - {end:%d/%m/%Y}"


def label(interval: Interval) -> str:
    """Return an interval as a person would write it."""
    if interval.start == interval.end:
        return written(interval.start)
    if interval.precision == "month":
        return f"{interval.start:%B %Y}"
    if interval.precision == "year":
        return f"{interval.start:%Y}"
    return f"{written(interval.start)} to {written(interval.end)}"


def written(day: date) -> str:
    """Return a day in words."""
    return f"{day.day} {day:%B %Y}"
