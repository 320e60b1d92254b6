"""Possible readings of a held date for the author to choose from. The reader proposes; it never chooses.

Day and month are read in that order; the American order is proposed only where the other is no date. A reading that
leaves words out is proposed only beside a sentence that says so (rule 11.3).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from panels.chronology.date_order import turned
from panels.chronology.dates import read_date_text
from panels.chronology.model import Event, Interval, Problem, Proposal
from panels.chronology.times import beyond_midnight
from panels.chronology.typed_dates import dates_in
from panels.chronology.written import label, shown_interval, written

_OPEN = re.compile(r"^(?:from|since|before|after|until|by)\s+(.+?)(?:\s+onwards?)?$|^(.+?)\s+onwards?$", re.I)
_DAYS_APART = re.compile(r"(\d{1,2})\s*(?:/|&|and|\+)\s*(\d{1,2}\s+[A-Za-z].*)")
_TWO_YEARS = re.compile(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})")
_DAY_OR_TIME = re.compile(r"(.+?)\s*(?:-|–|—|\bto\b)\s*(\d{1,2})\.(\d{2})\.?")
_PROPOSED = frozenset(
    ("invalid_date", "incomplete_date", "missing_date", "end_before_start", "day_month_unclear")
)
_LONGEST = 80
_MOST = 4


@dataclass(slots=True)
class Proposer:
    """The readings of the held rows of one table, from what stands in them and from the rows around them.

    `years` gives for a row the year that stands as a heading above it, and the row of that heading.
    """

    events: list[Event]
    mapping: Mapping[str, str]
    years: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def attach(self, problems: list[Problem]) -> list[Problem]:
        """Return the problems, each with the readings that its row allows."""
        rows = [event.row for event in self.events]
        return [self._with_readings(problem, rows) for problem in problems]

    def _with_readings(self, problem: Problem, rows: list[int]) -> Problem:
        cells = dict(problem.cells)
        typed = cells.get(self.mapping.get("date", ""), "")
        if problem.code == "invalid_time":
            time = cells.get(self.mapping.get("time", ""), "")
            return replace(problem, proposals=next_day(typed, time))
        if problem.code not in _PROPOSED or problem.field != "date":
            return problem
        index = bisect_left(rows, problem.row)
        above = self.events[index - 1] if index else None
        below = self.events[index] if index < len(self.events) else None
        readings = propose(problem.code, typed, above, below)
        if problem.code == "incomplete_date" and problem.row in self.years:
            readings = (*_below_year(typed, *self.years[problem.row]), *readings)
        return replace(problem, proposals=_each_once(readings))


def propose(
    code: str, typed: str, above: Event | None = None, below: Event | None = None
) -> tuple[Proposal, ...]:
    """Return the possible readings of a held date, most likely first; none where there is no evidence."""
    if code == "missing_date":
        return _of_texts([written(above.date_start)] if above and above.precision == "day" else [])
    if code == "incomplete_date":
        return _of_texts([text for year in _years(above, below) for text in _with_year(typed, year)])
    if code == "day_month_unclear":
        return _both_orders(typed)
    if len(typed) > _LONGEST:
        return ()
    if either := _day_or_time(typed):
        return either
    standing = [
        Proposal(f"{label(stated.interval)} {stated.time}".strip(), stated.interval, stated.time)
        for stated in dates_in(typed)
    ]
    return _each_once((*_of_texts(_joined(typed)), *standing, *_of_texts(_rewritten(typed))))


def next_day(typed: str, time: str) -> tuple[Proposal, ...]:
    """Return the reading of hours of 24 and more: the time on the next day."""
    interval, clock = read_date_text(typed).interval, beyond_midnight(time)
    if interval is None or interval.precision != "day" or clock is None:
        return ()
    day = interval.start + timedelta(days=1)
    return (
        Proposal(f"{written(day)} {clock:%H:%M}", replace(interval, start=day, end=day), f"{clock:%H:%M}"),
    )


def as_text(reading: Proposal) -> str:
    """Return a reading as a date that the reader reads as just that, whatever the order of the column."""
    text = reading.label if reading.group.startswith("order:") else shown_interval(reading.interval)
    return f"{text} {reading.time}".strip()


def _below_year(typed: str, year: int, heading_row: int) -> tuple[Proposal, ...]:
    readings = _of_texts(_with_year(typed, year))
    return tuple(replace(reading, group=f"year:{heading_row}") for reading in readings[:1])


def _with_year(typed: str, year: int) -> list[str]:
    bare = typed.strip().rstrip(". ")
    return [f"{bare} {year}", f"{bare}/{year}"]


def _both_orders(typed: str) -> tuple[Proposal, ...]:
    orders = (("order:day", typed), ("order:month", turned(typed)))
    readings = ((group, read_date_text(text).interval) for group, text in orders)
    return tuple(Proposal(label(interval), interval, group=group) for group, interval in readings if interval)


def _of_texts(texts: list[str]) -> tuple[Proposal, ...]:
    intervals = (read_date_text(text).interval for text in texts)
    return _each_once(tuple(Proposal(label(interval), interval) for interval in intervals if interval))


def _each_once(readings: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    kept: dict[tuple[Interval, str], Proposal] = {}
    for reading in readings:
        kept.setdefault((reading.interval, reading.time), reading)
    return tuple(kept.values())[:_MOST]


def _years(above: Event | None, below: Event | None) -> list[int]:
    years = [event.date_start.year for event in (above, below) if event]
    return list(dict.fromkeys(years))


def _joined(typed: str) -> list[str]:
    """Return two days of one month written side by side as a range."""
    match = _DAYS_APART.fullmatch(typed.strip())
    return [f"{match[1]} - {match[2]}"] if match else []


def _day_or_time(typed: str) -> tuple[Proposal, ...]:
    """Return both readings of two numbers after a dash: the end of a range, or a time."""
    match = _DAY_OR_TIME.fullmatch(typed.strip())
    first = read_date_text(match[1]).interval if match else None
    if not match or first is None or first.precision != "day":
        return ()
    ends = (read_date_text(f"{match[2]}/{match[3]}/{first.start.year + late}").interval for late in (0, 1))
    last = next((end for end in ends if end is not None and end.end > first.start), None)
    whole = Interval(first.start, last.end, "range") if last else None
    hour, minute = int(match[2]), int(match[3])
    clock = f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""
    readings = (Proposal(label(whole), whole),) if whole else ()
    return (*readings, Proposal(f"{label(first)} {clock}", first, clock)) if clock else readings


def _rewritten(typed: str) -> list[str]:
    """Return other spellings of the same text: a year of two as months, digits for letters."""
    texts: list[str] = []
    if match := _TWO_YEARS.fullmatch(typed.strip()):
        first, second = int(match[1]), match[2]
        texts.append(f"April {first} - March {first + 1}")
        texts.append(f"September {first} - July {first + 1}")
        texts += [f"{second}/{first}"] if len(second) == 2 else []
    if match := _OPEN.match(typed.strip()):
        texts.append(match[1] or match[2])
    texts.append(re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", re.sub(r"(?<=\d)[lI]|[lI](?=\d)", "1", typed)))
    return texts
