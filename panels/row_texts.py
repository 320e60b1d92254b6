"""A row of a chronology as it was read, as one text, and where it stands in another edition."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reviews.templatetags.cases import stated_date
from scr_portal import sealed

from .chronology.fields import LABELS
from .chronology.model import Event
from .chronology.reupload import match_reupload
from .models import Chronology, ChronologyEvent
from .models.chronology_rows import name_of_row

TYPED = ("date", "end_date", "time")
"""Fields that the reader turns into values; what was typed is kept beside them."""
GONE = "no_longer_in_the_file"
"""Where a row stands that no row of the corrected edition could be matched with."""


@dataclass(frozen=True, slots=True)
class RowText:
    """A row in the form of a narrative. Its cells are opened when they are asked for, and not before."""

    event: ChronologyEvent

    @property
    def original(self) -> str:
        return words_of(as_read(self.event, originals=True))

    @property
    def coded(self) -> str:
        return words_of(as_read(self.event))


def words_of(event: Event) -> str:
    """Heading and text of every cell that says something, a line each; the number of the row is no cell."""
    time = " to ".join(clock for clock in (event.time, event.time_end) if clock)
    cells = {
        LABELS["date"]: stated_date(event),
        LABELS["time"]: time or event.time_typed,
        LABELS["source"]: event.source,
        LABELS["detail"]: event.detail,
        LABELS["child_seen"]: event.child_seen or "",
    }
    cells |= {LABELS[name]: getattr(event, name) for name in ChronologyEvent.NAMED}
    cells |= {"Accepted as it is, because": event.accepted_because} | dict(event.extra)
    return "\n".join(f"{heading}: {' '.join(text.split())}" for heading, text in cells.items() if text)


def key_of(row: Any) -> str:
    """Name a row in points: "row_14", "row_14_of_table_2", "added_row_1"."""
    return name_of_row(row.part, row.row).replace(" ", "_")


def title_of(row: Any) -> str:
    """Name a row as the page does."""
    return key_of(row).replace("_", " ").capitalize()


def in_order(chronology: Chronology) -> list[ChronologyEvent]:
    """Return the events of a chronology in the order of its file, each known to be coded as the register has it."""
    rows: list[ChronologyEvent] = sealed.refresh(
        chronology.events.order_by("part", "place", "row"), chronology.identity_register()
    )
    for row in rows:
        row.chronology = chronology
    return rows


def digest_of(chronology: Chronology) -> str:
    """SHA-256 of the rows as written, in their order. A heading more, which shifts their numbers, is no change."""
    texts = [RowText(row).original for row in in_order(chronology)]
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()


def places(before: Chronology, after: Chronology) -> dict[str, str]:
    """Where each row of one edition stands in the next, by key."""
    old, new = ([as_read(row, originals=True) for row in in_order(edition)] for edition in (before, after))
    match = match_reupload(old, new)
    pairs = [*match.kept, *((change.old, change.new) for change in match.changed)]
    return {key_of(was): key_of(now) for was, now in pairs} | dict.fromkeys(keys(match.removed), GONE)


def keys(rows: Iterable[Any]) -> list[str]:
    return [key_of(row) for row in rows]


def as_read(row: ChronologyEvent, *, originals: bool = False) -> Event:
    """Return the event of a row of the database, its texts coded, or as typed where `originals` is given.

    The caller of `originals` has asked permission: a named view, or an act on the author's own row.
    """

    def text(name: str) -> Any:
        narrative = getattr(row, name)
        return narrative.original if originals else narrative.coded

    typed = text("as_typed")
    return Event(
        row=row.row,
        part=row.part,
        date_start=row.date_start,
        date_end=row.date_end,
        precision=row.precision,  # type: ignore[arg-type]
        uncertain=row.uncertain,
        time=row.time,
        time_precision=row.time_precision,  # type: ignore[arg-type]
        time_end=row.time_end,
        child_seen=row.child_seen or None,  # type: ignore[arg-type]
        added=row.added_words,
        extra=dict(text("columns")),
        **{f"{name}_typed": str(typed.get(name, "")) for name in TYPED},
        **{
            name: str(text(name)) for name in ("source", "detail", "accepted_because", *ChronologyEvent.NAMED)
        },
    )
