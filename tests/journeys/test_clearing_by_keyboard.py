"""A public edition is cleared by keyboard alone: both texts side by side, one passage after another, each answer undone."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.models import ResidualFlag
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

TEXT = (
    "# What happened\n\nTamsin Quillfeather was seen at home on 3 March 2009, when she was 14 months old. Her mother "
    "asked for help on 5 May 2009 and again on 19 June 2009.\n\n- The note of 3 March 2009 was lost.\n- Nobody rang."
)


@pytest.fixture
def people() -> SimpleNamespace:
    """An edition with five passages, of which two hold the same day."""
    people = make.staff(make.board())
    people.edition = make.edition(people, make.signed_report(people, overview=TEXT), cleared=False)
    people.flags = reverse("reports:flags", args=[people.edition.review_id])
    return people


def press(visitor: Visitor, *keys: str) -> None:
    """Press keys of which the last leads to another page."""
    for key in keys[:-1]:
        visitor.page.keyboard.press(key)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(keys[-1])


def open_passage(visitor: Visitor) -> str:
    return visitor.page.locator("[data-open-name]").inner_text().strip("“”")


def decisions(people: SimpleNamespace) -> dict[str, str]:
    rows = ResidualFlag.objects.filter(edition=people.edition, place="overview")
    return {f"{row.number} {row.text}": row.decision for row in rows}


def test_an_edition_is_cleared_by_keyboard_alone_and_the_chair_reads_what_was_kept(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^Settle what may identify somebody in the public edition"))
    manager.must_read("five still to answer", "As it was signed", "As the public will read it")
    manager.look()
    manager.press("Answer the next one")
    keys = manager.page.keyboard
    assert open_passage(manager) == "3 March 2009"
    manager.must_read("Passage 1 of 5", "The same words wait at one more place.", "[to be answered]")
    manager.look()

    keys.press("2")
    expect(manager.page.get_by_role("button", name="in March 2009", exact=True)).to_be_focused()
    press(manager, "Enter")
    expect(manager.page.locator("[data-open-name]")).to_be_focused()
    manager.must_read("Answered: passage 1, at two places. Made less exact.")
    press(manager, "u")
    assert set(decisions(people).values()) == {""}
    press(manager, "2", "Enter")
    assert open_passage(manager) == "14 months old"
    press(manager, "2", "Enter")
    assert open_passage(manager) == "5 May 2009"
    press(manager, "3")
    assert open_passage(manager) == "19 June 2009"
    press(manager, "k")
    assert open_passage(manager) == "5 May 2009"
    manager.must_read("Removed, by", "Take this answer back")
    manager.look()
    press(manager, "j")

    keys.press("4")
    keys.type("k")
    expect(manager.page.get_by_label("Why may these words stay?")).to_be_focused()
    keys.press("Backspace")
    press(manager, "Enter")
    manager.must_read("Say why these words may stay.")
    manager.look()
    keys.press("Escape")
    keys.press("4")
    keys.type("The newspaper printed the day.")
    press(manager, "Enter")
    manager.must_read(
        "Every passage is answered.",
        "“19 June 2009” was kept: The newspaper printed the day.",
        "at home in March 2009",
        "when she was one year old",
        "asked for help on [removed]",
    )
    manager.look()
    assert sorted(decisions(people).values()) == ["coarsen", "coarsen", "coarsen", "keep", "remove"]

    make.read_by_two(people.edition, by=people.manager)
    chair = let_in(visitor(), people.chair)
    chair.go(reverse("reports:edition_clear", args=[people.edition.review_id]))
    chair.must_read("“19 June 2009” was kept: The newspaper printed the day.")
    chair.look()


def test_on_a_phone_the_two_texts_stand_one_under_the_other(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    manager = let_in(visitor(viewport=PHONE), people.manager)
    manager.go(people.flags)
    manager.look()
    signed = manager.page.locator("tbody .portal-beside__signed").nth(1).bounding_box()
    public = manager.page.locator("tbody .portal-beside__public").nth(1).bounding_box()
    assert signed and public
    assert public["y"] >= signed["y"] + signed["height"] - 1
    manager.press("Answer the next one")
    manager.look()


def test_without_script_every_answer_and_every_undo_is_a_button(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    manager = let_in(visitor(java_script_enabled=False), people.manager)
    manager.go(people.flags)
    manager.press("Answer the next one")
    manager.press("in March 2009")
    manager.must_read("Passage 2 of 5", "Answered: passage 1, at two places.")
    manager.press("Undo")
    manager.must_read("2 passages wait again.", "Passage 1 of 5")
    manager.type("Why may these words stay?", "It is printed.")
    manager.press("Keep these words")
    manager.must_read("Passage 2 of 5", "Kept.")
