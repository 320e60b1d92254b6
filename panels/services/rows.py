"""Settle the rows of a chronology that need a person: mend, accept as it is, leave out, take back."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from scr_portal import audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused

from ..chronology.proposals import as_text
from ..enums import RowOutcome
from ..models import ChronologyEvent, RowProblem
from ..queries import proposal_of
from . import events
from .settling import (
    RowSettled,
    RowsNotOpen,
    StillHeldBack,
    drop_change,
    event_of,
    of_row,
    open_rows,
    read_again,
    read_as_typed,
    reopen,
    row_of,
    rules_for,
    scope_of,
    settle,
)

__all__ = ["RowSettled", "RowsNotOpen", "StillHeldBack", "row_of", "rules_for", "scope_of"]


class RowNotSettled(Refused):
    """There is nothing to take back."""

    sentence = "This row has not been settled, so there is nothing to take back."


class AddedByHand(Refused):
    """A row that a person added has nothing in the file to go back to."""

    sentence = "This row was added here, so the file has nothing to put back. Change it where it stands, or remove it."


@transaction.atomic
def mend_row(
    problem: RowProblem,
    *,
    by: User,
    corrections: Mapping[str, str] | None = None,
    accepted_because: str = "",
    everywhere: bool = False,
    group: str = "",
) -> ChronologyEvent:
    """Make the row an event, with what a person typed by field in place of what was read.

    With `accepted_because` it becomes an event although a rule holds it back, where that is possible at all.
    With `everywhere` its source is also given to every other row that has none; with `group` the reading of that
    group is chosen in every other row that has one.

    Raises Refused with one sentence for each field that still holds the row back.
    """
    problem = _locked(problem, by)
    if problem.outcome != RowOutcome.OPEN or problem.severity == "warning":
        raise RowSettled
    row = _mended(problem, corrections, accepted_because.strip(), by)
    if everywhere:
        for other in _without_source(problem):
            _fill(other, {"source": str(row.source.original)}, by)
    if group:
        _choose_everywhere(problem, group, by)
    return row


@transaction.atomic
def leave_out(problem: RowProblem, *, reason: str, by: User) -> None:
    """Leave the row out, with a reason. A row with a remark alone is an event already, which is kept aside."""
    problem = _locked(problem, by)
    if not reason.strip():
        raise Missing({"reason": "Say why this row is left out."})
    if problem.outcome != RowOutcome.OPEN:
        raise RowSettled
    if problem.severity == "warning":
        event = event_of(problem)
        problem.event_kept = events.kept(event)
        event.delete()
    settle(
        problem, RowOutcome.LEFT_OUT, by=by, left_out_because=reason.strip(), event_kept=problem.event_kept
    )
    audit.record("chronology.row_left_out", by=by, on=problem.chronology, row=problem.row, part=problem.part)


@transaction.atomic
def take_back(problem: RowProblem, *, by: User) -> None:
    """Undo what was settled about the row.

    A row that was held waits again, with what was typed. An event that was left out, or whose cells were changed, is
    again what it was. A row that was changed or added and then left out is read again with what was typed.
    """
    problem = _locked(problem, by)
    if problem.outcome == RowOutcome.OPEN:
        raise RowNotSettled
    if problem.code == RowProblem.ADDED and problem.outcome == RowOutcome.MENDED:
        raise AddedByHand
    by_hand = problem.code in (RowProblem.CHANGED, RowProblem.ADDED)
    if by_hand and problem.outcome == RowOutcome.LEFT_OUT:
        read_as_typed(problem, {}, by=by)
    else:
        _as_before(problem)
    audit.record(
        "chronology.row_taken_back", by=by, on=problem.chronology, row=problem.row, part=problem.part
    )


def _as_before(problem: RowProblem) -> None:
    """Let the row be what it was when the file was read."""
    if problem.outcome == RowOutcome.MENDED:
        event_of(problem).delete()
    if problem.event_kept:
        events.taken_back(problem.chronology, problem.event_kept).save()
    if problem.code == RowProblem.CHANGED:
        drop_change(problem)
        return
    reopen(problem, event_kept={})
    if problem.code == RowProblem.OUT_BY_HAND:
        problem.delete()


def _mended(
    problem: RowProblem, corrections: Mapping[str, str] | None, accepted_because: str, by: User
) -> ChronologyEvent:
    """Read the row again with the corrections; keep the event and settle the row, or raise Refused."""
    wanted = problem.corrections if corrections is None else corrections
    reading = read_again(problem, wanted, accepted_because=accepted_because)
    if reading.event is None:
        raise StillHeldBack(reading.refused)
    reading.event.save()
    settle(
        problem,
        RowOutcome.MENDED,
        by=by,
        corrections=reading.corrections,
        accepted_because=accepted_because,
        still={},
    )
    audit.record("chronology.row_mended", by=by, on=problem.chronology, row=problem.row, part=problem.part)
    return reading.event


def _without_source(problem: RowProblem) -> list[RowProblem]:
    return list(
        problem.chronology.problems.filter(code="missing_source", outcome=RowOutcome.OPEN, severity="held")
    )


def _choose_everywhere(problem: RowProblem, group: str, by: User) -> None:
    """Choose the reading of the group in the other rows of the same table that have one."""
    waiting = problem.chronology.problems.filter(outcome=RowOutcome.OPEN, severity="held", part=problem.part)
    for other in waiting.filter(code=problem.code):
        readings = [reading for reading in map(proposal_of, other.proposals) if reading.group == group]
        if readings:
            _fill(other, {"date": as_text(readings[0])}, by)


def _fill(problem: RowProblem, texts: Mapping[str, str], by: User) -> None:
    """Give the row these texts: it becomes an event, or keeps them for when its other problem is mended."""
    corrections = {**problem.corrections, **texts}
    try:
        _mended(problem, corrections, "", by)
    except StillHeldBack:
        for each in of_row(problem):
            each.corrections = corrections
            each.save()


def _locked(problem: RowProblem, by: User) -> RowProblem:
    """Return the gravest of what is said about the row, as it is now, with its chronology locked."""
    chronology = open_rows(problem.chronology, by)
    problem = RowProblem.objects.get(pk=problem.pk)
    problem.chronology = chronology
    gravest = row_of(problem).problem
    gravest.chronology = chronology
    return gravest
