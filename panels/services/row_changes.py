"""Change the cells of any row of a chronology where it is shown, add a row at a place, leave one out, remove an added one.

What the file says of a row is kept beside what a person typed (`RowProblem`), and the row is read again by the function
that reads every row. A change that makes the row unreadable is kept as well: the row waits to be mended.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from reviews.models import Seal
from reviews.services import seals
from scr_portal import audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Missing, Refused, Sentence, refuse
from scr_portal.web.stale import StaleForm

from ..chronology.cells import clean
from ..enums import RowOutcome, RowShown
from ..grid_rows import GridRow, Rows
from ..models import Chronology, RowProblem
from ..models.chronology_rows import ADDED_ROWS
from . import events, rows
from .settling import RowSettled, drop_change, open_rows, read_again, read_as_typed, reopen


class RowGone(Refused):
    """The row was removed, or closed to the person, since the page was opened."""

    sentence = "This row is no longer in the chronology. Nothing was changed."


NO_SUCH_PLACE = Sentence(
    "There is no such row in this table. Write the number of the row above the new one, or 0 for the first place.",
    code="no_such_place",
)


class NotAdded(Refused):
    """Only a row that a person added is removed; a row of the file is left out."""

    sentence = "This row is in your file, so it is not removed. Leave it out, and it can be taken back."


@transaction.atomic
def change_row(
    chronology: Chronology,
    *,
    part: int,
    row: int,
    texts: Mapping[str, str],
    version: int | None,
    by: User,
) -> GridRow:
    """Put these texts into the cells of a row and read it again; return the row as it stands then.

    A row that can no longer be read waits to be mended, with what was typed. Raises StaleForm where the row was
    changed since the page was opened, and Refused where it was left out or is gone.
    """
    chronology = open_rows(chronology, by)
    current = _current(chronology, part, row, by)
    if version != current.version:
        raise StaleForm(current, current.version)
    if current.state == RowShown.LEFT_OUT:
        raise RowSettled
    changes = {
        name: clean(text) for name, text in texts.items() if clean(text) != clean(current.texts.get(name, ""))
    }
    if not changes:
        return current
    problem = _waiting(current) or _opened(current, RowProblem.CHANGED, "Changed here.", "held")
    read_as_typed(problem, changes, by=by)
    if problem.code == RowProblem.CHANGED and not _corrected(problem):
        _as_read(problem)
    audit.record("chronology.row_changed", by=by, on=chronology, row=row, part=part, cells=len(changes))
    return _current(chronology, part, row, by)


@transaction.atomic
def add_row(
    chronology: Chronology, *, part: int, after: int, texts: Mapping[str, str], by: User
) -> RowProblem:
    """Add an event by hand below the row numbered `after`, 0 for the first place of the table.

    Raises Refused with one sentence for each field that keeps it from being an event.
    """
    chronology = open_rows(chronology, by)
    refuse(checks_add_row(chronology, part=part, after=after, texts=texts, by=by))
    problem = _new(chronology, part, after, by)
    problem.row = _next_number(chronology)
    problem.save()
    read_as_typed(problem, _filled(texts), by=by)
    audit.record(
        "chronology.row_added", by=by, on=chronology, row=problem.row, part=part, place=problem.place
    )
    return problem


def checks_add_row(
    chronology: Chronology, *, part: int, after: int | None, texts: Mapping[str, str], by: User
) -> Checks:
    """Return what is refused of a new row: the place, and each field that keeps it from being an event.

    Without a place that is known it is read as the first row of its table.
    """
    refused: dict[str, str] = {}
    if str(part) not in chronology.layout or (after and Rows(chronology, by).one(part, after) is None):
        refused["after"] = NO_SUCH_PLACE
        after = 0
    reading = read_again(_new(chronology, part, after or 0, by), _filled(texts))
    return refused | reading.refused


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(text) for name, text in texts.items() if clean(text)}


def _new(chronology: Chronology, part: int, after: int, by: User) -> RowProblem:
    """Return the unsaved note of a row that a person adds below another, at the place of that one."""
    above = Rows(chronology, by).one(part, after) if after else None
    return RowProblem(
        chronology=chronology,
        part=part,
        row=ADDED_ROWS + 1,
        place=above.key[1] if above else 0,
        code=RowProblem.ADDED,
        severity="held",
        message="Added here.",
        added_at=timezone.now(),
        added_by=by,
    )


@transaction.atomic
def remove_row(chronology: Chronology, *, part: int, row: int, by: User) -> None:
    """Remove a row that was added by hand. Its history keeps what it said."""
    chronology = open_rows(chronology, by)
    current = _current(chronology, part, row, by)
    if current.added is None:
        raise NotAdded
    if current.event is not None:
        current.event.delete()
    current.added.delete()
    audit.record("chronology.row_removed", by=by, on=chronology, row=row, part=part)


@transaction.atomic
def leave_row_out(chronology: Chronology, *, part: int, row: int, reason: str, by: User) -> None:
    """Leave any row out, with a reason. What it said is kept, so that it can be taken back."""
    chronology = open_rows(chronology, by)
    if not reason.strip():
        raise Missing({"reason": "Say why this row is left out."})
    current = _current(chronology, part, row, by)
    if current.state in (RowShown.LEFT_OUT, RowShown.NO_EVENT):
        raise RowSettled
    if current.told is None:
        problem = _opened(current, RowProblem.OUT_BY_HAND, "Left out here.", "warning")
    else:
        problem = current.told.problem
        problem.chronology = chronology
    if problem.outcome == RowOutcome.MENDED and current.event is not None:
        current.event.delete()
        reopen(problem)
    rows.leave_out(problem, reason=reason, by=by)


def _current(chronology: Chronology, part: int, row: int, by: User) -> GridRow:
    current = Rows(chronology, by).one(part, row)
    if current is None:
        raise RowGone
    return current


def _waiting(current: GridRow) -> RowProblem | None:
    """Return what a person answers by changing the row: a held row, a note, or an earlier change. Not a remark."""
    if current.told is None or current.told.severity == "warning":
        return None
    problem = current.told.problem
    problem.chronology = current.chronology
    return problem


def _opened(current: GridRow, code: str, message: str, severity: str) -> RowProblem:
    """Keep what the file says of an event, sealed as the event is, before a person changes it or leaves it out."""
    event = current.event
    if event is None:
        raise RowGone
    event.chronology = current.chronology
    problem = RowProblem(
        chronology=current.chronology,
        part=current.part,
        row=current.row,
        place=current.key[1],
        code=code,
        severity=severity,
        message=message,
        cells=[[heading, text] for heading, text in _cells(current) if text],
        event_kept=events.kept(event) if code == RowProblem.CHANGED else {},
        accepted_because=str(event.accepted_because.original),
    )
    problem.save()
    for seal in Seal.objects.in_force().filter(objects_sealed__subject_id=event.pk).distinct():
        seals.put_on(seal, event)
    return problem


def _cells(current: GridRow) -> list[tuple[str, str]]:
    """Return the cells of an event under the author's headings, as rows that were held have them."""
    return [
        (current.mapping.get(name) or name.removeprefix("column:"), text)
        for name, text in current.read.items()
    ]


def _corrected(problem: RowProblem) -> bool:
    problem.refresh_from_db()
    return bool(problem.corrections)


def _as_read(problem: RowProblem) -> None:
    """Make the event again what the file says, once every cell of it says so again."""
    chronology = problem.chronology
    chronology.events.filter(part=problem.part, row=problem.row).delete()
    events.taken_back(chronology, problem.event_kept).save()
    drop_change(problem)


def _next_number(chronology: Chronology) -> int:
    """Return a number that no row of this chronology has or had, because a seal goes by the number of a row."""
    used = RowProblem.history.filter(chronology=chronology, row__gt=ADDED_ROWS).aggregate(Max("row"))
    return (used["row__max"] or ADDED_ROWS) + 1
