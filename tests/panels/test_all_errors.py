"""The pages of the panel and its agencies say at once what the form misses and what the service refuses."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from panels.enums import Capacity
from panels.services import commissions, independence
from scr_portal import refusals
from scr_portal.access.roles import Role
from tests import make
from tests.platform.test_refusals import days
from tests.reviews.test_all_errors import errors

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LATER = TODAY + datetime.timedelta(days=9)


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def test_appointment_without_a_person_says_every_answer_that_stands_against_it(people: Any) -> None:
    make.member(people.board, Role.PANEL_CHAIR)
    path = reverse("panels:appoint_person", args=[make.review(people).pk, Capacity.PANEL_CHAIR])
    first, second, *others = independence.IndependenceQuestion
    answers = {str(first): "yes", f"{first}_words": "For two months.", str(second): "no"}
    said = errors(people.manager, path, answers)
    assert set(said) == {"user", str(first), *map(str, others)}
    assert "not independent" in said[str(first)][0]


def test_request_to_a_panel_member_for_a_day_that_is_over_is_refused_once(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    planned = commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    member = review.appointments.current().first().user
    path = reverse("panels:commission_issue", args=[review.pk, planned.pk])
    typed = {"author_email": member.email.upper(), "author_name": "", **days("due_on", TODAY)}
    assert set(errors(people.manager, path, typed)) == {"author_name", "author_email", "due_on"}


def test_statement_in_part_with_records_secured_on_a_day_to_come_is_refused_once(people: Any) -> None:
    checks = commissions.checks_state_independence(is_independent=False, records_secured_on=LATER)
    assert set(checks) == {"statements", "records_secured_on"}
    commission = make.commission(people)
    path = reverse("panels:independence", args=[commission.review_id, commission.pk])
    said = errors(
        commission.author, path, {"statements": "no_involvement", **days("records_secured_on", LATER)}
    )
    assert said["records_secured_on"] == [refusals.IN_THE_FUTURE]
    assert "business manager" in said["statements"][0]
