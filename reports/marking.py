"""The text of an edition as it will stand, with every settled passage marked and its reason at hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from scr_portal.web.markdown import as_html

from .enums import FlagDecision

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
    the words that were replaced, where they may be shown; `in_text` says whether its place is marked on the page.
    """

    number: int
    anchor: str
    words: str
    instead_of: str
    kept: bool
    decision: str
    reason: str
    decided_by: str
    in_text: bool = True


def words_of(flag: Any) -> str:
    """Return the words that will stand in place of a flag's gap."""
    return str(flag.text if flag.decision == FlagDecision.KEEP else flag.replacement)


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


def passage(flag: Any, *, number: int, replaced_words: bool = False, html: str = "") -> Passage:
    """Return a settled flag for the list of reasons, under its number on the page, whose text is `html`."""
    kept, anchor = flag.decision == FlagDecision.KEEP, f"{flag.place}-{flag.number}"
    return Passage(
        number=number,
        anchor=anchor,
        words=words_of(flag),
        instead_of=str(flag.text) if replaced_words and not kept else "",
        kept=kept,
        decision=str(FlagDecision(flag.decision).label),
        reason=str(flag.reason),
        decided_by=str(flag.decided_by),
        in_text=f'id="passage-{anchor}"' in html,
    )


def in_order(frozen: str, flags: Iterable[Any]) -> list[Any]:
    """Return the flags in the order in which their gaps stand in a frozen text, which an objection may change."""
    at = {int(gap[1]): gap.start() for gap in GAP.finditer(frozen)}
    return sorted(flags, key=lambda flag: (at.get(flag.number, len(frozen)), flag.number))


def marked(frozen: str, flags: Iterable[Any], *, anchors: str, first: int = 0) -> SafeString:
    """Return the HTML of a frozen text with its gaps filled and each filled gap a `mark` that leads to its reason.

    Passages are numbered in the order of the text, after `first`. The text is never other than the one that is
    published: where the marks would change how the Markdown reads, it comes out without them, and the list of
    reasons stands alone.
    """
    ordered = in_order(frozen, flags)
    by_number = {flag.number: flag for flag in ordered}
    passages = {flag.number: passage(flag, number=n) for n, flag in enumerate(ordered, first + 1)}
    plain = as_html(GAP.sub(lambda gap: words_of(by_number[int(gap[1])]), frozen), anchors=anchors)
    signed = as_html(
        GAP.sub(lambda gap: signed_mark(int(gap[1]), words_of(by_number[int(gap[1])])), frozen),
        anchors=anchors,
    )
    if without_marks(signed) != plain:
        return plain
    return filled_marks(signed, lambda number, html: _mark(html, passages[number]))


def signed_mark(number: int, words: str) -> str:
    """Return words between characters that carry a mark through Markdown."""
    return f"{START}{number}{WORDS}{words}{END}"


def without_marks(html: str) -> str:
    """Return HTML without the characters that carry marks."""
    return _MARKED.sub(lambda match: match[2], html)


def filled_marks(html: str, mark: Callable[[int, str], str]) -> SafeString:
    """Return HTML with each marked stretch as `mark(number, its HTML)` has it."""
    return SafeString(_MARKED.sub(lambda match: mark(int(match[1]), match[2]), html))


def wrapped(html: str, opening: str, closing: str) -> str:
    """Return HTML with its letters within an element; letters across several elements are wrapped in each."""
    if "<" not in html:
        return f"{opening}{html}{closing}"
    return "".join(
        piece if _TAG.fullmatch(piece) else f"{opening}{piece}{closing}"
        for piece in _TAG.split(html)
        if piece
    )


def _mark(html: str, settled: Passage) -> str:
    """Return a marked passage and the link to its reason."""
    return wrapped(html, "<mark>", "</mark>") + format_html(
        '<sup id="passage-{anchor}"><a class="govuk-link" href="#why-{anchor}">'
        '<span class="govuk-visually-hidden">{decision}: why, passage </span>{number}</a></sup>',
        anchor=settled.anchor,
        decision=settled.decision,
        number=settled.number,
    )
