"""The pages about the family: one review, one contact, the exact text, and nothing while proceedings hold it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from families.models import Relative
from families.services import contacts, relatives
from reports.services import editions
from reports.services.editions import OtherReview
from scr_portal.access import Denied, allowed
from scr_portal.access.roles import Role
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def test_a_personal_contact_of_one_review_opens_nothing_of_another_of_the_same_board(client: Any) -> None:
    people = make.staff(make.board())
    mine, other = make.review(people), make.review(people)
    person = make.member(people.board, Role.FAMILY_LIAISON)
    contacts.name(mine, user=person, by=people.manager)
    own, foreign = make.relative(people, mine), make.relative(people, other)

    assert set(Relative.objects.visible_to(person)) == {own}
    client = sign_in(client, person)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert client.get(f"/reviews/{mine.pk}/family/{foreign.pk}/").status_code == 404


def test_access_ends_with_the_part() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    person = make.member(people.board, Role.FAMILY_LIAISON)
    contact = contacts.name(review, user=person, by=people.manager)
    make.relative(people, review)
    contacts.end(contact, by=people.manager)
    person = type(person).objects.get(pk=person.pk)
    assert not Relative.objects.visible_to(person).exists()
    assert not allowed("families.view_family", person, review)


def test_contact_details_stand_on_the_page_only_in_the_named_view(client: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    made = relatives.add(
        review,
        name="Oona Quillfeather",
        relationship="mother",
        label="Mother",
        contact_details="01632 960417",
        by=people.manager,
    )
    page = sign_in(client, people.manager).get(made.get_absolute_url()).content.decode()
    assert "960417" not in page
    assert "Quillfeather" not in page


def test_a_copy_of_another_case_cannot_be_recorded() -> None:
    people, edition = make.ready_to_publish(copied=False)
    foreign = make.relative(people, make.review(people))
    with pytest.raises(OtherReview, match="belongs to another review"):
        editions.give_copy(
            edition, foreign, given_on=timezone.localdate(), means="visit", declined=False, by=people.manager
        )


@pytest.mark.parametrize("person", ["panel_member", "committee", "chair", "referrer"])
def test_nobody_else_records_what_concerns_the_family(person: str) -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    made = make.relative(people, review)
    with pytest.raises(Denied):
        relatives.record_contact(
            made, kind="asked", means="visit", on=timezone.localdate(), by=getattr(people, person)
        )
    assert not Relative.objects.visible_to(getattr(people, person)).exists()
