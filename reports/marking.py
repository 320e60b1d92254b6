"""The text of an edition as it will stand, with every settled passage marked and its reason at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from .enums import FlagDecision
from .text import as_html

GAP = re.compile(r"\[unsettled (\d+)\]")
"""What stands in a frozen text for a passage that somebody has to settle."""
START, WORDS, END = "\U0010fffd", "\U0010fffc", "\U0010fffb"
"""Private-use characters that carry the marks through Markdown, which knows nothing of them."""
_MARKED = re.compile(f"{START}(\\d+){WORDS}(.*?){END}", re.DOTALL)
_TAG = re.compile(r"(<[^>]+>)")


@dataclass(frozen=True, slots=True)
class Passage:
    """One settled passage, for the list of reasons.

    It has its number on the page, the words that will stand, and what was decided, why and by whom. `instead_of` holds
    the words that were replaced, where they may be shown.
    """

    number: int
    anchor: str
    words: str
    instead_of: str
    decision: str
    reason: str
    decided_by: str


def words_of(flag: Any) -> str:
    """Return the words that will stand in place of a flag's gap."""
    return str(flag.replacement if flag.decision == FlagDecision.REPLACE else flag.text)


def as_it_stands(edition: Any, place: str) -> str:
    """Return a frozen text with the settled words in their gaps; what nobody has settled yet stays a gap."""
    return "".join(words for words, _, _ in pieces(edition, place))


def pieces(edition: Any, place: str) -> Iterator[tuple[str, int, Any]]:
    """Yield a frozen text piece by piece.

    A piece is the words that stand, where the piece begins in the frozen text, and the flag whose gap it is, or None
    between gaps.
    """
    text, at = str(getattr(edition, place)), 0
    flags = {flag.number: flag for flag in edition.flags.filter(place=place)}
    for gap in GAP.finditer(text):
        yield text[at : gap.start()], at, None
        flag = flags.get(int(gap[1]))
        yield words_of(flag) if flag is not None and flag.decision else gap[0], gap.start(), flag
        at = gap.end()
    yield text[at:], at, None


def text_as_read(edition: Any) -> str | None:
    """Return the digest of the text as readers have it before them; None while a passage waits to be settled."""
    if edition.flags.filter(decision="").exists():
        return None
    return digest_of_texts(edition.title, as_it_stands(edition, "overview"), as_it_stands(edition, "summary"))


def digest_of_texts(title: str, overview: str, summary: str) -> str:
    """SHA-256 of a title and the two texts below it."""
    return hashlib.sha256("\x1f".join((title, overview, summary)).encode()).hexdigest()


def passage(flag: Any, *, first: int = 0, replaced_words: bool = False) -> Passage:
    """Return a settled flag for the list of reasons; numbers go on after `first`, so that each stands once on a page."""
    replaced = flag.decision == FlagDecision.REPLACE
    return Passage(
        number=first + flag.number,
        anchor=f"{flag.place}-{flag.number}",
        words=words_of(flag),
        instead_of=str(flag.text) if replaced and replaced_words else "",
        decision="Replaced" if replaced else "Kept",
        reason=str(flag.reason),
        decided_by=str(flag.decided_by),
    )


def marked(frozen: str, flags: Iterable[Any], *, anchors: str, first: int = 0) -> SafeString:
    """Return the HTML of a frozen text with its gaps filled and each filled gap a `mark` that leads to its reason.

    The text is never other than the one that is published: where the marks would change how the Markdown reads,
    the text comes out without them, and the list of reasons stands alone.
    """
    by_number = {flag.number: flag for flag in flags}
    plain = as_html(GAP.sub(lambda gap: words_of(by_number[int(gap[1])]), frozen), anchors=anchors)
    signed = as_html(
        GAP.sub(lambda gap: f"{START}{gap[1]}{WORDS}{words_of(by_number[int(gap[1])])}{END}", frozen),
        anchors=anchors,
    )
    if _MARKED.sub(lambda match: match[2], signed) != plain:
        return plain
    return SafeString(_MARKED.sub(lambda match: _mark(match, by_number, first), signed))


def _mark(match: re.Match[str], flags: dict[int, Any], first: int) -> str:
    """Return a marked passage and the link to its reason. Words across several elements are marked in each."""
    settled = passage(flags[int(match[1])], first=first)
    pieces = [
        piece if _TAG.fullmatch(piece) else f"<mark>{piece}</mark>" for piece in _TAG.split(match[2]) if piece
    ]
    link = format_html(
        '<sup id="passage-{anchor}"><a class="govuk-link" href="#why-{anchor}">'
        '<span class="govuk-visually-hidden">{decision}: why, passage </span>{number}</a></sup>',
        anchor=settled.anchor,
        decision=settled.decision,
        number=settled.number,
    )
    return "".join(pieces) + link
