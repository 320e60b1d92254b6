"""Take in an agency's chronology: keep the file, have it read, settle what was not understood, accept it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, audit, files, jobs, notices, workflow
from scr_portal.accounts.models import User
from scr_portal.jobs.models import Job

from ..chronology.model import Event, Problem, ReaderError, ReadResult
from ..enums import ChronologyStatus
from ..models import Chronology, ChronologyEvent, Commission, RowProblem

OTHER_COLUMNS = {
    "ref": "Reference",
    "contact_type": "Kind of contact",
    "staff": "Staff",
    "who_seen": "Who was seen",
    "child_voice": "Child’s presentation and voice",
    "action": "Action or outcome",
    "comment": "Comment",
    "tor": "Question",
}
BATCH = 500


@transaction.atomic
def upload(commission: Commission, *, upload: Any, by: User) -> tuple[Chronology, Job]:
    """Keep the file as it came and queue its reading; the person watches the job.

    Raises `files.FileRefused` with a sentence where the file is not one the portal takes.
    """
    commission = Commission.objects.select_for_update(of=("self",)).get(pk=commission.pk)
    access.require("panels.upload_chronology", by, commission)
    stored = files.store(upload, kind="panels.chronology", by=by)
    newest = commission.chronologies.first()
    chronology = Chronology.objects.create(
        commission=commission, edition=newest.edition + 1 if newest else 1, file=stored, uploaded_by=by
    )
    audit.record("chronology.uploaded", by=by, on=chronology, edition=chronology.edition, size=stored.size)
    url = reverse("panels:chronology", args=[commission.review_id, chronology.pk])
    job = jobs.start(
        "panels.read_chronology", by=by, subject=chronology, next_url=url, chronology=chronology.pk
    )
    return chronology, job


@transaction.atomic
def keep_reading(chronology: Chronology, result: ReadResult) -> Chronology:
    """Store what the reader made of the file, all of it or nothing. A second call changes nothing."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    if chronology.status != ChronologyStatus.READING:
        return chronology
    register = chronology.identity_register()
    events = [as_event(chronology, event) for event in result.events]
    ChronologyEvent.objects.bulk_create(events, batch_size=BATCH)
    problems = [as_problem(chronology, problem) for problem in result.problems]
    RowProblem.objects.bulk_create_with_history(
        problems, by=chronology.uploaded_by, reason="read from the file"
    )
    chronology.rows = result.rows_non_empty
    chronology.mapping = {str(part.number): dict(part.mapping) for part in result.parts}
    chronology.file_notices = [notice.message for notice in result.notices]
    workflow.move(chronology, ChronologyStatus.READ)
    chronology.save()
    audit.record("chronology.read", by=None, on=chronology, events=len(events), problems=len(result.problems))
    if register is not None and chronology.problems.filter(severity="held").exists():
        notices.send(
            "chronology_problems",
            to=chronology.uploaded_by,
            case_code=chronology.case_code,
            path=chronology.get_absolute_url(),
        )
    return chronology


@transaction.atomic
def refuse(chronology: Chronology, error: ReaderError) -> Chronology:
    """The file as a whole could not be read; its author is told why in one sentence."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    if chronology.status == ChronologyStatus.READING:
        workflow.move(chronology, ChronologyStatus.REFUSED)
        chronology.refusal_code, chronology.refusal = error.code, error.message
        chronology.save()
        audit.record("chronology.refused", by=None, on=chronology, code=error.code)
    return chronology


@transaction.atomic
def leave_out(problem: RowProblem, *, reason: str, by: User) -> None:
    """Leave the row out, with a reason; all problems of the row are settled by it."""
    problem = RowProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    access.require("panels.accept_chronology", by, problem.chronology)
    if not reason.strip():
        raise ValidationError({"reason": "Say why this row is left out."})
    settle_row(problem, by=by, left_out_because=reason)
    audit.record("chronology.row_left_out", by=by, on=problem.chronology, row=problem.row, part=problem.part)


@transaction.atomic
def choose_reading(problem: RowProblem, *, choice: int, by: User) -> ChronologyEvent:
    """Take one of the readings the reader proposed; the row becomes an event. The reader never chooses."""
    problem = RowProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    access.require("panels.accept_chronology", by, problem.chronology)
    others = problem.chronology.problems.filter(row=problem.row, part=problem.part, severity="held")
    if (
        problem.settled_at is not None
        or others.exclude(pk=problem.pk).filter(settled_at__isnull=True).exists()
    ):
        raise ValidationError(
            "This row has more than one problem. Mend it in the file and hand the file in again."
        )
    if not 0 <= choice < len(problem.proposals):
        raise ValidationError("Choose one of the readings.")
    event = event_from_cells(problem, problem.proposals[choice])
    event.save()
    settle_row(problem, by=by)
    audit.record(
        "chronology.reading_chosen", by=by, on=problem.chronology, row=problem.row, part=problem.part
    )
    return event


@transaction.atomic
def accept(chronology: Chronology, *, by: User) -> Chronology:
    """The author says that the file was read rightly; an older edition makes way."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    access.require("panels.accept_chronology", by, chronology)
    for older in chronology.commission.chronologies.exclude(pk=chronology.pk).filter(
        status__in=[ChronologyStatus.ACCEPTED, ChronologyStatus.READ, ChronologyStatus.REFUSED]
    ):
        workflow.move(older, ChronologyStatus.REPLACED)
        older.save()
    workflow.move(chronology, ChronologyStatus.ACCEPTED)
    chronology.accepted_at, chronology.accepted_by = timezone.now(), by
    chronology.save()
    audit.record("chronology.accepted", by=by, on=chronology, events=chronology.events.count())
    return chronology


def as_event(chronology: Chronology, event: Event) -> ChronologyEvent:
    """The row of the file as a row of the database; texts go in as narratives."""
    made = ChronologyEvent(
        chronology=chronology,
        row=event.row,
        part=event.part,
        date_start=event.date_start,
        date_end=event.date_end,
        precision=event.precision,
        uncertain=event.uncertain,
        time=clock_time(event.time),
        time_end=clock_time(event.time_end),
        time_precision=event.time_precision,
        child_seen=event.child_seen or "",
    )
    made.source, made.detail = event.source, event.detail
    named = {label: getattr(event, field) for field, label in OTHER_COLUMNS.items() if getattr(event, field)}
    made.columns = named | {key: value for key, value in event.extra.items() if value}
    return made


def as_problem(chronology: Chronology, problem: Problem) -> RowProblem:
    """What was wrong with a row, sealed: its cells are the author's own words."""
    return RowProblem(
        chronology=chronology,
        row=problem.row,
        part=problem.part,
        code=problem.code,
        field=problem.field or "",
        severity=problem.severity,
        message=problem.message,
        cells=[list(cell) for cell in problem.cells],
        proposals=[
            {
                "label": proposal.label,
                "start": proposal.interval.start.isoformat(),
                "end": proposal.interval.end.isoformat(),
                "precision": proposal.interval.precision,
                "uncertain": proposal.interval.uncertain,
            }
            for proposal in problem.proposals
        ],
    )


def event_from_cells(problem: RowProblem, proposal: dict[str, Any]) -> ChronologyEvent:
    """The event that a held row becomes with the chosen reading of its date."""
    mapping = problem.chronology.mapping.get(str(problem.part), {})
    cells = {str(heading): str(text) for heading, text in problem.cells}
    said = {field: cells.pop(heading, "") for field, heading in mapping.items()}
    made = ChronologyEvent(
        chronology=problem.chronology,
        row=problem.row,
        part=problem.part,
        date_start=datetime.date.fromisoformat(proposal["start"]),
        date_end=datetime.date.fromisoformat(proposal["end"]),
        precision=proposal["precision"],
        uncertain=proposal["uncertain"],
    )
    made.source, made.detail = said.get("source", ""), said.get("detail", "")
    named = {label: said[field] for field, label in OTHER_COLUMNS.items() if said.get(field)}
    made.columns = named | {heading: text for heading, text in cells.items() if text}
    return made


def settle_row(problem: RowProblem, *, by: User, left_out_because: str = "") -> None:
    """Mark every open problem of the row as settled by this act."""
    for row in problem.chronology.problems.filter(
        row=problem.row, part=problem.part, settled_at__isnull=True
    ):
        row.settled_at, row.settled_by, row.left_out_because = timezone.now(), by, left_out_because
        row.save()


def clock_time(value: str | None) -> datetime.time | None:
    return datetime.time.fromisoformat(value) if value else None
