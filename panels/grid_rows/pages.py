"""A page of the rows of a chronology, and those that hold some words.

A page is found by the place of its first row and not by counting rows, so that every page of a long file asks the same
queries, and a row that is settled meanwhile moves no other row to another page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Q, QuerySet

from reviews.seals_met import sentences
from scr_portal import sealed

from ..enums import RowOutcome
from ..models import Chronology, ChronologyEvent, RowProblem
from ..queries import problem_rows
from .row import GridRow, Key


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

    def sealed_met(self) -> list[str]:
        """Return a sentence for each seal that closes rows to this person. Each row once, though two tables may hold it.

        Of all rows of the chronology, whatever page is shown: a count that follows words would tell what a row says.
        """
        closed: dict[tuple[int, int], Any] = {}
        both: tuple[tuple[Any, Any], ...] = ((RowProblem, self.problems), (ChronologyEvent, self.events))
        for model, readable in both:
            every = model.objects.filter(chronology=self.chronology).but_for_closed_rows(self.user)
            hidden = every.exclude(pk__in=readable.order_by().values("pk")).order_by()
            closed |= {(part, row): pk for part, row, pk in hidden.values_list("part", "row", "pk")}
        return sentences([(pk, self.chronology.pk) for pk in closed.values()], self.user, "row")

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
                once = (key for key, _ in groupby(holding(ordered, words)))
                found.update(islice(once, most))
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
    if rows.model is ChronologyEvent:
        events: Any = rows
        for part, place, row, texts in events.original_texts("part", "place", "row"):
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
