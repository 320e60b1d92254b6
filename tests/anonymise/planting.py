"""Documents built for the scanner: clean ones, and the same with a name planted in one place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache

import docx
import openpyxl

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.documents import Finding, scan

NAME = "Tamsin Aldercott"
REGISTER: list[RegisterEntry] = [
    {
        "id": "C1",
        "kind": "person",
        "canonical": NAME,
        "aliases": ["Tammy Aldercott"],
        "pseudonym": "Child 1",
        "given": "Tamsin",
        "family": "Aldercott",
        "role": "subject child",
    },
    {
        "id": "C2",
        "kind": "date_of_birth",
        "canonical": "2007-03-09",
        "aliases": [],
        "pseudonym": "[date of birth]",
        "of": "C1",
    },
    {
        "id": "C3",
        "kind": "nhs_number",
        "canonical": "999 000 0018",
        "aliases": [],
        "pseudonym": "[NHS number]",
        "of": "C1",
    },
    {"id": "C4", "kind": "phone", "canonical": "07700 900123", "aliases": [], "pseudonym": "[phone number]"},
]


def findings_in(data: bytes, name: str = "report.docx") -> list[Finding]:
    """Return the findings of a scan of a file's bytes."""
    return scan(io.BytesIO(data), REGISTER, name=name)


def places(data: bytes, name: str = "report.docx") -> set[str]:
    """Return the locations of the planted person, in plain English."""
    return {each.where for each in findings_in(data, name) if each.entry_id == "C1"}


def with_parts(data: bytes, parts: dict[str, str | bytes], drop: Iterable[str] = ()) -> bytes:
    """Return an archive with parts added or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts and name not in drop:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def part(data: bytes, name: str) -> str:
    """Return a part of an archive as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


@cache
def clean_word() -> bytes:
    """Return a Word document with nothing to find."""
    document = docx.Document()
    document.add_paragraph("the child was seen at home and was well.")
    document.sections[0].header.paragraphs[0].text = "report for the panel"
    properties = document.core_properties
    properties.author = properties.comments = properties.title = properties.last_modified_by = ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@cache
def clean_workbook() -> bytes:
    """Return a workbook of two sheets with nothing to find."""
    book = openpyxl.Workbook()
    book.active["B2"] = "the child was seen at home and was well."
    book.create_sheet("notes")["A1"] = "nothing further"
    book.properties.creator = ""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def word_body(inner: str, data: bytes | None = None) -> bytes:
    """Return the clean Word document with raw markup at the end of its body."""
    data = data or clean_word()
    body = part(data, "word/document.xml")
    at = body.index("<w:sectPr")
    return with_parts(data, {"word/document.xml": body[:at] + inner + body[at:]})


def word_with(path: str, content: str | bytes) -> bytes:
    """Return the clean Word document with one more part."""
    return with_parts(clean_word(), {path: content})


def linked(data: bytes, rels: str, target: str) -> bytes:
    """Return the archive with an external link in one of its relationship parts."""
    link = (
        '<Relationship Id="rId900" TargetMode="External" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="{target}"/>'
    )
    return with_parts(data, {rels: part(data, rels).replace("</Relationships>", f"{link}</Relationships>")})
