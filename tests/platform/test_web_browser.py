"""The gallery in a real browser: accessible, within its security policy, and usable without script."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.platform.web_urls"),
]
PAGES = ["", "case/", "case/?named=1", "list/", "form/", "question/", "step/", "step/?clear=1", "error/404/"]
WIDTHS = [1280, 375]


@pytest.fixture(scope="module")
def server() -> Iterator[LiveServer]:
    """Start the gallery, which needs no database once the board's name is known."""
    board = SimpleNamespace(name="Hallmere Safeguarding Children Board", phone="01632 960 114", email="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("scr_portal.web.site.board_of", lambda request: board)
        live = LiveServer("localhost")
        yield live
        live.stop()


@pytest.fixture
def visit(browser: Browser, server: LiveServer) -> Iterator[Any]:
    """Open a gallery page at a width and collect the browser's complaints."""
    contexts = []

    def open_page(path: str, width: int = 1280, **options: Any) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.url}/_components/{path}")
        return page, complaints

    yield open_page
    for context in contexts:
        context.close()


def serious(complaints: list[str]) -> list[str]:
    """Return all complaints but Chromium's advice about autocomplete and its note of our own 422."""
    return [text for text in complaints if "[DOM]" not in text and "422" not in text]


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible_and_breaks_no_policy(visit, path, width):
    page, complaints = visit(path, width)

    assert violations(page) == []
    if not path.startswith("error"):
        assert serious(complaints) == []


@pytest.mark.parametrize("path", PAGES)
def test_page_never_scrolls_sideways_on_the_narrowest_phone(visit, path):
    page, _ = visit(path, 320)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", WIDTHS)
def test_form_with_errors_is_accessible_and_leads_to_the_wrong_field(visit, width):
    page, complaints = visit("form/", width)
    page.get_by_label("Day").first.fill("31")
    page.get_by_label("Month").first.fill("2")
    page.get_by_label("Year").first.fill("2009")

    page.get_by_role("button", name="Save and continue").click()

    assert page.title().startswith("Error: ")
    assert violations(page) == []
    assert serious(complaints) == []
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="February 2009 has only 28 days").click()
    assert page.evaluate("document.activeElement.name") == "when_day"


def test_first_press_of_tab_offers_to_skip_to_the_content(visit):
    page, _ = visit("list/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_form_goes_through_without_script(visit):
    page, _ = visit("question/", 375, java_script_enabled=False)
    for name, typed in {"Day": "1", "Month": "May", "Year": "2009"}.items():
        page.get_by_label(name).fill(typed)

    page.get_by_role("button", name="Continue").click()

    assert page.url.endswith("/_components/")


def test_filters_are_folded_on_a_phone_and_open_without_script(visit):
    folded, _ = visit("list/", 375)
    plain, _ = visit("list/", 375, java_script_enabled=False)

    assert not folded.get_by_label("Words").is_visible()
    assert plain.get_by_label("Words").is_visible()


def test_row_of_a_table_says_its_heads_on_a_phone(visit):
    page, _ = visit("list/", 375)

    cell = page.locator("td[data-label='Due']").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Due"'
    assert cell.evaluate("cell => getComputedStyle(cell).display") == "block"


def test_printed_page_leaves_out_what_cannot_be_pressed_on_paper(visit):
    page, _ = visit("step/?clear=1")

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Send to the panel").is_visible()
    assert page.get_by_role("heading", name="Send the review to the panel").is_visible()
