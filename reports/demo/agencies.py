"""What the agencies of the demonstration do: asked, handing in, interviewing, writing, and answering points."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panels.chronology.reading import read_chronology
from panels.models import Commission, InterviewRecord, ManagementReview
from panels.queries import problem_rows
from panels.services import authorship, chronologies, commissions, imrs, interviews, receipts, rows
from reviews.models import ReturnRound, Review
from reviews.services import returns
from reviews.services.returns import NewPoint
from scr_portal.accounts.models import Agency, User
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job
from scr_portal.web.stale import version_of

from . import texts
from .days import SCOPE

FILES = Path(__file__).parent / "files"


def asked(people: SimpleNamespace, review: Review, agency: str, author: User) -> Commission:
    """Create the commission of an agency that is asked for its review."""
    asked_agency = Agency.objects.get(board=review.board, name=agency)
    planned = commissions.plan(review, agency=asked_agency, by=people.manager)
    return commissions.issue(planned, author_email=author.email, author_name=author.name, by=people.manager)


def handed_in(commission: Commission, file: str, *, settle: bool = False) -> None:
    """Hand in the agency's own table, read as it is; with `settle` its held rows are left out and it is accepted."""
    author: Any = commission.author
    upload = SimpleUploadedFile(file, (FILES / file).read_bytes())
    chronology, _ = chronologies.upload(commission, upload=upload, by=author)
    chronology = chronologies.keep_reading(
        chronology, read_chronology((FILES / file).read_bytes(), file, scope=SCOPE)
    )
    work_done(chronology)
    if settle:
        for row in problem_rows(chronology):
            if row.severity == "held":
                rows.leave_out(row.problem, reason="Does not bear on the questions of the review.", by=author)
        chronologies.accept(chronology, by=author)


def work_done(subject: Any) -> None:
    """End the jobs about something that is done: the worker would do them again, and pages say that they wait."""
    for job in Job.objects.about(subject).unfinished():
        if taken := claims.take(job.pk):
            claims.finish(taken, {})


def written(commission: Commission, child: str) -> None:
    """Independence stated and every section written."""
    author: Any = commission.author
    authorship.state_independence(
        commission,
        no_involvement=True,
        no_line_management=True,
        records_secured_on=timezone.localdate(),
        by=author,
    )
    imr = commission.management_review
    for section, words in texts.SECTIONS.items():
        text = words.format(child=child)
        imr = imrs.write(imr, section=section, text=text, version=version_of(imr, section), by=author)


def with_record(
    people: SimpleNamespace, of: Commission, email: str, name: str, job: str, text: str
) -> InterviewRecord:
    """Return an interview held today, its record with the person interviewed."""
    record = interviews.arrange(
        of.management_review,
        email=email,
        name=name,
        job=job,
        support="Rhoda Finch, professional lead, who is not part of the review",
        by=people.health_author,
    )
    receipts.confirm_read(record, by=record.interviewee)
    record = interviews.write(
        record,
        text=text,
        held_on=timezone.localdate(),
        version=record.version,
        by=people.health_author,
    )
    return interviews.share(record, by=people.health_author)


def handed_in_twice(people: SimpleNamespace, imr: ManagementReview) -> None:
    """Handed in, returned with two points, one changed and one not, and before the panel chair again."""
    imrs.submit(imr, by=people.school_author)
    points = [NewPoint(text, section=section) for section, text in texts.POINTS_TO_SCHOOL.items()]
    returned = imrs.send_back(imr, points=points, by=people.panel_chair)
    imrs.write(
        imr,
        section="lessons",
        text=texts.LESSONS_CHANGED,
        version=version_of(imr, "lessons"),
        by=people.school_author,
    )
    answered(returned, "changed", by=people.school_author, section="lessons")
    answered(returned, "not_changed", texts.NOT_CHANGED, by=people.school_author, section="analysis")
    imrs.submit(imr, by=people.school_author)


def answered(returned: ReturnRound, answer: str, reason: str = "", *, by: User, section: str = "") -> None:
    """Answer the points about one section, or about the whole."""
    for point in returned.points.filter(anchor_key=section):
        returns.answer_point(point, answer=answer, reason=reason, by=by)
