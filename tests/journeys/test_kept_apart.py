"""A letter to one relative that tells of another waits for a second person, in a browser."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from families.models import FamilyLetter
from families.services import contacts, relatives
from scr_portal.access.roles import Role
from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

LETTER = "The panel would like to hear from you. Mr Zennor has moved to his aunt’s. The panel meets in May."
WAITS = "sentence in the letter for Mother may tell of another person."


def test_a_letter_that_tells_of_another_relative_goes_once_somebody_else_has_cleared_each_sentence(
    visitor: NewVisitor,
) -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    contact = make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    contacts.name(review, user=contact, by=people.manager)
    mother = make.relative(people, review)
    relatives.add(review, name="Lanyon Zennor", relationship="father", label="Father", by=people.manager)
    writer, second = let_in(visitor(), contact), let_in(visitor(), people.manager)

    writer.go(mother.get_absolute_url())
    writer.follow("Write a letter")
    writer.choose("What is the letter for?", "To ask them for their views")
    writer.type("What does it say?", f"Dear Mrs Quillfeather,\n\n{LETTER}")
    writer.press("Save the letter")
    writer.must_read(f"One {WAITS}", "Mr Zennor has moved to his aunt’s.", "“Mr Zennor” is Father.")
    writer.must_read("“moved” is a word about where somebody lives", "This is a help and no proof")
    assert not writer.page.get_by_role("link", name="Print it").count()
    letter = FamilyLetter.objects.get()
    writer.go(f"{letter.get_absolute_url()}send/")
    writer.must_wait_for(f"One {WAITS}", "what is recorded about one relative is not told to another")
    writer.go(letter.get_absolute_url())
    writer.press("Ask a second person")
    writer.press("Ask a second person")
    writer.must_read(
        "The letter cannot be printed or sent until each sentence has been cleared or taken out."
    )

    second.go("/work/")
    second.follow(re.compile("^Clear, or not, one sentence in the letter for Mother"))
    second.must_read("What may Mother read of others?", "Mr Zennor has moved to his aunt’s.", "Wilmot Dray")
    second.press("Clear what I chose")
    second.must_read("Choose what you clear.", "Say why the relative may read this.")
    second.page.get_by_label(re.compile("Mr Zennor has moved")).focus()
    second.page.keyboard.press("Space")
    second.type("Why may they read it?", "He asked us to tell her.")
    second.press("Clear what I chose")
    second.must_read("Cleared.")

    writer.go(letter.get_absolute_url())
    writer.must_read("Nothing in this letter waits to be cleared.")
    writer.follow("Print it")
    writer.must_read("Print this page with your browser.", "Mr Zennor has moved to his aunt’s.")
    writer.page.emulate_media(media="print")
    assert writer.page.get_by_text("Mr Zennor has moved").is_visible()
    for around in ("header", "footer", "h1", ".portal-case"):
        assert not writer.page.locator(around).first.is_visible(), around
    writer.page.emulate_media(media="screen")
    writer.go(letter.get_absolute_url())
    writer.press("Record that it went")
    writer.enter_day("On which day did it go?", timezone.localdate())
    writer.press("Record that it went")
    writer.must_read("Asked for their views", "by letter")
    writer.go(letter.get_absolute_url())
    writer.must_read("Sent by Wilmot Dray")


def test_what_the_writer_takes_out_or_changes_is_asked_about_no_longer_or_again(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    mother = make.relative(people, review)
    letter = make.letter(people, mother, f"{LETTER} Her brother was arrested.")
    make.asked_about(letter, by=people.manager)
    writer = let_in(visitor(), people.manager)
    writer.go(letter.get_absolute_url())
    writer.must_read(f"Two {WAITS.replace('sentence', 'sentences')}")
    writer.follow("Change the letter")
    writer.type("What does it say?", "The panel would like to hear from you. Her brother was not arrested.")
    writer.press("Save the letter")
    writer.must_read(f"One {WAITS}", "Her brother was not arrested.")
    writer.follow("Change the letter")
    writer.type("What does it say?", "The panel would like to hear from you.")
    writer.press("Save the letter")
    writer.must_read("Nothing in this letter waits to be cleared.")
    writer.follow("Set it aside")
    writer.press("Set it aside")
    writer.must_read("Set aside, written by")
