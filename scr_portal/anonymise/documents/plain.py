"""Files of plain text and markup, read as they stand and as a browser would show them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from scr_portal.anonymise.documents.finding import Passage, Piece, ScanFailed

_TAGS = re.compile(r"<[^>]*>")
_LINES = 10
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def pieces(data: bytes) -> Iterator[Piece]:
    """The text in stretches of ten lines; of markup also the text without its tags."""
    text = _decoded(data)
    lines = text.splitlines(keepends=True)
    for start in range(0, len(lines), _LINES):
        stretch = "".join(lines[start : start + _LINES + 1])
        where = f"lines {start + 1} to {min(start + _LINES, len(lines))}"
        yield Passage(where, stretch)
    if _TAGS.search(text):
        yield Passage("text without its markup", html.unescape(_TAGS.sub("", text)))
        yield Passage("text with its characters resolved", html.unescape(text), told=False)


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if _CONTROL.search(text):
        raise ScanFailed("This kind of file cannot be looked through.")
    return text
