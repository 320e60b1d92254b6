from __future__ import annotations

import io

import pytest
from pikepdf import Pdf

from scr_portal.anonymise.documents import ScanFailed, pdf_readers, search_pdf
from scr_portal.files.pdf import render
from tests.anonymise import pdf_making as make
from tests.anonymise.rendered import TITLE, number, page_of, person, registered, report, searched

pytestmark = pytest.mark.pango

TAMSIN = person("Tamsin", "Aldercott")
HEAD = f'<p class="document-reference">SCR-1</p><h1>{TITLE}</h1><p class="document-status">Draft</p>'
FURNITURE = ["SCR-1", TITLE, "Draft"]


def divided(before: str, after: str) -> bytes:
    """Return a paragraph split over the end of page 2, with running heads and feet between its words."""
    body = f'{HEAD}<p class="new-page">The child was seen with {before}</p><p class="new-page">{after} at home.</p>'
    return render(page_of(body), title=TITLE)


DIVIDED = {
    "a name": ("Tamsin", "Aldercott", TAMSIN),
    "a name with a hyphen": ("Tamsin Alder-", "cott", TAMSIN),
    "a telephone number": ("07700", "900123", number("phone", "07700 900123")),
    "an NHS number": ("943 476", "5919", number("nhs_number", "943 476 5919")),
}


@pytest.mark.parametrize("what", DIVIDED)
def test_identifier_divided_by_the_end_of_a_page_is_found_by_the_readers_alone(what):
    before, after, entry = DIVIDED[what]
    set_text = [*FURNITURE, "The child was seen with", before, after, "at home."]
    result = search_pdf(divided(before, after), [entry], set_text=set_text, furniture=FURNITURE, grain=None)
    whole = [hit for hit in result.hits if hit.entry_id and "\n" in hit.surface]
    assert [(hit.page, hit.entry_id) for hit in whole] == [(2, entry["id"])]


def test_paragraph_that_runs_over_a_page_is_read_in_full_without_running_heads():
    long = " ".join(f"The child was seen at home on visit {number}." for number in range(200))
    set_text = [*FURNITURE, long]
    data = render(page_of(f"{HEAD}<p>{long}</p>"), title=TITLE)
    result = search_pdf(data, [TAMSIN], set_text=set_text, furniture=FURNITURE, grain=None)
    assert result.is_complete and registered(result) == set()


def test_head_of_a_table_that_comes_again_does_not_count_against_the_reading():
    rows = [(f"May {year}", "A home visit by the health visitor") for year in range(1950, 2030)]
    cells = "".join(f"<tr><td>{when}</td><td>{what}</td></tr>" for when, what in rows)
    table = f"<table><thead><tr><th>When</th><th>What</th></tr></thead><tbody>{cells}</tbody></table>"
    data = render(page_of(f"{HEAD}{table}"), title=TITLE)
    set_text = [*FURNITURE, "When", "What", *(cell for row in rows for cell in row)]
    assert search_pdf(data, [TAMSIN], set_text=set_text, furniture=FURNITURE, grain=None).is_complete


def test_words_that_were_set_and_are_not_in_the_file_lower_the_coverage_and_are_named():
    data = report("The child was seen at home.")
    set_text = [TITLE, "The child was seen at home.", "Nobody asked why."]
    result = search_pdf(data, [TAMSIN], set_text=set_text, furniture=[TITLE], grain=None)
    assert str(result.coverage) == "71.42"
    assert not result.is_complete
    assert sum(each.count for each in result.unread) == 14
    assert {each.name for each in result.unread} >= {"LATIN CAPITAL LETTER N (U+004E)"}


def test_words_in_another_order_are_not_read():
    data = report("The second visit was missed.", "The first visit was made by the school nurse.")
    set_text = [TITLE, "The first visit was made by the school nurse.", "The second visit was missed."]
    assert not search_pdf(data, [TAMSIN], set_text=set_text, furniture=[TITLE]).is_complete


@pytest.mark.parametrize("reader", [0, 1])
def test_what_one_reader_alone_does_not_return_counts_as_unread_and_is_searched_in_the_other(
    monkeypatch, reader
):
    read = pdf_readers.read

    def half_blind(data: bytes) -> tuple[pdf_readers.Reading, ...]:
        readings = list(read(data))
        pages = tuple(page.replace("Tamsin Aldercott", "") for page in readings[reader].pages)
        readings[reader] = pdf_readers.Reading(readings[reader].reader, pages)
        return tuple(readings)

    monkeypatch.setattr(pdf_readers, "read", half_blind)
    result = searched([TAMSIN], "The child was seen with Tamsin Aldercott at home.")
    assert registered(result) == {"person-1"}
    assert sum(each.count for each in result.unread) == len("TamsinAldercott")
    assert not result.is_complete


def test_name_on_a_page_that_is_not_of_the_text_that_was_set_is_found():
    data = render(
        page_of(f"<h1>{TITLE}</h1><p>Well.</p><p>Tamsin Aldercott and Mr Quentin Marl.</p>"), title=TITLE
    )
    result = search_pdf(data, [TAMSIN], set_text=[TITLE, "Well."], furniture=[TITLE])
    assert registered(result) == {"person-1"}
    assert any("Marl" in hit.surface for hit in result.hits if not hit.entry_id)


def test_search_fails_where_it_cannot_read(monkeypatch):
    data = report("Well.")
    options = {"set_text": [TITLE, "Well."]}
    for broken in (b"", data[:2000], b"not a PDF", data.replace(b"startxref", b"startxxxx")[:-40]):
        with pytest.raises(ScanFailed):
            search_pdf(broken, [TAMSIN], **options)
    with Pdf.open(io.BytesIO(data)) as pdf:
        locked = io.BytesIO()
        pdf.save(locked, encryption={"owner": "a", "user": "b"})
    with pytest.raises(ScanFailed):
        search_pdf(locked.getvalue(), [TAMSIN], **options)
    monkeypatch.setattr(pdf_readers, "_with_pdfium", lambda data: 1 / 0)
    with pytest.raises(ScanFailed) as failed:
        search_pdf(data, [TAMSIN], **options)
    assert "Well" not in str(failed.value)


@pytest.mark.parametrize("set_text", [[], [""], ["\n", " – "]])
def test_search_fails_where_the_text_that_was_set_is_not_known(set_text):
    with pytest.raises(ScanFailed):
        search_pdf(report("Well."), [TAMSIN], set_text=set_text)


def test_search_fails_where_two_readers_do_not_see_the_same_pages(monkeypatch):
    monkeypatch.setattr(pdf_readers, "_text_of", lambda page: "")
    blind = searched([TAMSIN], "Well.")
    assert blind.coverage == 0
    monkeypatch.setattr(pdf_readers, "_with_pdfium", lambda data: pdf_readers.Reading("x", ("a", "b")))
    with pytest.raises(ScanFailed):
        searched([TAMSIN], "Well.")


def test_earlier_revision_kept_in_the_file_is_searched():
    first = make.bytes_of(make.document(make.lines("Well", "Tamsin Aldercott")))
    result = search_pdf(make.with_later_revision(first), [TAMSIN], set_text=[make.CLEAN])
    assert any(hit.where.startswith("earlier revision") for hit in result.hits if hit.entry_id)
