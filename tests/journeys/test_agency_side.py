"""The agency's side: a file, its rows, and whose words are read by whom."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Locator

from panels.models import Chronology, Commission
from panels.services import authorship
from scr_portal.access.roles import Role
from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import let_in
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

HEADINGS = "Date,Time,Source,Details,Child seen,Room\n"
SEEN = "12/05/2009,10:15,Visit book,Seen at home.,Yes,kitchen\n"
NO_DATE = ",15:00,Visit book,Tamsin Quillfeather spoke to the nurse.,Alone,hall\n"
NO_SOURCE = "14/05/2009,,,A letter was sent.,,\n"
NO_EVENT = "15/05/2009,,,,,\n"


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def asked(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def handed_in(asked: Commission, *rows: str) -> Chronology:
    return make.chronology_of(asked, (HEADINGS + "".join(rows)).encode())


def row_of(author: Visitor, number: int) -> Locator:
    return author.page.get_by_role("region", name=f"Row {number}", exact=True)


def save_row(author: Visitor, number: int) -> None:
    author.press(f"Save row {number}")


def test_held_row_with_a_time_and_child_seen_alone_is_mended_on_the_page_and_keeps_both(
    visitor: NewVisitor, asked: Commission
) -> None:
    handed_in(asked, SEEN, NO_DATE)
    author = let_in(visitor(), asked.author)
    author.go("/work/")
    author.follow(re.compile("^Settle the rows of your chronology"))
    author.must_read("2 rows read = 1 event + 0 without an event + 1 to mend + 0 left out")
    row_of(author, 3).get_by_label("Date", exact=True).fill("13 May 2009")
    save_row(author, 3)

    author.must_read("2 rows read = 2 events + 0 without an event + 0 to mend + 0 left out")
    event = author.page.locator(".portal-events tbody tr", has_text="row 3")
    assert "13 May 2009" in event.inner_text() and "15:00" in event.inner_text()
    assert "Yes, alone" in event.inner_text()
    event.get_by_text("More from this row").click()
    assert "hall" in event.inner_text()


def test_counts_of_a_chronology_add_up_and_a_row_left_out_is_listed_with_reason_and_who_and_taken_back(
    visitor: NewVisitor, asked: Commission
) -> None:
    handed_in(asked, SEEN, NO_DATE, NO_SOURCE, NO_EVENT)
    author = let_in(visitor(), asked.author)
    author.go("/work/")
    author.follow(re.compile("^Settle the rows of your chronology"))
    author.must_read("4 rows read = 1 event + 1 without an event + 2 to mend + 0 left out")
    row = row_of(author, 4)
    row.get_by_label("Leave it out, because").check()
    save_row(author, 4)
    author.must_read("Say why this row is left out.")
    author.page.get_by_label("Because", exact=True).fill("It is about another family.")
    author.press("Save this row")

    author.must_read("4 rows read = 1 event + 1 without an event + 1 to mend + 1 left out")
    left_out = author.page.locator(".portal-settled li", has_text="Row 4").inner_text()
    assert "It is about another family." in left_out and str(asked.author) in left_out
    author.follow(re.compile("^Take it back"))
    author.press("Take it back")
    author.must_read("4 rows read = 1 event + 1 without an event + 2 to mend + 0 left out")
    assert row_of(author, 4).get_by_label("Details", exact=True).input_value() == "A letter was sent."


def test_what_is_typed_into_one_row_is_kept_while_another_is_saved(
    visitor: NewVisitor, asked: Commission
) -> None:
    handed_in(asked, SEEN, NO_DATE, NO_SOURCE)
    author = let_in(visitor(), asked.author)
    author.go("/work/")
    author.follow(re.compile("^Settle the rows of your chronology"))
    row_of(author, 4).get_by_label("Source", exact=True).fill("Letter book")
    row_of(author, 3).get_by_label("Date", exact=True).fill("13 May 2009")
    save_row(author, 3)

    author.must_read("1 to mend")
    row_of(author, 4).get_by_text("See what you typed").click()
    assert "Letter book" in row_of(author, 4).inner_text()
    with author.page.expect_navigation():
        row_of(author, 4).get_by_role("link", name=re.compile("^Use it")).click()
    author.must_read("This is what you typed on")
    assert author.page.get_by_label("Source", exact=True).input_value() == "Letter book"
    author.press("Save this row")
    author.must_read("3 rows read = 3 events + 0 without an event + 0 to mend + 0 left out")


def test_wrong_file_is_withdrawn_by_the_person_who_uploaded_it(
    visitor: NewVisitor, people: SimpleNamespace, asked: Commission
) -> None:
    chronology = make.chronology(asked)
    author, manager = let_in(visitor(), asked.author), let_in(visitor(), people.manager)
    manager.go(chronology.get_absolute_url())
    assert not manager.is_offered("Withdraw it")
    author.go(asked.get_absolute_url())
    author.follow("Edition 1")
    author.follow("Withdraw it")
    author.press("Withdraw it")
    author.must_read("There is a problem")
    author.type("Why", "It is the file of another child.")
    author.press("Withdraw it")

    author.must_read(
        f"Withdrawn by {asked.author}", "It is the file of another child.", "Hand in another file"
    )
    manager.go(chronology.get_absolute_url())
    assert manager.status == 404
    manager.go(asked.get_absolute_url())
    manager.must_read("Not handed in yet")
    author.go("/work/")
    author.must_read("Hand in your chronology")

    left = make.chronology(asked)
    author.go(left.get_absolute_url())
    assert author.is_offered("Withdraw it")
    replaced = authorship.replace_author(
        asked,
        author_email="successor@example.org",
        author_name="Noor Hale",
        reason="She is on leave.",
        by=people.manager,
    )
    successor = let_in(visitor(), replaced.author)
    successor.go(left.get_absolute_url())
    assert successor.status == 200
    assert not successor.is_offered("Withdraw it")
    successor.go(reverse("panels:chronology_withdraw", args=[left.review_id, left.pk]))
    assert successor.status == 403


def test_older_edition_accepted_does_not_mark_a_newer_one_as_replaced(
    visitor: NewVisitor, asked: Commission
) -> None:
    handed_in(asked, SEEN)
    handed_in(asked, SEEN, "16/05/2009,,Clinic list,Appointment missed.,,\n")
    author = let_in(visitor(), asked.author)
    author.go(asked.get_absolute_url())
    author.follow("Edition 1")
    acts.accept_chronology(author)
    assert state_of(author, 1) == "Accepted"
    assert state_of(author, 2) == "Read, to be checked"

    author.go("/work/")
    author.follow(re.compile("^Accept your chronology"))
    author.must_read("Edition 2", "Appointment missed.")
    acts.accept_chronology(author)
    assert state_of(author, 1) == "Replaced by a newer file"
    assert state_of(author, 2) == "Accepted"


def state_of(author: Visitor, edition: int) -> str:
    part = author.page.locator(".portal-tasks__part", has_text=f"Edition {edition}")
    return part.locator(".govuk-tag").inner_text().strip()


def test_same_file_uploaded_twice_is_recognised(
    visitor: NewVisitor, asked: Commission, tmp_path: Path
) -> None:
    first = handed_in(asked, SEEN)
    again = tmp_path / "the same under another name.csv"
    again.write_bytes((HEADINGS + SEEN).encode())
    author = let_in(visitor(), asked.author)
    author.go(asked.get_absolute_url())
    author.follow("Hand in your chronology")
    author.attach("Your agency’s chronology", again)
    author.press("Hand it in")

    author.must_read("There is a problem", "the same file as edition 1", str(first.uploaded_by))
    author.follow("Open edition 1")
    author.must_read("1 row read = 1 event")
    assert asked.chronologies.count() == 1


def test_author_reads_their_own_words_in_clear_and_others_read_labels(
    visitor: NewVisitor, people: SimpleNamespace, asked: Commission
) -> None:
    make.ready_imr(asked)
    author, chair = let_in(visitor(), asked.author), let_in(visitor(), people.panel_chair)
    author.go(asked.get_absolute_url())
    author.follow("Write the management review")
    author.must_read("Tamsin Quillfeather was known to the agency.", "as you wrote it")
    author.follow("Read it with labels")
    author.must_not_read("Quillfeather")
    author.follow("Read your own words")
    author.press("Hand in the management review")
    author.press("Hand it in")

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    chair.must_read("was known to the agency.")
    chair.must_not_read("Quillfeather")


def test_sentence_about_who_reads_a_draft_says_who_does(
    visitor: NewVisitor, people: SimpleNamespace, asked: Commission
) -> None:
    review = make.ready_imr(asked)
    lead = make.member(people.board, Role.AGENCY_LEAD, agency=asked.agency, name="Jago Penhale")
    author = let_in(visitor(), asked.author)
    author.go(review.get_absolute_url())
    author.must_read("the lead of your agency can read what you save, with labels", "and nobody else can")

    reader = let_in(visitor(), lead)
    reader.go(review.get_absolute_url())
    reader.must_read("was known to the agency.")
    reader.must_not_read("Quillfeather")
    for person in (people.manager, people.chair, people.panel_chair, people.author, people.panel_member):
        other = let_in(visitor(), person)
        other.go(review.get_absolute_url())
        assert other.status in (403, 404), f"{person} reads the draft"
