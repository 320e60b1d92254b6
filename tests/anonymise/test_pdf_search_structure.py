from __future__ import annotations

import io
from collections.abc import Callable
from string import ascii_uppercase

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from scr_portal.anonymise.documents import Part, scan, search_pdf
from scr_portal.files.pdf import render
from tests.anonymise import pdf_making as make
from tests.anonymise.rendered import TITLE, page_of, person, registered

pytestmark = pytest.mark.pango

NAME = "Tamsin Aldercott"
SENTENCE = "The child was seen at home and was well, and a second visit was planned for the week after."
ROWS = [("May", "A home visit"), ("June", "A telephone call")] * 20
SURNAMES = """
    Lang Root Part Title Range Next First Names Font Lab Universal Accessibility Schema Contents Page Parent Span
    Kids Count Dest Lists Adobe Identity Serif Default Standard Document Link Table Figure Outlines Type Filter Size
""".split()  # noqa: SIM905


def rows() -> str:
    return "".join(f"<tr><td>{month}</td><td>{what}</td></tr>" for month, what in ROWS)


BODY = f"""<h1>{TITLE}</h1><nav class="contents"><ol><li><a href="#a">What happened</a></li></ol></nav>
<h2 id="a" class="new-page">What happened</h2><h3>Three agencies</h3>
<ul><li>A visit was missed</li></ul><ol><li>A letter was sent</li></ol>
<table><caption>Who knew</caption><thead><tr><th scope="col">When</th><th scope="col">What</th></tr></thead>
<tbody>{rows()}</tbody></table>
<figure><svg width="40" height="20"><title>Two visits</title><circle cx="9" cy="9" r="3"/></svg></figure>
<p>Guidance: <a href="https://www.example.org/guidance">working together</a>. {SENTENCE}</p>
<p class="new-page">{SENTENCE}</p>"""
SET_TEXT = [
    *(TITLE, "What happened", "What happened", "Three agencies", "A visit was missed", "A letter was sent"),
    *("Who knew", "When", "What"),
    *(cell for row in ROWS for cell in row),
    f"Guidance: working together. {SENTENCE}",
    SENTENCE,
]


@pytest.fixture(scope="module")
def structured() -> bytes:
    """Render a report with tables, lists, headings, a picture, links and several pages."""
    return render(page_of(BODY), title=TITLE)


def search(data: bytes, register, **options):
    return search_pdf(data, register, set_text=SET_TEXT, furniture=[TITLE], **{"grain": None} | options)


def test_no_pair_of_initials_is_found_in_the_structure_of_a_report(structured):
    pairs = [(first, second) for first in ascii_uppercase for second in ascii_uppercase]
    register = [
        person(f"{first}wenlyth", f"{second}ardlowe", number=number)
        for number, (first, second) in enumerate(pairs)
    ]
    result = search(structured, register)
    assert registered(result) == set()
    assert result.is_complete


@pytest.mark.parametrize("surname", SURNAMES)
def test_surname_that_is_a_word_of_the_language_of_pdf_is_not_found_in_a_report_without_it(
    structured, surname
):
    register = [person("Orla", surname)]
    assert registered(search(structured, register)) == set()
    assert [
        finding for finding in scan(io.BytesIO(structured), register, name="r.pdf") if finding.entry_id
    ] == []


def planted(data: bytes, plant: Callable[[Pdf], None]) -> bytes:
    with Pdf.open(io.BytesIO(data)) as pdf:
        plant(pdf)
        return make.bytes_of(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def title_in_xmp(pdf: Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as data:
        data["dc:title"] = NAME


def schema_in_xmp(pdf: Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"Part of ISO 14289", NAME.encode())
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def target(pdf: Pdf) -> None:
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(NAME), Array([0])])))


def picture(pdf: Pdf) -> None:
    figure = next(each for each in pdf.objects if isinstance(each, Dictionary) and "/Alt" in each)
    figure.Alt = String(NAME)


def replacement(pdf: Pdf) -> None:
    page = pdf.pages[-1].obj
    words = pikepdf.unparse_content_stream(pikepdf.parse_content_stream(pdf.pages[-1]))
    page.Contents = pdf.make_stream(b"/Span << /ActualText (" + NAME.encode() + b") >> BDC EMC " + words)


def role(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({f"/{NAME}": Name.P})


def old_target(pdf: Pdf) -> None:
    pdf.Root.Dests = pdf.make_indirect(Dictionary({f"/{NAME}": Dictionary(D=Array([0]))}))


def state_of_a_button(pdf: Pdf) -> None:
    make.annotation(pdf, Subtype=Name.Widget, AP=Dictionary(N=Dictionary({f"/{NAME}": Dictionary()})))


PLANTED = {
    "bookmark": (make.bookmark, Part.BOOKMARK, "bookmark"),
    "document title": (lambda pdf: pdf.docinfo.update({"/Title": NAME}), Part.PROPERTY, "document title"),
    "title in XMP": (title_in_xmp, Part.PROPERTY, "XMP properties"),
    "schema in XMP": (schema_in_xmp, Part.PROPERTY, "XMP properties or form data"),
    "target made from text": (target, Part.STRUCTURE, "name of a target or attachment"),
    "target of an older kind": (old_target, Part.STRUCTURE, "a name inside the PDF"),
    "alternative text": (picture, Part.STRUCTURE, "alternative text, page 3"),
    "replacement text": (replacement, Part.PAGE, "page 4"),
    "annotation": (lambda pdf: make.annotation(pdf, Contents=String(NAME)), Part.STRUCTURE, "annotation"),
    "attachment": (make.attachment, Part.ATTACHMENT, "attachment: readable strings"),
    "name of an attachment": (make.attachment_name, Part.ATTACHMENT, "file name of an attachment or link"),
    "layer": (make.layer, Part.STRUCTURE, "name of a layer or stamp"),
    "page label": (make.page_label, Part.STRUCTURE, "page label"),
    "role of the structure": (role, Part.STRUCTURE, "a name inside the PDF"),
    "state of a button": (state_of_a_button, Part.STRUCTURE, "a name inside the PDF"),
}


@pytest.mark.parametrize("place", PLANTED)
def test_name_is_found_wherever_words_of_a_person_can_get_to(structured, place):
    plant, part, where = PLANTED[place]
    hits = search(planted(structured, plant), [person("Tamsin", "Aldercott")]).hits
    assert (part, where) in {(hit.part, hit.where) for hit in hits if hit.entry_id and hit.surface == NAME}


@pytest.mark.parametrize("name", ["Lang", "TD"])
def test_word_of_the_language_of_pdf_is_text_where_a_person_chose_it(structured, name):
    def plant(pdf: Pdf) -> None:
        pdf.Root.Dests = Dictionary({f"/{name}": Dictionary(D=Array([0]))})

    register = [person("Tess", "Dunmore"), person("Orla", "Lang", number=2)]
    assert registered(search(structured, register)) == set()
    assert registered(search(planted(structured, plant), register))


def test_name_in_the_name_of_the_file_is_found(structured):
    hits = search(structured, [person("Tamsin", "Aldercott")], name="tamsin-aldercott.pdf").hits
    places = {(hit.part, hit.where) for hit in hits if hit.entry_id}
    assert places == {(Part.PROPERTY, "the file's own name")}


def test_target_made_of_a_heading_is_found():
    body = f'<h1>{TITLE}</h1><p><a href="#tamsin-aldercott">visit</a></p><h2 id="tamsin-aldercott">Visit</h2>'
    data = render(page_of(body), title=TITLE)
    result = search_pdf(data, [person("Tamsin", "Aldercott")], set_text=[TITLE, "visit", "Visit"])
    assert "person-1" in registered(result)
    assert {hit.part for hit in result.hits if hit.entry_id} == {Part.STRUCTURE}
