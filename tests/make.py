"""Plain factories. Each drives the real services, so a thing made here could have been made in the portal.

Names are invented. What a factory needs and is not given, it makes; `by` is always somebody who may.
"""

from __future__ import annotations

import datetime
import itertools
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from families.services import holds, relatives
from panels.chronology.reading import read_chronology
from panels.models import Chronology, Commission, InterviewRecord, ManagementReview
from panels.queries import problem_rows
from panels.services import (
    chronologies,
    chronology_returns,
    closings,
    commissions,
    imrs,
    interviews,
    receipts,
    rows,
)
from panels.services import panel as panels
from reports.models import OverviewReport, PublicEdition
from reports.services import editions, reports, searches
from reviews.models import CriteriaAssessment, Proceeding, Referral, ReturnRound, Review, TermsOfReference
from reviews.services import criteria, decisions, proceedings, referrals, returns, terms
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Agency, Board, Membership, User
from scr_portal.anonymise.documents import Hit, Part, PdfSearch
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job
from scr_portal.web.stale import version_of

_numbers = itertools.count(1)
PDF = b"%PDF-1.7\n%%EOF\n"
PASSWORD = "a long enough password for tests"
CHILD = "Tamsin Quillfeather"
REPORT = "# What happened\n\nTamsin Quillfeather was not seen in spring. Her mother asked for help twice."
SAMPLES = Path(__file__).parent / "chronology" / "samples"

INDEPENDENT = dict.fromkeys(("employed", "part", "line", "family"), (False, ""))
"""The answers of somebody who is independent of a case in every respect."""

PEOPLE = {
    Role.BUSINESS_MANAGER: "Morwenna Tull",
    Role.BOARD_CHAIR: "Idris Blackwater",
    Role.SUB_GROUP: "Petra Hollin",
    Role.REFERRER: "Gwen Ashdown",
    Role.PANEL_CHAIR: "Osric Vane",
    Role.OVERVIEW_AUTHOR: "Leonie Sarratt",
    Role.PANEL_MEMBER: "Tobias Wick",
    Role.IMR_AUTHOR: "Hester Loam",
    Role.INTERVIEWEE: "Nuala Brightwater",
}


def board(**values: Any) -> Board:
    number = next(_numbers)
    values = {
        "code": f"board-{number}",
        "name": f"Fennmouth {number} Safeguarding Children Board",
        "short_name": f"FSCB {number}",
        "procedure": "portsmouth-2010",
        "phone": "01632 960100",
    } | values
    return Board.objects.create(**values)


def agency(on: Board, *, name: str = "", kind: str = "health_provider") -> Agency:
    number = next(_numbers)
    name = name or f"Fennmouth Health {number}"
    return Agency.objects.create(board=on, name=name, short_name=name, kind=kind)


def user(name: str = "Rowan Thistlewood", *, email: str = "") -> User:
    email = email or f"person{next(_numbers)}@example.org"
    return User.objects.create_user(email, PASSWORD, name=name)


def member(on: Board, role: Role | str, *, agency: Agency | None = None, name: str = "") -> User:
    """Somebody who holds one role on the board today."""
    person = user(name or PEOPLE.get(Role(role), "Rowan Thistlewood"))
    Membership.objects.create(user=person, board=on, agency=agency, role=role)
    return person


def staff(on: Board) -> SimpleNamespace:
    """The people every case needs, one for each board-wide role."""
    return SimpleNamespace(
        board=on,
        manager=member(on, Role.BUSINESS_MANAGER),
        chair=member(on, Role.BOARD_CHAIR),
        committee=member(on, Role.SUB_GROUP),
        referrer=member(on, Role.REFERRER, agency=agency(on)),
        panel_chair=member(on, Role.PANEL_CHAIR),
        author=member(on, Role.OVERVIEW_AUTHOR),
        panel_member=member(on, Role.PANEL_MEMBER),
    )


def referral(people: SimpleNamespace | None = None, *, submitted: bool = True, **values: Any) -> Referral:
    """A referral about an invented child, sent unless asked otherwise."""
    people = people or staff(board())
    made = referrals.begin(
        board=people.board, agency=people.referrer.memberships.get().agency, by=people.referrer
    )
    values = {
        "child_name": CHILD,
        "child_born_on": "2009-02-14",
        "harm": "death",
        "happened_on": timezone.localdate() - datetime.timedelta(days=20),
        "known_on": timezone.localdate() - datetime.timedelta(days=18),
        "account": "Tamsin Quillfeather was found unwell at home. Tamsin had missed two clinic appointments.",
        "agencies_involved": "Health visiting and the police.",
        "immediate_safety": "A younger brother is staying with his aunt.",
    } | values
    made = referrals.write(made, version=made.version, by=people.referrer, **values)
    return referrals.submit(made, by=people.referrer) if submitted else made


def assessment(people: SimpleNamespace, about: Referral, *, answered: bool = True) -> CriteriaAssessment:
    made = criteria.begin(about, by=people.committee)
    if answered:
        for limb in made.procedure.criteria:
            met = "yes" if limb.code in ("death", "abuse_or_neglect", "working_together") else "no"
            criteria.answer(made, criterion=limb.code, met=met, reasons="As reported.", by=people.committee)
    return made


def recommended(people: SimpleNamespace | None = None) -> Referral:
    people = people or staff(board())
    about = referral(people)
    return criteria.recommend(
        assessment(people, about),
        recommendation="review",
        reasons="The criteria are met.",
        dissent="",
        by=people.committee,
    )


def review(people: SimpleNamespace | None = None) -> Review:
    """A review on the day it was decided."""
    people = people or staff(board())
    about = recommended(people)
    decisions.decide(about, outcome="review", reasons="The committee is right.", by=people.chair)
    return Review.objects.get(referral=about)


def appointed(people: SimpleNamespace, on: Review) -> Review:
    """Chair, author and one member appointed."""
    for person, capacity in ((people.panel_chair, "panel_chair"), (people.author, "overview_author")):
        panels.appoint(on, user=person, capacity=capacity, answers=INDEPENDENT, by=people.manager)
    panels.appoint(on, user=people.panel_member, capacity="panel_member", by=people.manager)
    return on


def agreed_terms(people: SimpleNamespace, on: Review) -> TermsOfReference:
    made = terms.draft(on, by=people.manager)
    made = terms.write(
        made,
        version=made.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=["Was the child seen and heard?", "Did agencies tell each other what they knew?"],
        by=people.manager,
    )
    return terms.agree(terms.propose(made, by=people.manager), by=people.panel_chair)


def commission(people: SimpleNamespace | None = None, on: Review | None = None, **values: Any) -> Commission:
    """An agency asked for its review, its author invited, under agreed terms."""
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


def imr(people: SimpleNamespace | None = None, on: Review | None = None) -> ManagementReview:
    return commission(people, on).management_review


def chronology(of: Commission, *, file: str = "housing.csv", accepted: bool = True) -> Chronology:
    """A real sample file handed in and read, in this process; each held row left out with a reason."""
    made = chronology_of(of, (SAMPLES / file).read_bytes(), file=file)
    if accepted:
        leave_held_rows_out(made, by=of.author)
        made = chronologies.accept(made, by=of.author)
    return made


def chronology_of(of: Commission, content: bytes, *, file: str = "made.csv") -> Chronology:
    """A file with this content handed in and read, in this process; its rows wait for the author."""
    made, _ = chronologies.upload(of, upload=SimpleUploadedFile(file, content), by=of.author)
    return chronologies.keep_reading(made, read_chronology(content, file))


VISITS = (
    "Enrolled at nursery.",
    "Tamsin Quillfeather seen at home with her aunt.",
    "Letter sent to the mother.",
)


def edition_of(of: Commission, *details: str, accepted: bool = True) -> Chronology:
    """An edition with one event a month, each with these details; the first stands in row 2."""
    table = [f"12/{month:02}/2009,Visit book,{text}" for month, text in enumerate(details or VISITS, 1)]
    made = chronology_of(of, "\n".join(["Date,Source,Details", *table]).encode())
    return chronologies.accept(made, by=of.author) if accepted else made


def leave_held_rows_out(of: Chronology, *, by: User) -> None:
    """Settle every held row that waits by leaving it out, with a reason."""
    for row in problem_rows(of):
        if row.severity == "held" and not row.outcome:
            rows.leave_out(row.problem, reason="Outside what the review asks.", by=by)


def interview(of: ManagementReview | None = None, *, shared: bool = True) -> InterviewRecord:
    """An interview whose record is with the person interviewed."""
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


def unanswered_interview(
    of: ManagementReview | None = None, *, days: int = 20, reminders: int = 2
) -> InterviewRecord:
    """A record shared so many days ago and reminded of since, in an agency that has a lead to ask."""
    now = timezone.now()
    with time_machine.travel(now - datetime.timedelta(days=days), tick=True):
        record = interview(of)
        commission = record.imr.commission
        member(commission.review.board, Role.AGENCY_LEAD, agency=commission.agency)
    for number in range(reminders):
        with time_machine.travel(now - datetime.timedelta(days=days - 2 - number), tick=True):
            closings.remind(record, by=record.imr.author)
    return record


def ready_imr(of: Commission, *, file: str = "housing.csv") -> ManagementReview:
    """Everything done that stands before handing in, but the interviews."""
    chronology(of, file=file)
    commissions.state_independence(of, no_involvement=True, no_line_management=True, by=of.author)
    made = of.management_review
    for section in made.sections:
        made = imrs.write(
            made,
            section=section,
            text=f"Tamsin Quillfeather was known to the agency. ({section})",
            version=version_of(made, section),
            by=of.author,
        )
    return made


def ended(people: SimpleNamespace, proceeding: Proceeding) -> Proceeding:
    """Proceedings that are over: recorded by the manager, agreed by the board chair."""
    proceeding = proceedings.propose_end(
        proceeding,
        outcome="Nobody was charged.",
        over_on=timezone.localdate(),
        reason="The police have closed the case.",
        by=people.manager,
    )
    return proceedings.agree_end(proceeding, by=people.chair)


def submitted_imr(of: Commission) -> ManagementReview:
    return imrs.submit(ready_imr(of), by=of.author)


def hold(people: SimpleNamespace, on: Any, *, days: int = 30, agreed: bool = True) -> Any:
    """The relative `on` is not told for so many days from now, asked by the manager, agreed by the panel chair."""
    made = holds.place(
        on,
        reason="The police have asked that Oona Quillfeather is not told before her interview.",
        agreed_with="police",
        look_again_on=timezone.localdate() + datetime.timedelta(days=days),
        by=people.manager,
    )
    return holds.agree(made, by=people.panel_chair) if agreed else made


def returned_imr(people: SimpleNamespace, of: Commission, *points: NewPoint) -> ReturnRound:
    """A management review that the panel chair returned with points; two where none are given."""
    asked = points or (
        NewPoint("When was the child last seen?", section="summary"),
        NewPoint("Say which records were read."),
    )
    return imrs.send_back(submitted_imr(of), points=asked, by=people.panel_chair)


def returned_chronology(people: SimpleNamespace, of: Commission, *points: NewPoint) -> ReturnRound:
    """An accepted chronology that the manager returned: a point on row 3 and one on the file if none are given."""
    asked = points or (NewPoint("Who opened the door?", section="row_3"), NewPoint("Was the school asked?"))
    accepted = of.chronologies.filter(status="accepted").first() or edition_of(of)
    return chronology_returns.send_back(accepted, points=asked, by=people.manager)


def answer_points(subject: Any, *, by: User) -> None:
    """Each open point of the subject's open round answered without a change."""
    for point in ReturnRound.objects.about(subject).open().get().points.filter(answer=""):
        returns.answer_point(point, answer="not_changed", reason="It stands in the summary.", by=by)


def handed_in_again(of: Commission) -> ManagementReview:
    """A returned management review whose points are answered, back with the panel."""
    made = of.management_review
    answer_points(made, by=of.author)
    return imrs.submit(made, by=of.author)


def returned_report(report: OverviewReport, *, by: User) -> OverviewReport:
    """The report returned with one point."""
    point = NewPoint("Who saw the child?", section="overview")
    returned: Any = reports.send_back(report, points=[point], by=by).subject
    return OverviewReport.objects.get(pk=returned.pk)


def accepted_imr(people: SimpleNamespace, of: Commission) -> ManagementReview:
    return imrs.accept(submitted_imr(of), by=people.panel_chair)


def relative(people: SimpleNamespace, on: Review, *, told: bool = True) -> Any:
    made = relatives.add(
        on, name="Mrs Oona Quillfeather", relationship="mother", label="Mother", by=people.manager
    )
    if told:
        relatives.record_contact(
            made, kind="told", means="visit", on=timezone.localdate(), note="Told gently.", by=people.manager
        )
    return made


def signed_report(people: SimpleNamespace | None = None, *, overview: str = REPORT) -> OverviewReport:
    """A report signed for the panel and for the board, after one agency's review and a told family."""
    from reviews.services import reviews

    people = people or staff(board())
    on = appointed(people, review(people))
    agreed_terms(people, on)
    asked = commission(people, on)
    relative(people, on)
    reviews.advance(on, "gathering", by=people.manager)
    accepted_imr(people, asked)
    reviews.advance(on, "reporting", by=people.manager)
    made = reports.begin(on, by=people.author)
    for part, text in (("overview", overview), ("summary", REPORT)):
        made = reports.write(made, part=part, text=text, version=version_of(made, part), by=people.author)
    made = reports.submit(made, by=people.author)
    reports.agree(made, digest=made.digest, by=people.panel_chair)
    reports.sign_off(made, digest=made.digest, by=people.chair)
    made.refresh_from_db()
    return made


def edition(people: SimpleNamespace, report: OverviewReport, *, cleared: bool = True) -> PublicEdition:
    """A public edition, cleared by the board chair unless asked otherwise; the PDF is the worker's."""
    made = editions.prepare(report, title="A young child not seen in spring", by=people.manager)
    return cleared_edition(people, made) if cleared else made


def cleared_edition(people: SimpleNamespace, edition: PublicEdition) -> PublicEdition:
    """The edition with each passage kept by the manager, cleared by the board chair."""
    for flag in edition.flags.all():
        editions.settle_flag(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    cleared, _ = editions.clear(edition, digest=editions.standing_digest(edition), by=people.chair)
    return cleared


def searched(
    edition: PublicEdition,
    *,
    hits: tuple[Any, ...] = (),
    coverage: str = "100.00",
    unread: tuple[Any, ...] = (),
    by: User,
) -> PublicEdition:
    """The edition with its PDF kept and what a search of it found; by itself the search is clean.

    The job that asked for the PDF ends with it: a worker beside the tests would take it up and search again.
    """
    for job in Job.objects.about(edition).filter(kind="reports.render_edition").unfinished():
        if taken := claims.take(job.pk):
            claims.finish(taken, {})
    found = PdfSearch(hits=hits, coverage=Decimal(coverage), unread=unread, readers=("first", "second"))
    return searches.keep_pdf(
        edition,
        PDF,
        found,
        digest=edition.digest,
        register_version=edition.identity_register().version,
        by=by,
    )


def hit(surface: str = "Saltern", **values: Any) -> Hit:
    """Something a search found: words that look like a name, on the third page, registered by nobody."""
    values = {"part": Part.PAGE, "where": "page 3", "page": 3, "kind": "name", "entry_id": ""} | values
    return Hit(surface=surface, before="They went to ", after=" in the morning.", **values)
