"""Detect the type of a file from its content, and refuse files that the portal does not accept. Pure.

The extension claims a type; the content must agree. Macros, embedded objects, external links and archives
that would unpack to something very large are refused before any library opens the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from scr_portal.files.refusals import FileRefused

TAKEN = ("xlsx", "ods", "csv", "tsv", "txt", "docx", "pdf")
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "pdf": "application/pdf",
}

MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
MOST_MEMBERS = 5_000
SMALL_ENOUGH = 1024 * 1024

_OFFICE_MAIN = {
    "xlsx": b"spreadsheetml.sheet.main+xml",
    "docx": b"wordprocessingml.document.main+xml",
}
_ACTIVE_MEMBERS = (
    "vbaproject",
    "/embeddings/",
    "/activex/",
    "/externallinks/",
    "macrosheets",
    "basic/",
    "scripts/",
)
_NOT_TAKEN = "The file must be one of these: Excel (.xlsx), OpenDocument (.ods), Word (.docx), PDF, CSV, TSV or plain text."
_NOT_WHAT_IT_SAYS = (
    "The content of this file does not match its ending. Save it again and choose the new file."
)
_ACTIVE = "This file holds macros, embedded files or links to other files. Save a copy without them."
_DAMAGED = "This file is damaged or protected by a password. Open it, save it again without a password and choose it again."
_TOO_MUCH_INSIDE = "This file unpacks to far more than its size suggests, so it was not taken."
_ACTIVE_PDF = "This PDF holds scripts or other files. Print it to a new PDF and choose that one."


def detect(content: bytes, name: str) -> str:
    """Return the type of the file, one of `TAKEN`. Raises `FileRefused` with a sentence for the sender."""
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    if extension not in TAKEN:
        raise FileRefused(_NOT_TAKEN)
    if not content:
        raise FileRefused("This file is empty.")
    _CHECKS[extension](content, extension)
    return extension


def _check_office(content: bytes, extension: str) -> None:
    with _opened(content) as archive:
        _check_members(archive)
        types = _member(archive, "[Content_Types].xml")
        if _OFFICE_MAIN[extension] not in types:
            raise FileRefused(_NOT_WHAT_IT_SAYS)
        if b"macroEnabled" in types:
            raise FileRefused(_ACTIVE)
        _check_no_entities(archive)


def _check_opendocument(content: bytes, extension: str) -> None:
    with _opened(content) as archive:
        _check_members(archive)
        if not _member(archive, "mimetype").startswith(MEDIA_TYPES[extension].encode()):
            raise FileRefused(_NOT_WHAT_IT_SAYS)
        _check_no_entities(archive)


def _check_pdf(content: bytes, extension: str) -> None:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise FileRefused(_NOT_WHAT_IT_SAYS)
    if any(mark in content for mark in (b"/JavaScript", b"/JS ", b"/JS(", b"/Launch", b"/EmbeddedFile")):
        raise FileRefused(_ACTIVE_PDF)


def _check_text(content: bytes, extension: str) -> None:
    if content.startswith((b"PK\x03\x04", b"%PDF-", b"\x7fELF", b"MZ", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        raise FileRefused(_NOT_WHAT_IT_SAYS)
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and b"\x00" in content:
        raise FileRefused(_NOT_WHAT_IT_SAYS)


_CHECKS: dict[str, Callable[[bytes, str], None]] = {
    "xlsx": _check_office,
    "docx": _check_office,
    "ods": _check_opendocument,
    "pdf": _check_pdf,
    "csv": _check_text,
    "tsv": _check_text,
    "txt": _check_text,
}


def _opened(content: bytes) -> zipfile.ZipFile:
    if not content.startswith(b"PK\x03\x04"):
        raise FileRefused(_DAMAGED if content.startswith(b"\xd0\xcf\x11\xe0") else _NOT_WHAT_IT_SAYS)
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused(_DAMAGED) from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise FileRefused(_TOO_MUCH_INSIDE)
    if unpacked > SMALL_ENOUGH and unpacked / packed > MOST_RATIO:
        raise FileRefused(_TOO_MUCH_INSIDE)
    for member in members:
        if member.flag_bits & 0x1:
            raise FileRefused(_DAMAGED)
        where = f"/{member.filename.lower()}"
        if ".." in PurePosixPath(where).parts or any(mark in where for mark in _ACTIVE_MEMBERS):
            raise FileRefused(_ACTIVE)
        if where.endswith((".zip", ".exe", ".dll", ".bin.exe", ".js")):
            raise FileRefused(_ACTIVE)


def _check_no_entities(archive: zipfile.ZipFile) -> None:
    """Refuse a document type in any part: entity attacks need one, and no office program writes one."""
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            with _part(archive, member) as part:
                start = part.read(4096)
            if b"<!DOCTYPE" in start or b"<!\x00D\x00" in start:
                raise FileRefused(_DAMAGED)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with _part(archive, archive.getinfo(name)) as part:
            return part.read(SMALL_ENOUGH)
    except KeyError:
        raise FileRefused(_NOT_WHAT_IT_SAYS) from None


def _part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> zipfile.ZipExtFile:
    try:
        return archive.open(member)  # type: ignore[return-value]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileRefused(_DAMAGED) from error
