"""All text in a PDF: its pages, its objects, its attachments, and its earlier revisions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from scr_portal.anonymise.documents.finding import Finding, Passage, Piece, ScanFailed
from scr_portal.anonymise.documents.pdf_objects import Objects
from scr_portal.anonymise.documents.pdf_text import drawings, page_texts

_END = re.compile(rb"%%EOF[\r\n]*")
_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_LITERAL = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_ESCAPE = re.compile(rb"\\([()\\])")


def pieces(data: bytes, *, pages: bool = True) -> Iterator[Piece]:
    """Yield all passages and embedded files of a PDF, of this revision and of every earlier one in the file.

    Without `pages`, the text of the pages of this revision is left out, for a caller that reads it itself.
    """
    seen: set[bytes] = set()
    yield from _revision(data, seen, pages=pages)
    for number, end in enumerate(_earlier_ends(data), 1):
        for piece in _revision(data[:end], seen):
            yield _renamed(piece, f"earlier revision {number}, {piece.where}")
    yield Passage(
        "text that no page or property refers to", "\n".join(_loose_strings(data, seen)), authored=False
    )


def _renamed(piece: Piece, where: str) -> Piece:
    return (
        Finding(where, piece.kind, piece.entry_id)
        if isinstance(piece, Finding)
        else replace(piece, where=where)
    )


def _revision(data: bytes, seen: set[bytes], *, pages: bool = True) -> Iterator[Piece]:
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            objects = Objects(document)
            yield from objects.pieces()
            seen.update(objects.strings)
            yield from drawings(document)
            if pages:
                yield from page_texts(data)
    except pikepdf.PasswordError as error:
        raise ScanFailed("The PDF is locked with a password.") from error
    except pikepdf.PdfError as error:
        raise ScanFailed("The PDF, or an earlier revision kept inside it, is damaged.") from error


def _earlier_ends(data: bytes) -> list[int]:
    """Return the offsets where earlier revisions end. A linearised PDF has an extra end mark that ends none."""
    ends = [match.end() for match in _END.finditer(data)][:-1]
    return ends[1:] if b"/Linearized" in data[:2048] else ends


def _loose_strings(data: bytes, searched: set[bytes]) -> Iterator[str]:
    """Yield strings outside streams that no object of any revision contains (`searched`)."""
    syntax = _STREAM.sub(b"", data)
    strings: set[bytes] = set()
    for match in _LITERAL.finditer(syntax):
        strings.add(_ESCAPE.sub(rb"\1", match[1]))
    for match in _HEX.finditer(syntax):
        digits = bytes(each for each in match[1] if not chr(each).isspace())
        if len(digits) % 2 == 0:
            strings.add(bytes.fromhex(digits.decode("ascii")))
    for each in sorted(strings - searched):
        text = (
            each[2:].decode("utf-16-be", "replace")
            if each.startswith(b"\xfe\xff")
            else each.decode("latin-1")
        )
        if sum(letter.isalnum() or letter.isspace() for letter in text) >= 0.7 * len(text) > 1:
            yield text
