"""The manager seals two sentences of a report to named people, in a browser; others read until when and why in their place."""

from __future__ import annotations

import datetime
import re

import pytest
from django.utils import timezone

from panels.models import Commission
from panels.services import imrs
from scr_portal.web.stale import version_of
from scr_portal.web.words import long_date
from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

BEFORE = "The school nurse saw the child twice in the spring."
SECRET = "The mother moved with the baby to a refuge by the sea wall. The nurse was given the address."
AFTER = "Nobody asked the school what it knew."
WHY = "The refuge is not to be found."


def handed_in(commission: Commission) -> object:
    """The agency's report, its summary with these sentences."""
    imr, text = make.ready_imr(commission), f"{BEFORE} {SECRET}\n\n{AFTER}"
    version = version_of(imr, "summary")
    imr = imrs.write(imr, section="summary", text=text, version=version, by=commission.author)
    return imrs.submit(imr, by=commission.author)


def test_two_sentences_are_sealed_and_the_rest_of_the_section_is_read_by_everybody(
    visitor: NewVisitor,
) -> None:
    people = make.staff(make.board())
    imr = handed_in(make.commission(people))
    page = imr.get_absolute_url()  # type: ignore[attr-defined]
    day = timezone.localdate() + datetime.timedelta(days=90)
    manager, member = let_in(visitor(), people.manager), let_in(visitor(), people.panel_member)

    member.go(page)
    member.must_read(BEFORE, "refuge by the sea wall")
    manager.go(page)
    manager.follow("Seal a passage to named people")
    manager.press("Continue")
    manager.must_read("Choose the sentences that are to be sealed.")
    manager.page.get_by_label(re.compile("^2. The mother moved")).check()
    manager.page.get_by_label(re.compile("^3. The nurse was given")).check()
    manager.press("Continue")
    manager.must_read("What is sealed", "refuge by the sea wall", "On this somebody has to act next")
    manager.choose("Why is it sealed?", "Somebody’s safety")
    manager.type("The reason in your own words", WHY)
    manager.choose("How does the seal end?", re.compile("^On a day"))
    manager.enter_day("On what day does it end, or do you look at it again?", day)
    manager.press("Seal it")
    manager.must_read("Passage: sealed", WHY, "refuge by the sea wall", f"Sealed until {long_date(day)}")

    said = f"[A passage is sealed until {long_date(day)} (somebody’s safety). Ask the business manager.]"
    member.go(page)
    member.must_read(BEFORE, said, AFTER)
    member.must_not_read("sea wall", "given the address", WHY)
    chair = let_in(visitor(), people.panel_chair)
    chair.go(page)
    chair.must_read("refuge by the sea wall", "You read it because the seal leaves it open to you.")
    chair.follow(re.compile("^Read the seal"))
    chair.must_read(WHY)

    manager.follow("Lift the seal")
    manager.type("Why need it not be sealed any longer?", "She has moved on.")
    manager.press("Lift the seal")
    manager.must_read("Passage: was sealed")
    member.go(page)
    member.must_read(BEFORE, "refuge by the sea wall", AFTER)


def test_an_author_who_rewords_a_sealed_passage_opens_nothing(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    imr = make.ready_imr(commission)
    author = commission.author
    imr = imrs.write(
        imr, section="summary", text=f"{BEFORE} {SECRET}", version=version_of(imr, "summary"), by=author
    )
    lead = make.member(people.board, "agency_lead", agency=commission.agency)
    make.sealed_passage(imr, "summary", 2, 3, by=author)
    writer, reader = let_in(visitor(), author), let_in(visitor(), lead)
    writer.go(imr.get_absolute_url())
    writer.must_read("You read it because", "refuge by the sea wall")
    writer.follow(re.compile("Summary of involvement"))
    writer.type("Text", f"{BEFORE} Mother went to the refuge with the baby.")
    writer.press("Save")
    reader.go(imr.get_absolute_url())
    reader.must_read("[A passage is sealed until", "Ask the business manager.]")
    reader.must_not_read(BEFORE, "the refuge")
