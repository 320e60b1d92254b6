"""Typed text survives: leaving the page, a session that ended, a lost connection, and a second tab."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from reviews.models import Referral
from scr_portal.drafts.models import Draft
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TYPED = "Tamsin Quillfeather was last seen on a Tuesday."
ACCOUNT = re.compile("^What happened")
SAVED = re.compile(r"^Saved as a draft at \d\d:\d\d$")


@pytest.fixture
def people() -> Any:
    return make.staff(make.board())


@pytest.fixture
def path(people: Any) -> str:
    return f"{make.referral(people, submitted=False).get_absolute_url()}edit/"


def says(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-draft-status]")).to_have_text(words)


def account(page: Page) -> Any:
    return page.get_by_role("textbox", name=ACCOUNT)


def is_offered_and_used(visitor: Visitor, path: str) -> None:
    visitor.go(path)
    visitor.must_read("You typed this on", "and did not send it")
    assert account(visitor.page).input_value() != TYPED
    visitor.follow(re.compile("^Use it"))
    assert account(visitor.page).input_value() == TYPED


def test_typed_text_is_saved_while_typing_and_offered_after_the_page_was_left(visitor, people, path) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    account(referrer.page).fill(TYPED)
    says(referrer.page, SAVED)
    referrer.go("/work/")
    is_offered_and_used(referrer, path)
    referrer.press("Save")
    assert "Tuesday" in str(Referral.objects.get().account.original)
    referrer.go(path)
    referrer.must_not_read("did not send it")


def test_text_is_saved_every_few_seconds_although_typing_goes_on(visitor, people, path) -> None:
    referrer = let_in(visitor(), people.referrer)
    clock = referrer.page.clock
    clock.install()
    referrer.go(path)
    clock.pause_at(timezone.now() + datetime.timedelta(minutes=1))
    for letter in "She said so.":
        account(referrer.page).press_sequentially(letter)
        clock.run_for(1000)
    says(referrer.page, SAVED)
    assert "She said" in Draft.objects.get().content["account"][0]


def test_typed_text_is_kept_when_the_page_is_left_at_once(visitor, people, path) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    account(referrer.page).fill(TYPED)
    referrer.go("/work/")
    is_offered_and_used(referrer, path)


def test_typed_text_survives_a_lost_connection(visitor, people, path) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    referrer.page.context.set_offline(True)
    account(referrer.page).fill(TYPED)
    says(referrer.page, "Not saved: no connection. Keep this page open.")
    referrer.way("Save").click()
    says(referrer.page, "Not saved: no connection. Keep this page open.")
    assert account(referrer.page).input_value() == TYPED
    referrer.page.wait_for_timeout(1200)  # the button takes no second press within a second
    referrer.page.context.set_offline(False)
    says(referrer.page, SAVED)
    referrer.press("Save")
    assert "Tuesday" in str(Referral.objects.get().account.original)


def test_typed_text_survives_a_lost_session(visitor: NewVisitor, people: Any, path: str) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    Session.objects.all().delete()
    account(referrer.page).fill(TYPED)
    says(referrer.page, re.compile(r"^Saved as a draft at \d\d:\d\d\. You have been signed out\.$"))
    referrer.press("Save")
    referrer.must_read("You have been signed out", "What you had just typed was not sent, but it was kept.")
    let_in(referrer, people.referrer)
    is_offered_and_used(referrer, path)


def test_typed_text_is_sent_after_signing_in_again_in_another_tab(visitor, people, path) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    context = referrer.page.context
    Session.objects.all().delete()
    account(referrer.page).fill(TYPED)
    says(referrer.page, re.compile("You have been signed out"))
    let_in(referrer, people.referrer)
    other = [{**cookie, "value": "b" * 32} for cookie in context.cookies() if cookie["name"] == "csrf"]
    context.add_cookies(other)
    account(referrer.page).press_sequentially(" And once more.")
    says(referrer.page, SAVED)
    referrer.press("Save")
    assert "And once more." in str(Referral.objects.get().account.original)


def test_typed_text_survives_a_lost_session_without_script(visitor, people, path) -> None:
    referrer = let_in(visitor(java_script_enabled=False), people.referrer)
    referrer.go(path)
    account(referrer.page).fill(TYPED)
    Session.objects.all().delete()
    referrer.press("Save")
    referrer.must_read("What you had just typed was not sent, but it was kept.")
    let_in(referrer, people.referrer)
    is_offered_and_used(referrer, path)
    referrer.go(path)
    with referrer.page.expect_navigation():
        referrer.page.get_by_role("button", name=re.compile("^Throw it away")).click()
    referrer.must_not_read("did not send it")
    assert not Draft.objects.exists()


def test_two_tabs_keep_two_texts(visitor: NewVisitor, people: Any, path: str) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    second = referrer.page.context.new_page()
    second.goto(path)
    account(referrer.page).fill("Typed in the first tab.")
    account(second).fill("Typed in the second tab.")
    says(referrer.page, SAVED)
    says(second, SAVED)
    kept = {draft.content["account"][0] for draft in Draft.objects.all()}
    assert kept == {"Typed in the first tab.", "Typed in the second tab."}
    referrer.press("Save")
    assert "first tab" in str(Referral.objects.get().account.original)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_have_text(
        "Someone else saved this while you were writing"
    )
    expect(account(second)).to_have_value("Typed in the second tab.")


def test_nothing_typed_stays_in_the_browser(visitor: NewVisitor, people: Any, path: str) -> None:
    referrer = let_in(visitor(), people.referrer)
    referrer.go(path)
    account(referrer.page).fill(TYPED)
    says(referrer.page, SAVED)
    kept = referrer.page.evaluate("[localStorage.length, sessionStorage.length]")
    databases = referrer.page.evaluate("indexedDB.databases().then(found => found.length)")
    assert (kept, databases) == ([0, 0], 0)
    assert all("Tamsin" not in cookie["value"] for cookie in referrer.page.context.cookies())
