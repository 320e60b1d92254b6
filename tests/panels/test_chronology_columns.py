"""A file whose headings do not say which column is which is asked about, and read with the answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from panels.gates import chronology_matter
from panels.jobs import read_chronology
from panels.models import Chronology, Commission
from panels.queries import chronology_words, commissions_for
from panels.services import chronologies, chronology_columns
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

CONTENT = b"CaseNoteDate,NoteText,CreatedBy\n05/06/2010,Visit recorded on file,SW A\n06/06/2010,Call,SW B\n"


@pytest.fixture
def commission() -> Any:
    return make.commission()


@pytest.fixture
def author(client: Any, commission: Commission) -> Any:
    return sign_in(client, commission.author)


def work_off() -> None:
    """Run the readings that are queued, in this process."""
    for job in Job.objects.filter(kind="panels.read_chronology").unfinished():
        claimed = claims.take(job.pk)
        assert claimed is not None
        claims.finish(claimed, read_chronology(claimed, report_progress=lambda *progress: None))


def asked(commission: Commission, content: bytes = CONTENT) -> Chronology:
    upload = SimpleUploadedFile("notes.csv", content)
    chronology, _ = chronologies.upload(commission, upload=upload, by=commission.author)
    work_off()
    chronology.refresh_from_db()
    return chronology


def url_of(chronology: Chronology) -> str:
    return reverse("panels:chronology_columns", args=[chronology.review_id, chronology.pk])


def answers(**texts: str) -> dict[str, str]:
    return {"date": "CaseNoteDate", "detail": "NoteText", "source": "CreatedBy", "every_row": ""} | texts


def test_columns_in_question_are_kept_with_their_first_cells_and_wait_for_the_author(
    commission: Commission,
) -> None:
    chronology = asked(commission)

    assert (chronology.status, chronology.asked["fields"], chronology.rows) == ("asked", ["source"], 0)
    assert chronology.asked["columns"][0]["samples"] == ["05/06/2010", "06/06/2010"]
    matter = chronology_matter(commission, chronology)
    assert matter.sentence == "The columns of the file need their author."
    assert (matter.act, matter.form) == ("Name the columns of your chronology", url_of(chronology))


def test_file_whose_columns_are_in_question_counts_as_handed_in(commission: Commission) -> None:
    asked(commission)
    row = commissions_for(commission.author, commission.review).get()
    assert chronology_words(row) == "Handed in, not accepted yet"


def test_page_shows_every_column_and_chooses_only_what_the_headings_say(
    author: Any, commission: Commission
) -> None:
    chronology = asked(commission)

    page = author.get(url_of(chronology))

    for text in ("CaseNoteDate", "NoteText", "CreatedBy", "Visit recorded on file", "SW B"):
        assert text in page.content.decode()
    form = page.context["form"]
    assert {name: form[name].value() for name in ("date", "detail", "source")} == {
        "date": "CaseNoteDate",
        "detail": "NoteText",
        "source": "",
    }
    assert url_of(chronology) in author.get(chronology.get_absolute_url()).content.decode()


def test_answers_are_remembered_and_the_file_is_read_with_them(author: Any, commission: Commission) -> None:
    chronology = asked(commission)

    sent = author.post(
        url_of(chronology), answers(source="one source for every row", every_row="RiO progress notes")
    )
    assert sent.status_code == 302
    work_off()

    chronology.refresh_from_db()
    assert (chronology.status, chronology.rows) == ("read", 2)
    assert [str(event.source.original) for event in chronology.events.all()] == ["RiO progress notes"] * 2
    assert chronology.answers["source"] == {"heading": "", "constant": "RiO progress notes"}
    assert Job.objects.about(chronology).count() == 2
    assert author.get(url_of(chronology)).status_code == 302


def test_column_may_be_the_source(author: Any, commission: Commission) -> None:
    chronology = asked(commission)
    author.post(url_of(chronology), answers())
    work_off()

    assert [str(event.source.original) for event in chronology.events.all()] == ["SW A", "SW B"]


@pytest.mark.parametrize(
    ("texts", "field", "sentence"),
    [
        ({"date": ""}, "date", "Choose the column of the date."),
        ({"detail": "CaseNoteDate"}, "detail", "chosen for the date already"),
        ({"source": "NoteText"}, "source", "chosen above already"),
        ({"source": "one source for every row"}, "every_row", "Name the record"),
        ({"every_row": "RiO"}, "every_row", "Keep one of them"),
        ({"source": ""}, "source", "or one source for every row"),
    ],
)
def test_answer_that_cannot_be_gets_one_sentence_where_it_happened(
    author: Any, commission: Commission, texts: dict[str, str], field: str, sentence: str
) -> None:
    chronology = asked(commission)

    form = author.post(url_of(chronology), answers(**texts)).context["form"]

    assert list(form.errors) == [field]
    assert sentence in form.errors[field][0]
    chronology.refresh_from_db()
    assert chronology.status == "asked"


def test_columns_are_named_once_and_only_while_they_are_asked(commission: Commission) -> None:
    chronology = asked(commission)
    chronology_columns.name_columns(chronology, answers={"source": "CreatedBy"}, by=commission.author)

    with pytest.raises(Refused, match="not in question"):
        chronology_columns.name_columns(chronology, answers={"source": "NoteText"}, by=commission.author)


def test_corrected_file_replaces_one_that_was_asked_about(commission: Commission) -> None:
    first = asked(commission)
    second = asked(commission, b"Date,Source,Details\n05/06/2010,File,Visit\n")
    chronologies.accept(second, by=commission.author)

    first.refresh_from_db()
    assert first.status == "replaced"
