"""Read a held row again with a person's corrections, by the same rules as every row of the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from panels.chronology import messages
from panels.chronology.cells import Cell, ErrorCell, clean
from panels.chronology.changing import cells_of, further_changes, further_of
from panels.chronology.dates import time_beside
from panels.chronology.events import Code, Rules, TypedRow, read_event
from panels.chronology.model import FIELDS, Event
from panels.chronology.times import read_time_text


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row as stored when it was held: its cells by heading, the table's mapping, and its codes."""

    row: int
    part: int
    cells: Sequence[tuple[str, str]]
    mapping: Mapping[str, str]
    codes: frozenset[Code] = field(default_factory=frozenset)
    event: Event | None = None
    """The event that the row was when the file was read, where a person changes an event."""

    def typed(self) -> dict[str, str]:
        """Return the text of each field in the row; a time after the date is the time."""
        if self.event is not None:
            return cells_of(self.event, self.mapping)
        cells = dict(self.cells)
        texts = {name: clean(cells.get(self.mapping.get(name, ""), "")) for name in FIELDS}
        shared = self.mapping.get("time") == self.mapping.get("date")
        if shared or not texts["time"]:
            texts["time"] = time_beside(texts["date"])
        return texts

    def extra(self) -> dict[str, str]:
        """Return the author's further columns, under their own headings."""
        if self.event is not None:
            return further_of(self.event, self.mapping)
        mapped = set(self.mapping.values())
        return {heading: text for heading, text in self.cells if heading not in mapped}


def mend(held: HeldRow, corrections: Mapping[str, str], rules: Rules) -> tuple[Event | None, dict[str, str]]:
    """Return the event, or None and one sentence for each field that still holds the row back.

    `corrections` are texts by field; a field that is not named keeps what was typed. A further column is named
    "column:" and its heading.
    """
    original = held.typed()
    texts = original | {name: clean(text) for name, text in corrections.items() if name in FIELDS}
    if "time" not in corrections and texts["date"] != original["date"]:
        texts["time"] = time_beside(texts["date"]) or texts["time"]
    cells: dict[str, Cell] = {name: text for name, text in texts.items() if text}
    for code, name in held.codes:
        if code == "formula_error" and name and texts[name] and texts[name] == original[name]:
            cells[name] = ErrorCell(texts[name])
    if ("day_month_unclear", "date") in held.codes and texts["date"] == original["date"]:
        rules = replace(rules, order="unclear")
    extra = held.extra() | {heading: clean(text) for heading, text in further_changes(corrections).items()}
    unchanged = frozenset(name for name in FIELDS if texts[name] == original[name])
    row = TypedRow(
        held.row, held.part, cells, extra, dict(held.mapping), before=held.event, unchanged=unchanged
    )
    event, codes = read_event(row, rules)
    if event is None:
        return None, sentences(codes, texts, rules)
    if not event.source and not event.detail:
        return None, sentences([("missing_detail", "detail")], texts, rules)
    if row.known("date", "time") is None and disagree(texts["date"], texts["time"]):
        return None, {
            "time": messages.TWO_TIMES.format(beside=time_beside(texts["date"]), typed=texts["time"])
        }
    return event, {}


def sentences(codes: Iterable[Code], texts: Mapping[str, str], rules: Rules) -> dict[str, str]:
    """Return the sentence of each code, by the field it is shown beside."""
    by_field: dict[str, str] = {}
    for code, name in codes:
        field_name = name or "date"
        by_field.setdefault(field_name, messages.sentence(code, name, texts.get(field_name, ""), rules.scope))
    return by_field


def disagree(date: str, time: str) -> bool:
    """Return whether a time after the date differs from the time."""
    beside = time_beside(date)
    return bool(beside and time) and read_time_text(beside) != read_time_text(time)
