"""A passkey in a real browser with a virtual authenticator, under the portal's content security policy."""

from __future__ import annotations

import pytest
from django.urls import reverse

from scr_portal.access.roles import Role

from . import signing_in as people
from .chromium import page  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_passkey_is_set_up_and_then_signs_in_alone(page):  # noqa: F811
    user = people.member("a@example.org", on=people.board(), role=Role.IMR_AUTHOR)
    page.goto(reverse("account_login") + "?next=" + reverse("accounts:overview"))
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Set up the passkey").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.get_by_role("heading", name="Recovery codes").is_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login") + "?next=" + reverse("accounts:overview"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto(reverse("accounts:overview"))

    assert page.get_by_text("Passkey", exact=True).is_visible()
    assert [said for said in page.complaints if "Content Security Policy" in said] == []
