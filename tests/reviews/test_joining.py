"""Two entries of the register that mean one person become one for every text, and can be parted or divided again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from reviews.enums import KinshipKind
from reviews.genograms import births
from reviews.models import Identity, IdentityRegister, Review, UnknownName
from reviews.services import identities, joining, kinship, unknown_names
from reviews.services.identities import InUse, LabelTaken
from scr_portal.audit.models import AuditEvent
from tests import make

pytestmark = pytest.mark.django_db

ACCOUNT = (
    "Delyth Marsh rang. Aunty Del was told. Mr Cole Prentice did not come, and Cole’s cousin Bryn Harrow did."
)


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def review(people: Any) -> Review:
    return make.review(people, account=ACCOUNT)


@pytest.fixture
def register(review: Review) -> IdentityRegister:
    return review.identity_register()


def enter(register: IdentityRegister, people: Any, name: str, label: str, **values: Any) -> Identity:
    kind = values.pop("kind", "person")
    return identities.enter(register, kind=kind, canonical=name, pseudonym=label, by=people.manager, **values)


@pytest.fixture
def aunt(register: IdentityRegister, people: Any) -> Identity:
    return enter(register, people, "Delyth Marsh", "Aunt 5", given="Delyth", family="Marsh", role="aunt")


@pytest.fixture
def friend(register: IdentityRegister, people: Any) -> Identity:
    return enter(register, people, "Aunty Del", "Friend 8", role="friend")


def reads(review: Review) -> str:
    referral = type(review.referral).objects.get(pk=review.referral_id)
    return str(referral.account.coded)


def fresh(identity: Identity) -> Identity:
    return Identity.objects.get(pk=identity.pk)


def test_what_is_joined_reads_as_the_entry_that_stays_in_every_text(
    review: Review, aunt: Identity, friend: Identity, people: Any
) -> None:
    assert "Aunt 5 rang. Friend 8 was told." in reads(review)

    joining.join(friend, stays=aunt, by=people.manager)

    assert "Aunt 5 rang. Aunt 5 was told." in reads(review)


def test_every_form_of_a_joined_name_stays_behind_the_label(people: Any) -> None:
    """Young and May are words too: nothing but the register keeps them out of a text."""
    told = "Hope Young rang. Mrs Young was told. Then Young left. We met May Day, and May Day rang."
    review = make.review(people, account=told)
    register = review.identity_register()
    stays = enter(register, people, "Delyth Marsh", "Aunt 5", given="Delyth", family="Marsh")
    for title, name, label in (("Mrs", "Hope Young", "Friend 8"), ("Nurse", "May Day", "Nurse 3")):
        given, family = name.split()
        enter(register, people, name, label, title=title, given=given, family=family)
    apart = reads(review)
    assert "Young" not in apart and "May" not in apart

    for entry in register.identities.filter(pseudonym__in=["Friend 8", "Nurse 3"]):
        joining.join(entry, stays=fresh(stays), by=people.manager)

    assert reads(review) == apart.replace("Friend 8", "Aunt 5").replace("Nurse 3", "Aunt 5")


def test_the_short_form_of_a_joined_school_stays_behind_the_label(people: Any) -> None:
    told = "Rosewood Primary School rang. Rosewood Primary rang again, and Rosewood School did not."
    review = make.review(people, account=told)
    register = review.identity_register()
    stays = enter(register, people, "Rosewood School", "School 4", kind="school")
    goes = enter(register, people, "Rosewood Primary School", "School 7", kind="school")
    apart = reads(review)
    assert "Rosewood" not in apart

    joining.join(goes, stays=stays, by=people.manager)

    assert reads(review) == apart.replace("School 7", "School 4")


def test_parting_brings_the_own_label_back(
    review: Review, aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)

    parted = joining.part(fresh(friend), pseudonym=fresh(friend).own_label, by=people.manager)

    assert (parted.same_as, parted.own_label, parted.pseudonym) == (None, "", "Friend 8")
    assert "Aunt 5 rang. Friend 8 was told." in reads(review)


def test_each_change_counts_and_is_on_record(aunt: Identity, friend: Identity, people: Any) -> None:
    before = IdentityRegister.objects.get(pk=aunt.register_id).version
    joining.join(friend, stays=aunt, by=people.manager)
    joining.part(fresh(friend), pseudonym="Friend 8", by=people.manager)

    assert IdentityRegister.objects.get(pk=aunt.register_id).version == before + 2
    acts = AuditEvent.objects.filter(verb__in=("identity.joined", "identity.parted")).order_by("seq")
    assert list(acts.values_list("verb", flat=True)) == ["identity.joined", "identity.parted"]
    assert not any("Del" in str(act.facts) for act in acts)


def test_a_new_label_of_the_one_that_stays_holds_for_what_is_joined(
    review: Review, aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)
    identities.change(fresh(aunt), pseudonym="Relative 3", by=people.manager)

    assert fresh(friend).pseudonym == "Relative 3"
    assert "Relative 3 rang. Relative 3 was told." in reads(review)


def test_the_label_it_had_goes_to_nobody_else(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)
    with pytest.raises(LabelTaken):
        enter(register, people, "Cole Prentice", "friend 8")
    identities.change(fresh(aunt), pseudonym="Friend 8", by=people.manager)


def test_what_was_joined_to_the_one_that_goes_goes_with_it(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    third = enter(register, people, "Mrs Marsh-Bevan", "Neighbour 2")
    joining.join(friend, stays=aunt, by=people.manager)
    joining.join(fresh(aunt), stays=third, by=people.manager)

    assert {one.own_label for one in fresh(third).joined.all()} == {"Aunt 5", "Friend 8"}
    assert len(register.entries) == register.identities.count() - 2


def test_the_database_refuses_an_entry_joined_to_itself(aunt: Identity) -> None:
    aunt.same_as, aunt.own_label = aunt, "Aunt 5"
    with pytest.raises(IntegrityError), transaction.atomic():
        aunt.save()


def test_the_entry_that_others_are_joined_to_stays_in_the_register(
    aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)
    with pytest.raises(InUse):
        identities.remove(fresh(aunt), by=people.manager)


def test_dividing_gives_spellings_to_somebody_else(
    review: Review, register: IdentityRegister, people: Any
) -> None:
    cole = enter(
        register, people, "Cole Prentice", "Neighbour 2", title="Mr", given="Cole", family="Prentice",
        aliases=["Bryn Harrow", "Coley"],
    )  # fmt: skip
    assert "Neighbour 2’s cousin Neighbour 2 did" in reads(review)

    entry = joining.divide(
        cole, spellings=["Bryn Harrow"], pseudonym="Cousin 6", role="cousin", by=people.manager
    )

    assert (entry.canonical, entry.given, entry.role) == ("Bryn Harrow", "Bryn", "cousin")
    assert fresh(cole).aliases == ["Coley"]
    assert "Neighbour 2’s cousin (Cousin 6) did" in reads(review)


def test_an_answer_follows_the_spelling_that_it_gave(
    review: Review, register: IdentityRegister, aunt: Identity, people: Any
) -> None:
    reads(review)
    name = UnknownName.objects.spelled(register, "Bryn Harrow").get()
    unknown_names.answer_as_known(name, identity=aunt, by=people.manager)

    entry = joining.divide(fresh(aunt), spellings=["Bryn Harrow"], pseudonym="Cousin 6", by=people.manager)

    name.refresh_from_db()
    assert name.identity == entry
    unknown_names.take_back(name, by=people.manager)
    assert "Bryn" not in reads(review)


def test_only_other_forms_of_the_entry_are_divided_off(aunt: Identity, people: Any) -> None:
    with pytest.raises(joining.NoOtherForms, match=r"This entry has no other forms or nicknames"):
        joining.divide(aunt, spellings=["Delyth Marsh"], pseudonym="Cousin 6", by=people.manager)
    identities.change(aunt, aliases=["Dilly"], by=people.manager)
    for spellings in ([], ["Delyth Marsh"], ["Bryn Harrow"]):
        with pytest.raises(
            joining.NotItsSpellings, match=r"Choose at least one of the other forms of this entry\."
        ):
            joining.divide(aunt, spellings=spellings, pseudonym="Cousin 6", by=people.manager)


def test_a_birth_entered_for_the_joined_entry_is_that_of_the_one_that_stays(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    identities.enter_birth(friend, born_on=datetime.date(1971, 5, 3), by=people.manager)
    joining.join(friend, stays=aunt, by=people.manager)

    assert births({aunt.pk: aunt}) == {aunt.pk: "1971-05-03"}
    (birth,) = (entry for entry in register.entries if entry["canonical"] == "1971-05-03")
    assert birth["of"] == str(aunt.pk)


def test_no_relationship_is_recorded_of_a_joined_entry(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    child = register.identities.get(role="subject child")
    joining.join(friend, stays=aunt, by=people.manager)
    with pytest.raises(kinship.NotOfThisCase):
        kinship.record(
            register, person=fresh(friend), relative=child, kind=KinshipKind.FOSTER, by=people.manager
        )
