"""Every form is a form: it can be filled in without script, and without a mouse."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page

from panels.models import Chronology
from reviews.models import Referral
from scr_portal.jobs.models import Job
from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import let_in
from .house import CHILD, NURSE, SAMPLES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_referral_is_written_and_sent_without_script(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    referrer = let_in(visitor(java_script_enabled=False), people.referrer)
    acts.begin_referral(referrer)
    referrer.press("Change what is written")
    referrer.enter_day("When did it happen?", datetime.date(2010, 9, 20))
    referrer.enter_day("When did your agency come to know?", datetime.date(2010, 9, 1))
    referrer.type("What happened?", f"{CHILD} was found unwell at home.")
    referrer.press("Save")
    assert referrer.status == 422
    referrer.must_read("There is a problem", "This must be on or after the day it happened.")
    assert referrer.page.get_by_label("What happened?").input_value() == f"{CHILD} was found unwell at home."

    referrer.enter_day("When did your agency come to know?", datetime.date(2010, 9, 21))
    referrer.choose("What has happened?", "A child has died")
    referrer.type("The child’s full name", CHILD)
    referrer.press("Save")
    acts.send_referral(referrer)

    assert Referral.objects.get().status == "submitted"


def test_chronology_is_handed_in_and_accepted_without_script(visitor: NewVisitor, real_worker: None) -> None:
    commission = make.commission()
    author = let_in(visitor(java_script_enabled=False), commission.author)
    author.go(commission.get_absolute_url())
    acts.hand_in_chronology(author, SAMPLES / "housing.csv")
    acts.settle_rows(author)
    acts.accept_chronology(author)

    assert Chronology.objects.get().status == "accepted"
    assert Job.objects.get(kind="panels.read_chronology").state == "done"


def test_interview_record_is_confirmed_without_script_and_by_keyboard_alone(visitor: NewVisitor) -> None:
    record = make.interview()
    nurse = let_in(visitor(java_script_enabled=False), record.interviewee)
    nurse.go("/work/")
    by_keyboard(nurse.page, "Check the record of your interview")
    nurse.must_read(NURSE)
    by_keyboard(nurse.page, "Yes, this is right")
    by_keyboard(nurse.page, "Yes, this is right")

    record.refresh_from_db()
    assert record.status == "confirmed"


def by_keyboard(page: Page, words: str) -> None:
    """Tab to the link or button with these words, each stop in sight and marked, and press Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if words in page.locator(":focus").inner_text():
            break
    here = page.locator(":focus")
    assert words in here.inner_text(), f"Tab never reaches “{words}”"
    assert (
        here.evaluate("it => getComputedStyle(it).outlineStyle + getComputedStyle(it).boxShadow")
        != "nonenone"
    )
    with page.expect_navigation():
        page.keyboard.press("Enter")
