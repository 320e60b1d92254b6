"""A recommendation can be asked again and a decision taken again; what was there before stays readable."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Decision, Referral, Review
from reviews.services import criteria, decisions
from scr_portal.access import Refused
from scr_portal.deadlines.models import Deadline
from scr_portal.notices.models import Notice
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

POINT = "Were the two clinic appointments really missed?"
WHY = "A second agency has come forward."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def ask(referral: Referral, by: Any, *points: str) -> Any:
    return criteria.ask_again(referral, points=points or [POINT], by=by)


def decide(referral: Referral, by: Any, outcome: str = "none") -> Decision:
    return decisions.decide(referral, outcome=outcome, reasons="First reasons.", by=by)


def again(referral: Referral, by: Any, **values: Any) -> Decision:
    said = {"outcome": "review", "reasons": "Second reasons.", "because": WHY} | values
    return decisions.decide_again(referral, **said, by=by)


def page(user: Any, name: str, referral: Referral) -> str:
    answer = sign_in(Client(), user).get(reverse(f"reviews:{name}", args=[referral.pk]))
    assert answer.status_code == 200
    return str(answer.content.decode())


# The recommendation


def test_chair_asks_again_and_the_committee_recommends_anew(people: Any) -> None:
    referral = make.recommended(people)
    ask(referral, people.chair)
    referral.refresh_from_db()
    assert referral.status == "submitted"
    assert set(Notice.objects.filter(template="recommendation_asked_again").values_list("to", flat=True)) == {
        people.committee.pk,
        people.manager.pk,
    }
    committee = page(people.committee, "recommend", referral)
    assert POINT in committee and "The criteria are met." in committee

    criteria.recommend(
        referral.assessment, recommendation="none", reasons="They were kept.", dissent="", by=people.committee
    )

    chair = page(people.chair, "criteria", referral)
    assert "They were kept." in chair and POINT in chair and "The criteria are met." in chair


def test_nothing_is_decided_until_the_committee_has_recommended_anew(people: Any) -> None:
    referral = make.recommended(people)
    ask(referral, people.chair)
    with pytest.raises(TransitionBlocked):
        decide(referral, people.chair)
    assert "The committee has not said what it recommends." in page(people.chair, "decide", referral)


def test_asking_again_needs_a_point_a_chair_and_a_recommendation(people: Any) -> None:
    referral = make.recommended(people)
    with pytest.raises(ValidationError, match="Write what the committee should look at again"):
        ask(referral, people.chair, " ", "")
    with pytest.raises(Refused, match="The decision is the board chair"):
        ask(referral, people.committee)
    ask(referral, people.chair, "One.", "Two.")
    assert referral.assessment.earlier.get().points.original == "One.\n\nTwo."
    with pytest.raises(TransitionBlocked):
        ask(referral, people.chair)
    url = reverse("reviews:ask_again", args=[referral.pk])
    assert sign_in(Client(), people.chair).get(url).status_code == 404


# The decision


def test_decision_taken_again_keeps_the_old_one_readable_with_the_reason(people: Any) -> None:
    referral = make.recommended(people)
    first = decide(referral, people.chair)

    second = again(referral, people.chair)

    first.refresh_from_db()
    assert (first.replaced, second.replaced, second.again_because.original) == (True, False, WHY)
    text = page(people.manager, "referral", referral)
    assert "First reasons." in text and "Second reasons." in text and WHY in text
    referrer = page(people.referrer, "referral", referral)
    assert "First reasons." not in referrer and WHY not in referrer


def test_review_opens_with_the_second_decision_and_once(people: Any) -> None:
    referral = make.recommended(people)
    decide(referral, people.chair)
    assert not Review.objects.filter(referral=referral).exists()

    again(referral, people.chair)
    review = Review.objects.get(referral=referral)
    again(referral, people.chair, reasons="Third reasons.")

    assert Review.objects.filter(referral=referral).get() == review
    assert Deadline.objects.about(review).count() == 1
    assert Notice.objects.filter(template="decision_recorded", to=people.referrer).count() == 3


def test_outcome_stays_a_review_while_one_is_open(people: Any) -> None:
    referral = make.recommended(people)
    decide(referral, people.chair, "review")
    with pytest.raises(ValidationError, match="A review is open since the earlier decision"):
        again(referral, people.chair, outcome="none")
    client = sign_in(Client(), people.chair)
    url = reverse("reviews:decide_again", args=[referral.pk])
    assert "the outcome stays a serious case review" in client.get(url).content.decode()
    assert "No review" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"because": " "}, "Say why the decision is taken again"),
        ({"reasons": ""}, "Write the reasons for the decision"),
    ],
)
def test_decision_taken_again_needs_its_reasons_and_a_day(
    people: Any, values: dict[str, Any], sentence: str
) -> None:
    referral = make.recommended(people)
    decide(referral, people.chair)
    with pytest.raises(ValidationError, match=sentence):
        again(referral, people.chair, **values)
    assert referral.decisions.count() == 1


def test_nothing_is_taken_again_that_was_not_decided_nor_by_others(people: Any) -> None:
    referral = make.recommended(people)
    with pytest.raises(ValidationError, match="Nothing has been decided yet"):
        again(referral, people.chair)
    url = reverse("reviews:decide_again", args=[referral.pk])
    assert sign_in(Client(), people.chair).get(url).status_code == 404
    decide(referral, people.chair)
    with pytest.raises(Refused):
        again(referral, people.manager)


def test_decision_taken_again_is_not_earlier_than_the_one_it_replaces(people: Any) -> None:
    referral = make.recommended(people)
    decide(referral, people.chair)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    referral.refresh_from_db()
    referral.reported_on = yesterday
    referral.save()
    with pytest.raises(ValidationError, match="cannot be earlier than the decision it replaces"):
        again(referral, people.chair, decided_on=yesterday)
