"""The text layer of a PDF: what can be selected, searched and read aloud, visible or not."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTImage, LTTextContainer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from scr_portal.anonymise.documents.finding import Finding, Passage, Piece
from scr_portal.anonymise.documents.pdf_order import page_breaks

_GAP = 0.25
"""A gap wider than this fraction of the letter size separates two words."""


def page_texts(data: bytes) -> Iterator[Piece]:
    """Yield each page as laid out, and again in drawing order (for rotated or overlaid text).

    White, tiny, covered and off-page text is included. A page that is only a picture cannot be read and is reported
    for a person to look at.
    """
    layout = LAParams(all_texts=True)
    pages: list[str] = []
    for number, page in enumerate(extract_pages(io.BytesIO(data), laparams=layout), 1):
        where = f"page {number}"
        text = "\n".join(_texts(page))
        pages.append(text)
        if text.strip():
            yield Passage(where, text)
        elif any(isinstance(item, LTImage) for item in _items(page)):
            yield Finding(f"{where}, a picture without text", "picture_without_text")
    for bodies in (pages, _without_running_lines(pages)):
        for number, text, seam in page_breaks(bodies):
            yield Passage(f"end of page {number}", text, authored=False, seams=(seam,))
    for number, page in enumerate(_pages_as_drawn(data), 1):
        yield Passage(f"page {number}", as_drawn(_items(page)), authored=False)


def _without_running_lines(pages: list[str]) -> list[str]:
    """Return the pages without first and last lines that other pages repeat, numbers aside: running heads and feet."""
    rows = [[line for line in page.splitlines() if line.strip()] for page in pages]
    ends = Counter(key for lines in rows if lines for key in {_plain(lines[0]), _plain(lines[-1])})
    for lines in rows:
        for end in (0, -1):
            while lines and ends[_plain(lines[end])] > 1:
                del lines[end]
    return ["\n".join(lines) for lines in rows]


def _plain(line: str) -> str:
    return "".join(c for c in line if c.isalpha())


def _pages_as_drawn(data: bytes) -> Iterator[Any]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.get_pages(io.BytesIO(data)):
        interpreter.process_page(page)
        yield device.get_result()


def drawings(document: pikepdf.Pdf) -> Iterator[Passage]:
    """Yield the text of every drawing in the PDF: form fields and notes, stamps, and unused drawings."""
    forms = [
        each
        for each in document.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
    ]
    if not forms:
        return
    with pikepdf.new() as shown:
        for form in forms:
            _page_of(shown, shown.copy_foreign(form))
        file = io.BytesIO()
        shown.save(file)
    for page in extract_pages(io.BytesIO(file.getvalue()), laparams=LAParams(all_texts=True)):
        text = "\n".join(_texts(page))
        yield Passage("a drawing, note or form field", text)


def _page_of(document: pikepdf.Pdf, form: Any) -> None:
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=form.get("/BBox", [0, 0, 600, 800]),
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Shown=form)),
        Contents=document.make_stream(b"/Shown Do"),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))


def _texts(item: Any) -> Iterator[str]:
    if isinstance(item, LTTextContainer):
        yield item.get_text()
    elif hasattr(item, "__iter__"):
        for each in item:
            yield from _texts(each)


def _items(item: Any) -> Iterator[Any]:
    yield item
    if hasattr(item, "__iter__"):
        for each in item:
            yield from _items(each)


def as_drawn(items: Iterable[Any]) -> str:
    """Return letters in drawing order, with a space where the position jumps."""
    letters: list[str] = []
    last: LTChar | None = None
    for item in items:
        if isinstance(item, LTChar):
            if last is not None and _jumped(last, item):
                letters.append(" ")
            letters.append(item.get_text())
            last = item
    return "".join(letters)


def _jumped(last: LTChar, item: LTChar) -> bool:
    reach = _GAP * max(last.size, 1.0)
    along = max(item.x0 - last.x1, last.x0 - item.x1)
    across = max(item.y0 - last.y1, last.y0 - item.y1)
    return bool(max(along, across) > reach)
