"""A blank chronology to begin with is read as it is once it is filled in."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from panels.chronology.export.template import EXAMPLE, write_document
from panels.chronology.model import ReaderError
from panels.chronology.reading import read_chronology
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client: Any) -> Any:
    client.commission = make.commission()
    return sign_in(client, client.commission.author)


def taken(author: Any, kind: str) -> tuple[str, bytes]:
    of = author.commission
    answer = author.get(reverse("panels:chronology_template", args=[of.review_id, of.pk, kind]))
    assert answer.status_code == 200
    return answer["Content-Disposition"].partition('filename="')[2].rstrip('"'), answer.content


def test_the_page_of_the_upload_leads_to_each_of_them(author: Any) -> None:
    of = author.commission
    page = author.get(reverse("panels:chronology_upload", args=[of.review_id, of.pk])).content.decode()
    for kind in ("blank-workbook", "blank-document", "example"):
        assert reverse("panels:chronology_template", args=[of.review_id, of.pk, kind]) in page


@pytest.mark.parametrize("kind", ["blank-workbook", "blank-document"])
def test_a_blank_one_has_headings_that_are_read_and_no_row(author: Any, kind: str) -> None:
    name, content = taken(author, kind)

    with pytest.raises(ReaderError) as refused:
        read_chronology(content, name)
    assert refused.value.code == "no_event_rows"


def test_the_example_is_read_whole_and_without_a_remark(author: Any) -> None:
    name, content = taken(author, "example")

    result = read_chronology(content, name)

    assert (result.problems, result.notices, result.unmapped_columns) == ((), (), ())
    assert [event.detail for event in result.events] == [row[3] for row in EXAMPLE]
    assert [event.precision for event in result.events] == ["day", "month", "day"]
    assert [event.child_seen for event in result.events] == ["yes", "no", None]


def test_rows_typed_into_the_blank_workbook_are_read(author: Any) -> None:
    name, content = taken(author, "blank-workbook")
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    offered = {
        str(check.sqref).partition(":")[0]: check.formula1 for check in sheet.data_validations.dataValidation
    }
    assert '"Yes,No,Alone"' in offered.values()
    for column, text in enumerate(("June 2009", "", "Clinic list", "Appointment missed."), 1):
        sheet.cell(8, column).value = text
    filled = io.BytesIO()
    book.save(filled)

    (event,) = read_chronology(filled.getvalue(), name).events

    assert (event.row, event.precision, event.source) == (8, "month", "Clinic list")


def test_a_filled_document_is_read_whole_too() -> None:
    filled = io.BytesIO()
    write_document(filled, rows=EXAMPLE)
    assert "Never guess a day." in "\n".join(each.text for each in Document(filled).paragraphs)

    result = read_chronology(filled.getvalue(), "chronology.docx")

    assert (len(result.events), result.problems, result.notices) == (len(EXAMPLE), (), ())


def test_a_template_is_for_whoever_may_hand_a_chronology_in(author: Any) -> None:
    of = author.commission
    url = reverse("panels:chronology_template", args=[of.review_id, of.pk, "no-such-kind"])
    assert author.get(url).status_code == 404
    manager = sign_in(author, of.issued_by)
    assert manager.get(url.replace("no-such-kind", "example")).status_code == 403
