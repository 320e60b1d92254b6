"""The text of an edition as it was signed and as the public reads it, block beside block.

Labels of the register are found by comparing the signed words with the coded ones, so that no name is stored a second
time beside the edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .comparing import names_in
from .document import PARTS
from .marking import GAP, words_of
from .public_texts import without_citations

BLANK = re.compile(r"\n(?:[^\S\n]*\n)+")
"""What divides two blocks: empty lines."""
_LISTED = re.compile(r"[^\S\n]*(?:[-*+]|\d{1,3}[.)])\s|[^\S\n]{2,}\S")
WAITS = "[to be answered]"
"""What stands on the right for a passage that waits; the edition itself has a numbered gap there."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of both texts: what was signed, read with labels, and what the public reads.

    `flag` is the passage it belongs to, `real` the name for which a label stands here.
    """

    coded: str
    public: str
    flag: Any = None
    real: str = ""

    @property
    def is_label(self) -> bool:
        return bool(self.real)


Block = list[Piece]


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the edition in blocks, and beside each what was signed; nothing where that could not be laid beside it."""

    place: str
    title: str
    unlabelled: list[Block]
    signed: list[str]

    @property
    def blocks(self) -> Iterator[Block]:
        """Yield each block with its labels found."""
        return (self.block(n) for n in range(len(self.unlabelled)))

    def block(self, n: int) -> Block:
        return labelled(self.unlabelled[n], self.signed[n]) if self.signed else self.unlabelled[n]

    def block_with(self, flag: Any) -> Block:
        """Return the block in which a passage stands; empty where its place is not known."""
        for n, block in enumerate(self.unlabelled):
            if any(piece.flag is not None and piece.flag.pk == flag.pk for piece in block):
                return self.block(n)
        return []


def numbered(edition: Any) -> list[Any]:
    """Return every passage of an edition in the order of its text, each with its number on the page as `ordinal`."""
    rows = edition.flags.select_related("decided_by").defer("before", "after")
    by_place: dict[str, list[Any]] = {place: [] for place in PARTS}
    for flag in rows:
        flag.edition = edition
        by_place[flag.place].append(flag)
    ordered = [flag for place in PARTS for flag in sorted(by_place[place], key=begins_in(edition, place))]
    for ordinal, flag in enumerate(ordered, 1):
        flag.ordinal = ordinal
    return ordered


def begins_in(edition: Any, place: str) -> Any:
    """Return what the passages of a text are sorted by: where their gaps are, or were when it was cleared."""
    text = str(getattr(edition, place))
    at = {int(gap[1]): gap.start() for gap in GAP.finditer(text)} if edition.cleared_at is None else {}

    def key(flag: Any) -> tuple[int, int]:
        begins = at.get(flag.number) if edition.cleared_at is None else flag.begins
        return (len(text) if begins is None else begins, flag.number)

    return key


def parts(edition: Any, flags: Sequence[Any]) -> Iterator[Part]:
    """Yield each text of an edition with its passages in place."""
    return (part(edition, place, flags) for place in PARTS if getattr(edition, place))


def part(edition: Any, place: str, flags: Sequence[Any]) -> Part:
    """Return one text of an edition with its passages in place."""
    whole = list(pieces(edition, place, [flag for flag in flags if flag.place == place]))
    signed = without_citations(edition.report, place)
    return Part(place, PARTS[place], *in_blocks(whole, signed))


def pieces(edition: Any, place: str, flags: Sequence[Any]) -> Iterator[Piece]:
    """Yield a text piece by piece: what stands between passages, and the passages."""
    text, at = str(getattr(edition, place)), 0
    for start, end, flag in places(edition, text, flags):
        if start > at:
            yield Piece(text[at:start], text[at:start])
        yield Piece(str(flag.text), words_of(flag) if flag.decision else WAITS, flag)
        at = end
    if text[at:]:
        yield Piece(text[at:], text[at:])


def places(edition: Any, text: str, flags: Sequence[Any]) -> Iterator[tuple[int, int, Any]]:
    """Yield where each passage stands in the text of the edition: its gap, or its words once they stand there."""
    if edition.cleared_at is None:
        by_number = {flag.number: flag for flag in flags}
        for gap in GAP.finditer(text):
            if flag := by_number.get(int(gap[1])):
                yield *gap.span(), flag
        return
    for flag in flags:
        if flag.begins is not None:
            yield flag.begins, flag.begins + len(words_of(flag)), flag


def in_blocks(whole: Sequence[Piece], signed: str) -> tuple[list[Block], list[str]]:
    """Cut a text at its empty lines, a list left whole, and the signed text at the same ones."""
    coded = "".join(piece.coded for piece in whole)
    blank, signed_blank = list(BLANK.finditer(coded)), list(BLANK.finditer(signed))
    here = list(cuts(coded, blank, spans_over_lines(whole)))
    blocks = list(cut(whole, [blank[n].span() for n in here]))
    if len(blank) != len(signed_blank):
        return blocks, []
    edges = [0, *(edge for n in here for edge in signed_blank[n].span()), len(signed)]
    return blocks, [signed[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]


def spans_over_lines(whole: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return where passages lie in the coded text that have more than one line."""
    spans, at = [], 0
    for piece in whole:
        if piece.flag is not None and "\n" in piece.coded:
            spans.append((at, at + len(piece.coded)))
        at += len(piece.coded)
    return spans


def cuts(coded: str, blank: Sequence[re.Match[str]], kept: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield which empty lines divide blocks: those that lie in no passage and in no list."""
    begins = 0
    for number, match in enumerate(blank):
        start, end = match.span()
        in_list = _LISTED.match(coded, begins) and _LISTED.match(coded, end)
        if not in_list and not any(first < end and last > start for first, last in kept):
            yield number
        begins = end


def cut(whole: Iterable[Piece], spans: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Yield the pieces between these spans of the coded text, which lie in no passage."""
    edges = [*spans, (-1, -1)]
    block: Block = []
    at = number = 0
    for piece in whole:
        words, begins = piece.coded, at
        at += len(words)
        if piece.flag is not None:
            block.append(piece)
            continue
        left = begins
        while edges[number][0] >= 0 and edges[number][0] < at:
            start, end = edges[number]
            if start > left:
                block.append(
                    Piece(words[left - begins : start - begins], words[left - begins : start - begins])
                )
            yield block
            block, left, number = [], end, number + 1
        if at > left:
            block.append(Piece(words[left - begins :], words[left - begins :]))
    yield block


def labelled(block: Block, signed: str) -> Block:
    """Return a block in which each label of the register is a piece of its own, with the name it stands for."""
    coded = "".join(piece.coded for piece in block)
    if coded == signed:
        return block
    found: Block = []
    names, at = names_in(coded, signed), 0
    for piece in block:
        found += divided(piece, at, names)
        at += len(piece.coded)
    return found


def divided(piece: Piece, at: int, names: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    """Yield a piece that begins at a place of its block, cut at the labels in it; a passage says its public words once."""
    left, end, public = at, at + len(piece.coded), piece.public
    for start, stop, real in names:
        if not (start < end and stop > at):
            continue
        start, stop = max(start, at), min(stop, end)
        if start > left:
            yield part_of(piece, left - at, start - at, public)
            public = "" if piece.flag is not None else public
        yield replace(part_of(piece, start - at, stop - at, public), real=real)
        public, left = "" if piece.flag is not None else public, stop
    if end > left:
        yield part_of(piece, left - at, end - at, public)


def part_of(piece: Piece, start: int, end: int, public: str) -> Piece:
    words = piece.coded[start:end]
    return Piece(words, public if piece.flag is not None else words, piece.flag)
