"""Two independent readers of a PDF's text: pdfminer.six (Python) and PDFium (the engine of Chromium, in C++)."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
from pdfminer.cmapdb import IdentityCMap
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar
from pdfminer.pdffont import PDFCIDFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import decode_text

from scr_portal.anonymise.documents.finding import ScanFailed

_GAP = 0.25
"""A gap wider than this fraction of the letter size separates two words."""
_NO_GLYPH = re.compile(rb"<([0-9A-Fa-f]{4})>\s+0\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of each page in reading order, as one reader returned it, and in drawing order where that differs.

    `without_glyph` counts (character, page) pairs for which no font of the file has a glyph.
    """

    reader: str
    pages: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    without_glyph: Counter[tuple[str, int]] = field(default_factory=Counter)


def read(data: bytes) -> tuple[Reading, Reading]:
    """Read the document with both readers. Raises ScanFailed when they disagree on the number of pages."""
    first, second = _with_pdfminer(data), _with_pdfium(data)
    if len(first.pages) != len(second.pages) or not first.pages:
        raise ScanFailed("Two readers of the PDF do not see the same pages.")
    return first, second


def _with_pdfium(data: bytes) -> Reading:
    document = pypdfium2.PdfDocument(data)
    try:
        return Reading(f"PDFium {pypdfium2.PDFIUM_INFO.build}", tuple(map(_text_of, document)))
    finally:
        document.close()


def _text_of(page: Any) -> str:
    layer = page.get_textpage()
    try:
        text: str = layer.get_text_range() if layer.count_chars() else ""
    finally:
        layer.close()
        page.close()
    return text.replace("\r\n", "\n").replace("\ufffe", "\u00ad").replace("\x02", "\u00ad")


class ResourceManager(PDFResourceManager):
    """A resource manager that also reads fonts with an embedded character map.

    pdfminer.six supports predefined maps only and returns nothing for a font with a map of its own, which is what
    WeasyPrint writes as soon as one character has no glyph. Two-byte codes are then taken as they are; the map to
    Unicode is keyed by code.
    """

    def get_font(self, objid: Any, spec: Any) -> Any:
        """Return the font, with `codes_without_glyph`: codes that its map leads to glyph 0."""
        font = super().get_font(objid, spec)
        encoding = resolve1(spec.get("Encoding"))
        if isinstance(font, PDFCIDFont) and isinstance(encoding, PDFStream):
            font.cmap = IdentityCMap(WMode=0)
            codes = {int(code, 16) for code in _NO_GLYPH.findall(encoding.get_data())}
            font.codes_without_glyph = codes  # type: ignore[attr-defined]
        return font


class _Device(PDFLayoutAnalyzer):
    """A device that collects letters in drawing order, and again with replacement text (ActualText) applied."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.drawn: list[str] = []
        self.read: list[str] = []
        self.without_glyph: Counter[tuple[str, int]] = Counter()
        self._last: LTChar | None = None
        self._spoken: list[bool] = []

    def begin_page(self, page: Any, ctm: Any) -> None:
        super().begin_page(page, ctm)
        self.drawn.append("")
        self.read.append("")
        self._drawn: list[str] = []
        self._read: list[str] = []
        self._last, self._spoken = None, []

    def end_page(self, page: Any) -> None:
        self.drawn[-1], self.read[-1] = "".join(self._drawn), "".join(self._read)

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        actual = resolve1(props).get("ActualText") if isinstance(resolve1(props), dict) else None
        actual = resolve1(actual)
        self._spoken.append(isinstance(actual, bytes))
        if isinstance(actual, bytes) and not any(self._spoken[:-1]):
            self._pending = decode_text(actual)
            self._begun = False

    def end_tag(self) -> None:
        if self._spoken and self._spoken.pop() and not any(self._spoken) and not self._begun:
            self._read.append(self._pending)

    def render_char(self, *args: Any, **kwargs: Any) -> float:
        advance = super().render_char(*args, **kwargs)
        letter = self.cur_item._objs[-1]
        if isinstance(letter, LTChar):
            self._take(letter, args)
        return advance

    def _take(self, letter: LTChar, args: tuple[Any, ...]) -> None:
        space = self._space(letter)
        self._drawn.append(space + letter.get_text())
        if not any(self._spoken):
            self._read.append(space + letter.get_text())
        elif not self._begun:
            self._read.append(space + self._pending)
            self._begun = True
        self._last = letter
        font, code = args[1], args[5]
        if code in getattr(font, "codes_without_glyph", ()):
            self.without_glyph[letter.get_text(), len(self.drawn)] += 1

    def _space(self, letter: LTChar) -> str:
        if self._last is None:
            return ""
        reach = _GAP * max(self._last.size, 1.0)
        if max(letter.y0 - self._last.y1, self._last.y0 - letter.y1) > -reach:
            return "\n"
        return " " if max(letter.x0 - self._last.x1, self._last.x0 - letter.x1) > reach else ""


def pages_of(data: bytes, device: Any, resources: PDFResourceManager) -> Iterator[int]:
    """Run every page through a pdfminer device and yield each page number afterwards."""
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data)), 1):
        interpreter.process_page(page)
        yield number


def _with_pdfminer(data: bytes) -> Reading:
    resources = ResourceManager()
    device = _Device(resources)
    for _ in pages_of(data, device, resources):
        pass
    return Reading("pdfminer.six", tuple(device.read), tuple(device.drawn), device.without_glyph)
