"""Nobody is interviewed before they were told what it is for and had the terms of reference."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from panels.models import InterviewRecord, TermsReceipt
from panels.services import interviews, receipts
from panels.services.receipts import AlreadyGiven, TermsNotAgreed
from reviews.procedures import Procedure
from reviews.services import terms
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.refusals import Refused
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def record() -> InterviewRecord:
    """Arranged; the person has not yet opened anything."""
    imr = make.imr()
    return interviews.arrange(
        imr,
        email="nurse.told@example.org",
        name="Nuala Brightwater",
        job="Health visitor",
        support="Occupational health",
        by=imr.author,
    )


def write(record: InterviewRecord, held_on: datetime.date | None) -> InterviewRecord:
    record.refresh_from_db()
    return interviews.write(
        record, text="She was seen.", held_on=held_on, version=record.version, by=record.imr.author
    )


def test_an_interview_is_not_dated_while_the_person_has_been_told_nothing(record: InterviewRecord) -> None:
    with pytest.raises(Refused, match="has not yet read what the interview is for and the terms"):
        write(record, timezone.localdate())
    assert InterviewRecord.objects.get().held_on is None


def test_words_are_kept_without_a_day_and_sharing_waits_for_both(record: InterviewRecord) -> None:
    write(record, None)
    with pytest.raises(TransitionBlocked) as shut:
        interviews.share(record, by=record.imr.author)
    assert [item.gate for item in shut.value.outstanding] == [
        "panels.record_written",
        "panels.told_before_interview",
    ]


def test_an_interview_is_dated_on_the_day_the_person_read_it_and_not_before(record: InterviewRecord) -> None:
    today = timezone.localdate()
    receipt = receipts.confirm_read(record, by=record.interviewee)
    assert (receipt.received_on, receipt.terms.issue, receipt.way) == (today, 1, "read")
    with pytest.raises(Refused, match="The day of the interview cannot be before that"):
        write(record, today - DAY)
    assert write(record, today).held_on == today


def test_a_second_click_is_not_a_second_receipt_and_a_new_version_is(record: InterviewRecord) -> None:
    receipts.confirm_read(record, by=record.interviewee)
    receipts.confirm_read(record, by=record.interviewee)
    assert TermsReceipt.objects.count() == 1
    review = record.review
    manager = review.board.memberships.get(role=Role.BUSINESS_MANAGER).user
    chair = review.appointments.get(capacity="panel_chair").user
    new = terms.draft(review, by=manager)
    new = terms.write(
        new,
        version=new.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=["Who saw the child?"],
        by=manager,
    )
    terms.agree(terms.propose(new, by=manager), by=chair)
    receipts.confirm_read(record, by=record.interviewee)
    assert sorted(TermsReceipt.objects.values_list("terms__issue", flat=True)) == [1, 2]


def test_a_copy_on_paper_counts_from_the_day_it_was_given_with_who_gave_it(record: InterviewRecord) -> None:
    with time_machine.travel(timezone.now() + 5 * DAY, tick=True):
        today = timezone.localdate()
        receipt = receipts.record_given(
            record, received_on=today - 3 * DAY, given_by="Hester Loam, at work", by=record.imr.author
        )
        assert (receipt.given_by, receipt.recorded_by) == ("Hester Loam, at work", record.imr.author)
        with pytest.raises(Refused, match="cannot be before that"):
            write(record, today - 4 * DAY)
        assert write(record, today - 3 * DAY).held_on == today - 3 * DAY


@pytest.mark.parametrize(
    ("days", "given_by", "refusal"),
    [
        (1, "Hester Loam", "must be today or in the past"),
        (-30, "Hester Loam", "agreed later than that"),
        (0, "  ", "Enter who handed them over"),
    ],
)
def test_a_copy_on_paper_is_refused_in_words(
    days: int, given_by: str, refusal: str, record: InterviewRecord
) -> None:
    day = timezone.localdate() + days * DAY
    with pytest.raises(Refused, match=refusal):
        receipts.record_given(record, received_on=day, given_by=given_by, by=record.imr.author)
    assert not TermsReceipt.objects.exists()


def test_the_same_version_is_given_on_paper_once(record: InterviewRecord) -> None:
    given: dict[str, Any] = {"received_on": timezone.localdate(), "given_by": "Hester Loam"}
    receipts.record_given(record, by=record.imr.author, **given)
    with pytest.raises(AlreadyGiven, match="recorded as given on paper already"):
        receipts.record_given(record, by=record.imr.author, **given)


def test_nothing_is_received_while_no_terms_are_in_force(record: InterviewRecord) -> None:
    in_force = record.review.terms.get()
    in_force.status, in_force.agreed_at, in_force.agreed_by = "replaced", None, None
    in_force.save()
    with pytest.raises(TermsNotAgreed, match="not agreed yet"):
        receipts.confirm_read(record, by=record.interviewee)


def test_only_the_person_says_that_they_have_read_it_and_only_the_author_records_paper(
    record: InterviewRecord,
) -> None:
    with pytest.raises(Denied, match="Only the person interviewed"):
        receipts.confirm_read(record, by=record.imr.author)
    with pytest.raises(Denied, match="own author"):
        receipts.record_given(
            record, received_on=timezone.localdate(), given_by="A friend", by=record.interviewee
        )


def test_a_board_without_the_rule_dates_an_interview_freely(
    record: InterviewRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure: Procedure = record.review.procedure
    relaxed = replace(procedure, interviews=replace(procedure.interviews, terms_shared_before=False))
    monkeypatch.setattr(type(record.review), "procedure", property(lambda review: relaxed))
    assert write(record, timezone.localdate() - DAY).held_on == timezone.localdate() - DAY


def test_both_pages_say_when_the_person_was_told(record: InterviewRecord, client: Any) -> None:
    url = record.get_absolute_url()
    page = sign_in(client, record.interviewee).get(url).content.decode()
    assert "I have read this" in page
    answer = client.post(reverse("panels:interview_terms_read", args=[record.pk]), follow=True)
    assert "that you have read this" in answer.content.decode()
    assert "I have read this" not in answer.content.decode()
    page = sign_in(client, record.imr.author).get(url).content.decode()
    assert "read the purpose and the terms of reference (version 1) here on" in " ".join(page.split())
    assert "Record that they were given on paper" in page


def test_who_gave_the_paper_is_sealed_in_the_database(record: InterviewRecord) -> None:
    receipts.record_given(
        record, received_on=timezone.localdate(), given_by="Hester Loam", by=record.imr.author
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT given_by::text FROM panels_termsreceipt")
        assert "Hester" not in cursor.fetchone()[0]
