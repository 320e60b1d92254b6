"""Each act of an agency, and each on what it hands in, stands in the record once, under its person."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import pytest
from django.utils import timezone

from panels.models import RowProblem
from panels.services import (
    authorship,
    chronologies,
    closings,
    commissions,
    imrs,
    interviews,
    panel,
    receipts,
    rows,
)
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db


def acts(review: Any, *kinds: str) -> list[tuple[str, Any]]:
    """Return the acts of a case of these kinds with who did each; the same one several times on end stands once."""
    events = AuditEvent.objects.for_case(review.code, review.referral.code)
    listed = [(event.verb, event.actor_id) for event in events if event.verb.partition(".")[0] in kinds]
    return [act for act, _ in groupby(listed)]


def test_what_an_agency_hands_in_leaves_one_act_for_each_step() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    commission = make.commission(people, review)
    make.returned_imr(people, commission)
    imrs.accept(make.handed_in_again(commission), by=people.panel_chair)
    author, manager, chair = commission.author_id, people.manager.pk, people.panel_chair.pk
    assert acts(review, "panel", "commission", "chronology", "imr", "point") == [
        ("panel.appointed", manager),
        ("commission.planned", manager),
        ("commission.issued", manager),
        ("chronology.uploaded", author),
        ("chronology.read", None),
        ("chronology.row_left_out", author),
        ("chronology.accepted", author),
        ("commission.independence_stated", author),
        ("imr.written", author),
        ("imr.submitted", author),
        ("imr.returned", chair),
        ("point.answered", author),
        ("imr.submitted", author),
        ("imr.accepted", chair),
    ]


def test_an_interview_leaves_one_act_for_each_step_to_its_confirmation() -> None:
    record = make.unanswered_interview(reminders=1)
    author, person, review = record.imr.author, record.interviewee, record.review
    receipts.confirm_read(record, by=person)
    receipts.record_given(record, received_on=timezone.localdate(), given_by="Her manager", by=author)
    interviews.ask_correction(record, correction="It was April.", by=person)
    interviews.share(record, by=author)
    interviews.confirm(record, by=person)
    interviews.confirm(record, by=person)
    assert acts(review, "interview") == [
        ("interview.arranged", author.pk),
        ("interview.terms_read", person.pk),
        ("interview.written", author.pk),
        ("interview.shared", author.pk),
        ("interview.reminded", author.pk),
        ("interview.terms_given", author.pk),
        ("interview.correction_asked", person.pk),
        ("interview.shared", author.pk),
        ("interview.confirmed", person.pk),
    ]


def test_closing_a_record_and_calling_an_interview_off_are_acts_of_whoever_did_them() -> None:
    record = make.unanswered_interview()
    author, review = record.imr.author, record.review
    (lead,) = closings.leads_to_ask(record)
    closings.decline(closings.ask(record, reason="She has left.", by=author), answer="She is back.", by=lead)
    closings.agree(closings.ask(record, reason="She left again.", by=author), by=lead)
    another = interviews.arrange(
        record.imr, email="n@example.org", name="Nan Vale", job="Nurse", support="Her union", by=author
    )
    closings.call_off(another, reason="She never worked on the case.", by=author)
    assert acts(review, "interview")[-6:] == [
        ("interview.closing_asked", author.pk),
        ("interview.closing_declined", lead.pk),
        ("interview.closing_asked", author.pk),
        ("interview.lapsed", lead.pk),
        ("interview.arranged", author.pk),
        ("interview.called_off", author.pk),
    ]


def test_whoever_leaves_and_what_ends_stands_in_the_record_once() -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    review, former = commission.review, commission.author
    manager = people.manager.pk
    commission = authorship.replace_author(
        commission, author_email="a@example.org", author_name="Ada Lune", reason="Ill.", by=people.manager
    )
    commissions.end(commission, reason="Not needed.", by=people.manager)
    planned = commissions.plan(review, agency=commission.agency, by=people.manager)
    commissions.end(planned, reason="Planned by mistake.", by=people.manager)
    appointment = review.appointments.get(capacity="panel_member")
    panel.end(appointment, by=people.manager)
    panel.end(appointment, by=people.manager)
    assert acts(review, "commission", "panel")[-5:] == [
        ("commission.author_replaced", manager),
        ("commission.ended", manager),
        ("commission.planned", manager),
        ("commission.withdrawn", manager),
        ("panel.appointment_ended", manager),
    ]
    replaced = AuditEvent.objects.get(verb="commission.author_replaced")
    assert replaced.facts["former"] == str(former.pk)


def test_a_row_taken_back_a_file_withdrawn_and_one_returned_are_acts_of_their_author_and_of_the_board() -> (
    None
):
    people = make.staff(make.board())
    commission = make.commission(people)
    author = commission.author
    first = make.chronology(commission, accepted=False)
    row = RowProblem.objects.filter(chronology=first, severity="held").first()
    rows.leave_out(row, reason="Outside the scope.", by=author)
    rows.take_back(again(row), by=author)
    chronologies.withdraw(again(first), reason="Wrong file.", by=author)
    make.returned_chronology(people, commission)
    assert acts(commission.review, "chronology")[2:] == [
        ("chronology.row_left_out", author.pk),
        ("chronology.row_taken_back", author.pk),
        ("chronology.withdrawn", author.pk),
        ("chronology.uploaded", author.pk),
        ("chronology.read", None),
        ("chronology.accepted", author.pk),
        ("chronology.returned", people.manager.pk),
    ]
