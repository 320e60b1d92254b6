"""Phrases that are left alone: names kept on purpose, and people whose name became a test or a law."""

from __future__ import annotations

from collections.abc import Iterable

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, fold_text

_WITHIN = frozenset(
    {Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK, Gap.DOT, Gap.DOT_SPACE}
)


Phrases = dict[str, list[tuple[str, ...]]]
"""Folded phrases by their first word."""


def phrases_of(written: Iterable[str]) -> Phrases:
    """Prepare phrases for `mark_settled`."""
    wanted: Phrases = {}
    for phrase in written:
        if words := tuple(fold_text(phrase).split()):
            wanted.setdefault(words[0], []).append(words)
    return wanted


def mark_settled(shadow: Shadow, taken: bytearray, wanted: Phrases) -> list[tuple[int, int]]:
    """Mark tokens of the wanted phrases and of eponyms; the character spans of the wanted ones come back."""
    eponyms = lexicon.phrases("eponym")
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(shadow.folds):
        if word in wanted and (end := _fits(shadow, i, wanted[word])):
            spans.append((shadow.starts[i], shadow.ends[end - 1]))
            _mark(taken, i, end)
        elif (
            word in eponyms
            and context.is_capital(shadow, i)
            and (end := _fits(shadow, i, eponyms[word])) > i + 1
        ):
            _mark(taken, i, end)
    return spans


def close(shadow: Shadow, taken: bytearray, spans: Iterable[tuple[int, int]], *, whole: bool = False) -> None:
    """Mark the tokens that begin inside spans of characters; with `whole`, only those that end there too."""
    rows = sorted(spans)
    at, reach = 0, 0
    for i, start in enumerate(shadow.starts if rows else ()):
        while at < len(rows) and rows[at][0] <= start:
            reach = max(reach, rows[at][1])
            at += 1
        if start < reach and (not whole or shadow.ends[i] <= reach):
            taken[i] = 1


def _fits(shadow: Shadow, i: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """The end of the longest phrase that stands at token i, or 0."""
    best = 0
    for words in phrases:
        end = i + len(words)
        if (
            end > best
            and tuple(shadow.folds[i:end]) == words
            and all(shadow.gaps[k] in _WITHIN for k in range(i + 1, end))
        ):
            best = end
    return best


def _mark(taken: bytearray, first: int, last: int) -> None:
    taken[first:last] = b"\x01" * (last - first)
