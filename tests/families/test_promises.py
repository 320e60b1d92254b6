"""The promise line of a relative: kept and when, owed and by whom, postponed, or still to come."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from families.promises import owed_by, promises
from families.services import contacts, holds, relatives
from reports.services import editions
from scr_portal.access.roles import Role
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def states(relative: Any) -> dict[str, str]:
    fresh = type(relative).objects.get(pk=relative.pk)
    return {promise.name: promise.state for promise in promises(fresh, owed_by=owed_by(fresh.review))}


def test_from_the_first_day_they_are_owed_to_be_told_by_the_contact_or_the_manager(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    mother = make.relative(people, review, told=False)
    assert owed_by(review) == "the business manager"
    person = make.member(people.board, Role.FAMILY_LIAISON, name="Wenna Carlyon")
    contacts.name(review, user=person, by=people.manager)
    first = promises(mother, owed_by=owed_by(review))[0]
    assert (first.state, first.by) == ("owed", "Wenna Carlyon")
    for url in (mother.get_absolute_url(), f"/reviews/{review.pk}/family/"):
        page = sign_in(client, people.manager).get(url).content.decode()
        assert "<strong>Owed</strong> by Wenna Carlyon" in page


def test_what_was_kept_stands_with_its_day_and_who_recorded_it() -> None:
    people = make.staff(make.board())
    mother = make.relative(people, make.review(people))
    day = timezone.localdate()
    relatives.record_contact(mother, kind="leaflet", means="letter", on=day, by=people.manager)
    line = {promise.name: promise for promise in promises(mother, owed_by="")}
    for name in ("Told that there is a review", "Given the leaflet for families"):
        kept = line[name]
        assert (kept.state, kept.on, kept.by) == ("done", day, str(people.manager))
    assert states(mother)["Copy before the public"] == "later"


def test_a_hold_postpones_and_the_end_of_it_makes_everything_owed() -> None:
    people, edition = make.ready_to_publish(told=False, copied=False)
    mother = edition.review.relatives.get()
    hold = make.hold(people, mother)
    postponed = ("Told what the report says", "Copy before the public")
    assert {states(mother)[name] for name in postponed} == {"postponed"}
    hold.look_again_on = timezone.localdate() - datetime.timedelta(days=1)
    hold.save()
    assert {states(mother)[name] for name in postponed} == {"owed"}


def test_after_the_publication_a_relative_who_was_held_is_owed_the_copy_again() -> None:
    people, edition = make.ready_to_publish(told=False, copied=False)
    mother = edition.review.relatives.get()
    hold = make.hold(people, mother)
    editions.publish(edition, by=people.manager)
    assert states(mother)["Report published"] == "done"
    assert states(mother)["Copy before the public"] == "postponed"
    holds.end(hold, by=people.manager)
    assert states(mother)["Copy before the public"] == "owed"


def test_telling_is_postponed_while_something_is_owed_or_still_to_come(client: Any) -> None:
    people, edition = make.ready_to_publish()
    mother = edition.review.relatives.get()
    visitor = sign_in(client, people.manager)
    link = reverse("families:not_told", args=[mother.review_id, mother.pk])
    assert link in visitor.get(mother.get_absolute_url()).content.decode()

    editions.publish(edition, by=people.manager)
    assert set(states(mother).values()) <= {"done", "later"}
    assert link not in visitor.get(mother.get_absolute_url()).content.decode()
