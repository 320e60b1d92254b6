"""What stands against joining, parting and dividing entries of the register."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from families.services import relatives
from reviews.enums import KinshipKind
from reviews.models import Identity, IdentityRegister, Review
from reviews.services import joining, kinship
from reviews.services.identities import LabelHoldsName, LabelTaken
from tests import make
from tests.reviews.test_joining import aunt, enter, fresh, friend, people, register, review

pytestmark = pytest.mark.django_db

__all__ = ["aunt", "friend", "people", "register", "review"]


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
