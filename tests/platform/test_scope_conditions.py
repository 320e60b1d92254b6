"""Who may read is said once for a person and asked of the database each time."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from families.models import FamilyLetter
from panels.models import Commission
from reviews.models import Referral, ReturnPoint, Review
from reviews.services import reviews, seals
from scr_portal.access import grants, scope
from scr_portal.access.subqueries import Rows, as_they_are
from scr_portal.accounts.models import Membership
from tests import cast, make
from tests.asking import again

pytestmark = pytest.mark.django_db


def test_saying_who_may_read_asks_the_database_nothing() -> None:
    """Else what is said once for a person would hold an answer that is out of date."""
    people = make.staff(make.board())
    for model in scope.scoped_models():
        ContentType.objects.get_for_model(model)
    manager = again(people.manager)
    with CaptureQueriesContext(connection) as asked:
        for model in scope.scoped_models():
            scope.scoped_manager(model).visible_to(manager)
    assert [query["sql"] for query in asked] == []


def test_same_person_in_memory_reads_what_they_may_read_now() -> None:
    people = make.staff(make.board())
    manager = people.manager
    assert not Review.objects.visible_to(manager).exists()
    review = make.review(people)
    assert Review.objects.visible_to(manager).exists()
    reviews.declare_conflict(review, of=manager, reason="A neighbour.", by=manager)
    assert not Review.objects.visible_to(manager).exists()


def test_same_person_in_memory_reads_nothing_once_a_role_has_ended_or_the_account_is_closed() -> None:
    people = make.staff(make.board())
    make.review(people)
    assert Referral.objects.visible_to(people.chair).exists()
    people.chair.is_active = False
    assert not Referral.objects.visible_to(people.chair).exists()
    people.chair.is_active = True
    assert Referral.objects.visible_to(people.chair).exists()
    Membership.objects.filter(user=people.chair).update(ended_on=timezone.localdate())
    assert not Referral.objects.visible_to(people.chair).exists()


def test_boards_and_agencies_of_the_same_person_in_memory_are_asked_of_the_database_each_time() -> None:
    author = make.commission(make.staff(make.board())).author
    assert len(author.boards_as()) == len(author.agencies_as()) == 1
    author.is_active = False
    assert not author.boards_as() and not author.agencies_as()
    author.is_active = True
    Membership.objects.filter(user=author).update(ended_on=timezone.localdate())
    assert not author.boards_as() and not author.agencies_as()


def test_what_is_sealed_meanwhile_is_closed_to_the_same_person_in_memory() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    letter = make.letter(people, make.relative(people, review), "The panel would like to hear from you.")
    assert FamilyLetter.objects.visible_to(people.panel_chair).exists()
    seal = make.seal(letter, by=people.manager)
    assert not FamilyLetter.objects.visible_to(people.panel_chair).exists()
    seals.lift(seal, reason="It may be read again.", by=people.manager)
    assert FamilyLetter.objects.visible_to(people.panel_chair).exists()


def test_role_that_ends_tomorrow_is_none_tomorrow_for_the_same_person_in_memory() -> None:
    people = make.staff(make.board())
    make.review(people)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    Membership.objects.filter(user=people.chair).update(ended_on=tomorrow)
    assert Referral.objects.visible_to(people.chair).exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        assert not Referral.objects.visible_to(people.chair).exists()


@pytest.mark.parametrize("model", [Review, Referral, Commission, ReturnPoint])
def test_subquery_carried_as_it_is_finds_the_rows_that_djangos_own_finds(model: Any) -> None:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    make.returned_chronology(world.people, world.commission)
    for person in world.who.values():
        if person.is_authenticated:
            rows = model._default_manager.filter(pk__in=model.objects.visible_to(person))
            carried = model._default_manager.filter(as_they_are(Q(pk__in=model.objects.visible_to(person))))
            turned = model._default_manager.filter(as_they_are(~Q(pk__in=model.objects.visible_to(person))))
            assert set(carried) == set(rows)
            assert set(carried) | set(turned) == set(model._default_manager.all())
            assert not set(carried) & set(turned)


def test_subquery_carried_as_it_is_may_be_empty_named_twice_and_counted_beside() -> None:
    people = make.staff(make.board())
    made = {make.review(people), make.review(people)}
    none, all_of_them = Rows(Review.objects.none()), Rows(Review.objects.order_by("-opened_at"))
    assert not Review.objects.filter(pk__in=none).exists()
    assert set(Review.objects.exclude(pk__in=none)) == made
    twice = Review.objects.filter(pk__in=all_of_them) | Review.objects.filter(pk__in=all_of_them, code="")
    counted = twice.annotate(found=models.Count("pk", filter=Q(pk__in=all_of_them)))
    assert [row.found for row in counted] == [1, 1]


def test_whoever_is_not_active_holds_no_permission_on_anything() -> None:
    world = cast.world()
    review = cast.begin(world, make.review(world.people)).review
    chair = world.people.panel_chair
    held = grants.objects(chair, ["chair_panel"], Review.objects.all())
    assert list(held) == [review]
    assert not grants.objects(chair, ["write_overview"], Review.objects.all())
    chair.is_active = False
    assert not grants.objects(chair, ["chair_panel"], Review.objects.all())
    assert not grants.keys(chair, ["chair_panel"], Review)


def test_what_was_said_for_a_person_alone_does_not_hold_in_a_preview_of_them() -> None:
    people, others = make.staff(make.board()), make.staff(make.board())
    make.review(people)
    chair = again(people.chair)
    assert Review.objects.visible_to(chair).exists()
    chair.previewed_by = others.manager
    assert not Review.objects.visible_to(chair).exists()
    chair.previewed_by = None
    assert Review.objects.visible_to(chair).exists()
