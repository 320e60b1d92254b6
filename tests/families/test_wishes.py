"""How a relative is safely reached: in clear to those who must obey it, coded to others, with what it said before."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from families.models import Relative
from families.services import contacts, relatives
from reviews.models import Identity
from reviews.services import identities
from reviews.services.identities import LabelTaken
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.web.stale import StaleForm
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

SAFE = "Never while Davy Quillfeather is at home. No letters to Saltern Row."


def family() -> tuple[Any, Any, Any]:
    """The people, the mother, and the family's own contact."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    person = make.member(people.board, Role.FAMILY_LIAISON)
    contacts.name(review, user=person, by=people.manager)
    relatives.add(
        review, name="Mr Davy Quillfeather", relationship="father", label="Father", by=people.manager
    )
    mother = relatives.add(
        review,
        name="Mrs Oona Quillfeather",
        relationship="mother",
        label="Mother",
        safe_contact=SAFE,
        wishes="With her sister Enid.",
        by=people.manager,
    )
    return people, mother, person


def test_those_who_must_obey_it_read_it_in_clear_and_others_in_labels(client: Any) -> None:
    people, mother, person = family()
    for somebody in (people.manager, person):
        page = sign_in(client, somebody).get(mother.get_absolute_url()).content.decode()
        assert SAFE in page
        assert "her sister Enid" in page
    for somebody in (people.panel_chair, people.author):
        page = sign_in(client, somebody).get(mother.get_absolute_url()).content.decode()
        assert "How to reach Mother safely" in page
        assert "Davy" not in page
        assert "Enid" not in page


@pytest.mark.parametrize("name", ["families:contact_record", "families:not_told", "reports:copy"])
def test_it_stands_beside_each_form_that_records_a_contact(name: str, client: Any) -> None:
    _, mother, person = family()
    page = sign_in(client, person).get(reverse(name, args=[mother.review_id, mother.pk]))
    assert SAFE in page.content.decode()


def test_a_change_keeps_who_made_it_and_what_it_said_before(client: Any) -> None:
    people, mother, person = family()
    relatives.change_wishes(mother, safe_contact="By telephone only.", wishes="", version=0, by=person)
    page = sign_in(client, people.manager).get(mother.get_absolute_url()).content.decode()
    assert "By telephone only." in page
    before = page[page.index("What it said before") :]
    assert f"changed by {person}" in before
    assert SAFE in before
    coded = sign_in(client, people.panel_chair).get(mother.get_absolute_url()).content.decode()
    assert "What it said before" in coded
    assert "Davy" not in coded


def test_two_people_at_one_page_lose_nothing() -> None:
    people, mother, person = family()
    relatives.change_wishes(mother, safe_contact="By telephone only.", wishes="", version=0, by=person)
    with pytest.raises(StaleForm):
        relatives.change_wishes(mother, safe_contact="By letter.", wishes="", version=0, by=people.manager)
    assert Relative.objects.get(pk=mother.pk).safe_contact.original == "By telephone only."


def test_who_they_are_and_how_to_reach_them_is_corrected() -> None:
    people, mother, person = family()
    changed = relatives.change(
        mother, relationship="carer", contact_details="01632 960417", version=0, by=person
    )
    assert (changed.relationship, changed.contact_details, changed.version) == ("carer", "01632 960417", 1)
    with pytest.raises(StaleForm):
        relatives.change(mother, relationship="mother", contact_details="", version=0, by=people.manager)


@pytest.mark.parametrize("person", ["panel_chair", "author", "panel_member", "chair"])
def test_nobody_else_changes_it(person: str) -> None:
    people, mother, _ = family()
    with pytest.raises(Denied):
        relatives.change_wishes(mother, safe_contact="", wishes="", version=0, by=getattr(people, person))
    with pytest.raises(Denied):
        relatives.change(
            mother, relationship="mother", contact_details="", version=0, by=getattr(people, person)
        )


# One label a person


@pytest.mark.parametrize("label", ["Mother", "mother", " MOTHER "])
def test_two_relatives_cannot_carry_one_label(label: str) -> None:
    people, mother, _ = family()
    with pytest.raises(LabelTaken, match="Another person of this case has that label") as refused:
        relatives.add(
            mother.review, name="Mrs Ann Tull", relationship="mother", label=label, by=people.manager
        )
    assert set(refused.value.sentences) == {"label"}
    assert mother.review.relatives.count() == 2


def test_no_person_of_any_kind_takes_the_label_of_another() -> None:
    people, mother, _ = family()
    register = mother.review.identity_register()
    with pytest.raises(LabelTaken, match="has that label"):
        identities.enter(register, kind="person", canonical="Ann Tull", pseudonym="Mother", by=people.manager)
    doctor = identities.enter(
        register, kind="person", canonical="Ann Tull", pseudonym="Doctor 4", by=people.manager
    )
    with pytest.raises(LabelTaken, match="has that label"):
        identities.change(doctor, pseudonym="mother", by=people.manager)
    with pytest.raises(IntegrityError, match="one_person_a_label"), transaction.atomic():
        Identity.objects.create(register=register, kind="person", canonical="X Y", pseudonym="MOTHER")


def test_a_label_is_free_in_another_case_and_for_a_place() -> None:
    people, mother, _ = family()
    other = make.review(people)
    assert make.relative(people, other).identity.pseudonym == "Mother"
    register = mother.review.identity_register()
    place = identities.enter(
        register, kind="place", canonical="Saltern Mill", pseudonym="Mother", by=people.manager
    )
    assert place.pseudonym == "Mother"


def test_the_form_says_beside_its_field_that_a_label_is_taken(client: Any) -> None:
    people, mother, _ = family()
    answer = sign_in(client, people.manager).post(
        reverse("families:relative_add", args=[mother.review_id]),
        {"name": "Mrs Ann Tull", "relationship": "grandparent", "label": "Mother"},
    )
    assert answer.status_code == 422
    assert 'id="id_label-error"' in answer.content.decode() or "id_label" in answer.content.decode()
    assert "Another person of this case has that label" in answer.content.decode()
    assert "Ann Tull" in answer.content.decode()
