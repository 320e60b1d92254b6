"""What an author is asked about a file: which column is which, and which way round its dates are."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from panels.chronology.reading import read_chronology
from panels.models import Chronology, Commission
from panels.services import chronologies, chronology_columns
from tests import make

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]

NOTES = (
    b"CaseNoteDate,NoteText,CreatedBy\n05/06/2010,Visit at home. Both children seen.,SW A\n"
    b"06/06/2010,Grandmother rang. She was worried about the baby.,SW B\n"
)
AMERICAN = b"Date,Source,Details\n" + b"".join(
    f"{date},Visit book,{detail}\n".encode()
    for date, detail in (
        ("01/04/2010", "Seen at home."),
        ("01/22/2010", "No reply."),
        ("02/26/2010", "Letter sent."),
    )
)


@pytest.fixture
def commission() -> Commission:
    return make.commission(make.staff(make.board()))


def asked_about(commission: Commission) -> Chronology:
    upload = SimpleUploadedFile("notes.csv", NOTES)
    chronology, _ = chronologies.upload(commission, upload=upload, by=commission.author)
    return chronology_columns.ask(chronology, read_chronology(NOTES, "notes.csv"))


def test_author_names_the_columns_and_is_told_where_an_answer_is_missing(
    visitor: NewVisitor, commission: Commission
) -> None:
    chronology = asked_about(commission)
    author = let_in(visitor(), commission.author)
    author.go(chronology.get_absolute_url())
    author.press("Name the columns")
    author.must_read("Visit at home. Both children seen.")

    author.select("Which column says where it was recorded?", "One source for every row")
    author.press("Read the file with these columns")
    author.must_read("Name the record that every row comes from.")

    author.type("The source of every row", "RiO progress notes")
    author.press("Read the file with these columns")
    chronology.refresh_from_db()
    assert chronology.answers["source"] == {"heading": "", "constant": "RiO progress notes"}


def test_author_settles_every_date_of_a_file_that_may_be_month_first_at_once(
    visitor: NewVisitor, commission: Commission
) -> None:
    chronology = make.chronology_of(commission, AMERICAN)
    author = let_in(visitor(), commission.author)
    author.go(chronology.get_absolute_url())

    first = author.page.get_by_role("region", name="Row 2", exact=True)
    first.get_by_label("4 January 2010").check()
    first.get_by_label(
        "Read every date of the file that may have the day or the month first in this way"
    ).check()
    with author.page.expect_navigation():
        first.get_by_role("button", name="Save row 2").click()

    author.must_read("3 rows read = 3 events + 0 without an event + 0 to mend + 0 left out")
