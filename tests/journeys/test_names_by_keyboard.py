"""Forty unknown names, settled by keyboard alone; every page of every reader follows, and follows again."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from panels.services import chronologies
from reviews.models import Identity, UnknownName
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .inspection import Inspection
from .visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF = (
    "Nuala Brightwater", "Oswin Carrow", "Hedra Trewin", "Denzil Rosewarne", "Nesta Goonhilly", "Imogen Treloar",
    "Perran Hockaday", "Loveday Tangye", "Zofia Wieczorek", "Babajide Okunola", "Gurpreet Sandhu", "Thuy Nguyen",
    "Ffion Gwyther", "Mairead Tuohy", "Aylin Demirtas", "Kwabena Asante", "Lubna Qureshi", "Tomasz Gorecki",
    "Isolde Varcoe", "Wenna Chegwidden",
)  # fmt: skip
PLACES = (
    "Quandorly", "Ottersby", "Fallowmere", "Skerrydown", "Trevalga", "Brackenhithe", "Wexholme", "Aldermoor",
    "Ninnesbrook", "Polgarrow", "Stavely", "Ashcombe", "Yarrowfield", "Marlstone", "Kettlewick", "Dunsop",
    "Harrowgate", "Lintzford", "Ormsgill", "Penwarne",
)  # fmt: skip
MOST_SECONDS = 120


def case_with_forty_names(people: Any) -> Any:
    """A review whose referral names those who saw the child, and a chronology that names the places."""
    account = " ".join(f"{name} saw Tamsin at home." for name in STAFF)
    review = make.review(people, account=account)
    make.appointed(people, review)
    make.agreed_terms(people, review)
    commission = make.commission(people, review)
    rows = [f"{day:02}/03/2009,Visit book,Tamsin was seen at {place}." for day, place in enumerate(PLACES, 1)]
    chronology = make.chronology_of(commission, "\n".join(["Date,Source,Details", *rows]).encode())
    chronologies.accept(chronology, by=commission.author)
    return review


def settle_by_keyboard(manager: Visitor) -> int:
    """Answer each name with one key: the first is entered as a new person, all others are named on purpose."""
    page, answers = manager.page, 0
    while (heading := page.locator("[data-open-name]")).count() and answers < 80:
        name = heading.inner_text()
        buttons = [text.strip() for text in page.locator("[data-key]").all_inner_texts()]
        words = "A new person" if "Brightwater" in name else "Named on purpose"
        key = next(text.split()[0] for text in buttons if words in text)
        with page.expect_navigation():
            page.keyboard.press(key)
        if "names/new" in page.url:
            page.get_by_label("Who or what this is in the case").press_sequentially("health visitor")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        answers += 1
    return answers


def test_forty_names_are_settled_by_keyboard_and_every_page_follows(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    review = case_with_forty_names(people)
    manager, reader = let_in(visitor(), people.manager), let_in(visitor(), people.committee)
    referral, chronology = (
        reverse("reviews:referral", args=[review.referral_id]),
        reverse("panels:integrated", args=[review.pk]),
    )
    reader.go(referral)
    reader.must_not_read(*STAFF, "Brightwater")
    count = UnknownName.objects.waiting().count()
    assert count == 40

    manager.go("/work/")
    manager.follow(re.compile(f"^Settle {count} names"))
    manager.must_not_read("Brightwater")
    manager.type("Why do you need to see real names?", "Settling the names of a new review.")
    manager.press("Show real names for 15 minutes")
    manager.must_read(f"{count} names wait")
    began = time.monotonic()
    settle_by_keyboard(manager)
    assert time.monotonic() - began < MOST_SECONDS
    manager.look()
    manager.must_read("No name waits")
    manager.go("/work/")
    manager.must_not_read("Settle one name", "names wait")

    person = Identity.objects.get(role="health visitor")
    reader.go(referral)
    reader.must_read(f"{person.pseudonym} saw", "Oswin Carrow saw")
    reader.must_not_read("Brightwater", "[person", "[name")
    manager.go(chronology)
    manager.must_read("seen at Quandorly")

    manager.go(reverse("reviews:identity", args=[review.pk, person.pk]))
    manager.type("Label to be shown instead", "Health Visitor 77")
    manager.press("Save")
    reader.go(referral)
    reader.must_read("Health Visitor 77 saw")

    label = UnknownName.objects.get(identity=person).label
    manager.go(reverse("reviews:names", args=[review.pk]))
    manager.press("Show all answers")
    manager.press("Undo the answer to “Nuala Brightwater”")
    manager.must_read("Taken back: “Nuala Brightwater” waits again.")
    reader.go(referral)
    reader.must_read(f"{label} saw")
    reader.must_not_read("Brightwater", "Health Visitor 77")
    assert inspection.findings == []


def test_keys_do_nothing_while_somebody_types_or_has_turned_them_off(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    about = make.referral(
        people, account="Nuala Brightwater came. Oswin Carrow left. They met at Quandorly Fold."
    )
    manager = let_in(visitor(viewport=PHONE), people.manager)
    manager.go(reverse("reviews:referral_names", args=[about.pk]))
    manager.type("Why do you need to see real names?", "Settling the names of a new referral.")
    manager.press("Show real names for 15 minutes")
    page, first = manager.page, manager.page.locator("[data-open-name]").inner_text()

    with page.expect_navigation():
        page.keyboard.press("j")
    assert page.locator("[data-open-name]").inner_text() != first
    expect(page.locator("[data-open-name]")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("k")
    assert page.locator("[data-open-name]").inner_text() == first

    page.get_by_label("Somebody or something else in the register").focus()
    page.keyboard.press("j")
    page.keyboard.press("1")
    page.wait_for_timeout(300)
    assert page.locator("[data-open-name]").inner_text() == first

    page.locator("[data-open-name]").focus()
    page.keyboard.press("?")
    page.get_by_role("button", name="Turn these keys off").click()
    page.get_by_role("button", name="Turn these keys on").wait_for()
    manager.look()
    page.locator("[data-open-name]").focus()
    page.keyboard.press("j")
    page.wait_for_timeout(300)
    assert page.locator("[data-open-name]").inner_text() == first
    assert UnknownName.objects.waiting().count() == 3
    assert inspection.findings == []


def test_without_script_every_answer_is_a_button_and_every_name_a_link(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    about = make.referral(people, account="Nuala Brightwater came. Oswin Carrow left.")
    manager = let_in(visitor(java_script_enabled=False), people.manager)
    manager.go(reverse("reviews:referral_names", args=[about.pk]))
    manager.type("Why do you need to see real names?", "Settling the names of a new referral.")
    manager.press("Show real names for 15 minutes")
    manager.follow("“Oswin Carrow”")
    manager.page.get_by_role("button", name=re.compile("Named on purpose")).click()
    manager.must_read("Answered: “Oswin Carrow” is named on purpose.", "1 name waits")
    manager.page.get_by_role("button", name="Undo", exact=True).click()
    manager.must_read("Taken back: “Oswin Carrow” waits again.", "2 names wait")
