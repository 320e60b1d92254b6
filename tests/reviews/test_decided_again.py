"""A recommendation can be asked again and a decision taken again; what was there before stays readable."""

from __future__ import annotations

import datetime
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import Decision, Referral, ReturnRound, Review
from reviews.services import criteria, decisions, returns
from reviews.services.decisions import NothingDecided
from reviews.services.returns import NewPoint, NoPoints
from scr_portal.access import Denied
from scr_portal.accounts.models import User
from scr_portal.deadlines.models import Deadline
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.refusals import Refused
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
migration = import_module("reviews.migrations.0010_questions_to_the_committee_become_points")

POINT = "Were the two clinic appointments really missed?"
WHY = "A second agency has come forward."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def ask(referral: Referral, by: Any, *points: str) -> Any:
    return criteria.ask_again(referral, points=[NewPoint(point) for point in points or [POINT]], by=by)


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
    assert "The criteria are met." in committee
    current = ReturnRound.objects.about(referral.assessment).get()
    assert current.get_absolute_url() in committee
    assert "Point 1 is not answered yet." in committee
    make.answer_points(referral.assessment, by=people.committee)

    criteria.recommend(
        referral.assessment, recommendation="none", reasons="They were kept.", dissent="", by=people.committee
    )

    chair = page(people.chair, "criteria", referral)
    assert "They were kept." in chair and "The criteria are met." in chair
    assert current.get_absolute_url() in page(people.chair, "decide", referral)
    current.refresh_from_db()
    assert (current.is_open, str(current.points.get().text)) == (False, POINT)


def test_committee_recommends_again_only_with_every_point_answered_and_a_change_where_it_says_so(
    people: Any,
) -> None:
    referral = make.recommended(people)
    point = ask(referral, people.chair).points.get()
    said = {"recommendation": "review", "reasons": "The criteria are met.", "dissent": ""}
    referral.refresh_from_db()
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        criteria.recommend(referral.assessment, by=people.committee, **said)
    returns.answer_point(point, answer="changed", by=people.committee)
    with pytest.raises(TransitionBlocked, match="the text reads as it did"):
        criteria.recommend(referral.assessment, by=people.committee, **said)
    said["reasons"] = "They are met, and the appointments were missed."
    assert criteria.recommend(referral.assessment, by=people.committee, **said).status == "screened"


def test_points_are_tied_to_a_criterion_or_the_grounds_and_stand_in_the_committees_list(people: Any) -> None:
    referral = make.recommended(people)
    client = sign_in(Client(), people.chair)
    landed = client.post(
        reverse("reviews:ask_again", args=[referral.pk]),
        {
            "section_1": "grounds",
            "quoted_1": "criteria are met",
            "text_1": POINT,
            "count": "2",
            "section_2": "criterion_death",
            "text_2": "When?",
        },
        follow=True,
    )
    assert landed.status_code == 200
    text = landed.content.decode()
    assert "It is with the committee now" in text and "Has a child died" in text
    keeping.catch_up()
    items = items_for(User.objects.get(pk=people.committee.pk))
    assert "Answer two points on the recommendation" in [item.words for item in items]
    with pytest.raises(Denied):
        make.answer_points(referral.assessment, by=people.chair)


def test_nothing_is_decided_until_the_committee_has_recommended_anew(people: Any) -> None:
    referral = make.recommended(people)
    ask(referral, people.chair)
    with pytest.raises(TransitionBlocked):
        decide(referral, people.chair)
    assert "The committee has not said what it recommends." in page(people.chair, "decide", referral)


def test_asking_again_needs_a_point_a_chair_and_a_recommendation(people: Any) -> None:
    referral = make.recommended(people)
    with pytest.raises(NoPoints, match="Write at least one point"):
        criteria.ask_again(referral, points=[], by=people.chair)
    with pytest.raises(Denied, match="The decision is the board chair"):
        ask(referral, people.committee)
    ask(referral, people.chair, "One.", "Two.")
    asked = ReturnRound.objects.about(referral.assessment).get()
    assert [str(point.text) for point in asked.points.all()] == ["One.", "Two."]
    with pytest.raises(TransitionBlocked):
        ask(referral, people.chair)
    url = reverse("reviews:ask_again", args=[referral.pk])
    assert sign_in(Client(), people.chair).get(url).status_code == 404


def test_what_was_asked_in_free_words_before_is_kept_as_a_point(people: Any) -> None:
    referral = make.recommended(people)
    day = timezone.now() - datetime.timedelta(days=3)
    words = {"points_sealed": "Tamsin at the clinic?", "points_coded": "", "points_register_version": 0}
    row = SimpleNamespace(asked_by=people.chair, asked_at=day, **words)
    kind = ContentType.objects.get_for_model(referral.assessment)
    following = SimpleNamespace(recommended_at=timezone.now(), recommended_by=people.committee)

    migration.keep(apps, kind, referral.assessment, row, 1, following)

    kept = ReturnRound.objects.about(referral.assessment).get()
    assert (kept.returned_by, kept.returned_at, kept.is_open) == (people.chair, day, False)
    text = sign_in(Client(), people.committee).get(kept.get_absolute_url()).content.decode()
    assert "at the clinic?" in text and "Not answered by itself" in text and "Tamsin" not in text


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
    with pytest.raises(Refused, match="A review is open since the earlier decision"):
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
    with pytest.raises(Refused, match=sentence):
        again(referral, people.chair, **values)
    assert referral.decisions.count() == 1


def test_nothing_is_taken_again_that_was_not_decided_nor_by_others(people: Any) -> None:
    referral = make.recommended(people)
    with pytest.raises(NothingDecided, match="Nothing has been decided yet"):
        again(referral, people.chair)
    url = reverse("reviews:decide_again", args=[referral.pk])
    assert sign_in(Client(), people.chair).get(url).status_code == 404
    decide(referral, people.chair)
    with pytest.raises(Denied):
        again(referral, people.manager)


def test_decision_taken_again_is_not_earlier_than_the_one_it_replaces(people: Any) -> None:
    referral = make.recommended(people)
    decide(referral, people.chair)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    referral.refresh_from_db()
    referral.reported_on = yesterday
    referral.save()
    with pytest.raises(Refused, match="cannot be earlier than the decision it replaces"):
        again(referral, people.chair, decided_on=yesterday)
