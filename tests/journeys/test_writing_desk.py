"""The writing desk in a real browser: sections beside the text, marks put in by keyboard, and all of it without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from reports.services import reports
from reviews.services.returns import NewPoint
from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_section_is_written_with_the_keyboard_alone(visitor: NewVisitor, clean_pages: None) -> None:
    people = make.staff(make.board())
    returned = make.returned_imr(people, make.commission(people), NewPoint("Who saw her?", section="lessons"))
    imr: Any = returned.subject
    author = let_in(visitor(), imr.author)
    author.go(imr.get_absolute_url())
    author.follow(re.compile("Lessons learned"))
    author.must_read("Sections", "Written, one point to answer", "Summary of involvement")

    page, text = author.page, author.page.get_by_label("Text")
    text.fill("")
    text.focus()
    page.keyboard.type("Seen alone")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    assert text.input_value() == "**Seen alone**"
    page.keyboard.press("Control+b")
    assert text.input_value() == "Seen alone"
    page.keyboard.press("Control+z")
    assert text.input_value() == "**Seen alone**", "the browser’s own undo goes on"
    page.keyboard.press("End")
    page.keyboard.type("\nOnce in spring\nNever in summer")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Control+Shift+Digit8")
    assert text.input_value() == "**Seen alone**\n\n- Once in spring\n- Never in summer"

    bar = page.get_by_role("toolbar")
    bar.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Tab")
    expect(text).to_be_focused()

    expect(page.locator("[data-draft-status]")).to_have_text(re.compile(r"^Saved as a draft at \d\d:\d\d$"))
    author.press("Save and stay here")
    author.must_read("Saved.", "Lessons learned")
    author.follow("Analysis of decisions and practice")
    author.press("Save")
    section = author.page.locator("section", has=author.page.get_by_role("heading", name="Lessons learned"))
    assert section.locator("strong").all_inner_texts() == ["Seen alone"]
    assert section.locator("li").all_inner_texts() == ["Once in spring", "Never in summer"]


def test_evidence_is_found_and_cited_with_the_keyboard_and_readers_follow_it(
    visitor: NewVisitor, clean_pages: None
) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.edition_of(commission)
    author = let_in(visitor(viewport={"width": 1366, "height": 768}), commission.author)
    author.go(commission.management_review.get_absolute_url())
    author.follow(re.compile("Analysis of decisions"))
    page, text = author.page, author.page.get_by_label("Text")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    columns = [
        page.locator(f".portal-desk__{name}").bounding_box() for name in ("sections", "text", "evidence")
    ]
    assert columns[0]["x"] < columns[1]["x"] < columns[2]["x"], "three columns beside each other"

    text.fill("She was seen once. Nobody asked why.")
    text.focus()
    page.keyboard.press("Home")
    for _ in "She was seen once":
        page.keyboard.press("ArrowRight")
    words = page.get_by_label(re.compile("^Search in"))
    words.focus()
    page.keyboard.type("quillfeather")
    page.keyboard.press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("1 to 1 of 1 with “quillfeather”")
    assert "quillfeather" not in page.url
    expect(words).to_be_focused()
    page.get_by_role("button", name="Cite row 3").focus()
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    page.keyboard.type(" and spoken to")
    assert text.input_value() == "She was seen once [row 3] and spoken to. Nobody asked why."
    page.get_by_role("button", name="This document").click()
    expect(page.locator("[data-count]")).to_contain_text("Nothing here holds “quillfeather”.")

    author.press("Save and stay here")
    author.must_read("Saved.", "Evidence cited in the saved text: 1")
    author.type("Text", text.input_value() + " [row 77]")
    author.press("Save")
    author.must_read("References that lead nowhere", "[row 77] leads nowhere.")
    author.follow("Management review")
    author.follow("[row 3]")
    author.must_read("Chronology of", "Tamsin Quillfeather seen at home with her aunt.")
    assert page.locator("tr:target").count() == 1


def test_a_report_is_written_on_a_phone_without_script(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.edition_of(commission)
    report = reports.begin(commission.review, by=people.author)
    author = let_in(visitor(java_script_enabled=False, viewport={"width": 375, "height": 800}), people.author)
    author.go(report.get_absolute_url())
    author.press("Write the overview report")
    author.must_read("Begin a heading with #")
    assert author.page.get_by_role("toolbar").count() == 0
    author.page.get_by_role("navigation", name="On this page").get_by_role("link", name="Sections").click()
    assert author.path.endswith("#sections")
    author.type("Text", "# What happened\n\nShe was **not** seen.")
    author.page.get_by_label(re.compile("^Search in")).fill("seen")
    with author.page.expect_navigation():
        author.page.keyboard.press("Enter")
    author.must_read("with “seen”")
    author.press(f"Cite {commission.agency.short_name} row 3")
    author.must_read("was put at the end of the text. It is not saved yet.")
    cited = f"# What happened\n\nShe was **not** seen. [{commission.agency.short_name} row 3]"
    assert author.page.get_by_label("Text").input_value() == cited
    author.press("Save and stay here")
    author.must_read("Saved.")
    author.press("Save")
    author.must_read("What happened")
    assert author.page.locator(".portal-report strong").all_inner_texts() == ["not"]
