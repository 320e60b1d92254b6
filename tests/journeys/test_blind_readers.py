"""Two people read a public edition blind, by keyboard alone, and the manager sees what both found."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from reports.models import ReaderMark
from reports.services import flags
from tests import make

from . import publishing
from .conftest import NewVisitor
from .entering import let_in
from .visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

TEXT = "# What happened\n\nA lifeboat crew came to the quay. The child liked swans and drawing."


@pytest.fixture
def people() -> SimpleNamespace:
    """An edition whose passages are settled and which nobody has been appointed to read."""
    people = make.staff(make.board())
    people.readers = make.two_readers(people.board)
    people.edition = make.edition(people, make.signed_report(people, overview=TEXT), cleared=False)
    for flag in people.edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    return people


def mark_by_keyboard(reader: Visitor, words: str) -> None:
    """Choose words in the text, press M, and go on with Tab, space and Enter."""
    choose = """words => {
        const walk = document.createTreeWalker(document.querySelector("[data-markable]"), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(walk.currentNode, at);
            range.setEnd(walk.currentNode, at + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return;
        }
    }"""
    reader.page.evaluate(choose, words)
    keys = reader.page.keyboard
    keys.press("m")
    assert reader.page.get_by_label("Words from the text").input_value() == words
    keys.press("Tab")
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.type("Only one child there did.")
    keys.press("Tab")
    with reader.page.expect_navigation():
        keys.press("Enter")
    reader.must_read("Marked. Only you see it until both readers have finished.")
    reader.look()


def test_two_people_read_blind_by_keyboard_and_nobody_sees_a_mark_before_both_have_finished(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^Appoint the first reader of the public edition"))
    publishing.appoint_readers(manager, *make.READERS)
    readers = manager.path

    first = let_in(visitor(), people.readers[0])
    first.go("/work/")
    first.follow(re.compile("^Read the public edition blind"))
    first.press("Read the text")
    mark_by_keyboard(first, "swans")
    first.must_read("One mark of yours", "Only one child there did.")
    assert ReaderMark.objects.get().words == "swans"
    manager.go(readers)
    manager.must_read("Nothing is shown before both have finished.")
    manager.must_not_read("swans", "Only one child there did.")
    first.follow("Finish your reading")
    first.choose("Could you tell who the family is?", "Yes")
    first.choose("How could you tell?", "From the text")
    first.type("What told you?", "The swans.")
    first.press("Finish and hand over my marks")
    first.must_read("You finished on")

    second = let_in(visitor(viewport=PHONE), people.readers[1])
    second.go("/work/")
    second.follow(re.compile("^Read the public edition blind"))
    publishing.read_blind(second, place="the quay")
    second.must_not_read("The swans.", "Only one child there did.")

    manager.go(readers)
    manager.must_read("Passage 1: found by one reader", "Passage 2: found by one reader", "The swans.")
    manager.follow("Appoint the third reader")
    manager.choose("Who is to read?", re.compile(f"^{re.escape(str(people.panel_member))}"))
    manager.press("Appoint")
    third = let_in(visitor(), people.panel_member)
    third.go("/work/")
    third.follow(re.compile("^Decide what the two readers differ about"))
    third.press("Decide the first one")
    for _ in range(2):
        third.choose("What do you decide?", "It identifies nobody")
        third.type("Why?", "Many children do.")
        third.press("Save and go on")
    third.must_read("Nothing waits for you to decide. Thank you.")
    manager.go(readers)
    manager.must_read("The numbers are too small to estimate what both missed.", "Decided by")
    chair = let_in(visitor(), people.panel_chair)
    chair.go("/work/")
    chair.follow(re.compile("^Read and clear the public edition"))
    chair.press("Read and clear for publication")
    chair.must_read("What two readers found", "The numbers are too small to estimate what both missed.")
    chair.press("Clear for publication")
    chair.must_read("The text as the public will read it")
