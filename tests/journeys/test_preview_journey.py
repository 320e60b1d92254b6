"""The manager sees what somebody would see before appointing them, and who can see which child’s name."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def test_the_manager_sees_what_somebody_would_see_and_who_can_see_names(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    make.commission(people, review)
    other = make.review(people)
    manager = let_in(visitor(), people.manager)

    manager.go(other.get_absolute_url())
    manager.follow("Panel")
    manager.follow("See first what somebody would see")
    manager.press("Open the preview")
    assert manager.status == 422
    manager.page.get_by_label("Whose pages do you want to see?").select_option(
        label=f"{people.panel_member}, panel member"
    )
    manager.page.get_by_label(f"As a member of the panel of {other.code}").check()
    manager.page.get_by_label("Why do you need to see this?").fill("To see what he reads before I ask him.")
    manager.press("Open the preview")
    manager.must_read(f"You see what {people.panel_member} would see")
    manager.follow("Cases")
    manager.must_read(other.code, review.code)
    manager.follow(other.code)
    manager.follow("Terms of reference")
    manager.follow(other.code)
    manager.follow("Declare a conflict of interest")
    manager.must_read("It is left out of a preview")
    manager.must_not_read(str(make.CHILD))
    manager.press("Leave the preview")
    manager.must_read("The preview has ended")

    manager.go("/cases/")
    manager.follow("Who can see which child’s name")
    manager.must_read(str(people.panel_chair), str(people.author))
    manager.follow(review.code)
    manager.must_read("Independent panel chair, since", "What has changed since")
    manager.page.get_by_label("Year").fill("2999")
    manager.page.get_by_role("textbox", name="Day").fill("1")
    manager.page.get_by_label("Month").fill("1")
    manager.press("Show changes")
    manager.must_read("must be today or earlier")
    manager.must_not_read(str(make.CHILD))
    assert re.search("/name-readers/", manager.path)


def test_the_manager_looks_from_an_invitation_and_comes_back_to_what_was_typed(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    manager = let_in(visitor(), people.manager)

    manager.go(f"/account/people/{people.board.code}/invite/")
    manager.type("Full name", "Wren Applegarth")
    manager.type("Email address", "wren.applegarth@example.org")
    manager.select("Role", "Serious case review committee member")
    manager.press("See first what they would see")
    manager.must_read("See what somebody would see")
    manager.must_not_read("Wren Applegarth")
    manager.type("Why do you need to see this?", "To see what she reads before I invite her.")
    manager.press("Open the preview")
    manager.must_read("You see what somebody invited as serious case review committee member would see")

    manager.follow("Mails they would be sent")
    manager.must_read("they are invited", "You have been asked to use the serious case review portal")
    manager.follow(review.code)
    manager.must_read("When the board chair asks for the recommendation again")
    manager.must_not_read("When terms of reference are put before the panel chair")

    manager.follow("Documents and files they could open")
    manager.must_read("No report is published.", "Not handed over in a preview")
    manager.follow(review.code)
    manager.follow("Terms of reference, version 1")
    manager.must_read("You see what somebody invited as")

    manager.press("Leave the preview")
    manager.must_read("Invite somebody", "It has not been sent")
    assert manager.page.get_by_label("Full name").input_value() == "Wren Applegarth"
    assert manager.page.get_by_label("Role").input_value() == "sub_group"
