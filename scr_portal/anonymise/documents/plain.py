"""Files of plain text and markup, read as source and as a browser would display them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from scr_portal.anonymise.documents.finding import Passage, Piece, ScanFailed

_TAGS = re.compile(r"<[^>]*>")
_LINES = 10
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the text in blocks of ten lines; for markup also the text without its tags."""
    text = _decoded(data)
    lines = text.splitlines(keepends=True)
    for start in range(0, len(lines), _LINES):
        block = "".join(lines[start : start + _LINES + 1])
        where = f"lines {start + 1} to {min(start + _LINES, len(lines))}"
        yield Passage(where, block)
    if _TAGS.search(text):
        yield Passage("text without its markup", html.unescape(_TAGS.sub("", text)))
        yield Passage("text with its characters resolved", html.unescape(text), authored=False)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if _CONTROL.search(text):
        raise ScanFailed("This kind of file cannot be looked through.")
    return text
