"""The search of a PDF that the portal rendered: its identifiers, and proof that all of it could be read.

`scan` searches files from elsewhere and can only report what it found. Here the text that was laid out is known,
so the search also compares what two independent readers return with that text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from scr_portal.anonymise.contract import AnonymisationFailed, Decision, Grain, RegisterEntry
from scr_portal.anonymise.documents import pdf, pdf_coverage, pdf_order, pdf_readers
from scr_portal.anonymise.documents.finding import Finding, Passage, ScanFailed
from scr_portal.anonymise.documents.pdf_coverage import Coverage, Unread
from scr_portal.anonymise.documents.pdf_readers import Reading
from scr_portal.anonymise.documents.scanning import flattened, limited, name_passages
from scr_portal.anonymise.documents.searching import Searcher
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register

_PAGE_NUMBER = re.compile(r"^Page \d{1,4} of \d{1,4}\s*$", re.MULTILINE)
_CONTEXT = 60
"""Characters shown on either side of a hit."""


class Part(StrEnum):
    """The part of the file in which an identifier appears."""

    PAGE = "page"
    BOOKMARK = "bookmark"
    PROPERTY = "property"
    STRUCTURE = "structure"
    ATTACHMENT = "attachment"


_PARTS = (
    ("bookmark", Part.BOOKMARK),
    ("document title", Part.PROPERTY),
    ("document property", Part.PROPERTY),
    ("XMP", Part.PROPERTY),
    ("the file's own name", Part.PROPERTY),
    ("attachment", Part.ATTACHMENT),
    ("file name of an attachment", Part.ATTACHMENT),
    ("description of an attachment", Part.ATTACHMENT),
    ("a drawing", Part.PAGE),
    ("replacement text on page", Part.PAGE),
)
_Key = tuple[Part, int | None, str, str, str]


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier, or words that may be one, in a finished PDF.

    `where` is a location in plain words and never repeats the identifier. `entry_id` names the register's entry and
    is empty for what nobody has registered. `surface`, `before` and `after` are words of the file: store them sealed.
    """

    part: Part
    where: str
    page: int | None
    kind: str
    entry_id: str
    surface: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PdfSearch:
    """The hits of a search, and how much of the text that was set every reader returned.

    `coverage` is in per cent with two decimals, rounded down: 100 means that no letter and no digit is missing.
    """

    hits: tuple[Hit, ...]
    coverage: Decimal
    unread: tuple[Unread, ...]
    readers: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the search proves that it read everything: only then does "no hit" mean "not there"."""
        return self.coverage == 100 and not self.unread


def search_pdf(
    data: bytes,
    register: Sequence[RegisterEntry] | CompiledRegister,
    *,
    set_text: Sequence[str],
    furniture: Sequence[str] = (),
    name: str = "",
    decisions: Iterable[Decision] | None = None,
    grain: Grain | None = "month",
    allow: Iterable[str] = (),
) -> PdfSearch:
    """Search a PDF rendered from `set_text` and measure how much of it was read.

    `set_text` is the text that was laid out, block by block in reading order. `furniture` is what the template
    adds around it: running heads and feet. `name` is the file's name. The other arguments are those of
    `anonymise`. Raises ScanFailed, which carries no text, when any part could not be read.
    """
    options = {"decisions": tuple(decisions or ()), "grain": grain, "allow": tuple(allow)}
    try:
        searcher = Searcher(compile_register(register), options)
        return _search(limited(data), searcher, tuple(set_text), tuple(furniture), name)
    except ScanFailed:
        raise
    except AnonymisationFailed as error:
        raise ScanFailed("Part of the document could not be looked through safely.") from error
    except Exception as error:  # fail closed: on any error, the document was not read in full
        raise ScanFailed("The document could not be looked through in full.") from error


def _search(
    data: bytes, searcher: Searcher, set_text: tuple[str, ...], furniture: tuple[str, ...], name: str
) -> PdfSearch:
    if not any(map(pdf_coverage.folded, set_text)):
        raise ScanFailed("The text that was set is not known, so reading cannot be proved.")
    outside_pages = list(
        _hits_outside_pages(searcher, data, name)
    )  # first, because it refuses streams that decompress to too much
    readings = pdf_readers.read(data)
    coverage = pdf_coverage.measure(set_text, readings, furniture)
    hits_by_key: dict[_Key, list[Hit]] = {}
    _add(hits_by_key, _hits_in_set_text(searcher, set_text, coverage))
    for reading, bodies in zip(readings, coverage.bodies, strict=True):
        for number, text in _pages_in_order(reading):
            _add(
                hits_by_key,
                _hits(searcher, Passage(f"page {number}", text, authored=False), Part.PAGE, number),
            )
        _add(hits_by_key, _hits_across_pages(searcher, bodies))
        for number, text in _pages_in_other_orders(reading):
            _add(hits_by_key, _new_hits(searcher, number, text, hits_by_key))
    _add(hits_by_key, outside_pages)
    all_hits = [hit for rows in hits_by_key.values() for hit in rows]
    return PdfSearch(
        hits=tuple(sorted(all_hits, key=lambda hit: (hit.part != Part.PAGE, hit.page or 0))),
        coverage=coverage.per_cent,
        unread=pdf_coverage.unread(coverage, set_text, readings),
        readers=tuple(reading.reader for reading in readings),
    )


def _pages_in_order(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield pages in reading order, without PDFium's pages that contain right-to-left lines in unknown order."""
    for number, page in enumerate(reading.pages, 1):
        if reading.drawn or not pdf_order.runs_right_to_left(page):
            yield number, _without_number(page)


def _pages_in_other_orders(reading: Reading) -> Iterator[tuple[int, str]]:
    """Yield the same pages in drawing order, and with right-to-left lines in every order."""
    for pages in (reading.pages, reading.drawn):
        for number, page in enumerate(pages, 1):
            for text in pdf_order.orders(_without_number(page)):
                yield number, text


def _new_hits(searcher: Searcher, page: int, text: str, hits: dict[_Key, list[Hit]]) -> list[Hit]:
    """Return entries not yet found on this page. Raises ScanFailed unless the page is known to have a hit."""
    known = {hit.entry_id for rows in hits.values() for hit in rows if hit.page == page and hit.entry_id}
    try:
        return [
            hit
            for hit in _hits(searcher, Passage(f"page {page}", text, authored=False), Part.PAGE, page)
            if hit.entry_id not in known
        ]
    except ScanFailed:
        if known:
            return []
        raise


def _without_number(text: str) -> str:
    """Remove the line "Page 3 of 40", which the style sheet writes: Page is also a surname."""
    return _PAGE_NUMBER.sub("", text)


def _hits_across_pages(searcher: Searcher, bodies: Sequence[str]) -> Iterator[Hit]:
    """Yield hits that run across a page break."""
    for number, text, boundary in pdf_order.page_breaks(bodies):
        passage = Passage(f"end of page {number}", text, authored=False, seams=(boundary,))
        yield from _hits(searcher, passage, Part.PAGE, number)


def _hits_in_set_text(searcher: Searcher, set_text: Sequence[str], coverage: Coverage) -> Iterator[Hit]:
    """Yield hits in the text that was set, and in further lines that a reader returned."""
    for block, page in zip(set_text, coverage.block_pages(), strict=True):
        passage = Passage(f"page {page}" if page else "page not known", block)
        yield from _hits(searcher, passage, Part.PAGE, page)
    for page, text in coverage.extra_lines:
        yield from _hits(searcher, Passage(f"page {page}", text), Part.PAGE, page)


def _hits_outside_pages(searcher: Searcher, data: bytes, name: str) -> Iterator[Hit]:
    """Yield hits outside the pages: properties, bookmarks, structure, attachments, file name."""
    for piece in (*(name_passages(name) if name else ()), *flattened(pdf.pieces(data, pages=False))):
        part = part_of(piece.where)
        if isinstance(piece, Finding):
            yield Hit(part, piece.where, None, piece.kind, piece.entry_id or "", "", "", "")
        else:
            yield from _hits(searcher, piece, part, piece.page)


def part_of(where: str) -> Part:
    """Return the part of the file that a location in words belongs to."""
    return next((part for beginning, part in _PARTS if where.startswith(beginning)), Part.STRUCTURE)


def _hits(searcher: Searcher, passage: Passage, part: Part, page: int | None) -> Iterator[Hit]:
    for match in searcher.matches(passage.text, authored=passage.authored):
        start, end = match.start, match.end
        if passage.counts(start, end):
            yield Hit(
                part=part,
                where=passage.where,
                page=page,
                kind=match.kind,
                entry_id=match.entry_id,
                surface=passage.text[start:end],
                before=passage.text[max(0, start - _CONTEXT) : start],
                after=passage.text[end : end + _CONTEXT],
            )


def _add(hits: dict[_Key, list[Hit]], source: Iterable[Hit]) -> None:
    """Add the hits of one source. A hit that several sources report is counted once, with its first description."""
    new_hits: dict[_Key, list[Hit]] = {}
    for hit in source:
        letters = "".join(
            sorted(pdf_coverage.folded(hit.surface))
        )  # in whatever order the reader returned them
        key = (hit.part, hit.page, hit.kind, hit.entry_id, letters)
        new_hits.setdefault(key, []).append(hit)
    for key, rows in new_hits.items():
        hits.setdefault(key, []).extend(rows[len(hits.get(key, ())) :])
