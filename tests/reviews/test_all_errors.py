"""The pages of a case say at once what the form misses and what the service refuses."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.services import imrs
from reviews.models import ReturnRound
from reviews.services import decisions, identities, proceedings, referrals, reviews
from reviews.services.returns import NewPoint
from scr_portal import refusals
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in
from tests.platform.test_refusals import days

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=9)


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def errors(user: Any, url: str, data: dict[str, str]) -> dict[str, list[str]]:
    """What the page says beside each field of a form that is sent with mistakes."""
    answer: Any = sign_in(Client(), user).post(url, data)
    assert answer.status_code == 422
    return {name: list(said) for name, said in answer.context_data["form"].errors.items()}


def test_decision_without_reasons_and_in_the_future_is_refused_once(people: Any) -> None:
    referral = make.recommended(people)
    path = reverse("reviews:decide", args=[referral.pk])
    said = errors(people.chair, path, {"outcome": "", "reasons": "", **days("decided_on", LATER)})
    assert set(said) == {"outcome", "reasons", "decided_on"}
    assert said["decided_on"] == ["The date of the decision must be today or in the past."]


def test_service_says_all_it_refuses_of_a_decision_taken_again(people: Any) -> None:
    referral = make.review(people).referral
    with pytest.raises(Refused) as refused:
        decisions.decide_again(
            referral, outcome="none", reasons=" ", because=" ", decided_on=LATER, by=people.chair
        )
    assert set(refused.value.sentences) == {"outcome", "reasons", "because", "decided_on"}
    assert decisions.checks_decide_again(referral) == {}


def test_proceedings_of_no_kind_with_a_day_that_is_over_are_refused_once(people: Any) -> None:
    path = reverse("reviews:proceeding_new", args=[make.review(people).pk])
    said = errors(people.manager, path, {"reason": "A trial.", **days("look_again_on", TODAY)})
    assert said == {
        "kind": ["Choose the kind of proceedings."],
        "look_again_on": [refusals.NOT_IN_THE_FUTURE],
    }


def test_end_of_proceedings_and_more_time_say_everything_at_once(people: Any) -> None:
    review = make.review(people)
    with pytest.raises(Refused) as refused:
        reviews.extend(review, new_due_on=TODAY, reason="", by=people.chair)
    assert set(refused.value.sentences) == {"new_due_on", "reason"}
    checks = proceedings.checks_propose_end(outcome="", over_on=LATER, reason=" ")
    assert set(checks) == {"outcome", "over_on", "reason"}


def test_identity_known_already_under_a_label_with_its_name_is_refused_once(people: Any) -> None:
    review = make.review(people)
    path = reverse("reviews:identity_new", args=[review.pk])
    known = review.identity_register().identities.filter(kind="person").first()
    assert known is not None
    said = errors(people.manager, path, {"kind": "person", "canonical": known.canonical, "pseudonym": ""})
    assert said == {"canonical": ["This is in the register already."], "pseudonym": ["Enter the label."]}
    with pytest.raises(Refused) as refused:
        identities.enter(
            review.identity_register(),
            kind="person",
            canonical=known.canonical,
            pseudonym=known.canonical,
            by=people.manager,
        )
    assert {reason.code for reason in refused.value.reasons} == {"already_registered", "label_holds_name"}


def test_identity_changed_to_a_label_that_is_taken_is_refused_once(people: Any) -> None:
    review = make.review(people)
    child = review.identity_register().identities.filter(kind="person").first()
    assert child is not None
    nurse = identities.enter(
        review.identity_register(),
        kind="person",
        canonical="Ann Reed",
        pseudonym="Nurse 4",
        by=people.manager,
    )
    path = reverse("reviews:identity", args=[review.pk, nurse.pk])
    said = errors(
        people.manager, path, {"kind": "person", "canonical": "", "pseudonym": child.pseudonym.upper()}
    )
    assert said == {
        "canonical": ["Enter the real name, number or address."],
        "pseudonym": ["Another person of this case has that label. Choose one that nobody has."],
    }
    kept = {"kind": "person", "canonical": "Ann Reed", "pseudonym": "Nurse 4", "title": "x" * 21}
    assert set(errors(people.manager, path, kept)) == {"title"}


def test_referral_with_a_day_that_is_none_and_one_to_come_is_refused_once(people: Any) -> None:
    referral = make.referral(people, submitted=False)
    sent = {"version": str(referral.version), **days("happened_on", LATER), "known_on_day": "45"}
    refused = errors(people.referrer, reverse("reviews:referral_edit", args=[referral.pk]), sent)
    assert set(refused) == {"happened_on", "known_on"}
    assert refused["happened_on"] == ["The date must be today or in the past."]


def test_referral_of_a_child_with_the_name_of_somebody_registered_and_a_day_to_come_is_refused_once(
    people: Any,
) -> None:
    referral = make.referral(people, submitted=False)
    identities.enter_person(
        referral.register, name="Kerra Quillfeather", role="mother", pseudonym="Mother", by=people.manager
    )
    sent = {
        "version": str(referral.version),
        "child_name": "Kerra Quillfeather",
        **days("happened_on", LATER),
        "known_on_day": "45",
    }
    path = reverse("reviews:referral_edit", args=[referral.pk])
    refused = errors(people.referrer, path, sent)
    assert set(refused) == {"child_name", "happened_on", "known_on"}
    assert refused["child_name"] == ["This is in the register already."]
    with pytest.raises(Refused) as said:
        referrals.write(
            referral,
            version=referral.version,
            by=people.referrer,
            child_name="Kerra Quillfeather",
            happened_on=LATER,
        )
    assert set(said.value.sentences) == {"child_name", "happened_on", "known_on"}


def test_points_without_words_and_with_words_that_stand_nowhere_are_refused_once(people: Any) -> None:
    review = make.submitted_imr(make.commission(people))
    sent = {
        "text_2": "Why?",
        "quoted_2": "never written",
        "text_3": "And why?",
        "quoted_3": "not written either",
        "section_4": "lessons",
    }
    url = reverse("panels:imr_return", args=[review.review_id, review.pk])
    assert errors(people.panel_chair, url, sent) == {
        "quoted_2": ["Point 2: these words do not stand in the text. Copy them from there."],
        "quoted_3": ["Point 3: these words do not stand in the text. Copy them from there."],
        "text_4": ["Point 4: say what should be answered or changed."],
    }


def test_every_point_that_quotes_words_of_no_text_is_refused_by_the_service_at_once(people: Any) -> None:
    review = make.submitted_imr(make.commission(people))
    points = [NewPoint("Why?", quoted="never written"), NewPoint(" "), NewPoint("What?", section="nowhere")]
    with pytest.raises(Refused) as refused:
        imrs.send_back(review, points=points, by=people.panel_chair)
    assert refused.value.sentences == {
        "quoted_1": ["Point 1: these words do not stand in the text. Copy them from there."],
        "text_2": ["Point 2: say what is asked."],
        "section_3": ["Point 3: there is no such section."],
    }
    assert not ReturnRound.objects.exists()
