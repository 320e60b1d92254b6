"""What holds agencies' contributions back: the sentence of each branch, reached through the services."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from panels.chronology.model import ReaderError
from panels.chronology.reading import read_chronology
from panels.gates import (
    chronology_matter,
    newest_chronology,
)
from panels.models import ManagementReview
from panels.services import authorship, chronologies, chronology_columns, imrs
from reviews.models import ReturnPoint, Review
from reviews.services import returns
from reviews.services.returns import NewPoint
from scr_portal import workflow
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

NOT_HANDED_IN = "The chronology has not been handed in."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def sentences(gate: str, subject: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[gate].missing(again(subject))]


def test_independence_is_missing_until_it_is_stated(people: Any) -> None:
    gate, asked = "panels.independence_stated", make.commission(people)
    row = asked.management_review
    assert sentences(gate, row) == ["You have not yet stated that you had no part in the case."]
    authorship.state_independence(asked, no_involvement=True, no_line_management=True, by=asked.author)
    assert sentences(gate, row) == []


def test_the_chronology_is_one_matter_from_the_file_to_its_acceptance(people: Any) -> None:
    asked = make.commission(people)
    gate = "panels.chronology_accepted"

    def now() -> str:
        return chronology_matter(asked, newest_chronology(asked)).sentence

    assert now() == NOT_HANDED_IN
    content = (make.SAMPLES / "housing.csv").read_bytes()
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("a.csv", content), by=asked.author)
    assert now() == "The file is being read."
    assert chronology_matter(asked, row).later
    row = chronologies.keep_reading(row, read_chronology(content, "a.csv"))
    assert now() == "Rows of the chronology need their author."
    make.leave_held_rows_out(row, by=asked.author)
    assert now() == "The chronology has not been accepted yet."
    missing = "The chronology of your agency has not been accepted yet."
    assert sentences(gate, asked.management_review) == [missing]
    chronologies.accept(row, by=asked.author)
    assert sentences(gate, asked.management_review) == []
    chronologies.withdraw(row, reason="The wrong family.", by=asked.author)
    assert now() == NOT_HANDED_IN
    assert sentences(gate, asked.management_review) == [missing]


def test_a_file_that_could_not_be_read_is_handed_in_again(people: Any) -> None:
    asked = make.commission(people)
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("a.csv", b"Date;What\n"), by=asked.author)
    row = chronologies.refuse(row, ReaderError("no_rows", "The file has no rows."))
    matter = chronology_matter(asked, newest_chronology(asked))
    assert (matter.sentence, matter.act) == (
        "The file could not be read.",
        "Hand in a chronology that can be read",
    )


def test_an_information_report_needs_no_chronology_under_this_procedure(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    asked = make.commission(people, review, contribution="information_report")
    assert sentences("panels.chronology_accepted", asked.management_review) == []


def test_each_empty_section_is_named_until_it_is_written(people: Any) -> None:
    gate, row = "panels.sections_written", make.commission(people).management_review
    needed = [name for name in row.sections if name not in row.MAY_STAY_EMPTY]
    titles = [row._meta.get_field(f"{name}_sealed").verbose_name for name in needed]
    assert sentences(gate, row) == [f"“{title}” is still empty." for title in titles]
    for number, name in enumerate(needed, 1):
        imrs.write(row, section=name, text="The agency knew her.", version=0, by=row.author)
        assert sentences(gate, row) == [f"“{title}” is still empty." for title in titles[number:]]


def test_an_information_report_is_asked_for_its_own_sections(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    row = make.commission(people, review, contribution="information_report").management_review
    items = list(workflow.registered()["panels.sections_written"].missing(row))
    assert 0 < len(items) < len(ManagementReview.objects.get(pk=make.imr().pk).sections)
    assert {item.source for item in items} == {row.review.procedure.information_report.source}


def details(gate: str, subject: Any) -> set[bool]:
    """Whether what is missing is a detail of the form of its step, which stands in nobody's list by itself."""
    return {item.detail for item in workflow.registered()[gate].missing(subject)}


def test_what_a_contribution_lacks_stands_beside_its_forms_and_in_nobodys_list(people: Any) -> None:
    asked = make.commission(people)
    row = make.chronology(asked, accepted=False)
    assert details("panels.problem_rows_settled", row) == {True}
    assert details("panels.sections_written", asked.management_review) == {True}
    assert details("panels.end_reasoned", asked) == {True}
    assert details("panels.chronology_accepted", asked.management_review) == {False}


def test_points_on_a_chronology_are_one_matter_in_the_list_of_their_author(people: Any) -> None:
    asked = make.commission(people)
    points = [NewPoint("Which office?"), NewPoint("Who called?")]
    make.returned_chronology(people, asked, *points)
    [matter] = workflow.registered()["panels.chronology_points_answered"].missing(
        again(asked).management_review
    )
    assert matter.sentence == "Two points on the chronology are not answered yet."
    assert not matter.detail
    first = ReturnPoint.objects.order_by("number").first()
    returns.answer_point(first, answer="not_changed", reason="The only one.", by=asked.author)
    [matter] = workflow.registered()["panels.chronology_points_answered"].missing(
        again(asked).management_review
    )
    assert matter.sentence == "One point on the chronology is not answered yet."


def word_file(*days: str) -> bytes:
    """Write a Word document with one table a day, each with one row."""
    document = Document()
    for day in days:
        table = document.add_table(rows=0, cols=3)
        for row in (("Date", "Source", "Details"), (day, "Visit book", "Seen at home.")):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_rows_that_need_their_author_are_named_by_row_and_from_the_second_table_on_by_table(
    people: Any,
) -> None:
    gate, asked = "panels.problem_rows_settled", make.commission(people)
    row = make.chronology_of(asked, word_file("some day in spring", "another day"), file="made.docx")
    assert sentences(gate, row) == ["Row 2 needs you.", "Row 2 of table 2 needs you."]
    make.leave_held_rows_out(row, by=asked.author)
    assert sentences(gate, row) == []


def test_edition_that_a_newer_one_replaced_is_not_the_newest(people: Any) -> None:
    asked = make.commission(people)
    first = make.edition_of(asked)
    second = make.edition_of(asked, "Enrolled at another nursery.")
    assert newest_chronology(asked) == second
    chronologies.withdraw(second, reason="The wrong family.", by=asked.author)
    assert again(first).status == "replaced"
    assert newest_chronology(asked) is None


def test_file_whose_columns_are_in_question_leads_its_author_to_the_question(people: Any) -> None:
    asked = make.commission(people)
    content = (
        b"CaseNoteDate,NoteText,CreatedBy\n05/06/2010,Visit recorded on file,SW A\n06/06/2010,Call,SW B\n"
    )
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("notes.csv", content), by=asked.author)
    chronology_columns.ask(row, read_chronology(content, "notes.csv"))
    matter = chronology_matter(asked, newest_chronology(asked))
    assert (matter.sentence, matter.act, matter.form) == (
        "The columns of the file need their author.",
        "Name the columns of your chronology",
        reverse("panels:chronology_columns", args=[asked.review_id, row.pk]),
    )
