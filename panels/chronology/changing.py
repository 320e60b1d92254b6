"""An event as the cells of a row, for a person who changes some of them: what each field shows, and the other columns."""

from __future__ import annotations

from collections.abc import Mapping

from panels.chronology.fields import LABELS
from panels.chronology.model import FIELDS, Event

SEEN = {"yes": "Yes", "no": "No", "alone": "Alone"}
_TYPED = {"date": "date_typed", "end_date": "end_date_typed", "time": "time_typed"}

COLUMN = "column:"
"""How a change names one of the author's further columns: "column:Room"."""


def cells_of(event: Event, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each field, dates and times as they were typed.

    Whether the child was seen is shown as it was read; a cell that said more than that, as it was typed.
    """
    texts = {name: str(getattr(event, _TYPED.get(name, name)) or "") for name in FIELDS}
    seen = event.extra.get(_seen_heading(mapping), "") or SEEN.get(event.child_seen or "", "")
    return texts | {"child_seen": str(seen)}


def further_of(event: Event, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the author's further columns, without the cell that `cells_of` shows as a field."""
    seen = _seen_heading(mapping)
    return {heading: str(text) for heading, text in event.extra.items() if heading != seen}


def further_changes(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of further columns in a set of changes, by heading."""
    return {name.removeprefix(COLUMN): text for name, text in changes.items() if name.startswith(COLUMN)}


def _seen_heading(mapping: Mapping[str, str]) -> str:
    return mapping.get("child_seen") or LABELS["child_seen"]
