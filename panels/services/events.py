"""An event as the reader gives it, and as the database keeps it: one function each way, and no cell lost."""

from __future__ import annotations

from typing import Any

from ..chronology.interchange import event_from_json, event_to_json
from ..chronology.model import Event, Interval
from ..models import Chronology, ChronologyEvent
from ..row_texts import TYPED, as_read


def as_event(chronology: Chronology, event: Event) -> ChronologyEvent:
    """Return the unsaved row of the database for an event that was read; free texts go in as narratives."""
    row = ChronologyEvent(
        id=ChronologyEvent.key_for(chronology, event.part, event.row),
        chronology=chronology,
        row=event.row,
        part=event.part,
        place=event.row,
        date_start=event.date_start,
        date_end=event.date_end,
        precision=event.precision,
        uncertain=event.uncertain,
        time=event.time,
        time_end=event.time_end,
        time_precision=event.time_precision,
        child_seen=event.child_seen or "",
    )
    for name in ("source", "detail", "accepted_because", *ChronologyEvent.NAMED):
        setattr(row, name, getattr(event, name))
    row.as_typed = {name: text for name in TYPED if (text := getattr(event, f"{name}_typed"))}
    row.columns = {heading: text for heading, text in event.extra.items() if text}
    return row


def interval_of(row: ChronologyEvent) -> Interval:
    """Return the dates of a row as one value, without opening its texts."""
    return Interval(row.date_start, row.date_end, row.precision, row.uncertain)  # type: ignore[arg-type]


def kept(row: ChronologyEvent) -> dict[str, Any]:
    """Return the whole event as plain data, for a row that is left out and may be taken back."""
    return event_to_json(as_read(row, originals=True))


def taken_back(chronology: Chronology, data: dict[str, Any]) -> ChronologyEvent:
    """Return the unsaved event of a row that was kept with `kept`."""
    return as_event(chronology, event_from_json(data))
