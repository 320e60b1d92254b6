"""What the pages of a referral and of a case say to each reader is so, and every case can be reached by links."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import Referral, Review
from reviews.services import criteria, decisions, referrals, unknown_names
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from tests import make
from tests.asking import words_of
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def not_reviewed(people: SimpleNamespace) -> Referral:
    referral = make.recommended(people)
    decisions.decide(referral, outcome="none", reasons="The criteria are not met.", by=people.chair)
    return referral


def test_referrer_reaches_a_referral_that_became_a_review_from_the_list_of_cases(people: Any) -> None:
    referral = make.review(people).referral
    words = words_of(people.referrer, reverse("reviews:cases"))
    assert "Referrals that were decided" in words
    assert referral.get_absolute_url() in words
    assert "A serious case review" in words
    assert reverse("reviews:cases") in words_of(people.referrer, reverse("reviews:work"))


def test_referral_leads_its_referrer_to_no_review_that_is_shut_to_them(people: Any) -> None:
    review = make.review(people)
    to_review = f'href="{review.get_absolute_url()}"'
    assert to_review in words_of(people.manager, review.referral.get_absolute_url())
    page = words_of(people.referrer, review.referral.get_absolute_url())
    assert review.referral.code in page
    assert to_review not in page and review.code not in page


def test_points_on_a_referral_lead_its_referrer_to_no_review_that_is_shut_to_them(people: Any) -> None:
    referral = make.referral(people)
    asked = referrals.send_back(referral, points=[NewPoint("Who found her?")], by=people.manager)
    make.answer_points(referral, by=people.referrer)
    referrals.submit(referral, by=people.referrer)
    assessment = make.assessment(people, referral)
    criteria.recommend(
        assessment, recommendation="review", reasons="They are met.", dissent="", by=people.committee
    )
    referral.refresh_from_db()
    decisions.decide(referral, outcome="review", reasons="The committee is right.", by=people.chair)
    review = Review.objects.get(referral=referral)
    page = words_of(people.referrer, asked.get_absolute_url())
    assert "Who found her?" in page
    assert f'href="{review.get_absolute_url()}"' not in page


def test_referral_on_which_no_review_was_decided_is_not_called_undecided(people: Any) -> None:
    referral = not_reviewed(people)
    words = words_of(people.manager, reverse("reviews:cases"))
    assert "Referrals not yet decided" not in words
    assert referral.get_absolute_url() in words
    assert "No review" in words


def test_referral_of_a_review_in_the_list_does_not_stand_in_it_twice(people: Any) -> None:
    review = make.review(people)
    words = words_of(people.manager, reverse("reviews:cases"))
    assert review.get_absolute_url() in words
    assert "Referrals that were decided" not in words


def test_list_of_cases_asks_as_often_for_three_decided_referrals_as_for_one(people: Any, client: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("reviews:cases"))
        return len(queries)

    sign_in(client, people.referrer)
    make.review(people)
    client.get(reverse("reviews:cases"))
    one = asked()
    make.review(people)
    not_reviewed(people)
    assert asked() == one


def test_reader_of_the_criteria_is_told_to_come_back_only_where_they_answer_them(people: Any) -> None:
    referral = make.referral(people)
    criteria = reverse("reviews:criteria", args=[referral.pk])
    come_back = "You can answer “not known yet” and come back."
    assert come_back in words_of(people.committee, criteria)
    assert come_back not in words_of(people.chair, criteria)


def test_assessment_that_nobody_has_begun_is_not_offered_to_be_read(people: Any) -> None:
    referral = make.referral(people)
    words = words_of(people.chair, referral.get_absolute_url())
    assert "not begun its assessment." in words
    assert "Read the assessment" not in words
    assert "Read the criteria" in words
    make.assessment(people, referral)
    assert "Read the assessment" in words_of(people.chair, referral.get_absolute_url())


def test_decision_taken_again_after_sign_off_does_not_speak_of_a_clock_that_runs(people: Any) -> None:
    review = make.review(people)
    runs_on = "its clock runs on"
    again = reverse("reviews:decide_again", args=[review.referral_id])
    assert runs_on in words_of(people.chair, again)
    signed = make.signed_report(make.staff(make.board())).review
    chair = signed.board.memberships.get(role=Role.BOARD_CHAIR).user
    words = words_of(chair, reverse("reviews:decide_again", args=[signed.referral_id]))
    assert runs_on not in words
    assert "a review whose report has been signed off" in words


def test_matter_whose_page_is_this_one_is_no_link_to_it(people: Any) -> None:
    review: Review = make.review(people)
    words = words_of(people.chair, review.get_absolute_url())
    assert "See that the report is signed off in time, or agree more time" in words
    matters = words.partition('id="open-matters"')[2].partition("</section>")[0]
    assert f'href="{review.get_absolute_url()}"' not in matters


def test_register_says_where_the_real_name_is_shown(people: Any) -> None:
    review = make.review(people)
    words = words_of(people.manager, reverse("reviews:identities", args=[review.pk]))
    assert "stands in this list only while real names are showing" in words
    assert "so it asks for your reason first" in words


def test_nobody_is_told_that_a_conflict_of_their_own_can_be_lifted_by_themselves(people: Any) -> None:
    review = make.review(people)
    words = words_of(people.chair, reverse("reviews:conflict", args=[review.pk]))
    assert "Only a board chair can lift it, and nobody lifts their own." in words


def test_question_why_names_are_opened_says_what_the_next_page_shows(people: Any) -> None:
    referral = make.referral(people, account="Tamsin Quillfeather was seen by Gwendolyn Threlkeld.")
    later, address = "names that were answered last", reverse("reviews:referral_names", args=[referral.pk])
    assert "shows each of them as it is written" in words_of(people.manager, address)
    for name in referral.identity_register().unknown_names.waiting():
        unknown_names.answer_as_word(name, settled_as="not_a_name", by=people.manager)
    page = words_of(people.manager, address)
    assert later in page and "shows each of them" not in page
    page = words_of(people.manager, reverse("reviews:referral_names", args=[make.referral(people).pk]))
    assert "has none to show" in page and later not in page


def test_queue_of_names_says_why_its_heading_counts_more_than_its_list(people: Any, client: Client) -> None:
    account = "Gwendolyn Threlkeld saw Tamsin Quillfeather. Gwendolyn rang the ward. Nesta Goonhilly did not."
    referral = make.referral(people, account=account)
    sign_in(client, people.manager)
    client.post(
        reverse("reviews:named_view", args=["referral", referral.pk]), {"reason": "Settling the names."}
    )
    page = client.get(reverse("reviews:referral_names", args=[referral.pk])).content.decode()
    assert "3 names wait" in page
    assert "1 to 2 of 2. Spellings of one name count as one here." in " ".join(page.split())
