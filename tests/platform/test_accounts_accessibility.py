"""The account pages in a real browser: no rule of WCAG 2.2 AA broken that a machine can see, none of the CSP."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from scr_portal.access.roles import Role

from . import signing_in as people
from .chromium import page  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STANDARD = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def problems(page: Any) -> list[str]:  # noqa: F811
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=STANDARD)
    return [f"{page.url}: {item['id']}: {item['nodes'][0]['html']}" for item in found.response["violations"]]


def test_pages_before_and_while_signing_in(page):  # noqa: F811
    people.invited("new@example.org", on=people.board(), role=Role.IMR_AUTHOR)
    found = []
    page.goto(reverse("account_login"))
    page.get_by_text("I cannot get in").click()
    found += problems(page)
    page.get_by_role("button", name="Sign in", exact=True).click()
    found += problems(page)
    for name in ("account_reset_password", "account_reset_password_done", "accounts:session_ended"):
        page.goto(reverse(name))
        found += problems(page)
    link = people.link_in(people.delivered()[0])
    page.goto(link.replace("-", "-x"))
    found += problems(page)
    page.goto(link)
    found += problems(page)
    assert found == []


def test_pages_of_ones_own_account_and_of_the_people_of_a_board(page):  # noqa: F811
    board = people.board()
    manager = people.member("m@example.org", on=board, role=Role.BUSINESS_MANAGER)
    author = people.invited("new@example.org", on=board, role=Role.IMR_AUTHOR)
    page.goto(reverse("account_login") + "?next=" + reverse("accounts:overview"))
    page.get_by_label("Email address").fill(manager.email)
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    found = problems(page)
    page.get_by_role("button", name="Set up an app").click()
    found += problems(page)
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Continue").click()
    found += problems(page)
    page.get_by_label("Code from the app").fill(people.code_for(page.locator("code").inner_text()))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/recovery-codes/")
    found += problems(page)
    own = [
        "accounts:overview",
        "accounts:away",
        "accounts:weekly_summary",
        "mfa_index",
        "usersessions_list",
        "account_change_password",
        "mfa_list_webauthn",
    ]
    of_board = ["accounts:people", "accounts:invite", "accounts:agencies", "accounts:board_details"]
    membership = author.memberships.get().pk
    for address in (
        *map(reverse, own),
        *(reverse(name, args=[board.code]) for name in of_board),
        reverse("accounts:away_of", args=[membership]),
        reverse("accounts:end_access", args=[membership]),
        reverse("accounts:reset_second_factor", args=[membership]),
        reverse("account_logout"),
    ):
        page.goto(address)
        found += problems(page)
    assert found == []
    assert [said for said in page.complaints if "Content Security Policy" in said] == []
