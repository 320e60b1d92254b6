"""Alignment of two texts word by word in the same order: the basis of the coverage figure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from rapidfuzz.distance import LCSseq

_LONG = 24
"""Fewest letters of a block that is looked for as a whole before words are compared."""
_SHORTEST = 4
"""Fewest consecutive letters that count as read; fewer may match by chance, unless a whole word or block."""
_MOST_WORDS = 400_000_000
"""Largest product of two word counts that is compared: the comparison needs as many bits (50 MB)."""
_MOST_LETTERS = 9_000_000
"""Largest product of two lengths that is compared letter by letter (about a second)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as folded words; `starts` are the offsets of the words in the concatenated letters."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    letters: str

    @classmethod
    def of(cls, words: Sequence[str]) -> Words:
        """Build from a list of folded words."""
        starts = accumulate((len(word) for word in words), initial=0)
        return cls(tuple(words), tuple(starts)[:-1], "".join(words))

    def between(self, start: int, end: int) -> Words:
        """Return the complete words from letter `start` to `end`, with their offsets in the whole text."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if last > first and self.starts[last - 1] + len(self.words[last - 1]) > end:
            last -= 1
        return Words(self.words[first:last], self.starts[first:last], self.letters)


@dataclass(frozen=True, slots=True)
class Run:
    """`length` letters, found at offset `at` of the text that was set and at offset `there` of the text read."""

    at: int
    there: int
    length: int
    is_whole: bool = False


_Compare = Callable[[int, int, int, int], Iterator[Run]]


def align(blocks: Sequence[Sequence[str]], read: Words) -> list[Run]:
    """Return the runs of letters of `blocks` (each a list of words) that `read` contains in the same order.

    Long blocks that occur once are looked for first, then the words between them, then letters. Text that only
    `read` contains (generated page numbers, repeated table headings) is skipped.
    """
    text = Words.of([word for block in blocks for word in block])
    spans = _spans(["".join(block) for block in blocks])

    def by_words(start: int, end: int, read_from: int, read_to: int) -> Iterator[Run]:
        return _common_words(text.between(start, end), read.between(read_from, read_to))

    def by_letters(start: int, end: int, read_from: int, read_to: int) -> Iterator[Run]:
        for run in _common_letters(text.letters[start:end], read.letters[read_from:read_to]):
            yield Run(start + run.at, read_from + run.there, run.length)

    runs = list(_long_blocks(spans, text.letters, read.letters))
    for compare in (by_words, by_letters):
        runs = _with_gaps(runs, len(text.letters), len(read.letters), compare)
    whole = {(start, end - start) for start, end in spans}
    return [
        run
        for run in _merged(runs)
        if run.is_whole or run.length >= _SHORTEST or (run.at, run.length) in whole
    ]


def _spans(blocks: Sequence[str]) -> list[tuple[int, int]]:
    starts = list(accumulate(map(len, blocks), initial=0))
    return list(pairwise(starts))


def _long_blocks(spans: Sequence[tuple[int, int]], text: str, read: str) -> Iterator[Run]:
    """Yield long blocks that occur exactly once in both texts, so that their position is certain."""
    cursor = 0
    for start, end in spans:
        block = text[start:end]
        if len(block) < _LONG or text.count(block) > 1 or read.count(block) != 1:
            continue
        position = read.find(block, cursor)
        if position >= 0:
            yield Run(start, position, len(block), is_whole=True)
            cursor = position + len(block)


def _common_words(text: Words, read: Words) -> Iterator[Run]:
    if len(text.words) * len(read.words) > _MOST_WORDS:
        return
    edits = LCSseq.editops(text.words, read.words)
    absent = {edit.src_pos for edit in edits if edit.tag == "delete"}
    added = {edit.dest_pos for edit in edits if edit.tag == "insert"}
    text_indices = (number for number in range(len(text.words)) if number not in absent)
    read_indices = (number for number in range(len(read.words)) if number not in added)
    for text_index, read_index in zip(text_indices, read_indices, strict=True):
        yield Run(
            text.starts[text_index], read.starts[read_index], len(text.words[text_index]), is_whole=True
        )


def _common_letters(text: str, read: str) -> Iterator[Run]:
    if len(text) * len(read) > _MOST_LETTERS:
        return
    for match in SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks():
        if match.size:
            yield Run(match.a, match.b, match.size)


def _with_gaps(runs: list[Run], size: int, read_size: int, compare: _Compare) -> list[Run]:
    """Return the runs, with the runs that `compare` finds between each of them and the next."""
    all_runs: list[Run] = []
    at = there = 0
    for run in (*runs, Run(size, read_size, 0)):
        if run.at > at and run.there > there:
            all_runs += compare(at, run.at, there, run.there)
        all_runs.append(run)
        at, there = run.at + run.length, run.there + run.length
    return all_runs[:-1]


def _merged(runs: list[Run]) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last and last.at + last.length == run.at and last.there + last.length == run.there:
            merged[-1] = Run(last.at, last.there, last.length + run.length, last.is_whole or run.is_whole)
        else:
            merged.append(run)
    return merged
