"""Invented chronology entries for the tests of merging, pairing, matching and writing."""

from __future__ import annotations

from datetime import date
from typing import Any

from panels.chronology.merge import Entry
from panels.chronology.model import Event


def event(row: int, day: str, detail: str = "Home visit. Baby asleep.", **given: Any) -> Event:
    """Build an event on one day (ISO text); give `until` for a longer one, and any other field by its name."""
    start = date.fromisoformat(day)
    until = given.pop("until", None)
    fields: dict[str, Any] = {
        "part": 1,
        "precision": "day" if until is None else "month",
        "uncertain": False,
        "time": None,
        "time_precision": "exact" if given.get("time") else "unknown",
        "time_end": None,
        "source": "Case note",
    }
    fields.update(given)
    return Event(
        row=row, date_start=start, date_end=date.fromisoformat(until or day), detail=detail, **fields
    )


def entry(agency: str, row: int, day: str, detail: str = "Home visit. Baby asleep.", **given: Any) -> Entry:
    """Build an event as an entry of an agency's first upload."""
    place = {name: given.pop(name) for name in ("version", "sequence") if name in given}
    return Entry(agency, f"{agency.lower()}.csv", event(row, day, detail, **given), **place)
