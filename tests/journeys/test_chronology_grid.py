"""An agency's author works on the rows of a chronology by keyboard alone, on a phone, and without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from panels.models import Chronology, Commission
from panels.services import chronologies
from tests import make

from .conftest import NewVisitor
from .entering import let_in
from .visitor import PHONE, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

ROWS = (
    b"Event date,Time,Where recorded,Clinical summary,Young person seen?,Room\n"
    b"12/05/2010,14:30,Clinic notes,Eight month assessment at home with both parents.,Alone,\n"
    b"05/25/2010,,Visit book,Nobody was at home. A card was left.,N,hall\n"
    b"14/05/2010,,,The school rang about a bruise on the left arm.,Y,\n"
    b"TOTAL,,,,,\n"
    b"15/05/2010,09:00,Duty book,Strategy discussion by telephone.,,\n"
)


@pytest.fixture
def chronology() -> Chronology:
    commission: Commission = make.commission(make.staff(make.board()))
    return make.chronology_of(commission, ROWS)


def tab_until(author: Visitor, name: str) -> None:
    """Press Tab until the focus is on what has this name, as somebody without a mouse does."""
    target = author.page.get_by_role("textbox", name=name, exact=True).or_(
        author.page.get_by_role("link", name=name, exact=True)
    )
    for _ in range(120):
        author.page.keyboard.press("Tab")
        if target.first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"The keyboard does not reach “{name}”.")


def test_rows_are_mended_changed_and_added_by_keyboard_alone(
    visitor: NewVisitor, chronology: Chronology
) -> None:
    author = let_in(visitor(), chronology.commission.author)
    author.go(chronology.get_absolute_url())
    author.follow("check and change all rows")
    author.must_read(
        "5 rows read = 2 events + 1 without an event + 2 to mend + 0 left out", "There is no source."
    )
    page, keys = author.page, author.page.keyboard

    tab_until(author, "Event date, row 3")
    keys.press("Control+A")
    keys.type("13 May 2010")
    keys.press("Enter")
    expect(page.get_by_role("textbox", name="Event date, row 4", exact=True)).to_be_focused()
    expect(page.locator("[data-counts]")).to_have_text(
        "5 rows read = 3 events + 1 without an event + 1 to mend + 0 left out"
    )
    assert chronology.events.get(row=3).date_start.isoformat() == "2010-05-13"

    keys.press("ArrowRight")
    keys.press("ArrowRight")
    expect(page.get_by_role("textbox", name="Where recorded, row 4", exact=True)).to_be_focused()
    keys.type("Call log")
    keys.press("Tab")
    expect(page.locator("#row-1-4 [data-state]")).to_have_text("Mended")
    expect(page.locator("[data-when-settled]")).to_be_visible()

    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("Shift+Tab")
    keys.type(" that goes again")
    keys.press("Escape")
    keys.press("Tab")
    assert chronology.events.get(row=4).source.original == "Call log"

    tab_until(author, "Add an event below row 4")
    with page.expect_navigation():
        keys.press("Enter")
    author.look()
    page.get_by_label("Date", exact=True).focus()
    keys.type("14/05/2010")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("Duty book")
    keys.press("Tab")
    keys.type("The duty worker rang back.")
    with page.expect_navigation():
        page.get_by_role("button", name="Add it").press("Enter")
    author.look()
    author.must_read("Added row 1", "by hand", "5 rows read + 1 added = 5 events")


def test_a_date_that_cannot_be_read_is_said_beside_its_cell_and_a_proposed_one_taken(
    visitor: NewVisitor, chronology: Chronology
) -> None:
    author = let_in(visitor(viewport=PHONE), chronology.commission.author)
    author.go(chronology.get_absolute_url())
    author.follow("check and change all rows")

    box = author.page.get_by_role("textbox", name="Event date, row 2", exact=True)
    box.fill("31/02/2010")
    box.blur()
    row = author.page.locator("#row-1-2")
    expect(row.locator("[data-message]:visible")).to_have_text(
        re.compile("There is no such day as “31/02/2010”")
    )
    expect(row.locator("[data-was]:visible")).to_have_text("In the file: 12/05/2010")
    author.look()

    author.page.get_by_role("button", name="25 May 2010? row 3").click()
    expect(author.page.locator("#row-1-3 [data-state]")).to_have_text("Mended")
    author.look()


def test_a_cell_of_a_chronology_that_was_withdrawn_meanwhile_says_so_beside_it(
    visitor: NewVisitor, chronology: Chronology
) -> None:
    author = let_in(visitor(), chronology.commission.author)
    author.go(f"{chronology.get_absolute_url()}rows/")
    chronologies.withdraw(chronology, reason="It is the wrong file.", by=chronology.commission.author)

    box = author.page.get_by_role("textbox", name="Clinical summary, row 2", exact=True)
    box.fill("Nine month assessment.")
    box.blur()

    cell = author.page.locator("#row-1-2 td").filter(has=box)
    expect(cell.locator("[data-message]")).to_have_text(
        re.compile("^Not saved. Rows are settled while .* hand in a corrected file.$")
    )
    expect(box).to_have_value("Nine month assessment.")
    expect(author.page.locator("[data-grid-status]")).to_have_text(re.compile("^row 2: Not saved. Rows are"))
    author.look()

    box.press("Escape")
    expect(box).to_have_value("Eight month assessment at home with both parents.")
    expect(author.page.locator("#row-1-2").get_by_text("Not saved.")).to_have_count(0)


def test_a_row_is_saved_with_its_button_where_there_is_no_script(
    visitor: NewVisitor, chronology: Chronology
) -> None:
    author = let_in(visitor(java_script_enabled=False), chronology.commission.author)
    author.go(f"{chronology.get_absolute_url()}rows/")
    author.page.get_by_role("textbox", name="Where recorded, row 4", exact=True).fill("Call log")
    author.press("Save row 4")
    author.must_read("Row 4 is saved.")
    assert chronology.events.get(row=4).source.original == "Call log"


def test_a_row_is_left_out_and_taken_back_and_the_fix_list_is_taken(
    visitor: NewVisitor, chronology: Chronology
) -> None:
    author = let_in(visitor(), chronology.commission.author)
    author.go(f"{chronology.get_absolute_url()}rows/")
    author.follow("Leave out… row 2")
    author.type("Why is it left out?", "It is about another family.")
    author.press("Leave it out")
    author.must_read("Row 2 is left out.", "Because: It is about another family.", "+ 1 left out")

    author.follow(re.compile("^Take it back ?, row 2$"))
    author.press("Take it back")
    author.must_read("5 rows read = 2 events + 1 without an event + 2 to mend + 0 left out")

    author.go(f"{chronology.get_absolute_url()}fix-list/")
    with author.page.expect_download() as taken:
        author.page.get_by_role("button", name="Download it").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
