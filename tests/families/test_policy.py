"""What each person is told who asks to read or record what concerns a family."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from families.actions import FamilyAction
from families.services import contacts
from scr_portal import access
from tests import cast, make
from tests.asking import again
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    return cast.begin(made, make.review(made.people))


FAMILY_READ = (
    "What concerns the family is read by its contact, the manager, the panel chair and the overview author."
)


@pytest.mark.parametrize(
    ("action", "allowed", "sentence"),
    [
        (FamilyAction.VIEW_FAMILY, "bm fl pch ova", FAMILY_READ),
        (
            FamilyAction.RECORD_CONTACT,
            "bm fl",
            "Contacts with the family are recorded by its personal contact or the business manager.",
        ),
        (
            FamilyAction.READ_WISHES,
            "bm fl",
            "How a relative is safely reached is read in clear by the family’s contact and the manager.",
        ),
        (
            FamilyAction.NAME_CONTACT,
            "bm",
            "The family’s personal contact is named by the business manager.",
        ),
    ],
)
def test_who_reads_and_records_what_concerns_the_family(
    world: Any, action: Any, allowed: str, sentence: str
) -> None:
    assert_told(world, action, world.relative, allowed, sentence)
    assert_told(world, action, world.review, allowed, sentence)


def test_a_hold_is_agreed_by_manager_contact_or_panel_chair_other_than_who_asked(world: Any) -> None:
    row = make.hold(world.people, world.relative, agreed=False)
    own = "Somebody else has to agree that a relative is not told."
    agreed = "That a relative is not told is agreed by the manager, the family’s contact or the panel chair."
    assert_told(world, FamilyAction.AGREE_HOLD, row, "fl pch", agreed, {"bm": own})
    other = make.member(world.people.board, "business_manager")
    assert access.refusal(FamilyAction.AGREE_HOLD, other, row) is None
    nothing = "Only that a relative is not told is agreed here."
    assert_told(world, FamilyAction.AGREE_HOLD, world.relative, "", nothing)


def test_a_letter_is_sent_by_its_writer_while_they_write_to_the_family(world: Any) -> None:
    sentence = "A letter is sent, or set aside, by whoever wrote it last."
    row = make.letter(world.people, world.relative, "Dear Mrs Quillfeather.", by=world.who["fl"])
    assert_told(world, FamilyAction.SEND_LETTER, row, "fl", sentence)
    assert_told(world, FamilyAction.SEND_LETTER, world.relative, "", sentence)
    contacts.end(world.review.personal_contacts.get(), by=world.people.manager)
    assert access.refusal(FamilyAction.SEND_LETTER, again(world.who["fl"]), row)


def test_what_a_text_says_of_others_is_cleared_by_manager_contact_or_chair_other_than_who_gives_it(
    world: Any,
) -> None:
    letter = make.letter(world.people, world.relative, "Her brother was arrested.")
    row = make.asked_about(letter, by=world.people.manager)
    own = "Somebody else has to clear what a text of yours says of others."
    cleared = "What a text says of other relatives is cleared by the manager, the family’s contact or the panel chair."
    assert_told(world, FamilyAction.CLEAR_OTHERS, row, "fl pch", cleared, {"bm": own})
    assert_told(
        world,
        FamilyAction.CLEAR_OTHERS,
        letter,
        "",
        "Only what a text for a relative says of others is cleared.",
    )
