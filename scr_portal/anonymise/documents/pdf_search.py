"""The search of a PDF that the portal made itself: what it holds, and proof that all of it could be read.

`scan` looks through files made elsewhere and can only say what it found. Here the text that was laid out is
known, so the search also compares what two independent readers return with what was set.
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
from scr_portal.anonymise.documents.looking import Look, Match
from scr_portal.anonymise.documents.pdf_coverage import Coverage, Unread
from scr_portal.anonymise.documents.pdf_readers import Reading
from scr_portal.anonymise.documents.scanning import flattened, limited, name_passages
from scr_portal.anonymise.register.compiled import CompiledRegister, compile_register

_PAGE_NUMBER = re.compile(r"^Page \d{1,4} of \d{1,4}\s*$", re.MULTILINE)
_CONTEXT = 60
"""Characters shown on either side of a hit."""


class Part(StrEnum):
    """Where in the file an identifier stands."""

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

    `where` is a place in plain words and never repeats the identifier. `entry_id` names the register's entry and
    is empty for what nobody has registered. `surface`, `before` and `after` are words of the file: seal them.
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
    """What the search found, and how much of the text that was set every reader returned.

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
    """Search a PDF made from `set_text` and say how much of it was read.

    `set_text` is the text that was laid out, block by block in reading order. `furniture` is what the template
    sets around it: running heads and feet. `name` is the file's name. The other arguments are those of
    `anonymise`. Raises ScanFailed, which carries no text, when any part could not be read.
    """
    options = {"decisions": tuple(decisions or ()), "grain": grain, "allow": tuple(allow)}
    try:
        look = Look(compile_register(register), options)
        return _search(limited(data), look, tuple(set_text), tuple(furniture), name)
    except ScanFailed:
        raise
    except AnonymisationFailed as error:
        raise ScanFailed("Part of the document could not be looked through safely.") from error
    except Exception as error:  # fail closed: whatever went wrong, the document was not read in full
        raise ScanFailed("The document could not be looked through in full.") from error


def _search(
    data: bytes, look: Look, set_text: tuple[str, ...], furniture: tuple[str, ...], name: str
) -> PdfSearch:
    if not any(map(pdf_coverage.folded, set_text)):
        raise ScanFailed("The text that was set is not known, so reading cannot be proved.")
    rest = list(_of_the_rest(look, data, name))  # first: it refuses streams that unpack to too much
    readings = pdf_readers.read(data)
    coverage = pdf_coverage.measure(set_text, readings, furniture)
    together: dict[_Key, list[Hit]] = {}
    _add(together, _of_set_text(look, set_text, coverage))
    for reading, bodies in zip(readings, coverage.bodies, strict=True):
        for number, text in _pages_in_order(reading):
            _add(together, _hits(look, Passage(f"page {number}", text, told=False), Part.PAGE, number))
        _add(together, _of_seams(look, bodies))
        for number, text in _pages_in_other_orders(reading):
            _add(together, _unseen(look, number, text, together))
    _add(together, rest)
    all_hits = [hit for rows in together.values() for hit in rows]
    return PdfSearch(
        hits=tuple(sorted(all_hits, key=lambda hit: (hit.part != Part.PAGE, hit.page or 0))),
        coverage=coverage.per_cent,
        unread=pdf_coverage.unread(coverage, set_text, readings),
        readers=tuple(reading.reader for reading in readings),
    )


def _pages_in_order(reading: Reading) -> Iterator[tuple[int, str]]:
    """Pages in reading order. PDFium returns lines that run from right to left in one order or another."""
    for number, page in enumerate(reading.pages, 1):
        if reading.drawn or not pdf_order.runs_right_to_left(page):
            yield number, _without_number(page)


def _pages_in_other_orders(reading: Reading) -> Iterator[tuple[int, str]]:
    """The same pages as drawn, and with lines that run from right to left in every order."""
    for pages in (reading.pages, reading.drawn):
        for number, page in enumerate(pages, 1):
            for text in pdf_order.orders(_without_number(page)):
                yield number, text


def _unseen(look: Look, page: int, text: str, hits: dict[_Key, list[Hit]]) -> list[Hit]:
    """Entries that no reading in order saw on this page. Raises ScanFailed unless the page is known to be hit."""
    seen = {hit.entry_id for rows in hits.values() for hit in rows if hit.page == page and hit.entry_id}
    try:
        return [
            hit
            for hit in _hits(look, Passage(f"page {page}", text, told=False), Part.PAGE, page)
            if hit.entry_id not in seen
        ]
    except ScanFailed:
        if seen:
            return []
        raise


def _without_number(text: str) -> str:
    """A page without the line "Page 3 of 40": the style sheet writes it, and Page is a surname too."""
    return _PAGE_NUMBER.sub("", text)


def _of_seams(look: Look, bodies: Sequence[str]) -> Iterator[Hit]:
    """What runs over the end of a page."""
    for number, text, seam in pdf_order.seams(bodies):
        passage = Passage(f"end of page {number}", text, told=False)
        for match, hit in _matched(look, passage, Part.PAGE, number):
            if match.start < seam < match.end:
                yield hit


def _of_set_text(look: Look, set_text: Sequence[str], coverage: Coverage) -> Iterator[Hit]:
    """What stands in the text that was set, and in lines that a reader returned beside it."""
    for block, page in zip(set_text, coverage.block_pages(), strict=True):
        passage = Passage(f"page {page}" if page else "page not known", block)
        yield from _hits(look, passage, Part.PAGE, page)
    for page, text in coverage.beside:
        yield from _hits(look, Passage(f"page {page}", text), Part.PAGE, page)


def _of_the_rest(look: Look, data: bytes, name: str) -> Iterator[Hit]:
    """What the file carries beside its pages: properties, bookmarks, structure, attachments, its name."""
    for piece in (*(name_passages(name) if name else ()), *flattened(pdf.pieces(data, pages=False))):
        part = part_of(piece.where)
        if isinstance(piece, Finding):
            yield Hit(part, piece.where, None, piece.kind, piece.entry_id or "", "", "", "")
        else:
            yield from _hits(look, piece, part, piece.page)


def part_of(where: str) -> Part:
    """The part of the file that a place in words belongs to."""
    return next((part for beginning, part in _PARTS if where.startswith(beginning)), Part.STRUCTURE)


def _hits(look: Look, passage: Passage, part: Part, page: int | None) -> Iterator[Hit]:
    return (hit for _, hit in _matched(look, passage, part, page))


def _matched(look: Look, passage: Passage, part: Part, page: int | None) -> Iterator[tuple[Match, Hit]]:
    for match in look.matches(passage.text, told=passage.told):
        start, end = match.start, match.end
        yield (
            match,
            Hit(
                part=part,
                where=passage.where,
                page=page,
                kind=match.kind,
                entry_id=match.entry_id,
                surface=passage.text[start:end],
                before=passage.text[max(0, start - _CONTEXT) : start],
                after=passage.text[end : end + _CONTEXT],
            ),
        )


def _add(hits: dict[_Key, list[Hit]], source: Iterable[Hit]) -> None:
    """Add a source to the hits. A place that several sources saw is one hit, the first description of it stays."""
    more: dict[_Key, list[Hit]] = {}
    for hit in source:
        letters = "".join(sorted(pdf_coverage.folded(hit.surface)))  # whatever order a reader put them in
        key = (hit.part, hit.page, hit.kind, hit.entry_id, letters)
        more.setdefault(key, []).append(hit)
    for key, rows in more.items():
        hits.setdefault(key, []).extend(rows[len(hits.get(key, ())) :])
