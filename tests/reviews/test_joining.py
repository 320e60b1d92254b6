"""Two entries of the register that mean one person become one for every text, and can be parted or divided again."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from families.services import relatives
from reviews.enums import KinshipKind
from reviews.genograms import births
from reviews.models import Identity, IdentityRegister, Review, UnknownName
from reviews.services import identities, joining, kinship, unknown_names
from reviews.services.identities import InUse, LabelHoldsName, LabelTaken
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.platform.signing_in import sign_in

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


def test_only_whoever_keeps_the_register_joins_parts_and_divides(
    aunt: Identity, friend: Identity, people: Any
) -> None:
    acts = (
        lambda: joining.join(friend, stays=aunt, by=people.chair),
        lambda: joining.part(friend, pseudonym="Friend 8", by=people.chair),
        lambda: joining.divide(friend, spellings=["Del"], pseudonym="Friend 4", by=people.chair),
    )
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()


def test_entries_of_two_kinds_or_cases_and_joined_ones_are_not_joined(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    school = enter(register, people, "Tanner Lane School", "School 3", kind="school")
    elsewhere = enter(make.referral(people).register, people, "Aunty Del", "Aunt 9")
    joining.join(friend, stays=aunt, by=people.manager)
    third = enter(register, people, "Cole Prentice", "Neighbour 2")
    for goes, stays in (
        (aunt, aunt), (aunt, school), (aunt, elsewhere), (third, fresh(friend)), (fresh(friend), third)
    ):  # fmt: skip
        with pytest.raises(joining.NotAlike, match=r"Choose another entry of the same kind\."):
            joining.join(goes, stays=stays, by=people.manager)


def test_a_number_is_neither_joined_nor_divided(register: IdentityRegister, people: Any) -> None:
    first = enter(register, people, "07700 900123", "[phone]", kind="phone", aliases=["900123"])
    second = enter(register, people, "07700 900124", "[phone]", kind="phone")
    sentence = "A number, a date or an address is kept as it is written, so it is neither joined nor divided."
    with pytest.raises(joining.ValuesStayApart, match=sentence):
        joining.join(second, stays=first, by=people.manager)
    with pytest.raises(joining.ValuesStayApart):
        joining.divide(first, spellings=["900123"], pseudonym="[phone 2]", by=people.manager)


def test_the_child_has_to_stay(register: IdentityRegister, aunt: Identity, people: Any) -> None:
    child = register.identities.get(role="subject child")
    with pytest.raises(joining.ChildStays, match=r"The entry of the child has to stay\."):
        joining.join(child, stays=aunt, by=people.manager)


def test_a_relative_has_to_stay_and_two_are_never_joined(review: Review, aunt: Identity, people: Any) -> None:
    first = make.relative(people, review).identity
    known: Any = {"name": "Mr Selwyn Quillfeather", "relationship": "father", "label": "Father"}
    second = relatives.add(review, by=people.manager, **known).identity
    sentence = "A relative is recorded with the other entry, so that one has to stay."
    with pytest.raises(joining.RelativeStays, match=sentence):
        joining.join(first, stays=aunt, by=people.manager)
    with pytest.raises(joining.BothRelatives, match="Both are recorded as relatives"):
        joining.join(first, stays=second, by=people.manager)
    joining.join(aunt, stays=first, by=people.manager)


def test_whoever_stands_in_the_genogram_has_to_stay(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    child = register.identities.get(role="subject child")
    kinship.record(register, person=aunt, relative=child, kind=KinshipKind.FOSTER, by=people.manager)
    sentence = "The other entry stands in the genogram, so that one has to stay. Or take its lines out first."
    with pytest.raises(joining.KinStays, match=sentence):
        joining.join(aunt, stays=friend, by=people.manager)
    joining.join(friend, stays=aunt, by=people.manager)


def test_a_label_that_holds_a_name_of_the_other_is_refused(
    register: IdentityRegister, aunt: Identity, people: Any
) -> None:
    other = enter(register, people, "Cole Prentice", "Aunty Marsh 2")
    with pytest.raises(LabelHoldsName):
        joining.join(aunt, stays=other, by=people.manager)


def test_parting_refuses_a_label_that_somebody_has_and_an_entry_that_stands_for_itself(
    register: IdentityRegister, aunt: Identity, friend: Identity, people: Any
) -> None:
    with pytest.raises(joining.NotJoined, match=r"This entry is not joined to another\."):
        joining.part(friend, pseudonym="Friend 8", by=people.manager)
    joining.join(friend, stays=aunt, by=people.manager)
    for label, refusal in (("Aunt 5", LabelTaken), ("Aunty Del", LabelHoldsName)):
        with pytest.raises(refusal):
            joining.part(fresh(friend), pseudonym=label, by=people.manager)


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
    for spellings in ([], ["Delyth Marsh"], ["Bryn Harrow"]):
        with pytest.raises(
            joining.NotItsSpellings, match=r"Choose at least one of the other forms of this entry\."
        ):
            joining.divide(aunt, spellings=spellings, pseudonym="Cousin 6", by=people.manager)


@pytest.fixture
def manager(review: Review, people: Any) -> Client:
    client = sign_in(Client(), people.manager)
    address = reverse("reviews:named_view", args=["review", review.pk])
    client.post(address, {"reason": "Two entries have to be compared."})
    return client


def test_the_pages_join_and_part_by_what_the_manager_chooses(
    manager: Client, review: Review, aunt: Identity, friend: Identity
) -> None:
    page = manager.get(reverse("reviews:identity", args=[review.pk, friend.pk])).content.decode()
    join = reverse("reviews:identity_join", args=[review.pk, friend.pk])
    assert join in page

    answer = manager.post(join, {"other": aunt.pk, "stays": "other"})
    assert answer.headers["Location"] == reverse("reviews:identity", args=[review.pk, aunt.pk])
    assert fresh(friend).same_as == aunt

    page = manager.get(answer.headers["Location"]).content.decode()
    part = reverse("reviews:identity_part", args=[review.pk, friend.pk])
    assert part in page
    assert "It was Friend 8 before" in page
    assert 'value="Friend 8"' in manager.get(part).content.decode()
    manager.post(part, {"pseudonym": "Friend 8"})
    assert fresh(friend).same_as is None


def test_a_joined_entry_is_shown_with_the_one_it_was_joined_to(
    manager: Client, review: Review, aunt: Identity, friend: Identity, people: Any
) -> None:
    joining.join(friend, stays=aunt, by=people.manager)
    listed = manager.get(reverse("reviews:identities", args=[review.pk])).content.decode()
    assert listed.count("Aunt 5</th>") == 1
    assert "Delyth Marsh, Aunty Del" in listed
    answer = manager.get(reverse("reviews:identity", args=[review.pk, friend.pk]))
    assert answer.headers["Location"] == reverse("reviews:identity", args=[review.pk, aunt.pk])


def test_without_the_named_view_the_pages_ask_for_a_reason_first(
    review: Review, aunt: Identity, people: Any
) -> None:
    client = sign_in(Client(), people.manager)
    for name in ("join", "part", "divide"):
        answer = client.get(reverse(f"reviews:identity_{name}", args=[review.pk, aunt.pk]))
        assert answer.headers["Location"].startswith("/names/review/")


def test_a_page_with_nothing_to_part_or_divide_says_so_and_has_no_form(
    manager: Client, review: Review, aunt: Identity
) -> None:
    for name, sentence in (
        ("part", "This entry is not joined to another."),
        ("divide", "Choose at least one of the other forms of this entry."),
    ):
        page = manager.get(reverse(f"reviews:identity_{name}", args=[review.pk, aunt.pk])).content.decode()
        assert sentence in page
        assert '<form method="post" novalidate' not in page


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
