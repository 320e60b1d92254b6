"""Checks before a file is opened: its size, its kind by content, and the entries of its archive.

Each refusal is a `ReaderError` with a code of rule 8 (or `too_large`, `unsafe_content`) and one sentence.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from panels.chronology.limits import DEFAULT_LIMITS, Limits
from panels.chronology.model import ReaderError

KINDS = {".xlsx": "xlsx", ".ods": "ods", ".docx": "docx", ".csv": "csv", ".tsv": "tsv", ".txt": "txt"}
ARCHIVES = frozenset(("xlsx", "ods", "docx"))
SAVE_AS = "Save it as .xlsx, .ods, .csv, .tsv, .txt or .docx and upload it again."
_NAMES = {
    "xlsx": "an Excel workbook (.xlsx)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "docx": "a Word document (.docx)",
}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"PK\x05\x06", "an empty zip archive"),
    (_OLE, "an old Office file"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml")
_MAIN_PARTS = {"xlsx": "xl/workbook", "docx": "word/document"}
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))
_ARCHIVE_ENDINGS = (".zip", ".xlsx", ".docx", ".xlsm", ".docm", ".ods", ".7z", ".rar", ".gz", ".jar")


def kind_of(filename: str) -> str:
    """Return the kind by extension. Raises ReaderError (`unsupported_type`)."""
    ending = PurePosixPath(filename.replace("\\", "/")).suffix.lower()
    if ending in KINDS:
        return KINDS[ending]
    if ending in (".xls", ".xlsb", ".xlsm", ".xltx", ".xlt"):
        advice = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and upload that file."
    elif ending in (".doc", ".docm", ".odt", ".rtf"):
        advice = "Open it in Word, choose Save As, Word Document (.docx), and upload that file."
    else:
        advice = SAVE_AS
    name = f"Files ending in {ending}" if ending else "Files without an ending"
    raise ReaderError("unsupported_type", f"{name} cannot be read. {advice}")


def check_size(size: int, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse an empty file and one above the limit, before any of it is read."""
    if size == 0:
        raise ReaderError("empty_file", "This file is empty. Check that it was saved, and upload it again.")
    if size > limits.file_bytes:
        most = limits.file_bytes // (1024 * 1024)
        raise ReaderError(
            "too_large",
            f"This file is larger than {most} MB. Take pictures out of it, or split it, and upload it again.",
        )


def check(data: bytes, filename: str, limits: Limits = DEFAULT_LIMITS) -> str:
    """Refuse a file that must not be opened; return its kind. Nothing is unpacked to disk."""
    kind = kind_of(filename)
    check_size(len(data), limits)
    if kind in ARCHIVES:
        _check_archive(data, kind, limits)
    else:
        _check_text(data)
    return kind


def _check_text(data: bytes) -> None:
    kind = next(
        (description for magic, description in _MAGIC if data.startswith(magic) and magic != b"MZ"), None
    )
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind is None and start.startswith(_MARKUP):
        kind = "a web page"
    if kind:
        raise ReaderError(
            "content_mismatch",
            f"The name of this file says it is text, but it is {kind}. Open it in the program it was made "
            "with, save it as .csv, .xlsx or .docx, and upload that.",
        )


def _check_archive(data: bytes, kind: str, limits: Limits) -> None:
    if not data.startswith(b"PK"):
        _refuse_foreign(data, kind)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data), limits)
            _check_names([entry.filename for entry in entries], kind)
            _check_parts(archive, entries, kind)
    except ReaderError:
        raise
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged() from error
    except Exception as error:  # zlib.error and lzma.LZMAError have no common parent
        raise damaged() from error


def damaged() -> ReaderError:
    """Return the refusal of an archive that cannot be unpacked or whose parts cannot be parsed."""
    return ReaderError(
        "corrupt_file",
        "This file is damaged or incomplete. Open it in the program it was made with, save it again, and "
        "upload the new file.",
    )


def _refuse_foreign(data: bytes, kind: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data or b"EncryptedPackage" in data:
            raise _locked()
        raise ReaderError(
            "content_mismatch",
            f"This is an old Office file with the name of {_NAMES[kind]}. Open it, choose Save As, pick "
            f".{kind}, and upload that file.",
        )
    actual = next((description for magic, description in _MAGIC if data.startswith(magic)), "something else")
    raise ReaderError(
        "content_mismatch",
        f"The name of this file says it is {_NAMES[kind]}, but it is {actual}. {SAVE_AS}",
    )


def _locked() -> ReaderError:
    return ReaderError(
        "password_protected",
        "This file is protected by a password. Remove the password in the program it was made with, and "
        "upload it again.",
    )


def _check_entries(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    if len(entries) > limits.archive_entries:
        raise ReaderError(
            "too_large",
            f"This file is made of {len(entries):,} parts, far more than a chronology needs. Copy the table "
            "into a new file and upload that.",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > limits.ratio_from_bytes and unpacked > size * limits.unpacked_ratio
    if unpacked > limits.unpacked_bytes or bomb:
        raise ReaderError(
            "too_large",
            "This file would grow far too large when opened. Copy the table into a new file and upload that.",
        )


def _check_names(names: list[str], kind: str) -> None:
    lowered = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or name.startswith("basic/") for name in lowered):
        raise ReaderError(
            "content_mismatch",
            "This file has macros in it. Choose Save As, pick the kind without macros, and upload that file.",
        )
    if any(name.endswith(_ARCHIVE_ENDINGS) or "/embeddings/" in name for name in lowered):
        raise ReaderError(
            "unsafe_content",
            "This file has another file embedded in it, which would not be read. Take it out and upload the "
            "file again.",
        )
    main = _MAIN_PARTS.get(kind)
    has_main_part = any(name.startswith(main) for name in lowered) if main else "content.xml" in lowered
    if not has_main_part:
        _refuse_other_archive(lowered, kind)


def _refuse_other_archive(names: list[str], kind: str) -> None:
    other = next((k for k, part in _MAIN_PARTS.items() if any(n.startswith(part) for n in names)), None)
    if other is None and "content.xml" in names:
        other = "ods"
    actual = _NAMES[other] if other else "an archive of other files"
    raise ReaderError(
        "content_mismatch",
        f"The name of this file says it is {_NAMES[kind]}, but it is {actual}. Give it its right ending and "
        "upload it again.",
    )


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], kind: str) -> None:
    """Check each part's bytes: XML declarations that can be abused, nested archives, other kinds of file."""
    for entry in sorted(entries, key=lambda each: not each.filename.startswith("META-INF/")):
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels", ".vml", ".rdf")):
            _check_xml(archive.read(entry), name, kind)
        else:
            with archive.open(entry) as part:
                start = part.read(8)
            if start.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", _OLE)):
                _check_names(["embedded.zip"], kind)


def _check_xml(content: bytes, name: str, kind: str) -> None:
    if any(mark in content for mark in _DOCTYPES):
        raise ReaderError(
            "unsafe_content",
            "This file has instructions in it that a chronology never needs, so it was not opened. Copy the "
            "table into a new file and upload that.",
        )
    if name == "[content_types].xml" and b"macroEnabled" in content:
        _check_names(["vbaproject.bin"], kind)
    if name == "meta-inf/manifest.xml" and b"encryption-data" in content:
        raise _locked()
    if name == "content.xml" and kind == "ods" and b"office:spreadsheet" not in content:
        _refuse_other_archive(["content.odt"], kind)
