"""What the acts on rows of a chronology share: the lock, the row as it stands, its reading, and what became of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from scr_portal import access
from scr_portal.accounts.models import User
from scr_portal.refusals import Refused

from ..actions import PanelAction
from ..chronology.events import ACCEPTABLE, Rules
from ..chronology.mending import mend
from ..enums import ChronologyStatus, RowOutcome
from ..models import Chronology, ChronologyEvent, Commission, RowProblem
from ..queries import ProblemRow, problem_rows
from . import events


class RowSettled(Refused):
    """Somebody was first to settle the row."""

    sentence = "Somebody has settled this row meanwhile. Take it back first to change it."


class StillHeldBack(Refused):
    """With what was typed the row is still no event; one sentence for each field that holds it back."""


class RowsNotOpen(Refused):
    """The chronology is accepted, withdrawn or still being read."""

    sentence = "Rows are settled while the file is read and not yet accepted. To change one now, hand in a corrected file."


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A row read again: the unsaved event, or a sentence by field; `corrections` are the texts that differ from the file."""

    event: ChronologyEvent | None
    refused: dict[str, str]
    corrections: dict[str, str]
    reason: str = ""


def open_rows(chronology: Chronology, by: User) -> Chronology:
    """Lock the chronology, so that two people change one row one after the other; refuse where its rows are not open."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    access.require(PanelAction.ACCEPT_CHRONOLOGY, by, chronology)
    if chronology.status != ChronologyStatus.READ:
        raise RowsNotOpen
    return chronology


def row_of(problem: RowProblem) -> ProblemRow:
    """Return the row that a problem is about, with all that was said about it."""
    return problem_rows(problem.chronology, of_row(problem))[0]


def of_row(problem: RowProblem) -> Any:
    return problem.chronology.problems.filter(row=problem.row, part=problem.part)


def event_of(problem: RowProblem) -> ChronologyEvent:
    return problem.chronology.events.get(row=problem.row, part=problem.part)


def rules_for(problem: RowProblem) -> Rules:
    """Return what the row is read against: the period under review, the event above, the date system."""
    chronology = problem.chronology
    above = (
        chronology.events.filter(part=problem.part)
        .filter(Q(place__lt=problem.place) | Q(place=problem.place, row__lt=problem.row))
        .order_by("-place", "-row")
        .first()
    )
    return Rules(
        scope=scope_of(chronology.commission),
        above=events.interval_of(above) if above else None,
        source_above=str(above.source.original) if above else "",
        date1904=bool(chronology.layout.get(str(problem.part), {}).get("date1904")),
    )


def scope_of(commission: Commission) -> Any:
    """Return the first and last day under review in the terms the agency was given; None where open."""
    terms = commission.terms
    return (terms.scope_start, terms.scope_end) if terms and terms.scope_start and terms.scope_end else None


def read_again(
    problem: RowProblem,
    wanted: Mapping[str, str],
    *,
    accepted_because: str = "",
    accepted: Collection[str] = ACCEPTABLE,
) -> Reading:
    """Read the row with these texts in place of what the file says.

    With `accepted_because` it is an event although a rule of `accepted` holds it back, where that is possible at all.
    """
    told = ProblemRow(problem.chronology, (problem,)) if problem._state.adding else row_of(problem)
    changed = {name: text for name, text in wanted.items() if text != told.read.get(name, "")}
    rules, reason = rules_for(problem), ""
    event, refused = mend(told.held, changed, rules)
    if event is None and accepted_because:
        rules = dataclasses.replace(rules, accepted=frozenset(accepted))
        event, refused = mend(told.held, changed, rules)
        reason = accepted_because
    if event is None:
        return Reading(None, refused, changed)
    row = events.as_event(problem.chronology, dataclasses.replace(event, accepted_because=reason))
    row.place, row.added_at, row.added_by = problem.place, problem.added_at, problem.added_by
    return Reading(row, {}, changed, reason)


def settle(problem: RowProblem, outcome: RowOutcome, *, by: User, **values: Any) -> None:
    """Mark every problem of the row as settled by this act."""
    for each in of_row(problem):
        each.outcome, each.settled_at, each.settled_by = outcome, timezone.now(), by
        for name, value in values.items():
            setattr(each, name, value)
        each.save()


def reopen(problem: RowProblem, **values: Any) -> None:
    """Let the row wait again, with what was typed."""
    for each in of_row(problem):
        each.outcome, each.settled_at, each.settled_by = RowOutcome.OPEN, None, None
        each.left_out_because = ""
        for name, value in values.items():
            setattr(each, name, value)
        each.save()


def drop_change(problem: RowProblem) -> None:
    """Forget that cells of the row were changed. A remark on it stays, without what was typed into the row."""
    reopen(problem, event_kept={}, corrections={}, still={}, accepted_because="")
    problem.delete()


STANDS_FOR = {
    "outside_scope": {"date", "end_date"},
    "invalid_date": {"end_date"},
    "incomplete_date": {"end_date"},
    "missing_source": {"source"},
    "missing_detail": {"detail"},
    "invalid_time": {"time"},
}
"""The fields that a person looked at who accepted a row in spite of this code."""


def read_as_typed(problem: RowProblem, texts: Mapping[str, str], *, by: User) -> Reading:
    """Read the row again with what was typed and these texts: an event, or a row that waits with the reasons.

    The reason for which a row was accepted as it is goes on while what it was accepted for is not touched.
    """
    accepted = [code for code in ACCEPTABLE if not STANDS_FOR.get(code, set()) & set(texts)]
    reading = read_again(
        problem,
        {**problem.corrections, **texts},
        accepted_because=problem.accepted_because,
        accepted=accepted,
    )
    problem.chronology.events.filter(part=problem.part, row=problem.row).delete()
    kept = {"corrections": reading.corrections, "still": reading.refused, "accepted_because": reading.reason}
    if reading.event is None:
        reopen(problem, **kept)
    else:
        reading.event.save()
        settle(problem, RowOutcome.MENDED, by=by, left_out_because="", **kept)
    return reading
