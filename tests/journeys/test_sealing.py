"""The manager seals one row of a chronology and one report to named people, in a browser; others are told, and it ends."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from scr_portal.web.words import long_date
from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

SECRET, WHY = "She and the baby moved to a refuge by the sea wall.", "The refuge is not to be found."


def test_one_row_is_sealed_to_named_people_and_others_count_it_and_read_until_when(
    visitor: NewVisitor,
) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.edition_of(commission, "Seen at nursery.", SECRET)
    day = timezone.localdate() + datetime.timedelta(days=90)
    page = reverse("panels:integrated", args=[commission.review_id])
    manager, member = let_in(visitor(), people.manager), let_in(visitor(), people.panel_member)

    member.go(page)
    member.must_read(SECRET)
    manager.go(page)
    manager.follow(re.compile(r"^Seal this row\s*, row 3"))
    manager.press("Seal it")
    manager.must_read(
        "Choose why it is sealed.",
        "Say why this is sealed.",
        "Choose how the seal ends.",
        "Enter the day on which it ends, or on which you look at it again.",
    )
    manager.choose("Why is it sealed?", "Somebody’s safety")
    manager.type("The reason in your own words", WHY)
    manager.page.get_by_label(str(people.panel_chair)).check()
    manager.choose("How does the seal end?", re.compile("^On a day"))
    manager.enter_day("On what day does it end, or do you look at it again?", day)
    manager.press("Seal it")
    manager.must_read("Row: sealed", WHY, str(people.panel_chair), f"Sealed until {long_date(day)}")

    member.go(page)
    member.must_not_read(SECRET)
    member.must_read(
        f"One event is sealed until {long_date(day)} (somebody’s safety).", "Ask the business manager"
    )
    member.must_not_read(WHY)
    chair = let_in(visitor(), people.panel_chair)
    chair.go(page)
    chair.must_read(SECRET, "Sealed")
    chair.follow(re.compile("^Read the seal"))
    chair.must_read(WHY)

    manager.go(commission.review.get_absolute_url())
    manager.follow("Sealed")
    manager.follow(re.compile("^Row"))
    manager.press("Look at it again")
    manager.page.get_by_label(str(people.panel_member)).check()
    manager.press("Keep the seal")
    member.go(page)
    member.must_read(SECRET)
    manager.follow("Lift the seal")
    manager.type("Why need it not be sealed any longer?", "She has moved on.")
    manager.press("Lift the seal")
    manager.must_read("Row: was sealed", "She has moved on.")


def test_whoever_has_to_act_next_is_named_before_they_are_shut_out(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    imr = make.submitted_imr(make.commission(people))
    manager = let_in(visitor(), people.manager)
    manager.go(imr.get_absolute_url())
    manager.follow("Seal this report to named people")
    manager.must_read("On this somebody has to act next", str(people.panel_chair))
    chair = manager.page.get_by_label(f"{people.panel_chair} (has to act next)")
    assert chair.is_checked()
    chair.uncheck()
    manager.choose("Why is it sealed?", "Legal proceedings")
    manager.type("The reason in your own words", "The judge forbids it.")
    manager.choose("How does the seal end?", re.compile("^When somebody lifts it"))
    day = timezone.localdate() + datetime.timedelta(days=30)
    manager.enter_day("On what day does it end, or do you look at it again?", day)
    manager.press("Seal it")
    manager.must_read("Who acts on this next is not named.", f"{people.panel_chair} could not read it")
    manager.page.get_by_label("Seal it although somebody who has to act next cannot read it").check()
    manager.press("Seal it")
    manager.must_read("Report: sealed", "Sealed until somebody lifts it (legal proceedings)")

    shut_out = let_in(visitor(), people.panel_chair)
    shut_out.page.goto(f"{shut_out.base}{imr.get_absolute_url()}")
    shut_out.must_read(
        "This report is sealed until somebody lifts it (legal proceedings). Ask the business manager."
    )
