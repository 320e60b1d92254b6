from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from scr_portal.anonymise import AnonymisationFailed
from scr_portal.anonymise.documents import ScanFailed, archive, pdf_streams, scan, scanning, searching, word
from tests.anonymise import pdf_making as make
from tests.anonymise.planting import NAME, REGISTER, clean_word, findings_in, places, with_parts, word_with

NONE = pikepdf.StreamDecodeLevel.none


def archive_of(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return file.getvalue()


def test_scan_refuses_an_archive_that_unpacks_to_far_more_than_it_is():
    with pytest.raises(ScanFailed, match="unpacks to more"):
        findings_in(archive_of(("word/document.xml", b"<a>" + b" " * 20_000_000 + b"</a>")))


def test_scan_refuses_an_archive_of_too_many_parts(monkeypatch):
    monkeypatch.setattr(archive, "MOST_PARTS", 5)

    with pytest.raises(ScanFailed, match="unpacks to more"):
        findings_in(clean_word())


@pytest.mark.parametrize("name", ["../../outside.xml", "/etc/passwd", "word\\..\\..\\x.xml"])
def test_scan_refuses_a_part_with_an_unsafe_name(name):
    with pytest.raises(ScanFailed, match="unsafe name"):
        findings_in(word_with(name, "<a/>"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_scan_refuses_two_parts_of_one_name():
    with pytest.raises(ScanFailed, match="two parts of one name"):
        findings_in(archive_of(("word/document.xml", b"<a/>"), ("word/document.xml", b"<b/>")))


def test_scan_refuses_a_part_whose_bytes_were_altered():
    data = bytearray(archive_of(("word/document.xml", b"<a>" + bytes(range(97, 123)) * 9 + b"</a>")))
    data[60] ^= 0xFF

    with pytest.raises(ScanFailed):
        findings_in(bytes(data))


def test_scan_refuses_a_document_with_macros():
    with pytest.raises(ScanFailed, match="macros"):
        findings_in(word_with("word/vbaProject.bin", b"anything"))


def test_scan_refuses_archives_old_office_files_and_files_of_an_unknown_kind():
    for data in (
        archive_of(("a.txt", b"x")),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x7fELF" + bytes(99),
    ):
        with pytest.raises(ScanFailed):
            findings_in(data, "file.bin")


def test_scan_refuses_empty_missing_and_oversized_files(tmp_path, monkeypatch):
    with pytest.raises(ScanFailed, match="empty"):
        findings_in(b"")
    with pytest.raises(ScanFailed, match="could not be opened"):
        scan(tmp_path / "missing.docx", REGISTER)
    monkeypatch.setattr(scanning, "LARGEST", 10)
    with pytest.raises(ScanFailed, match="too large"):
        findings_in(clean_word())


def test_scan_refuses_a_pdf_stream_that_unpacks_to_too_much(monkeypatch):
    monkeypatch.setattr(pdf_streams, "LARGEST_STREAM", 50_000)
    pdf = make.document()
    pdf.Root.Extra = pdf.make_stream(b"a" * 200_000)

    with pytest.raises(ScanFailed, match="unpacks to more"):
        findings_in(make.bytes_of(pdf, compress_streams=True), "report.pdf")


def test_scan_refuses_a_pdf_stream_packed_twice():
    pdf = make.document()
    stream = pikepdf.Stream(pdf, zlib.compress(zlib.compress(b"seen")))
    stream.stream_dict = Dictionary(Filter=[Name.FlateDecode, Name.FlateDecode])
    pdf.Root.Extra = pdf.make_indirect(stream)

    with pytest.raises(ScanFailed, match="several times"):
        findings_in(make.bytes_of(pdf, compress_streams=False, stream_decode_level=NONE), "report.pdf")


def test_scan_that_crashes_blocks(monkeypatch):
    def crash(root, place):
        raise RuntimeError(f"{NAME} made the reader fall over")

    monkeypatch.setattr(word, "_paragraphs", crash)

    with pytest.raises(ScanFailed) as refused:
        findings_in(clean_word())

    assert NAME not in str(refused.value)


def test_scan_blocks_when_the_anonymiser_cannot_make_a_passage_safe(monkeypatch):
    def fail(*_: object, **__: object):
        raise AnonymisationFailed

    monkeypatch.setattr(searching, "anonymise", fail)

    with pytest.raises(ScanFailed, match="safely"):
        findings_in(clean_word())


def test_scan_finds_a_name_in_the_files_own_name():
    locations = places(clean_word(), "2011_Tamsin-Aldercott_overview.docx")

    assert locations == {"the file's own name"}


def test_scan_reads_the_name_of_a_file_on_disk(tmp_path):
    path = tmp_path / "Tamsin Aldercott.docx"
    path.write_bytes(clean_word())

    assert {each.where for each in scan(path, REGISTER) if each.entry_id} == {"the file's own name"}


def test_scan_finds_names_in_text_and_in_markup():
    lines = "seen at home.\n" * 14 + f"Seen with {NAME}.\n"
    page = b"<p title='x'>Tamsin <b>Alder</b>cott</p>"
    coded = "<a href='/t'>Tamsin&#32;Aldercott</a>".encode("utf-16")

    assert places(lines.encode(), "a.txt") == {"lines 11 to 15"}
    assert "text without its markup" in places(page, "a.html")
    assert "text without its markup" in places(coded, "a.html")


def test_scan_keeps_what_is_allowed_and_what_people_have_settled():
    data = with_parts(clean_word(), {"customXml/item1.xml": "<a>Chaired by Mrs Verity Pellowe.</a>"})

    flagged = scan(io.BytesIO(data), REGISTER, name="a.docx")
    allowed = scan(io.BytesIO(data), REGISTER, name="a.docx", allow=["Verity Pellowe"])

    assert [each.kind for each in flagged] == ["name"]
    assert allowed == []
