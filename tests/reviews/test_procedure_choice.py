"""A board without a procedure of its own chooses one for the case, and says why."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.services import criteria, decisions
from reviews.services.criteria import AnsweringHasBegun, NoProcedure
from scr_portal.access import Denied
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

WHY = "Our board follows the Portsmouth protocol by agreement."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board(procedure=""))


def choose(referral: Any, by: Any, code: str = "portsmouth-2010", reason: str = WHY) -> Any:
    return criteria.choose_procedure(referral, procedure_code=code, reason=reason, by=by)


def test_criteria_wait_until_a_procedure_is_chosen(people: Any) -> None:
    referral = make.referral(people)
    with pytest.raises(NoProcedure, match="Choose the procedure under which this case is assessed"):
        criteria.begin(referral, by=people.committee)

    assessment = choose(referral, people.committee)

    assert criteria.begin(referral, by=people.committee) == assessment
    assert (assessment.procedure.code, assessment.procedure_chosen_by) == (
        "portsmouth-2010",
        people.committee,
    )
    assert assessment.procedure_reason.original == WHY


@pytest.mark.parametrize(
    ("code", "reason", "sentence"),
    [
        ("portsmouth-2010", "  ", "Say why this procedure fits the case."),
        ("nowhere-1066", WHY, "Choose the procedure."),
    ],
)
def test_choice_needs_a_procedure_and_a_reason(people: Any, code: str, reason: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        choose(make.referral(people), people.committee, code, reason)


def test_choice_stands_once_a_question_is_answered(people: Any) -> None:
    referral = make.referral(people)
    assessment = choose(referral, people.manager)
    choose(referral, people.committee, reason="Said better.")
    criteria.answer(assessment, criterion="death", met="yes", reasons="As reported.", by=people.committee)

    with pytest.raises(AnsweringHasBegun, match="The criteria are being answered under"):
        choose(referral, people.committee)


def test_board_with_its_own_procedure_is_not_asked() -> None:
    people = make.staff(make.board())
    referral = make.referral(people)

    with pytest.raises(Denied, match="This board has a procedure of its own"):
        choose(referral, people.committee)
    client = sign_in(Client(), people.committee)
    assert client.get(reverse("reviews:procedure", args=[referral.pk])).status_code == 403


def test_chair_reads_that_nothing_is_chosen_and_who_chooses(people: Any) -> None:
    referral = make.referral(people)
    client = sign_in(Client(), people.chair)

    page = client.get(reverse("reviews:criteria", args=[referral.pk])).content.decode()

    assert "has no procedure of its own" in page
    assert "It is chosen by the committee or the business manager." in page
    assert reverse("reviews:procedure", args=[referral.pk]) not in page
    assert client.get(reverse("reviews:decide", args=[referral.pk])).status_code == 200


def test_review_opens_under_the_procedure_that_was_chosen(people: Any) -> None:
    referral = make.referral(people)
    choose(referral, people.committee)
    make.assessment(people, referral)
    criteria.recommend(
        referral.assessment, recommendation="review", reasons="Met.", dissent="", by=people.committee
    )
    decisions.decide(referral, outcome="review", reasons="Agreed.", by=people.chair)
    referral.refresh_from_db()

    assert referral.review.procedure.code == "portsmouth-2010"
