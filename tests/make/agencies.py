"""What agencies are asked for and hand in: chronologies, management reviews, interviews."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from panels.chronology.reading import read_chronology
from panels.models import Chronology, Commission, InterviewRecord, ManagementReview
from panels.queries import problem_rows
from panels.services import (
    authorship,
    chronologies,
    chronology_returns,
    closings,
    commissions,
    imrs,
    interviews,
    receipts,
    rows,
)
from reviews.models import ReturnRound, Review
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.web.stale import version_of
from tests.factory_cache import cached

from .cases import agreed_terms, appointed, review
from .people import PEOPLE, _numbers, agency, board, member, staff
from .points import answer_points

SAMPLES = Path(__file__).parents[1] / "chronology" / "samples"


@cached
def commission(people: SimpleNamespace | None = None, on: Review | None = None, **values: Any) -> Commission:
    """Make an agency asked for its review, its author invited, under agreed terms."""
    people = people or staff(board())
    if on is None:
        on = appointed(people, review(people))
        agreed_terms(people, on)
    planned = commissions.plan(
        on,
        agency=values.pop("agency", None) or agency(on.board),
        contribution=values.pop("contribution", "management_review"),
        by=people.manager,
    )
    values = {
        "author_email": f"author{next(_numbers)}@example.org",
        "author_name": PEOPLE[Role.IMR_AUTHOR],
    } | values
    return commissions.issue(planned, by=people.manager, **values)


@cached
def imr(people: SimpleNamespace | None = None, on: Review | None = None) -> ManagementReview:
    return commission(people, on).management_review


@cached
def chronology(of: Commission, *, file: str = "housing.csv", accepted: bool = True) -> Chronology:
    """Make a real sample file handed in and read, in this process; each held row left out with a reason."""
    made = chronology_of(of, (SAMPLES / file).read_bytes(), file=file)
    if accepted:
        leave_held_rows_out(made, by=of.author)
        made = chronologies.accept(made, by=of.author)
    return made


@cached
def chronology_of(of: Commission, content: bytes, *, file: str = "made.csv") -> Chronology:
    """Make a file with this content handed in and read, in this process; its rows wait for the author."""
    made, _ = chronologies.upload(of, upload=SimpleUploadedFile(file, content), by=of.author)
    return chronologies.keep_reading(made, read_chronology(content, file))


VISITS = (
    "Enrolled at nursery.",
    "Tamsin Quillfeather seen at home with her aunt.",
    "Letter sent to the mother.",
)


@cached
def edition_of(of: Commission, *details: str, accepted: bool = True) -> Chronology:
    """Make an edition with one event a month, each with these details; the first stands in row 2."""
    table = [f"12/{month:02}/2009,Visit book,{text}" for month, text in enumerate(details or VISITS, 1)]
    made = chronology_of(of, "\n".join(["Date,Source,Details", *table]).encode())
    return chronologies.accept(made, by=of.author) if accepted else made


@cached
def leave_held_rows_out(of: Chronology, *, by: User) -> None:
    """Settle every held row that waits by leaving it out, with a reason."""
    for row in problem_rows(of):
        if row.severity == "held" and not row.outcome:
            rows.leave_out(row.problem, reason="Outside what the review asks.", by=by)


@cached
def interview(of: ManagementReview | None = None, *, shared: bool = True) -> InterviewRecord:
    """Make an interview whose record is with the person interviewed."""
    of = of or imr()
    record = interviews.arrange(
        of,
        email=f"nurse{next(_numbers)}@example.org",
        name=PEOPLE[Role.INTERVIEWEE],
        job="Health visitor",
        support="Occupational health",
        by=of.author,
    )
    receipts.confirm_read(record, by=record.interviewee)
    record = interviews.write(
        record,
        text="Nuala Brightwater said that Tamsin Quillfeather looked well in March.",
        held_on=timezone.localdate(),
        version=record.version,
        by=of.author,
    )
    return interviews.share(record, by=of.author) if shared else record


@cached
def unanswered_interview(
    of: ManagementReview | None = None, *, days: int = 20, reminders: int = 2
) -> InterviewRecord:
    """Make a record shared so many days ago and reminded of since, in an agency that has a lead to ask."""
    now = timezone.now()
    with time_machine.travel(now - datetime.timedelta(days=days), tick=True):
        record = interview(of)
        commission = record.imr.commission
        member(commission.review.board, Role.AGENCY_LEAD, agency=commission.agency)
    for number in range(reminders):
        with time_machine.travel(now - datetime.timedelta(days=days - 2 - number), tick=True):
            closings.remind(record, by=record.imr.author)
    return record


@cached
def ready_imr(of: Commission, *, file: str = "housing.csv") -> ManagementReview:
    """Everything done that stands before handing in, but the interviews."""
    chronology(of, file=file)
    authorship.state_independence(of, no_involvement=True, no_line_management=True, by=of.author)
    made = of.management_review
    for section in made.sections:
        made = imrs.write(
            made,
            section=section,
            text=f"Tamsin Quillfeather was known to the agency. ({section.replace('_', ' ')})",
            version=version_of(made, section),
            by=of.author,
        )
    return made


@cached
def submitted_imr(of: Commission) -> ManagementReview:
    return imrs.submit(ready_imr(of), by=of.author)


@cached
def returned_imr(people: SimpleNamespace, of: Commission, *points: NewPoint) -> ReturnRound:
    """Make a management review that the panel chair returned with points; two where none are given."""
    asked = points or (
        NewPoint("When was the child last seen?", section="summary"),
        NewPoint("Say which records were read."),
    )
    return imrs.send_back(submitted_imr(of), points=asked, by=people.panel_chair)


@cached
def returned_chronology(people: SimpleNamespace, of: Commission, *points: NewPoint) -> ReturnRound:
    """Make an accepted chronology that the manager returned: a point on row 3 and one on the file if none are given."""
    asked = points or (NewPoint("Who opened the door?", section="row_3"), NewPoint("Was the school asked?"))
    accepted = of.chronologies.filter(status="accepted").first() or edition_of(of)
    return chronology_returns.send_back(accepted, points=asked, by=people.manager)


@cached
def handed_in_again(of: Commission) -> ManagementReview:
    """Make a returned management review whose points are answered, back with the panel."""
    made = of.management_review
    answer_points(made, by=of.author)
    return imrs.submit(made, by=of.author)


@cached
def accepted_imr(people: SimpleNamespace, of: Commission) -> ManagementReview:
    return imrs.accept(submitted_imr(of), by=people.panel_chair)
