"""The manager lowers what identifies together or keeps it with a reason, and a chair answers, by keyboard and without script."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from reports.models import KeptCombination, PublicEdition
from reports.services import flags
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


@pytest.fixture
def people() -> SimpleNamespace:
    """An edition whose passages are settled and in which facts about the child pass the limit of the board."""
    people = make.staff(make.board())
    text = f"{make.TOGETHER} The child told a nurse, “nobody comes up here when it rains”."
    people.edition = make.edition(people, make.signed_report(people, overview=text), cleared=False)
    for flag in people.edition.flags.all():
        flags.settle(flag, decision="keep", reason="It fits many.", by=people.manager)
    return people


def press_by_keyboard(visitor: Visitor, name: re.Pattern[str]) -> None:
    button = visitor.page.get_by_role("button", name=name).first
    button.focus()
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")
    visitor.look()


def test_what_identifies_together_is_lowered_or_kept_by_two_before_it_is_cleared(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    manager = let_in(visitor(), people.manager)
    manager.go("/work/")
    manager.follow(re.compile("^Make coarser what identifies together, or say why it stays"))
    manager.must_read("What could identify the family", "Above the limit", "spina bifida", "Coarser:")
    manager.must_read("Of few such children one lives there.")
    press_by_keyboard(manager, re.compile("^Use “one of several children”"))
    manager.must_read("Made coarser in one place. The whole text scored")
    manager.follow(re.compile("^give a reason why these facts stay together"))
    manager.press("Keep them, with this reason")
    manager.must_read("Say why these facts stay together.")
    manager.type("Why do these facts stay together?", "That it was far from any clinic is what was missed.")
    manager.press("Keep them, with this reason")
    manager.must_read("Kept with your reason.", "A second person has not answered yet.")

    chair = let_in(visitor(viewport=PHONE), people.panel_chair)
    chair.go("/work/")
    chair.follow(re.compile("^Say whether facts may stay together in the public edition"))
    chair.must_read("That it was far from any clinic is what was missed.")
    chair.follow(re.compile("^Say whether they may stay together"))
    chair.choose("What do you say?", "They may stay together")
    chair.type("Why?", "Nurses learn from it, and the village is not named.")
    chair.press("Save your answer")
    chair.must_read("Your answer is saved.", "they may stay together")
    chair.must_not_read("Use “")
    assert KeptCombination.objects.get().answer == "agreed"

    manager.go(people.edition.get_absolute_url())
    manager.press("What could identify the family")
    manager.follow(re.compile("^Use other words for ““nobody comes up here"))
    manager.type("Words to put in its place", "that few people visited")
    manager.press("Use these words")
    manager.must_read("Made coarser in one place.")
    replaced = [str(flag.replacement) for flag in PublicEdition.objects.get().flags.all()]
    assert "that few people visited" in replaced
