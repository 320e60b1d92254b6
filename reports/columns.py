"""Blocks of an edition as HTML, in the column of the signed text and in that of the public one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from scr_portal.web.markdown import as_html

from .marking import filled_marks, signed_mark, without_marks, wrapped
from .side_by_side import Block, Part, Piece

MOST = 1200
"""A block with more characters is cut around the passage that somebody settles."""
AROUND = 400
_MARKDOWN = re.compile(r"[*_`#|~\\&\t\xa0\r]|^\s*(?:[-+>=]|\d{1,9}[.)])|^[^\S\n]|[^\S\n]$|\n\n", re.MULTILINE)
"""What Markdown may read as more than letters. A paragraph without any of it is written as it is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns are drawn: with real names on the left or not, the passage at hand, as plain words, where marks lead."""

    named: bool = False
    here: Any = None
    plain: bool = False
    leads_to: str = ""
    """`answer` where each mark leads to the page on which its passage is settled, `why` to the reason why it was kept."""

    def rows(self, part: Part) -> list[tuple[SafeString, SafeString]]:
        """Return each block of a text in both columns."""
        return [self.pair(block) for block in part.blocks]

    def pair(self, block: Block) -> tuple[SafeString, SafeString]:
        """Return a block as it was signed and as the public reads it."""
        if not any(marked(piece) for piece in block):
            html = html_of("".join(piece.coded for piece in block))
            return html, html
        return self.column(block, signed=True), self.column(block, signed=False)

    def column(self, block: Block, *, signed: bool) -> SafeString:
        """Return a block in one column; where marks would change how the Markdown reads, as plain words."""
        words = [self.words(piece, signed=signed) for piece in block]
        whole = "".join(words)
        if not self.plain and is_paragraph(whole):
            return SafeString(f"<p>{self.drawn(block, words, signed=signed)}</p>\n")
        if not self.plain:
            signs = (
                signed_mark(n, word) if word and marked(block[n]) else word for n, word in enumerate(words)
            )
            carrying = as_html("".join(signs))
            if without_marks(carrying) == as_html(whole):
                return filled_marks(carrying, lambda n, html: self.mark(block, n, html, signed=signed))
        return SafeString(f'<p class="portal-beside__plain">{self.drawn(block, words, signed=signed)}</p>')

    def drawn(self, block: Block, words: list[str], *, signed: bool) -> str:
        """Return words as they are, each marked stretch in its mark."""
        return "".join(
            self.mark(block, n, escaped(word), signed=signed) if word and marked(block[n]) else escaped(word)
            for n, word in enumerate(words)
        )

    def words(self, piece: Piece, *, signed: bool) -> str:
        if not signed:
            return piece.public
        return piece.real if self.named and piece.is_label else piece.coded

    def mark(self, block: Block, n: int, html: str, *, signed: bool) -> str:
        """Return a marked stretch: a label of the register, or a passage with its number."""
        piece = block[n]
        if piece.flag is None:
            return wrapped(html, '<span class="portal-beside__label">', "</span>")
        return self.passage(piece.flag, html, signed=signed, last=is_last(block, n, signed=signed))

    def passage(self, flag: Any, html: str, *, signed: bool, last: bool) -> str:
        """Return the words of a passage. Its number follows once, and leads on where the page says so."""
        here = " portal-beside__passage--here" if flag.pk == self.here else ""
        name = f"portal-beside__passage{here}"
        drawn = wrapped(html, f'<mark class="{name}">', "</mark>")
        return drawn + self.number(flag, signed=signed) if last else drawn

    def number(self, flag: Any, *, signed: bool) -> str:
        side = "signed" if signed else "passage"
        words = f'<span class="govuk-visually-hidden">passage </span>{flag.ordinal}'
        if address := self.address(flag):
            words = f'<a class="govuk-link" href="{escape(address)}">{words}</a>'
        return f'<sup id="{side}-{flag.place}-{flag.number}">{words}</sup>'

    def address(self, flag: Any) -> str:
        if self.leads_to == "answer":
            return str(flag.get_absolute_url())
        return (
            f"#why-{flag.place}-{flag.number}" if self.leads_to == "why" and flag.decision == "keep" else ""
        )


def marked(piece: Piece) -> bool:
    return piece.flag is not None or piece.is_label


def is_last(block: Block, n: int, *, signed: bool) -> bool:
    """Whether no words of the same passage follow in this column."""
    flag = block[n].flag
    following = [piece for piece in block[n + 1 :] if piece.flag is flag]
    return not any(piece.coded if signed else piece.public for piece in following)


def html_of(words: str) -> SafeString:
    """Return the HTML of a block. A paragraph without anything of Markdown, as most are, is not parsed."""
    return SafeString(f"<p>{escaped(words)}</p>\n") if is_paragraph(words) else as_html(words)


def is_paragraph(words: str) -> bool:
    """Whether Markdown reads nothing but letters in these words."""
    return bool(words.strip()) and not _MARKDOWN.search(words)


def escaped(words: str) -> str:
    """Return words as they stand between tags, in the spelling of `as_html`."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def around(block: Block, flag: Any, *, most: int = MOST) -> tuple[Block, bool]:
    """Return a block, cut to the words around a passage where it is longer than `most`, and whether it was cut."""
    if sum(len(piece.coded) for piece in block) <= most:
        return block, False
    places = [n for n, piece in enumerate(block) if piece.flag is not None and piece.flag.pk == flag.pk]
    before = shortened(list(reversed(block[: places[0]])), backwards=True)
    after = shortened(block[places[-1] + 1 :], backwards=False)
    return [*reversed(before), *block[places[0] : places[-1] + 1], *after], True


def shortened(pieces: Block, *, backwards: bool) -> Block:
    """Return the nearest pieces, the last of them cut at a space and followed by dots."""
    kept: Block = []
    left = AROUND
    for piece in pieces:
        if left <= 0:
            break
        if len(piece.coded) > left and not marked(piece):
            words = (
                piece.coded[-left:].partition(" ")[2] if backwards else piece.coded[:left].rpartition(" ")[0]
            )
            words = f"… {words}" if backwards else f"{words} …"
            kept.append(Piece(words, words))
            break
        kept.append(piece)
        left -= len(piece.coded)
    return kept
