"""The rows of a chronology as its author works on them: a page of them, one of them, and those that hold some words.

A page is found by the place of its first row and not by counting rows, so that every page of a long file asks the same
queries, and a row that is settled meanwhile moves no other row to another page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from typing import Any

from django.db.models import Q, QuerySet

from scr_portal import sealed
from scr_portal.sealed.querysets import NarrativeQuerySet

from .chronology.changing import COLUMN, cells_of, further_of
from .chronology.fields import LABELS
from .chronology.model import FIELDS
from .enums import RowOutcome, RowShown
from .models import Chronology, ChronologyEvent, RowProblem
from .models.chronology_rows import name_of_row
from .queries import ProblemRow, problem_rows
from .row_texts import as_read

Key = tuple[int, int, int]
"""Table, place and row: rows stand in the order of their keys."""

OPEN_STATES = ("to_mend", "no_event")


@dataclass(frozen=True)
class GridRow:
    """One row: the event that it is, what was said about it or done to it, or both. Its texts are the author's own."""

    chronology: Chronology
    key: Key
    event: ChronologyEvent | None
    told: ProblemRow | None

    @property
    def part(self) -> int:
        return self.key[0]

    @property
    def row(self) -> int:
        return self.key[2]

    @property
    def name(self) -> str:
        return name_of_row(self.part, self.row)

    @property
    def slug(self) -> str:
        return f"{self.part}-{self.row}"

    @property
    def added(self) -> RowProblem | None:
        """Return who added the row and when, where a person did."""
        problem = self.told.problem if self.told else None
        return problem if problem and problem.code == RowProblem.ADDED else None

    @cached_property
    def state(self) -> RowShown:
        """Return what the row is now; the first that fits."""
        if self.told is None or (self.told.severity == "warning" and self.told.outcome == RowOutcome.OPEN):
            return RowShown.EVENT
        if self.told.outcome == RowOutcome.LEFT_OUT:
            return RowShown.LEFT_OUT
        if self.told.outcome == RowOutcome.OPEN:
            return RowShown.NO_EVENT if self.told.severity == "info" else RowShown.TO_MEND
        if self.added:
            return RowShown.ADDED
        return RowShown.CHANGED if self.told.problem.code == RowProblem.CHANGED else RowShown.MENDED

    @property
    def mapping(self) -> dict[str, str]:
        mapping: dict[str, str] = self.chronology.mapping.get(str(self.part), {})
        return mapping

    @cached_property
    def read(self) -> dict[str, str]:
        """Return what the file says, by field and further column."""
        event_stands = self.told is None or self.told.severity == "warning"
        if self.event is not None and event_stands:
            event = as_read(self.event, originals=True)
            further = further_of(event, self.mapping)
            return cells_of(event, self.mapping) | {COLUMN + head: text for head, text in further.items()}
        return self.told.read if self.told else {}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Return what stands in the row now: what the file says, and what was typed in its place."""
        return self.read | {name: str(text) for name, text in self.corrections.items()}

    @property
    def corrections(self) -> dict[str, str]:
        return self.told.problem.corrections if self.told else {}

    @cached_property
    def coded(self) -> dict[str, str]:
        """Return the texts as the panel reads them; none of a row that is no event."""
        if self.event is None:
            return {}
        event = as_read(self.event)
        further = further_of(event, self.mapping)
        return cells_of(event, self.mapping) | {COLUMN + head: text for head, text in further.items()}

    @cached_property
    def messages(self) -> dict[str, str]:
        """Return what is wrong, by field; what belongs to no field under the empty name."""
        if self.told is None or self.state not in (RowShown.TO_MEND, RowShown.NO_EVENT, RowShown.EVENT):
            return {}
        if self.told.problem.still:
            return dict(self.told.problem.still)
        said: dict[str, str] = {}
        for problem in self.told.problems:
            field = problem.field if problem.severity == "held" and problem.field in FIELDS else ""
            said[field] = f"{said[field]} {problem.message}" if field in said else str(problem.message)
        return said

    @property
    def alike(self) -> bool:
        """Whether other rows may be settled with this one in one act: a source for all, one reading of all dates."""
        if self.told is None:
            return False
        grouped = any(reading.group for reading in self.told.readings)
        return grouped or any(problem.code == "missing_source" for problem in self.told.problems)

    @property
    def general(self) -> str:
        """Return what is said of the row as a whole."""
        return str(self.messages.get("", ""))

    @property
    def version(self) -> int:
        """Return a number that changes with every save, for forms to carry (`StaleForm`)."""
        now = json.dumps([self.state, self.texts], sort_keys=True).encode()
        return int(hashlib.sha256(now).hexdigest()[:7], 16)


def shown_as(problems: QuerySet[RowProblem], shown: str) -> QuerySet[RowProblem]:
    """Return what was said of rows that are to mend, left out, mended or changed, added, or without an event."""
    return problems.filter(
        {
            "to_mend": Q(outcome=RowOutcome.OPEN, severity="held"),
            "left_out": Q(outcome=RowOutcome.LEFT_OUT),
            "mended": Q(outcome=RowOutcome.MENDED, severity__in=["held", "info"])
            & ~Q(code__in=[RowProblem.ADDED, RowProblem.CHANGED]),
            "changed": Q(outcome=RowOutcome.MENDED, code=RowProblem.CHANGED),
            "added": Q(code=RowProblem.ADDED),
            "no_event": Q(outcome=RowOutcome.OPEN, severity="info"),
            "remarks": Q(outcome=RowOutcome.OPEN, severity="warning"),
        }[shown]
    )


@dataclass(frozen=True)
class Rows:
    """The rows of one chronology that this person may read."""

    chronology: Chronology
    user: Any

    @property
    def events(self) -> QuerySet[ChronologyEvent]:
        return ChronologyEvent.objects.visible_to(self.user).filter(chronology=self.chronology)

    @property
    def problems(self) -> QuerySet[RowProblem]:
        return RowProblem.objects.visible_to(self.user).filter(chronology=self.chronology)

    def keys(
        self,
        shown: str,
        *,
        start: Key | None = None,
        before: Key | None = None,
        words: str = "",
        most: int,
    ) -> list[Key]:
        """Return the keys of rows from `start` on, or of the nearest ones before `before`, in order.

        With `words`, those of rows in whose cells they stand. The texts are opened one after the other until the page
        is full, because a sealed text cannot be searched by the database.
        """
        found: set[Key] = set()
        for rows in self._sources(shown):
            ordered = rows.order_by("part", "place", "row")
            if start:
                ordered = ordered.exclude(_before(start))
            if before:
                ordered = ordered.filter(_before(before)).reverse()
            if words:
                found.update(islice(holding(ordered, words), most))
            else:
                found.update(ordered.values_list("part", "place", "row").distinct()[:most])
        nearest = sorted(found, reverse=before is not None)[:most]
        return sorted(nearest)

    def _sources(self, shown: str) -> Iterable[QuerySet[Any]]:
        return (self.events, self.problems) if shown == "all" else (shown_as(self.problems, shown),)

    def at(self, keys: Iterable[Key]) -> list[GridRow]:
        """Return these rows, in order, in two queries however many they are."""
        wanted = list(keys)
        here = Q(pk__in=[])
        for part in {key[0] for key in wanted}:
            here |= Q(part=part, row__in=[row for at, _, row in wanted if at == part])
        events = sealed.refresh(self.events.filter(here), self.chronology.identity_register())
        problems = self.problems.filter(here).select_related("settled_by", "added_by")
        told = {
            (row.problem.part, row.problem.row): row for row in problem_rows(self.chronology, list(problems))
        }
        by_row = {(event.part, event.row): event for event in events}
        return [
            GridRow(self.chronology, key, by_row.get((key[0], key[2])), told.get((key[0], key[2])))
            for key in wanted
        ]

    def one(self, part: int, row: int) -> GridRow | None:
        """Return one row by its number; None where there is none that this person may read."""
        for rows in (self.events, self.problems):
            key = rows.filter(part=part, row=row).values_list("part", "place", "row").first()
            if key:
                return self.at([key])[0]
        return None


def holding(rows: QuerySet[Any], words: str) -> Iterator[Key]:
    """Yield the keys of rows in whose cells these words stand, as their author wrote them, in any case of letters."""
    wanted = folded(words)
    if isinstance(rows, NarrativeQuerySet):
        for part, place, row, texts in rows.original_texts("part", "place", "row"):
            if any(wanted in folded(text) for text in texts):
                yield part, place, row
        return
    for problem in rows.only("part", "place", "row", "cells", "corrections").iterator():
        texts = [text for _, text in problem.cells] + list(problem.corrections.values())
        if any(wanted in folded(text) for text in texts):
            yield problem.part, problem.place, problem.row


def folded(text: Any) -> str:
    return " ".join(str(text).casefold().split())


def _before(key: Key) -> Q:
    part, place, row = key
    return Q(part__lt=part) | Q(part=part, place__lt=place) | Q(part=part, place=place, row__lt=row)


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
