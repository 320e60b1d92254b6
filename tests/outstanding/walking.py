"""A whole case, one act at a time, through every state the services can bring it to; after each act one pause."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from families.models import NotToldHold
from families.services import contacts, holds, relatives
from panels.chronology.reading import read_chronology
from panels.services import (
    authorship,
    chronologies,
    chronology_returns,
    commissions,
    imrs,
    interviews,
    panel,
    receipts,
)
from reviews.models import Review
from reviews.services import criteria, decisions, referrals, returns, reviews, terms
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.jobs import claims
from scr_portal.web.stale import version_of
from tests import make

from .walking_reports import published, reported


def world(**board: Any) -> SimpleNamespace:
    """Everybody a case needs, on a board of its own."""
    people = make.staff(make.board(**board))
    people.agency = make.agency(people.board, name="Fennmouth Community Health")
    people.lead = make.member(people.board, Role.AGENCY_LEAD, agency=people.agency)
    people.writer = make.member(people.board, Role.IMR_AUTHOR, agency=people.agency)
    people.contact = make.member(people.board, Role.FAMILY_LIAISON)
    people.nurse = make.member(people.board, Role.INTERVIEWEE, agency=people.agency)
    return people


def whole_case(people: SimpleNamespace) -> Iterator[str]:
    """From the first word of a referral to a published report, and back."""
    yield from decided(people)
    yield from set_up(people)
    yield from agencies_at_work(people)
    yield from reported(people)
    yield from published(people)


def decided(people: SimpleNamespace) -> Iterator[str]:
    agency = people.referrer.memberships.get().agency
    about = referrals.begin(board=people.board, agency=agency, by=people.referrer)
    yield "a referral begun"
    day = timezone.localdate()
    about = referrals.write(
        about,
        version=about.version,
        by=people.referrer,
        child_name=make.CHILD,
        child_born_on="2009-02-14",
        harm="death",
        happened_on=day - datetime.timedelta(days=20),
        known_on=day - datetime.timedelta(days=18),
        account="Tamsin Quillfeather was found unwell at home.",
    )
    yield "a referral written"
    about = referrals.submit(about, by=people.referrer)
    yield "a referral sent"
    returned = referrals.send_back(about, points=[NewPoint("Who found her?")], by=people.manager)
    yield "more asked of the referrer"
    make.answer_points(returned.subject, by=people.referrer)
    yield "the referrer's answers given"
    about = referrals.submit(about, by=people.referrer)
    yield "a referral sent again"
    if people.board.procedure:
        assessment = criteria.begin(about, by=people.committee)
    else:
        assessment = criteria.choose_procedure(
            about, procedure_code="portsmouth-2010", reason="The nearest to ours.", by=people.committee
        )
    yield "an assessment begun"
    for limb in assessment.procedure.criteria:
        met = "yes" if limb.code in ("death", "abuse_or_neglect", "working_together") else "no"
        criteria.answer(assessment, criterion=limb.code, met=met, reasons="As reported.", by=people.committee)
    yield "the criteria answered"
    about = criteria.recommend(
        assessment, recommendation="review", reasons="They are met.", dissent="", by=people.committee
    )
    yield "a recommendation made"
    returned = criteria.ask_again(about, points=[NewPoint("Why?", section="grounds")], by=people.chair)
    yield "a recommendation asked again"
    make.answer_points(returned.subject, by=people.committee)
    yield "the committee's answers given"
    about = criteria.recommend(
        returned.subject, recommendation="review", reasons="They are met.", dissent="", by=people.committee
    )
    yield "a recommendation made again"
    decisions.decide(about, outcome="review", reasons="The committee is right.", by=people.chair)
    people.review = Review.objects.get(referral=about)
    yield "a review decided on"


def set_up(people: SimpleNamespace) -> Iterator[str]:
    review = people.review
    draft = terms.draft(review, by=people.manager)
    yield "terms begun"
    draft = terms.write(
        draft,
        version=draft.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=["Was the child seen and heard?"],
        by=people.manager,
    )
    yield "terms written"
    planned = commissions.plan(review, agency=people.agency, by=people.manager)
    yield "an agency in scope before the terms are agreed"
    people.commission = planned
    terms.propose(draft, by=people.manager)
    yield "terms proposed with nobody to agree them"
    for person, capacity in ((people.panel_chair, "panel_chair"), (people.author, "overview_author")):
        panel.appoint(review, user=person, capacity=capacity, answers=make.INDEPENDENT, by=people.manager)
        yield f"{capacity} appointed"
    panel.appoint(review, user=people.panel_member, capacity="panel_member", by=people.manager)
    returned = terms.send_back(draft, points=[NewPoint("Why these years?")], by=people.panel_member)
    yield "terms returned with a point"
    make.answer_points(returned.subject, by=people.manager)
    yield "the point on the terms answered"
    terms.propose(draft, by=people.manager)
    yield "terms proposed again"
    terms.agree(draft, by=people.panel_chair)
    yield "terms agreed"
    people.mother = relatives.add(
        review, name="Mrs Oona Quillfeather", relationship="mother", label="Mother", by=people.manager
    )
    yield "a relative to be told and nobody named as contact"
    contacts.name(review, user=people.contact, by=people.manager)
    yield "a relative to be told by the contact"
    hold = holds.place(
        people.mother,
        reason="The police ask for a week.",
        agreed_with="police",
        look_again_on=timezone.localdate() + datetime.timedelta(days=7),
        by=people.contact,
    )
    yield "a relative not to be told for now, if somebody agrees"
    holds.agree(hold, by=people.manager)
    yield "a relative not told for now"
    holds.end(NotToldHold.objects.get(), by=people.manager)
    relatives.record_contact(
        people.mother, kind="told", means="visit", on=timezone.localdate(), by=people.contact
    )
    yield "a relative told"
    people.commission = commissions.issue(
        planned, author_email=people.writer.email, author_name=str(people.writer), by=people.manager
    )
    yield "an agency asked, and everything ready"
    people.review = reviews.advance(review, "gathering", by=people.manager)
    yield "agencies reporting"


def agencies_at_work(people: SimpleNamespace) -> Iterator[str]:
    asked, imr, writer = people.commission, people.commission.management_review, people.writer
    authorship.state_independence(asked, no_involvement=True, no_line_management=True, by=writer)
    yield "independence stated"
    yield from chronology_taken(people)
    for section in imr.sections:
        imr = imrs.write(
            imr, section=section, text="It was known.", version=version_of(imr, section), by=writer
        )
        yield f"{section} written"
    yield from interviewed(people, imr)
    imr = imrs.submit(imr, by=writer)
    yield "a management review handed in"
    points = [NewPoint("Who saw the child?"), NewPoint("Who learned it?", section="lessons")]
    returned = imrs.send_back(imr, points=points, by=people.panel_chair)
    yield "a management review returned with points"
    for point in returned.points.all():
        returns.answer_point(point, answer="not_changed", reason="It was known.", by=writer)
        yield f"{point} answered"
    imr = imrs.submit(imr, by=writer)
    yield from chronology_returned(people)
    imrs.accept(imr, by=people.panel_chair)
    yield "a management review accepted"
    people.review = reviews.advance(people.review, "reporting", by=people.manager)
    yield "reporting"


def chronology_taken(people: SimpleNamespace) -> Iterator[str]:
    file, writer = "housing.csv", people.writer
    content = (make.SAMPLES / file).read_bytes()
    made, job = chronologies.upload(people.commission, upload=SimpleUploadedFile(file, content), by=writer)
    yield "a file being read"
    taken = claims.take(job.pk)
    assert taken is not None
    claims.fail(taken, "It could not be read.")
    yield "a file whose reading failed"
    made, job = chronologies.upload(people.commission, upload=SimpleUploadedFile(file, content), by=writer)
    made = chronologies.keep_reading(made, read_chronology(content, file))
    yield "rows held back"
    make.leave_held_rows_out(made, by=writer)
    yield "rows settled"
    chronologies.accept(made, by=writer)
    yield "a chronology accepted"


def chronology_returned(people: SimpleNamespace) -> Iterator[str]:
    """After the management review is handed in: a corrected file comes while the points are open."""
    writer = people.writer
    accepted = people.commission.chronologies.get(status="accepted")
    points = [NewPoint("Signed by whom?", section="row_2"), NewPoint("Is the school’s part in it?")]
    returned = chronology_returns.send_back(accepted, points=points, by=people.manager)
    yield "a chronology returned with points"
    content = (make.SAMPLES / "housing.csv").read_bytes()
    content = content.replace(b"Address 1 signed", b"Address 1 signed by HO1", 1)
    file = SimpleUploadedFile("housing.csv", content)
    made, _ = chronologies.upload(people.commission, upload=file, by=writer)
    yield "a corrected file being read"
    made = chronologies.keep_reading(made, read_chronology(content, "housing.csv"))
    yield "rows of the corrected file held back"
    make.leave_held_rows_out(made, by=writer)
    yield "rows of the corrected file settled"
    chronologies.accept(made, by=writer)
    yield "a corrected file accepted, its points unanswered"
    for point in returned.points.all():
        returns.answer_point(point, answer="changed", by=writer)
        yield f"{point} on the chronology answered"


def interviewed(people: SimpleNamespace, imr: Any) -> Iterator[str]:
    record = interviews.arrange(
        imr,
        email=people.nurse.email,
        name=str(people.nurse),
        job="Health visitor",
        support="Occupational health",
        by=people.writer,
    )
    yield "an interview arranged"
    receipts.confirm_read(record, by=people.nurse)
    yield "what the interview is for read"
    record = interviews.write(
        record, text="She looked well.", held_on=timezone.localdate(), version=0, by=people.writer
    )
    yield "a record written"
    record = interviews.share(record, by=people.writer)
    yield "a record to check"
    record = interviews.ask_correction(record, correction="In April.", by=people.nurse)
    yield "a correction asked for"
    record = interviews.share(record, by=people.writer)
    interviews.confirm(record, by=people.nurse)
    yield "a record confirmed"
