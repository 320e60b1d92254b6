"""Make text extractable from a PDF whatever its script. Imported by the child process alone.

WeasyPrint draws glyphs from left to right and maps each glyph to one text. Right-to-left scripts, and scripts
whose letters change place and shape with their neighbours, cannot be extracted from that. Lines in such
scripts carry their text in reading order (ActualText, ISO 32000-1 section 14.9.4), which readers and screen
readers use.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint.draw import text as drawing

SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u109f\u1780-\u18af\u1a20-\u1aaf\ua8e0-\ua8ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
"""Combining marks, and scripts from Hebrew to Myanmar, Khmer, Mongolian and Tai."""
_NO_TEXT = "\u200b"
"""Text of a glyph that is a part of a letter: readers return the glyph number for an empty text."""

_draw = drawing.draw_first_line


def install() -> None:
    """Patch WeasyPrint to write the text of such lines."""
    drawing.draw_first_line = _draw_readable


def _draw_readable(stream: Any, textbox: Any, *arguments: Any) -> Any:
    if not SHAPED.search(textbox.text):
        return _draw(stream, textbox, *arguments)
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)}))
    try:
        return _draw(stream, textbox, *arguments)
    finally:
        stream.end_marked_content()
        for font in stream._fonts.values():
            _give_each_glyph_its_own_text(font)


def _give_each_glyph_its_own_text(font: Any) -> None:
    """Map each glyph to its own text.

    A glyph that first occurred in a cluster otherwise keeps the cluster's text, or none, wherever it occurs
    again.
    """
    for glyph, text in font.to_unicode.items():
        if len(text) != 1:
            font.to_unicode[glyph] = _letters_of(font).get(glyph) or text or _NO_TEXT


def _letters_of(font: Any) -> dict[int, str]:
    """Return the letter that the font's own character map gives for each glyph."""
    if not hasattr(font, "letters_of_glyphs"):
        face = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)
        font.letters_of_glyphs = {
            face.getGlyphID(name): chr(code)
            for code, name in sorted(face.getBestCmap().items(), reverse=True)
        }
    letters: dict[int, str] = font.letters_of_glyphs
    return letters
