"""A board without a procedure of its own chooses one for the case, and says why."""

from __future__ import annotations

import datetime
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from reviews.procedures import get
from reviews.services import criteria, decisions
from reviews.services.criteria import AnsweringHasBegun, NoProcedure
from scr_portal.access import Denied
from scr_portal.refusals import Refused
from tests import make
from tests.asking import again
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


def test_where_the_board_has_a_procedure_its_manager_may_choose_another_with_a_reason() -> None:
    people = make.staff(make.board())
    referral = make.referral(people)
    page = reverse("reviews:procedure", args=[referral.pk])

    with pytest.raises(Denied, match="Another is chosen by the business manager, with a reason"):
        choose(referral, people.committee, "kingston-2006")
    committee, manager = sign_in(Client(), people.committee), sign_in(Client(), people.manager)
    assert committee.get(page).status_code == 403
    criteria_page = reverse("reviews:criteria", args=[referral.pk])
    assert page not in committee.get(criteria_page).content.decode()
    assert page in manager.get(criteria_page).content.decode()

    manager.post(page, {"procedure": "kingston-2006", "reason": "The child lived in Kingston."})
    referral.refresh_from_db()
    assert referral.procedure == get("kingston-2006")
    assert "chose “Serious case review, Kingston" in committee.get(criteria_page).content.decode()


def test_a_case_older_than_the_procedure_of_its_board_has_one_chosen_for_it() -> None:
    people = make.staff(make.board(procedure="cambridgeshire-peterborough-2015"))
    referral = make.referral(people)
    assert referral.procedure == get("cambridgeshire-peterborough-2015")
    referral.reported_on = datetime.date(2015, 3, 25)
    referral.save()
    assert referral.procedure is None
    with pytest.raises(NoProcedure):
        criteria.begin(referral, by=people.committee)
    choose(referral, people.committee, "hampshire-2006")
    assert criteria.begin(referral, by=people.committee).procedure == get("hampshire-2006")


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


def test_a_board_follows_a_procedure_from_the_command_line_and_assessed_cases_keep_theirs() -> None:
    people = make.staff(make.board())
    assessed, waiting = make.referral(people), make.referral(people)
    criteria.begin(assessed, by=people.committee)

    call_command("follow_procedure", people.board.code, "isle-of-wight", stdout=StringIO())

    assert again(assessed).procedure == get("portsmouth-2010")
    assert again(waiting).procedure == get("isle-of-wight")


def test_a_board_follows_only_a_procedure_that_there_is() -> None:
    board = make.board()
    with pytest.raises(CommandError, match=r"Choose the procedure\. There are: .*kingston-2006"):
        call_command("follow_procedure", board.code, "nowhere-1066")
    with pytest.raises(CommandError, match="There is no board nowhere"):
        call_command("follow_procedure", "nowhere", "kingston-2006")
