"""What an agency hands in goes back with points, in a real browser, and each point is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import Mailbox, let_in
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_review_is_returned_with_points_and_cannot_come_back_until_each_is_answered(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.submitted_imr(commission)
    chair, author = let_in(visitor(), people.panel_chair), let_in(visitor(), commission.author)

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    chair.press("Accept or return")
    chair.choose("What do you decide?", "Return it to the author")
    chair.press("Record")
    chair.page.get_by_label("What should be answered or changed?").nth(0).fill("Who saw the child in March?")
    chair.press("Add another point")
    chair.page.get_by_label("Which part is it about?").nth(1).select_option(label="Lessons learned")
    chair.page.get_by_label("What should be answered or changed?").nth(1).fill("Who has learned it?")
    chair.press("Return it")
    chair.must_read("Returned. The author has been told.", "It is with its author now", "Two points are")

    author.go("/work/")
    author.follow(re.compile("^Answer two points on the management review of"))
    author.must_read("Who saw the child in March?", "Until then it cannot be handed in again.")
    author.follow(re.compile("^Answer to point 1"))
    assert not author.page.get_by_label("Why did you not change it?").is_visible()
    author.choose("What did you do about this point?", "I did not change it")
    author.press("Save the answer")
    author.must_read("Say why nothing is changed.")
    author.type("Why did you not change it?", "The record of that visit is lost.")
    author.press("Save the answer")
    author.follow(re.compile("^Go to the management review of"))
    author.must_read("Point 2 is not answered yet.")
    author.follow(re.compile("Lessons learned"))
    author.type("Text", "The team has learned to see each child alone.")
    author.press("Save")
    author.go("/work/")
    author.follow(re.compile("^Answer one point on the management review of"))
    author.follow(re.compile("^Answer to point 2"))
    author.choose("What did you do about this point?", "I changed the text")
    author.press("Save the answer")
    author.must_read("Every point is answered.", "The text then and now", "learned to see each child alone")
    author.follow(re.compile("^Go to the management review of"))
    author.press("Hand in the management review")
    author.press("Hand it in")

    chair.go("/work/")
    chair.follow(re.compile("^Read the management review of"))
    chair.follow(re.compile("^Return 1"))
    chair.must_read("It was handed in again by", "The record of that visit is lost.", "When it was returned")
    assert inspection.findings == []


def test_a_row_of_a_chronology_is_returned_and_a_corrected_file_answers_it(
    visitor: NewVisitor, inspection: Inspection, mailbox: Mailbox, tmp_path: Path
) -> None:
    people = make.staff(make.board())
    commission = make.commission(people)
    make.edition_of(commission)
    manager, author = let_in(visitor(), people.manager), let_in(visitor(), commission.author)

    manager.go(commission.get_absolute_url())
    manager.follow("Edition 1")
    manager.follow(re.compile(r"^Return this row\s*, row 3"))
    manager.page.get_by_label("What should be answered or changed?").first.fill("Who opened the door?")
    manager.press("Add another point")
    manager.page.get_by_label("What should be answered or changed?").nth(1).fill(
        "Is the school’s part in it?"
    )
    manager.press("Return it")
    manager.must_read(
        "Returned. The author has been told.", "It is with its author now", "Row 3", "Two points are"
    )

    author.go("/work/")
    author.follow(re.compile("^Answer two points on the chronology of"))
    author.must_read("Who opened the door?", "The accepted edition stays in force.")
    author.follow(re.compile("^Answer to point 1"))
    author.choose("What did you do about this point?", "I changed the text")
    author.press("Save the answer")
    author.must_read("The text still reads as it did when it came back.")
    author.follow(re.compile("^Go to the text"))
    author.must_read("Point 1", "To be answered")

    rows = ["12/01/2008,Register,Registered with a doctor.", "12/01/2009,Visit book,Enrolled at nursery."]
    rows += [
        "12/02/2009,Visit book,Seen at home with her aunt. The aunt opened the door.",
        "12/03/2009,Visit book,Letter.",
    ]
    file = tmp_path / "corrected.csv"
    file.write_text("\n".join(["Date,Source,Details", *rows]))
    author.follow("hand in a corrected file")
    acts.upload_chronology(author, file)
    acts.accept_chronology(author)

    author.go("/work/")
    author.follow(re.compile("^Answer two points on the chronology of"))
    author.must_read("Row 3, now row 4")
    author.follow(re.compile("^Answer to point 1"))
    author.choose("What did you do about this point?", "I changed the text")
    author.press("Save the answer")
    author.follow(re.compile("^Answer to point 2"))
    author.choose("What did you do about this point?", "I did not change it")
    author.type("Why did you not change it?", "She was not of school age.")
    author.press("Save the answer")
    author.must_read("Every point is answered. It can now be settled.", "The aunt opened the door.")

    manager.go(commission.get_absolute_url())
    manager.follow("Edition 2")
    manager.follow(re.compile("^Return 1"))
    manager.must_read("She was not of school age.", "Every point is answered.", "When it was returned")
    assert inspection.findings == []
