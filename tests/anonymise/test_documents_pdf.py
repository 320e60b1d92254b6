from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf, String
from PIL import Image

from scr_portal.anonymise.documents import Finding, ScanFailed
from tests.anonymise import pdf_making as make
from tests.anonymise.planting import NAME, clean_workbook, findings_in, places, with_parts


def plain(contents: bytes) -> bytes:
    return make.bytes_of(make.document(contents))


def jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = NAME
    file = io.BytesIO()
    Image.new("RGB", (12, 12), "white").save(file, "JPEG", exif=exif.tobytes())
    return file.getvalue()


def attached_workbook(pdf: Pdf) -> None:
    workbook = with_parts(clean_workbook(), {"docProps/custom.xml": f"<a>{NAME}</a>"})
    pdf.attachments["list.xlsx"] = pikepdf.AttachedFileSpec(pdf, workbook, filename="list.xlsx")


def replaced_text(pdf: Pdf) -> None:
    words = f"/Span << /ActualText ({NAME}) >> BDC ".encode() + make.lines(make.CLEAN) + b" EMC"
    pdf.pages[0].obj.Contents = pdf.make_stream(words)


def xfa(pdf: Pdf) -> None:
    make.field(pdf, T=String("a"))
    pdf.Root.AcroForm.XFA = pdf.make_stream(f"<xdp><data>{NAME}</data></xdp>".encode())


def old_targets(pdf: Pdf) -> None:
    pdf.Root.Dests = Dictionary({f"/{NAME}": Dictionary(D=[0])})


PLANTED = {
    "page": (plain(make.lines("seen with", NAME)), "page 1"),
    "over the end of a line": (plain(make.lines("seen with Tamsin", "Aldercott at home")), "page 1"),
    "hyphen at the end of a line": (plain(make.lines("seen with Tamsin Alder-", "cott at home")), "page 1"),
    "white text": (plain(make.lines(NAME, before="1 1 1 rg")), "page 1"),
    "invisible text": (plain(make.lines(NAME, before="3 Tr")), "page 1"),
    "tiny text": (plain(make.lines(NAME).replace(b"12 Tf", b"0.5 Tf")), "page 1"),
    "text off the page": (plain(make.lines(NAME, at="5000 5000")), "page 1"),
    "covered text": (plain(make.lines(NAME) + b" 0 0 0 rg 40 690 200 30 re f"), "page 1"),
    "letters set one by one": (
        plain(
            b"BT /F1 12 Tf 50 700 Td [(T) -20 (a) -20 (m) 20 (s) (i) (n) -300 (A) (l) 30 (d) (e) (r) (c) (o) (t) (t)] TJ ET"
        ),
        "page 1",
    ),
    "turned text": (plain(f"BT /F1 12 Tf 0 1 -1 0 300 300 Tm ({NAME}) Tj ET".encode()), "page 1"),
    "drawing on a page": (make.planted(make.drawn_on_page), "page 1"),
    "bookmark": (make.planted(make.bookmark), "bookmark"),
    "title": (make.planted(lambda pdf: pdf.docinfo.update({"/Title": NAME})), "document title"),
    "author": (make.planted(lambda pdf: pdf.docinfo.update({"/Author": NAME})), "document property"),
    "own property": (
        make.planted(lambda pdf: pdf.docinfo.update({"/CaseRef": NAME})),
        "another entry of the PDF",
    ),
    "XMP": (make.planted(make.xmp), "XMP properties"),
    "attachment": (make.planted(make.attachment), "attachment: "),
    "attachment's name": (make.planted(make.attachment_name), "file name of an attachment"),
    "attached workbook": (make.planted(attached_workbook), "attachment: custom properties"),
    "alternative text": (make.planted(lambda pdf: make.structure(pdf, Alt=String(NAME))), "alternative text"),
    "replacement text": (
        make.planted(lambda pdf: make.structure(pdf, ActualText=String(NAME))),
        "replacement text",
    ),
    "section title": (
        make.planted(lambda pdf: make.structure(pdf, T=String(NAME))),
        "name of a form field, annotation or section",
    ),
    "abbreviation": (
        make.planted(lambda pdf: make.structure(pdf, E=String(NAME))),
        "spelled-out abbreviation",
    ),
    "replacement text on the page": (make.planted(replaced_text), "replacement text on page 1"),
    "link target": (
        make.planted(
            lambda pdf: make.annotation(
                pdf,
                Subtype=Name.Link,
                A=Dictionary(S=Name.URI, URI=String("https://example.org/Tamsin-Aldercott")),
            )
        ),
        "link target",
    ),
    "note": (
        make.planted(lambda pdf: make.annotation(pdf, Subtype=Name.Text, Contents=String(NAME))),
        "annotation",
    ),
    "note's author": (
        make.planted(lambda pdf: make.annotation(pdf, Subtype=Name.Text, T=String(NAME))),
        "name of a form field, annotation or section",
    ),
    "rich note": (
        make.planted(
            lambda pdf: make.annotation(pdf, Subtype=Name.Text, RC=String("<p>Tamsin <b>Aldercott</b></p>"))
        ),
        "annotation",
    ),
    "face of a note": (make.planted(make.appearance), "a drawing, note or form field"),
    "form field": (make.planted(lambda pdf: make.field(pdf, T=String("a"), V=String(NAME))), "form field"),
    "form field's tip": (
        make.planted(lambda pdf: make.field(pdf, T=String("a"), TU=String(NAME))),
        "form field",
    ),
    "choices of a field": (make.planted(lambda pdf: make.field(pdf, Opt=[String(NAME)])), "form field"),
    "form data": (make.planted(xfa), "XMP properties or form data"),
    "page label": (make.planted(make.page_label), "page label"),
    "layer": (make.planted(make.layer), "name of a layer or stamp"),
    "script": (make.planted(make.script), "script"),
    "target of links": (make.planted(old_targets), "a name inside the PDF"),
    "picture": (make.planted(lambda pdf: make.picture(pdf, jpeg())), "picture: camera data of a picture"),
    "earlier revision": (make.with_later_revision(plain(make.lines(NAME))), "earlier revision 1, page 1"),
    "after the end": (
        plain(make.lines(make.CLEAN)) + f"({NAME})".encode(),
        "text that no page or property refers to",
    ),
}


def test_scan_of_a_clean_pdf_finds_nothing():
    assert findings_in(plain(make.lines(make.CLEAN)), "report.pdf") == []


@pytest.mark.parametrize("place", PLANTED)
def test_scan_finds_a_name_in_every_place_of_a_pdf(place):
    data, where = PLANTED[place]

    assert any(each.startswith(where) for each in places(data, "report.pdf")), places(data, "report.pdf")


def test_scan_flags_unregistered_names_that_stand_in_a_drawing_on_the_page():
    data = make.planted(lambda pdf: make.drawn_on_page(pdf, "Seen by Mrs Verity Pellowe."))

    assert Finding("page 1", "name") in findings_in(data, "report.pdf")


def test_scan_reads_the_current_page_after_a_later_revision():
    data = make.with_later_revision(plain(make.lines(NAME)))

    assert not any(each.startswith("page 1") for each in places(data, "report.pdf"))


def test_scan_of_a_pdf_made_for_quick_viewing_is_not_taken_for_two_revisions():
    data = make.bytes_of(make.document(), linearize=True)

    assert findings_in(data, "report.pdf") == []


def test_scan_reports_a_page_that_is_a_picture_without_text():
    pdf = make.document(b"q 100 0 0 100 50 600 cm /Im1 Do Q")
    file = io.BytesIO()
    Image.new("RGB", (12, 12), "white").save(file, "JPEG")
    make.picture(pdf, file.getvalue())

    expected = Finding("page 1, a picture without text", "picture_without_text")
    assert findings_in(make.bytes_of(pdf), "report.pdf") == [expected]


def test_scan_of_a_locked_pdf_fails():
    data = make.bytes_of(make.document(), encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(ScanFailed, match="password"):
        findings_in(data, "report.pdf")


def test_scan_of_a_damaged_pdf_fails():
    with pytest.raises(ScanFailed):
        findings_in(b"%PDF-1.7\nnothing that follows is a PDF", "report.pdf")


def test_scan_of_a_pdf_with_a_broken_stream_fails():
    pdf = make.document()
    broken = pikepdf.Stream(pdf, b"not packed at all")
    broken.stream_dict = Dictionary(Type=Name.EmbeddedFile, Filter=Name.FlateDecode)
    pdf.Root.Extra = pdf.make_indirect(broken)

    with pytest.raises(ScanFailed):
        findings_in(make.bytes_of(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none), "report.pdf")
