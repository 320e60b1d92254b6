"""The thin slice through the services: what is shut before, and open after."""

from __future__ import annotations

import pytest
from django.utils import timezone

from panels.enums import ImrStatus
from panels.services import imrs, interviews
from reports.enums import EditionStatus
from reports.services import editions
from reviews.enums import ReviewStatus
from reviews.services import reviews
from scr_portal.workflow import TransitionBlocked
from tests import make

pytestmark = pytest.mark.django_db


def test_review_cannot_start_gathering_before_terms_panel_family_and_agencies():
    people = make.staff(make.board())
    review = make.review(people)

    with pytest.raises(TransitionBlocked) as shut:
        reviews.advance(review, "gathering", by=people.manager)

    said = [item.sentence for item in shut.value.outstanding]
    assert "The terms of reference are not agreed yet." in said
    assert "No independent panel chair has been appointed." in said
    assert "No relative is recorded yet. Say who is to be told." in said
    assert "No agency has been asked for its review yet." in said
    assert all(item.source for item in shut.value.outstanding)


def test_interview_confirm_unlocks_imr_submission():
    commission = make.commission()
    imr = make.ready_imr(commission)
    record = make.interview(imr)
    with pytest.raises(TransitionBlocked, match="has not yet checked"):
        imrs.submit(imr, by=imr.author)

    interviews.confirm(record, by=record.interviewee)

    assert imrs.submit(imr, by=imr.author).status == ImrStatus.SUBMITTED


def test_publication_stays_shut_until_the_family_has_the_exact_text():
    people = make.staff(make.board())
    report = make.signed_report(people)
    edition = make.edition(people, report)
    edition = make.searched(edition, by=people.manager)
    assert edition.status == EditionStatus.RENDERED

    with pytest.raises(TransitionBlocked) as shut:
        editions.publish(edition, by=people.manager)
    gates = {item.gate for item in shut.value.outstanding}
    assert gates == {"reports.family_told_the_result", "reports.family_has_a_copy"}

    from families.services import relatives

    mother = report.review.relatives.get()
    today = timezone.localdate()
    relatives.record_contact(mother, kind="result", means="visit", on=today, by=people.manager)
    editions.give_copy(edition, mother, given_on=today, means="visit", declined=False, by=people.manager)

    assert editions.publish(edition, by=people.manager).status == EditionStatus.PUBLISHED
    report.review.refresh_from_db()
    assert report.review.status == ReviewStatus.PUBLISHED
