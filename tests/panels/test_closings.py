"""A record is closed without the person only after days, reminders, a second person and a word to them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from panels.models import InterviewClosing, InterviewRecord
from panels.queries import interview_counts
from panels.services import closings, imrs, interviews
from panels.services.closings import (
    AlreadyAnswered,
    LeadAlreadyAsked,
    NoLeadToAsk,
    NothingToCheck,
    RemindedToday,
)
from scr_portal.access import Denied
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.refusals import Missing
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

REASON = "She has left the service."


def lead_of(record: InterviewRecord) -> Any:
    return closings.leads_to_ask(record)[0]


def closed(record: InterviewRecord) -> InterviewRecord:
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    return closings.agree(asked, by=lead_of(record))


def test_before_the_days_have_passed_the_page_says_when_and_offers_no_form(client: Any) -> None:
    record = make.unanswered_interview(days=10)
    shared_on = timezone.localdate(record.shared_at)
    with pytest.raises(TransitionBlocked, match="It can be closed without their agreement from"):
        closings.ask(record, reason=REASON, by=record.imr.author)
    page = sign_in(client, record.imr.author).get(reverse("panels:interview_close", args=[record.pk]))
    text = page.content.decode()
    day = shared_on + datetime.timedelta(days=14)
    assert f"from {day.day} {day:%B %Y}" in text
    assert "<textarea" not in text
    assert "Ask the agency" not in text
    assert not InterviewClosing.objects.exists()


@pytest.mark.parametrize(("sent", "words"), [(0, "No reminders have"), (1, "One reminder has")])
def test_the_reminders_of_the_procedure_come_first(sent: int, words: str) -> None:
    record = make.unanswered_interview(reminders=sent)
    with pytest.raises(TransitionBlocked, match=f"{words} been sent since the record was shared. Two are"):
        closings.ask(record, reason=REASON, by=record.imr.author)


def test_a_second_person_agrees_and_the_person_is_told(client: Any) -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    lead = lead_of(record)
    keeping.catch_up()
    mine = [item.url for item in items_for(lead) if not item.waiting_for]
    assert mine == [asked.get_absolute_url()]
    record = closings.agree(asked, by=lead)

    assert (record.status, record.closed_by) == ("lapsed", lead)
    assert Notice.objects.filter(to=record.interviewee, template="interview_closed").count() == 1
    page = sign_in(client, record.interviewee).get(record.get_absolute_url()).content.decode()
    assert "without your agreement" in page
    assert REASON in page
    keeping.catch_up()
    assert [item for item in items_for(lead) if not item.waiting_for] == []


def test_the_author_does_not_agree_alone_and_the_database_says_so_too() -> None:
    record = make.unanswered_interview()
    author = record.imr.author
    asked = closings.ask(record, reason=REASON, by=author)
    with pytest.raises(Denied, match="Somebody else in your agency has to agree"):
        closings.agree(asked, by=author)
    with pytest.raises(IntegrityError, match="closing_answered_by_another"), transaction.atomic():
        asked.outcome, asked.answered_at, asked.answered_by = "agreed", timezone.now(), author
        asked.save()
    with pytest.raises(IntegrityError, match="record_closed_by_another"), transaction.atomic():
        record.status, record.closed_at, record.closed_by = "lapsed", timezone.now(), author
        record.save()


def test_nobody_but_a_lead_of_the_agency_answers() -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    manager = record.review.board.memberships.get(role="business_manager").user
    for person in (manager, record.interviewee):
        with pytest.raises(Denied, match="answered by the agency’s lead"):
            closings.agree(asked, by=person)
        assert not InterviewClosing.objects.visible_to(person).exists()


def test_a_lead_who_was_interviewed_is_not_asked(client: Any) -> None:
    record = make.unanswered_interview()
    lead = lead_of(record)
    record.interviewee = lead
    record.save()
    with pytest.raises(NoLeadToAsk, match="Nobody else in your agency can agree"):
        closings.ask(record, reason=REASON, by=record.imr.author)


@pytest.mark.parametrize("reason", ["", "   "])
def test_closing_needs_a_reason(reason: str) -> None:
    record = make.unanswered_interview()
    with pytest.raises(Missing, match="Say why"):
        closings.ask(record, reason=reason, by=record.imr.author)


def test_one_request_at_a_time() -> None:
    record = make.unanswered_interview()
    closings.ask(record, reason=REASON, by=record.imr.author)
    with pytest.raises(LeadAlreadyAsked, match="asked already"):
        closings.ask(record, reason=REASON, by=record.imr.author)


def test_the_lead_who_does_not_agree_says_why_and_the_record_stays_with_the_person() -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    lead = lead_of(record)
    with pytest.raises(Missing, match="Say why, so that the author knows"):
        closings.decline(asked, answer=" ", by=lead)
    closings.decline(asked, answer="She is back on Monday.", by=lead)
    with pytest.raises(AlreadyAnswered, match="answered already"):
        closings.agree(asked, by=lead)
    record.refresh_from_db()
    assert record.status == "shared"
    assert interviews.confirm(record, by=record.interviewee).status == "confirmed"


def test_a_request_falls_away_when_the_person_answers() -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    interviews.confirm(record, by=record.interviewee)
    with pytest.raises(AlreadyAnswered, match="answered already"):
        closings.agree(asked, by=lead_of(record))
    asked.refresh_from_db()
    assert (asked.outcome, asked.answered_by) == ("answered", record.interviewee)


def test_a_correction_ends_the_request_too() -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    interviews.ask_correction(record, correction="It was April.", by=record.interviewee)
    asked.refresh_from_db()
    assert asked.outcome == "answered"


def test_one_reminder_a_day_and_only_while_something_waits() -> None:
    record = make.interview()
    closings.remind(record, by=record.imr.author)
    with pytest.raises(RemindedToday, match="A reminder was sent today"):
        closings.remind(record, by=record.imr.author)
    assert Notice.objects.filter(template="interview_reminder", to=record.interviewee).count() == 1
    interviews.confirm(record, by=record.interviewee)
    with (
        time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=True),
        pytest.raises(NothingToCheck, match="nothing for this person to check"),
    ):
        closings.remind(record, by=record.imr.author)


def test_confirmed_and_closed_are_counted_apart_for_the_panel(client: Any) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=21), tick=True):
        commission = make.commission()
    imr = commission.management_review
    unanswered = make.unanswered_interview(imr)
    closed(unanswered)
    agreed = make.interview(imr)
    interviews.confirm(agreed, by=agreed.interviewee)
    assert str(interview_counts(imr)) == "1 confirmed, 1 closed without agreement"

    chair = commission.review.appointments.get(capacity="panel_chair").user
    client = sign_in(client, chair)
    agencies = client.get(reverse("panels:agencies", args=[commission.review_id])).content.decode()
    assert "1 confirmed, 1 closed without agreement" in agencies
    assert "1 confirmed, 1 closed without agreement" in (
        client.get(commission.get_absolute_url()).content.decode()
    )


def test_what_the_lead_reads_holds_nothing_of_the_record(client: Any) -> None:
    record = make.unanswered_interview()
    asked = closings.ask(record, reason=REASON, by=record.imr.author)
    page = sign_in(client, lead_of(record)).get(asked.get_absolute_url()).content.decode()
    assert REASON in page
    assert "looked well in March" not in page
    assert client.get(record.get_absolute_url()).status_code == 404


def test_an_interview_that_does_not_take_place_is_called_off_with_a_reason() -> None:
    imr = make.imr()
    record = interviews.arrange(
        imr,
        email="nurse.off@example.org",
        name="Nuala Brightwater",
        job="Health visitor",
        support="Occupational health",
        by=imr.author,
    )
    with pytest.raises(Missing, match="Say why"):
        closings.call_off(record, reason=" ", by=imr.author)
    record = closings.call_off(record, reason="She never worked on the case.", by=imr.author)
    assert record.status == "cancelled"
    assert str(interview_counts(imr)) == "None"
    assert Notice.objects.filter(template="interview_called_off", to=record.interviewee).exists()


def test_what_was_written_is_not_called_off() -> None:
    record = make.interview(shared=False)
    with pytest.raises(TransitionBlocked, match="Share it, so that the person can check it"):
        closings.call_off(record, reason="No time.", by=record.imr.author)


def test_the_review_is_handed_in_with_a_closed_record_and_says_so(client: Any) -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=21), tick=True):
        imr = make.ready_imr(make.commission())
    closed(make.unanswered_interview(imr))
    page = sign_in(client, imr.author).get(reverse("panels:imr_submit", args=[imr.review_id, imr.pk]))
    assert "1 closed without agreement" in page.content.decode()
    assert imrs.submit(imr, by=imr.author).status == "submitted"


def test_reminders_of_an_earlier_record_do_not_count_for_the_one_shared_since() -> None:
    record = make.unanswered_interview()
    interviews.ask_correction(record, correction="It was April.", by=record.interviewee)
    record.refresh_from_db()
    interviews.write(
        record,
        text="She looked well in April.",
        held_on=record.held_on,
        version=record.version,
        by=record.imr.author,
    )
    interviews.share(record, by=record.imr.author)
    with (
        time_machine.travel(timezone.now() + datetime.timedelta(days=14), tick=True),
        pytest.raises(TransitionBlocked, match="No reminders have been sent since the record was shared"),
    ):
        closings.ask(record, reason=REASON, by=record.imr.author)


def test_on_the_day_the_page_names_a_lead_can_be_asked() -> None:
    record = make.unanswered_interview(days=14)
    assert closings.ask(record, reason=REASON, by=record.imr.author).outcome == ""
