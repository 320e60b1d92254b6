"""Proceedings end when two people say so; until then what they hold is held."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.gates import no_hold_on_publication
from reviews.models import Proceeding
from reviews.services import proceedings, reviews
from reviews.services.proceedings import EndNotProposed, ProceedingsOver
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.notices.models import Notice
from scr_portal.refusals import Missing, Refused
from tests import make
from tests.asking import tasks
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

ENDED = {"outcome": "Nobody was charged.", "reason": "The time for an appeal has passed."}
TASK = "Agree that proceedings are over, or say why not"


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def trial(people: SimpleNamespace) -> Proceeding:
    return reviews.record_proceeding(
        make.review(people),
        kind="criminal",
        holds_publication=True,
        holds_family_contact=True,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )


def propose(trial: Proceeding, by: Any, **values: Any) -> Proceeding:
    return proceedings.propose_end(trial, **({"over_on": timezone.localdate()} | ENDED | values), by=by)


def test_hold_stands_until_a_second_person_agrees(people: Any, trial: Proceeding) -> None:
    trial = propose(trial, people.manager)
    assert list(no_hold_on_publication(trial.review))
    assert TASK in tasks(people.chair)
    assert TASK not in tasks(people.manager)

    trial = proceedings.agree_end(trial, by=people.chair)

    assert list(no_hold_on_publication(trial.review)) == []
    assert (trial.ended_on, trial.end_agreed_by) == (trial.over_on, people.chair)
    assert TASK not in tasks(people.chair)
    assert proceedings.agree_end(trial, by=people.chair).end_agreed_at == trial.end_agreed_at


def test_those_who_may_agree_are_told_and_nobody_else(people: Any, trial: Proceeding) -> None:
    second = make.member(people.board, Role.BUSINESS_MANAGER)
    propose(trial, people.manager)

    told = Notice.objects.filter(template="proceedings_changed").values_list("to", flat=True)
    assert set(told) == {people.chair.pk, second.pk}


def test_person_who_recorded_the_end_cannot_agree_to_it(people: Any, trial: Proceeding) -> None:
    trial = propose(trial, people.manager)
    with pytest.raises(Denied, match="You recorded that these proceedings are over"):
        proceedings.agree_end(trial, by=people.manager)
    with pytest.raises(Denied, match="agreed by the board chair or a business manager"):
        proceedings.agree_end(trial, by=people.committee)


def test_database_refuses_one_person_twice(people: Any, trial: Proceeding) -> None:
    trial = propose(trial, people.manager)
    trial.ended_on, trial.end_agreed_at, trial.end_agreed_by = trial.over_on, timezone.now(), people.manager
    with pytest.raises(IntegrityError, match="agreed_by_a_second_person"), transaction.atomic():
        trial.save()
    trial.end_agreed_at, trial.end_agreed_by = None, None
    with pytest.raises(IntegrityError, match="agreed_by_a_second_person"), transaction.atomic():
        trial.save()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"outcome": " "}, "Write down how they ended."),
        ({"reason": ""}, "Say why nothing needs to be held any longer."),
        (
            {"over_on": timezone.localdate() + datetime.timedelta(days=1)},
            "The day on which they ended must be today or in the past.",
        ),
    ],
)
def test_end_needs_outcome_day_and_reason(
    people: Any, trial: Proceeding, values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        propose(trial, people.manager, **values)


def test_end_is_recorded_by_the_manager_and_once(people: Any, trial: Proceeding) -> None:
    with pytest.raises(Denied, match="Proceedings are recorded by the business manager"):
        propose(trial, people.chair)
    with pytest.raises(EndNotProposed, match="Nobody has recorded how these proceedings ended"):
        proceedings.agree_end(trial, by=people.chair)
    make.ended(people, trial)
    for act in (
        lambda: propose(trial, people.manager),
        lambda: proceedings.object_to_end(trial, reason="No.", by=people.chair),
    ):
        with pytest.raises(ProceedingsOver, match="recorded as over already"):
            act()


def test_second_person_says_why_not_and_the_hold_stands(people: Any, trial: Proceeding) -> None:
    trial = propose(trial, people.manager)
    with pytest.raises(Missing, match="Say why you do not agree"):
        proceedings.object_to_end(trial, reason=" ", by=people.chair)
    proceedings.object_to_end(trial, reason="An appeal was lodged on Monday.", by=people.chair)

    page = sign_in(Client(), people.manager).get(reverse("reviews:proceedings", args=[trial.review_id]))
    assert "An appeal was lodged on Monday." in page.content.decode()
    assert "Record that these are over" in page.content.decode()
    assert list(no_hold_on_publication(trial.review))
    assert Notice.objects.filter(template="proceedings_changed", to=people.manager).count() == 1


def test_an_end_that_is_recorded_anew_leaves_the_objection_to_the_earlier_one_behind(
    people: Any, trial: Proceeding
) -> None:
    trial = proceedings.object_to_end(propose(trial, people.manager), reason="An appeal.", by=people.chair)
    assert trial.end_objection.original == "An appeal."
    assert propose(trial, people.manager).end_objection.original == ""


def test_page_to_agree_is_not_found_before_somebody_recorded_an_end(people: Any, trial: Proceeding) -> None:
    client = sign_in(Client(), people.chair)
    url = reverse("reviews:proceeding_agree", args=[trial.review_id, trial.pk])
    assert client.get(url).status_code == 404
    propose(trial, people.manager)
    assert client.get(url).status_code == 200


def test_proceedings_ended_on_the_day_recorded_whenever_the_second_person_agrees(
    people: Any, trial: Proceeding
) -> None:
    over_on = timezone.localdate() - datetime.timedelta(days=3)
    trial = proceedings.agree_end(propose(trial, people.manager, over_on=over_on), by=people.chair)
    assert trial.ended_on == over_on


def test_day_to_look_again_at_a_hold_is_a_day_somebody_is_reminded_of(trial: Proceeding) -> None:
    (matter,) = no_hold_on_publication(trial.review)
    assert matter.due_on == trial.look_again_on
