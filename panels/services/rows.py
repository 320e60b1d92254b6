"""Settle the rows of a chronology that need a person: mend, accept as it is, leave out, take back."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused

from ..actions import PanelAction
from ..chronology.events import ACCEPTABLE, Rules
from ..chronology.mending import mend
from ..chronology.proposals import as_text
from ..enums import ChronologyStatus, RowOutcome
from ..models import Chronology, ChronologyEvent, Commission, RowProblem
from ..queries import ProblemRow, problem_rows, proposal_of
from . import events


class RowSettled(Refused):
    """Somebody was first to settle the row."""

    sentence = "Somebody has settled this row meanwhile. Take it back first to change it."


class RowNotSettled(Refused):
    """There is nothing to take back."""

    sentence = "This row has not been settled, so there is nothing to take back."


class StillHeldBack(Refused):
    """With what was typed the row is still no event; one sentence for each field that holds it back."""


class RowsNotOpen(Refused):
    """The chronology is accepted, withdrawn or still being read."""

    sentence = "Rows are settled while the file is read and not yet accepted. To change one now, hand in a corrected file."


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
        event = _event_of(problem)
        problem.event_kept = events.kept(event)
        event.delete()
    _settle(
        problem, RowOutcome.LEFT_OUT, by=by, left_out_because=reason.strip(), event_kept=problem.event_kept
    )
    audit.record("chronology.row_left_out", by=by, on=problem.chronology, row=problem.row, part=problem.part)


@transaction.atomic
def take_back(problem: RowProblem, *, by: User) -> None:
    """Undo what was settled about the row: it waits again, with what was typed; a remark's event comes back."""
    problem = _locked(problem, by)
    if problem.outcome == RowOutcome.OPEN:
        raise RowNotSettled
    if problem.outcome == RowOutcome.MENDED:
        _event_of(problem).delete()
    elif problem.event_kept:
        events.taken_back(problem.chronology, problem.event_kept).save()
    for each in _of_row(problem):
        each.outcome, each.settled_at, each.settled_by = RowOutcome.OPEN, None, None
        each.left_out_because, each.event_kept = "", {}
        each.save()
    audit.record(
        "chronology.row_taken_back", by=by, on=problem.chronology, row=problem.row, part=problem.part
    )


def row_of(problem: RowProblem) -> ProblemRow:
    """Return the row that a problem is about, with all that was said about it."""
    return problem_rows(problem.chronology, _of_row(problem))[0]


def rules_for(problem: RowProblem) -> Rules:
    """Return what the row is read against: the period under review, the event above, the date system."""
    chronology = problem.chronology
    above = chronology.events.filter(part=problem.part, row__lt=problem.row).order_by("-row").first()
    return Rules(
        scope=scope_of(chronology.commission),
        above=events.interval_of(above) if above else None,
        source_above=str(above.source.original) if above else "",
        date1904=bool(chronology.layout.get(str(problem.part), {}).get("date1904")),
    )


def _mended(
    problem: RowProblem, corrections: Mapping[str, str] | None, accepted_because: str, by: User
) -> ChronologyEvent:
    """Read the row again with the corrections; keep the event and settle the row, or raise Refused."""
    held, rules = row_of(problem).held, rules_for(problem)
    typed = held.typed()
    wanted = problem.corrections if corrections is None else corrections
    changed = {name: text for name, text in wanted.items() if text != typed.get(name, "")}
    event, refused = mend(held, changed, rules)
    reason = ""
    if event is None and accepted_because:
        event, refused = mend(held, changed, dataclasses.replace(rules, accepted=ACCEPTABLE))
        reason = accepted_because
    if event is None:
        raise StillHeldBack(refused)
    row = events.as_event(problem.chronology, dataclasses.replace(event, accepted_because=reason))
    row.save()
    _settle(problem, RowOutcome.MENDED, by=by, corrections=changed, accepted_because=accepted_because)
    audit.record("chronology.row_mended", by=by, on=problem.chronology, row=problem.row, part=problem.part)
    return row


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
        for each in _of_row(problem):
            each.corrections = corrections
            each.save()


def scope_of(commission: Commission) -> Any:
    """Return the first and last day under review in the terms the agency was given; None where open."""
    terms = commission.terms
    return (terms.scope_start, terms.scope_end) if terms and terms.scope_start and terms.scope_end else None


def _locked(problem: RowProblem, by: User) -> RowProblem:
    """Return the problem as it is now, its chronology locked so that two people settle one row one after the other."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=problem.chronology_id)
    access.require(PanelAction.ACCEPT_CHRONOLOGY, by, chronology)
    if chronology.status != ChronologyStatus.READ:
        raise RowsNotOpen
    problem = RowProblem.objects.get(pk=problem.pk)
    problem.chronology = chronology
    return problem


def _of_row(problem: RowProblem) -> Any:
    return problem.chronology.problems.filter(row=problem.row, part=problem.part)


def _event_of(problem: RowProblem) -> ChronologyEvent:
    return problem.chronology.events.get(row=problem.row, part=problem.part)


def _settle(problem: RowProblem, outcome: RowOutcome, *, by: User, **values: Any) -> None:
    """Mark every problem of the row as settled by this act."""
    for each in _of_row(problem):
        each.outcome, each.settled_at, each.settled_by = outcome, timezone.now(), by
        for name, value in values.items():
            setattr(each, name, value)
        each.save()
