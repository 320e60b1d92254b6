"""A conflict of interest is seen where the person is listed, and lifted by the board chair alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reviews.models import ConflictOfInterest, Review
from reviews.services import conflicts, reviews
from scr_portal.access import Denied, grants
from scr_portal.access.roles import Role
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice
from scr_portal.refusals import Missing
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

TAG, WHY, LIFTED = "Conflict of interest</strong>", "A former neighbour.", "It was another family."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def declare(review: Review, of: Any, by: Any) -> ConflictOfInterest:
    return reviews.declare_conflict(review, of=of, reason=WHY, by=by)


def page(user: Any, url: str) -> str:
    answer = sign_in(Client(), user).get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_conflict_of_a_panel_member_is_marked_for_those_who_may_know(people: Any, review: Review) -> None:
    declare(review, people.panel_member, people.manager)

    for url in (review.get_absolute_url(), reverse("panels:panel", args=[review.pk])):
        for reader in (people.manager, people.chair, people.panel_chair):
            assert page(reader, url).count(TAG) == 1
        assert TAG not in page(people.author, url)
        assert WHY not in page(people.manager, url)


def test_conflict_of_an_agencys_author_is_marked_where_the_agency_is(people: Any, review: Review) -> None:
    make.agreed_terms(people, review)
    asked = make.commission(people, review)
    declare(review, asked.author, people.manager)

    for url in (asked.get_absolute_url(), reverse("panels:agencies", args=[review.pk])):
        assert TAG in page(people.manager, url)
        assert TAG not in page(people.author, url)


def test_reasons_are_read_by_manager_and_board_chair_alone(people: Any, review: Review) -> None:
    declare(review, people.panel_member, people.manager)
    url = reverse("reviews:conflicts", args=[review.pk])

    assert WHY in page(people.manager, url) and "Lift it" not in page(people.manager, url)
    assert "Lift it" in page(people.chair, url)
    for other in (people.panel_chair, people.author, people.committee):
        assert sign_in(Client(), other).get(url).status_code == 403


def test_access_returns_with_the_facts_and_the_history_stays(people: Any, review: Review) -> None:
    client = sign_in(Client(), people.panel_member)
    conflict = declare(review, people.panel_member, people.manager)
    assert client.get(review.get_absolute_url()).status_code == 404

    conflict = conflicts.lift(conflict, reason=LIFTED, by=people.chair)

    assert client.get(review.get_absolute_url()).status_code == 200
    assert (conflict.reason, conflict.lifted_because, conflict.lifted_by) == (WHY, LIFTED, people.chair)
    assert LIFTED in page(people.manager, reverse("reviews:conflicts", args=[review.pk]))
    assert Notice.objects.filter(template="conflict_lifted", to=people.panel_member).count() == 1
    assert grants.differences() == ([], [])
    assert conflicts.lift(conflict, reason="Again.", by=people.chair).lifted_because == LIFTED


def test_conflict_is_lifted_by_another_board_chair_and_never_by_the_person(
    people: Any, review: Review
) -> None:
    conflict = declare(review, people.chair, people.chair)
    with pytest.raises(Denied, match="conflict of interest"):
        conflicts.lift(conflict, reason=LIFTED, by=people.chair)
    with pytest.raises(Denied, match="lifted by the board chair"):
        conflicts.lift(conflict, reason=LIFTED, by=people.manager)
    deputy = make.member(people.board, Role.BOARD_CHAIR)

    assert conflicts.lift(conflict, reason=LIFTED, by=deputy).lifted_by == deputy


def test_database_refuses_a_conflict_lifted_by_the_person(people: Any, review: Review) -> None:
    conflict = declare(review, people.manager, people.manager)
    conflict.lifted_at, conflict.lifted_by = timezone.now(), people.manager
    with pytest.raises(IntegrityError, match="conflict_never_lifted_by_the_person"), transaction.atomic():
        conflict.save()


def test_conflict_is_not_lifted_without_a_reason(people: Any, review: Review) -> None:
    conflict = declare(review, people.panel_member, people.manager)
    with pytest.raises(Missing, match="Say why the conflict no longer stands"):
        conflicts.lift(conflict, reason=" ", by=people.chair)


def test_page_to_lift_is_gone_once_it_is_lifted(people: Any, review: Review) -> None:
    conflict = declare(review, people.panel_member, people.manager)
    url = reverse("reviews:conflict_lift", args=[review.pk, conflict.pk])
    assert WHY in page(people.chair, url)
    conflicts.lift(conflict, reason=LIFTED, by=people.chair)
    assert sign_in(Client(), people.chair).get(url).status_code == 404


def test_conflict_closes_what_names_the_case_by_its_referral(people: Any, review: Review) -> None:
    told = Notice.objects.filter(to=people.manager, case_code=review.referral.code)
    assert told.visible_to(people.manager).exists()
    declare(review, people.manager, people.manager)
    assert not told.visible_to(people.manager).exists()


def test_a_conflict_declared_twice_is_one_and_stands_once_in_the_record(people: Any, review: Review) -> None:
    first = declare(review, of=people.panel_member, by=people.manager)
    assert declare(review, of=people.panel_member, by=people.manager) == first
    assert AuditEvent.objects.filter(verb="conflict.declared").count() == 1
