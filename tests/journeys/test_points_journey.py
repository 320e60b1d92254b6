"""A management review goes back with points, in a real browser, and comes back with every point answered."""

from __future__ import annotations

import re

import pytest

from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_review_is_returned_with_points_and_cannot_come_back_until_each_is_answered(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.submitted_imr(commission)
    chair, author = let_in(visitor(), people.panel_chair), let_in(visitor(), commission.author)

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    chair.press("Accept or return")
    chair.choose("What do you decide?", "Return it to the author")
    chair.press("Record")
    chair.page.get_by_label("What should be answered or changed?").nth(0).fill("Who saw the child in March?")
    chair.press("Add another point")
    chair.page.get_by_label("Which part is it about?").nth(1).select_option(label="Lessons learned")
    chair.page.get_by_label("What should be answered or changed?").nth(1).fill("Who has learned it?")
    chair.press("Return it")
    chair.must_read("Returned. The author has been told.", "It is with its author now", "Two points are")

    author.go("/work/")
    author.follow(re.compile("^Answer two points on the management review of"))
    author.must_read("Who saw the child in March?", "Until then it cannot be handed in again.")
    author.follow(re.compile("^Answer to point 1"))
    assert not author.page.get_by_label("Why did you not change it?").is_visible()
    author.choose("What did you do about this point?", "I did not change it")
    author.press("Save the answer")
    author.must_read("Say why nothing is changed.")
    author.type("Why did you not change it?", "The record of that visit is lost.")
    author.press("Save the answer")
    author.follow(re.compile("^Go to the management review of"))
    author.must_read("Point 2 is not answered yet.")
    author.follow(re.compile("Lessons learned"))
    author.type("Text", "The team has learned to see each child alone.")
    author.press("Save")
    author.go("/work/")
    author.follow(re.compile("^Answer one point on the management review of"))
    author.follow(re.compile("^Answer to point 2"))
    author.choose("What did you do about this point?", "I changed the text")
    author.press("Save the answer")
    author.must_read("Every point is answered.", "The text then and now", "learned to see each child alone")
    author.follow(re.compile("^Go to the management review of"))
    author.press("Hand in the management review")
    author.press("Hand it in")

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    chair.follow(re.compile("^Return 1"))
    chair.must_read("It was handed in again by", "The record of that visit is lost.", "When it was returned")
    assert inspection.findings == []
