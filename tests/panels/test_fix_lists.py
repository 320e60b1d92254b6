"""An author takes their own file with the cells to mend marked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from panels.models import Commission
from panels.services import chronologies, fix_lists, rows
from panels.services.fix_lists import CannotBeMarked, RowSealed
from panels.services.rows import RowsNotOpen
from tests import make
from tests.panels.test_rows import read, table
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

ROWS = table({}, {"Source": ""}, {"Date of event": "13/25/2010"})


@pytest.fixture
def commission() -> Any:
    return make.commission()


def test_the_file_is_handed_back_with_what_waits_marked_and_what_is_settled_not(
    client: Any, commission: Commission
) -> None:
    chronology = read(commission, ROWS)
    first = chronology.problems.get(row=3)
    rows.mend_row(first, corrections={"source": "Clinic list"}, by=commission.author)
    url = reverse("panels:chronology_fix_list", args=[chronology.review_id, chronology.pk])
    author = sign_in(client, commission.author)
    assert url in author.get(chronology.get_absolute_url()).content.decode()
    assert author.get(url).status_code == 200

    answer = author.post(url)

    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "no-store, private"
    book = load_workbook(io.BytesIO(answer.content))
    listed = [row[1].value for row in book["What to change"].iter_rows(min_row=2)]
    assert 4 in listed and 3 not in listed
    assert "the month would be 25" in book.worksheets[0]["A4"].comment.text


def test_a_corrected_fix_list_is_read_as_it_is(commission: Commission) -> None:
    chronology = read(commission, ROWS)
    book = load_workbook(io.BytesIO(fix_lists.fix_list(chronology, by=commission.author)))
    book.worksheets[0]["A4"], book.worksheets[0]["D3"] = "13/05/2010", "Clinic list"
    corrected = io.BytesIO()
    book.save(corrected)

    again = read(commission, corrected.getvalue(), "corrected.xlsx")

    assert again.events.count() == 3 and not again.problems.filter(severity="held").exists()


def test_the_file_is_not_handed_back_to_whom_a_row_of_it_is_sealed(commission: Commission) -> None:
    accepted = read(commission, table({}))
    chronologies.accept(accepted, by=commission.author)
    make.seal(accepted.events.get(row=2), by=commission.issued_by)
    chronology = read(commission, ROWS)

    with pytest.raises(RowSealed, match="is sealed to you, so its file is not handed back"):
        fix_lists.fix_list(chronology, by=commission.author)


def test_the_file_is_handed_back_until_the_chronology_is_accepted(commission: Commission) -> None:
    chronology = read(commission, table({}))
    chronologies.accept(chronology, by=commission.author)
    chronology.refresh_from_db()

    with pytest.raises(RowsNotOpen, match="hand in a corrected file"):
        fix_lists.fix_list(chronology, by=commission.author)


def test_a_file_that_is_damaged_says_so(commission: Commission) -> None:
    chronology = read(commission, table({}))
    stored = chronology.file
    stored.digest = "0" * 64
    chronology.file = stored

    with pytest.raises(CannotBeMarked, match="could not be opened again to mark it"):
        fix_lists.fix_list(chronology, by=commission.author)
