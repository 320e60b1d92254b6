"""Take in an agency's chronology: keep the file, have it read, accept it, withdraw it. Its rows: `rows`."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from scr_portal import access, audit, files, jobs, notices, workflow
from scr_portal.accounts.models import User
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.refusals import Missing, Refused

from ..actions import PanelAction
from ..chronology.interchange import proposal_to_json
from ..chronology.model import Problem, ReaderError, ReadResult
from ..enums import LIVE, ChronologyStatus
from ..models import Chronology, ChronologyEvent, Commission, RowProblem
from . import chronology_returns, sealed_rows
from .events import as_event

BATCH = 500


class SameFile(Refused):
    """The file has been handed in already. `first` is the edition that holds it."""

    field = "file"

    def __init__(self, first: Chronology) -> None:
        super().__init__(
            f"This is the same file as edition {first.edition}, so it was not taken a second time."
        )
        self.first = first


@transaction.atomic
def upload(commission: Commission, *, upload: Any, by: User) -> tuple[Chronology, Job]:
    """Keep the file as it came and queue its reading; the person watches the job.

    Raises `files.FileRefused` with a sentence where the file is not one the portal takes, and `SameFile` where
    the agency has handed in exactly this content and it still counts.
    """
    commission = Commission.objects.select_for_update(of=("self",)).get(pk=commission.pk)
    access.require(PanelAction.UPLOAD_CHRONOLOGY, by, commission)
    if (first := same_file(commission, upload)) is not None:
        raise SameFile(first)
    stored = files.store(upload, kind="panels.chronology", by=by)
    newest = commission.chronologies.first()
    chronology = Chronology.objects.create(
        commission=commission, edition=newest.edition + 1 if newest else 1, file=stored, uploaded_by=by
    )
    sealed_rows.close_until_read(chronology)
    audit.record("chronology.uploaded", by=by, on=chronology, edition=chronology.edition, size=stored.size)
    return chronology, queue_reading(chronology, by=by)


def queue_reading(chronology: Chronology, *, by: User) -> Job:
    """Queue the reading of the file; the person watches the job and is led to the chronology."""
    url = reverse("panels:chronology", args=[chronology.review_id, chronology.pk])
    return jobs.start(
        "panels.read_chronology", by=by, subject=chronology, next_url=url, chronology=chronology.pk
    )


def tell_of_questions(chronology: Chronology) -> None:
    """Tell the author by mail that the file needs an answer before it is read whole."""
    notices.send(
        "chronology_problems",
        to=chronology.uploaded_by,
        case_code=chronology.case_code,
        path=chronology.get_absolute_url(),
    )


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
    sealed_rows.carry_seals(chronology)
    chronology.rows = result.rows_non_empty
    chronology.mapping = {str(part.number): dict(part.mapping) for part in result.parts}
    chronology.layout = {
        str(part.number): {"headings": list(part.headings), "date1904": part.date1904}
        for part in result.parts
    }
    chronology.file_notices = [notice.message for notice in result.notices]
    workflow.move(chronology, ChronologyStatus.READ)
    chronology.save()
    audit.record("chronology.read", by=None, on=chronology, events=len(events), problems=len(result.problems))
    if register is not None and chronology.problems.filter(severity="held").exists():
        tell_of_questions(chronology)
    return chronology


@transaction.atomic
def refuse(chronology: Chronology, error: ReaderError) -> Chronology:
    """Record that the file as a whole could not be read; its author is told why in one sentence."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    if chronology.status == ChronologyStatus.READING:
        workflow.move(chronology, ChronologyStatus.REFUSED)
        chronology.refusal_code, chronology.refusal = error.code, error.message
        chronology.save()
        audit.record("chronology.refused", by=None, on=chronology, code=error.code)
    return chronology


@transaction.atomic
def accept(chronology: Chronology, *, by: User) -> Chronology:
    """Record that the author found the file rightly read; older editions make way, a newer one stays as it is.

    Points on the edition that makes way go on with this one.
    """
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    access.require(PanelAction.ACCEPT_CHRONOLOGY, by, chronology)
    replaced = chronology.commission.chronologies.filter(
        edition__lt=chronology.edition, status__in=[*LIVE, ChronologyStatus.REFUSED]
    )
    for older in (editions := list(replaced)):
        workflow.move(older, ChronologyStatus.REPLACED)
        older.save()
    workflow.move(chronology, ChronologyStatus.ACCEPTED)
    chronology.accepted_at, chronology.accepted_by = timezone.now(), by
    chronology.save()
    chronology_returns.take_over(editions, chronology)
    audit.record("chronology.accepted", by=by, on=chronology, events=chronology.events.count())
    return chronology


@transaction.atomic
def withdraw(chronology: Chronology, *, reason: str, by: User) -> Chronology:
    """Withdraw a wrong file: it stays listed with the reason, and nobody on the panel reads it any more."""
    chronology = Chronology.objects.select_for_update(of=("self",)).get(pk=chronology.pk)
    access.require(PanelAction.WITHDRAW_CHRONOLOGY, by, chronology)
    if not reason.strip():
        raise Missing({"reason": "Say why this file is withdrawn."})
    workflow.move(chronology, ChronologyStatus.WITHDRAWN)
    chronology.withdrawn_at, chronology.withdrawn_by = timezone.now(), by
    chronology.withdrawn_because = reason.strip()
    chronology.save()
    audit.record("chronology.withdrawn", by=by, on=chronology, edition=chronology.edition)
    return chronology


def same_file(commission: Commission, upload: Any) -> Chronology | None:
    """Return the edition of this commission that counts and has exactly the content of `upload`.

    An edition whose reading failed on our side does not count: its author is asked to hand the file in again.
    """
    content = hashlib.sha256()
    for chunk in upload.chunks():
        content.update(chunk)
    upload.seek(0)
    same = commission.chronologies.filter(file__digest=content.hexdigest(), status__in=LIVE)
    job_failed = Job.objects.filter(state=JobState.FAILED).values("subject_id")
    same = same.exclude(status=ChronologyStatus.READING, pk__in=job_failed)
    return same.order_by("edition").first()


def as_problem(chronology: Chronology, problem: Problem) -> RowProblem:
    """Return what was wrong with a row, sealed: its cells are the author's own words."""
    return RowProblem(
        chronology=chronology,
        row=problem.row,
        part=problem.part,
        place=problem.row,
        code=problem.code,
        field=problem.field or "",
        severity=problem.severity,
        message=problem.message,
        cells=[list(cell) for cell in problem.cells],
        proposals=[proposal_to_json(proposal) for proposal in problem.proposals],
    )
