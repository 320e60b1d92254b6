"""Phrases that are left alone: names kept on purpose, and eponyms of tests and laws."""

from __future__ import annotations

from collections.abc import Iterable

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens, fold_text

_WITHIN = frozenset(
    {Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.APOSTROPHE, Gap.JOIN, Gap.BREAK, Gap.DOT, Gap.DOT_SPACE}
)


VALUE, EPONYM = 1, 2
"""Marks of tokens: settled by value or on purpose, and part of an eponym, which a longer name may contain."""
Phrases = dict[str, list[tuple[str, ...]]]
"""Folded phrases by their first word."""


def phrases_of(written: Iterable[str]) -> Phrases:
    """Prepare phrases for `mark_settled`."""
    phrases: Phrases = {}
    for phrase in written:
        if words := tuple(fold_text(phrase).split()):
            phrases.setdefault(words[0], []).append(words)
    return phrases


def mark_settled(tokens: Tokens, taken: bytearray, phrases: Phrases) -> list[tuple[int, int]]:
    """Mark the tokens of `phrases` and of eponyms in `taken`; return the character spans of `phrases`."""
    eponyms = lexicon.phrases("eponym")
    tests = lexicon.words("eponym-test", "capitals.txt")
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(tokens.folds):
        if word in phrases and (end := _fits(tokens, i, phrases[word])):
            spans.append((tokens.starts[i], tokens.ends[end - 1]))
            _mark(taken, i, end, VALUE)
        elif (
            word in eponyms
            and context.is_capital(tokens, i)
            and (end := _fits(tokens, i, eponyms[word])) > i + 1
        ):
            _mark(taken, i, end, EPONYM)
        elif word in tests and _is_beside_test(tokens, i, tests):
            _mark(taken, i, i + 1, EPONYM)
    return spans


def _is_beside_test(tokens: Tokens, i: int, tests: frozenset[str]) -> bool:
    """Return whether a test's name stands beside another's: 'Barlow/Ortolani'."""
    for k, between in ((i - 1, i), (i + 1, i + 1)):
        if (
            0 <= k < len(tokens)
            and tokens.folds[k] in tests
            and tokens.before(between).strip() in ("/", "&", "+")
        ):
            return True
    return False


def mark_spans(
    tokens: Tokens, taken: bytearray, spans: Iterable[tuple[int, int]], *, whole: bool = False
) -> None:
    """Mark the tokens that begin inside spans of characters; with `whole`, only those that also end there."""
    rows = sorted(spans)
    at, reach = 0, 0
    for i, start in enumerate(tokens.starts if rows else ()):
        while at < len(rows) and rows[at][0] <= start:
            reach = max(reach, rows[at][1])
            at += 1
        if start < reach and (not whole or tokens.ends[i] <= reach):
            taken[i] = VALUE


def _fits(tokens: Tokens, i: int, phrases: Iterable[tuple[str, ...]]) -> int:
    """Return the end of the longest phrase at token i, or 0."""
    best = 0
    for words in phrases:
        end = i + len(words)
        if (
            end > best
            and tuple(tokens.folds[i:end]) == words
            and all(tokens.gaps[k] in _WITHIN for k in range(i + 1, end))
        ):
            best = end
    return best


def _mark(taken: bytearray, first: int, last: int, mark: int) -> None:
    taken[first:last] = bytes([mark]) * (last - first)
