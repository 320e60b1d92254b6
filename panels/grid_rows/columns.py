"""The columns of one table as its author has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..chronology.changing import COLUMN
from ..chronology.fields import LABELS
from ..chronology.model import FIELDS
from ..models import Chronology
from .row import GridRow


def columns_of(rows: Iterable[GridRow], chronology: Chronology, part: int) -> Iterator[tuple[str, str]]:
    """Yield the columns of one table as its author has them, name and heading; then what was typed beside them."""
    mapping: dict[str, str] = chronology.mapping.get(str(part), {})
    fields: dict[str, str] = {}
    for name in FIELDS:
        if heading := mapping.get(name):
            fields.setdefault(heading, name)
    headings = chronology.layout.get(str(part), {}).get("headings", ())
    columns = {fields.get(heading, COLUMN + heading): heading for heading in headings}
    shared = mapping.get("time") and mapping.get("time") == mapping.get("date")
    needed = [name for name in ("date", "time", "source", "detail") if name not in columns]
    filled = {name for row in rows for name, text in chain(row.texts.items(), row.messages.items()) if text}
    for name in [*needed, *(name for name in FIELDS if name in filled)]:
        if name not in columns and not (shared and name == "time"):
            columns[name] = LABELS[name]
    yield from columns.items()
