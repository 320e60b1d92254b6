from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from scr_portal.files.detection import MOST_UNPACKED, detect
from scr_portal.files.refusals import FileRefused
from tests import processor


def workbook() -> bytes:
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("Rows").append(["12 May 2009", "Home visit"])
    book.save(out)
    return out.getvalue()


def letter() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("A letter")
    document.save(out)
    return out.getvalue()


def spreadsheet_ods() -> bytes:
    return archive({
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": b"<office:document-content/>",
    })  # fmt: skip


def archive(members: dict[str, bytes], into: bytes = b"") -> bytes:
    out = io.BytesIO(into)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GOOD = {
    "a.xlsx": workbook(),
    "A.XLSX": workbook(),
    "a.docx": letter(),
    "a.ods": spreadsheet_ods(),
    "a.pdf": PDF,
    "a.csv": b"date,event\n",
    "a.tsv": b"date\tevent\n",
    "a.txt": "An account – in UTF-8".encode(),
    "b.csv": "date,event\n".encode("utf-16"),
    "c.csv": "12 May 2009,caf\u00e9\n".encode("cp1252"),
}


@pytest.mark.parametrize("name", GOOD)
def test_file_of_a_kind_the_portal_takes_is_known_by_its_content(name):
    assert detect(GOOD[name], name) == name.rpartition(".")[2].lower()


@pytest.mark.parametrize(
    "name", ["a.xls", "a.xlsm", "a.docm", "a.exe", "a.html", "a.svg", "a.zip", "a", "csv", "a.csv.exe"]
)
def test_file_of_another_kind_is_refused_with_the_list_of_what_is_taken(name):
    with pytest.raises(FileRefused, match=r"Excel \(\.xlsx\)"):
        detect(b"date,event\n", name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (workbook(), "a.docx"),
        (letter(), "a.xlsx"),
        (workbook(), "a.csv"),
        (PDF, "a.txt"),
        (b"MZ\x90\x00", "a.csv"),
        (b"\x7fELF\x02", "a.txt"),
        (b"date,\x00event", "a.csv"),
        (b"<html>", "a.pdf"),
        (b"<html>", "a.xlsx"),
        (archive({"x": b"y"}), "a.ods"),
        (archive({"x": b"y"}), "a.xlsx"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(content, name):
    with pytest.raises(FileRefused, match="does not match its ending"):
        detect(content, name)


@pytest.mark.parametrize(
    "inside",
    [
        "xl/vbaProject.bin",
        "xl/embeddings/a.bin",
        "xl/externalLinks/externalLink1.xml",
        "xl/activeX/activeX1.xml",
        "../../x.xml",
        "xl/nested.zip",
    ],
)
def test_workbook_with_something_active_inside_is_refused(inside):
    with pytest.raises(FileRefused, match="macros, embedded files or links"):
        detect(archive({inside: b"x"}, into=workbook()), "a.xlsx")


@pytest.mark.parametrize("mark", [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/JS (x)"])
def test_pdf_with_something_active_inside_is_refused(mark):
    with pytest.raises(FileRefused, match="Print it to a new PDF"):
        detect(PDF.replace(b"<<>>", b"<<" + mark + b">>", 1), "a.pdf")


def test_workbook_that_declares_entities_is_refused():
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(FileRefused, match="damaged"):
        detect(archive({"xl/extra.xml": bomb}, into=workbook()), "a.xlsx")


def test_workbook_that_unpacks_to_far_too_much_is_refused_at_once():
    bomb = archive({"xl/extra.xml": b"0" * (MOST_UNPACKED // 4)}, into=workbook())
    started = processor.seconds()
    with pytest.raises(FileRefused, match="unpacks to far more"):
        detect(bomb, "a.xlsx")
    assert processor.seconds() - started < 2


def test_workbook_of_very_many_parts_is_refused():
    many = archive({f"xl/{number}.xml": b"" for number in range(5_001)}, into=workbook())
    with pytest.raises(FileRefused, match="unpacks to far more"):
        detect(many, "a.xlsx")


@pytest.mark.parametrize(
    "content",
    [workbook()[:-30], workbook()[:200], b"PK\x03\x04" + b"x" * 50, b"\xd0\xcf\x11\xe0" + b"x" * 50],
)
def test_file_that_is_cut_short_or_locked_is_refused_with_advice(content):
    with pytest.raises(FileRefused, match="damaged or protected by a password"):
        detect(content, "a.xlsx")


def test_empty_file_is_refused():
    with pytest.raises(FileRefused, match="empty"):
        detect(b"", "a.csv")
