"""Possible readings of a held date for the author to choose from. The reader proposes; it never chooses."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date

from panels.chronology.dates import read_date_text
from panels.chronology.model import Event, Interval, Problem, Proposal

_US_ORDER = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_OPEN = re.compile(r"^(?:from|since|before|after|until|by)\s+(.+?)(?:\s+onwards?)?$|^(.+?)\s+onwards?$", re.I)
_DAYS_APART = re.compile(r"(\d{1,2})\s*(?:/|&|and|\+)\s*(\d{1,2}\s+[A-Za-z].*)")
_TWO_YEARS = re.compile(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})")
_PROPOSED = frozenset(("invalid_date", "incomplete_date", "missing_date", "end_before_start"))
_LONGEST = 80
_MOST = 4


def attach_proposals(problems: list[Problem], events: list[Event], date_heading: str) -> list[Problem]:
    """Return the problems, with proposals for each unreadable or incomplete date from the events around it."""
    rows = [event.row for event in events]
    return [_with_proposals(problem, rows, events, date_heading) for problem in problems]


def _with_proposals(problem: Problem, rows: list[int], events: list[Event], date_heading: str) -> Problem:
    if problem.code not in _PROPOSED or problem.field != "date":
        return problem
    index = bisect_left(rows, problem.row)
    above = events[index - 1] if index else None
    below = events[index] if index < len(events) else None
    typed = dict(problem.cells).get(date_heading, "")
    return replace(problem, proposals=propose(problem.code, typed, above, below))


def propose(
    code: str, typed: str, above: Event | None = None, below: Event | None = None
) -> tuple[Proposal, ...]:
    """Return the possible readings of a held date, most likely first; none where there is no evidence."""
    if code == "missing_date":
        texts = [_written(above.date_start)] if above and above.precision == "day" else []
    elif code == "incomplete_date":
        texts = [f"{typed.rstrip('. ')} {year}" for year in _years(above, below)]
        texts += [f"{typed.rstrip('. ')}/{year}" for year in _years(above, below)]
    else:
        texts = _rewritten(typed) if len(typed) <= _LONGEST else []
    by_interval: dict[Interval, Proposal] = {}
    for text in texts:
        interval = read_date_text(text).interval
        if interval:
            by_interval.setdefault(interval, Proposal(label(interval), interval))
    return tuple(by_interval.values())[:_MOST]


def label(interval: Interval) -> str:
    """Return an interval as a person would write it."""
    if interval.start == interval.end:
        return _written(interval.start)
    if interval.precision == "month":
        return f"{interval.start:%B %Y}"
    if interval.precision == "year":
        return f"{interval.start:%Y}"
    return f"{_written(interval.start)} to {_written(interval.end)}"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _years(above: Event | None, below: Event | None) -> list[int]:
    years = [event.date_start.year for event in (above, below) if event]
    return list(dict.fromkeys(years))


def _rewritten(typed: str) -> list[str]:
    """Return other spellings of the same text: day and month swapped, days joined, digits for letters."""
    texts: list[str] = []
    if match := _US_ORDER.search(typed):
        texts.append(f"{match[3]}/{match[1]}/{match[4]}")
    if match := _MONTH_FIRST.search(typed):
        texts.append(f"{match[2]} {match[1]} {match[3]}")
    if match := _DAYS_APART.fullmatch(typed.strip()):
        texts.append(f"{match[1]} - {match[2]}")
    if match := _TWO_YEARS.fullmatch(typed.strip()):
        first, second = int(match[1]), match[2]
        texts.append(f"April {first} - March {first + 1}")
        texts.append(f"September {first} - July {first + 1}")
        texts += [f"{second}/{first}"] if len(second) == 2 else []
    if match := _OPEN.match(typed.strip()):
        texts.append(match[1] or match[2])
    texts.append(re.sub(r"(?<=\d)[oO]|[oO](?=\d)", "0", re.sub(r"(?<=\d)[lI]|[lI](?=\d)", "1", typed)))
    return texts
