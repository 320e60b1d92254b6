"""A second search for direct names that the matcher missed, whatever separates their letters. They are flagged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.direct_names import NameRows, may_contain, word_names
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens, tokens_of


def unmatched_names(tokens: Tokens, closed: bytearray, rows: NameRows) -> Iterator[tuple[int, int]]:
    """Yield runs of tokens (last excluded) outside `closed` that spell a direct name, ignoring the gaps."""
    pattern = _pattern(rows)
    if pattern is None:
        return
    offsets: list[int] = []
    length = 0
    for fold in tokens.folds:
        offsets.append(length)
        length += len(fold)
    for match in pattern.finditer("".join(tokens.folds)):
        first, last = bisect_right(offsets, match.start(1)) - 1, bisect_right(offsets, match.end(1) - 1)
        is_whole = offsets[first] == match.start(1) and (
            offsets[last] if last < len(offsets) else length
        ) == match.end(1)
        if not (is_whole or len(match[1]) >= 9) or all(closed[first:last]):
            continue
        if last - first > 1 and _are_words(tokens.folds[first:last]):
            continue
        yield first, last


def _are_words(folds: list[str]) -> bool:
    """Return whether a run is ordinary words and perhaps an article, 'a man', and not a name spaced letter by letter."""
    return any(len(fold) > 1 for fold in folds) and all(len(f) < 2 or lexicon.is_ordinary(f) for f in folds)


def named_words(output: str, rows: NameRows) -> Iterator[tuple[int, int]]:
    """Yield spans of the output where a registered name that is also a word is used as a name."""
    words = word_names(rows)
    tokens = tokens_of(output if may_contain(output, words) else "")
    for i, fold in enumerate(tokens.folds):
        if (
            fold in words
            and tokens.raw(i)[0].isupper()
            and evidence.judge_word(tokens, i, i + 1) is Verdict.NAME
        ):
            yield tokens.starts[i], tokens.ends[i]


@lru_cache(maxsize=64)
def _pattern(rows: NameRows) -> re.Pattern[str] | None:
    """Compile a search, overlaps included, for every direct name not made of ordinary words alone."""
    keys = set()
    for folds in (tokens_of(name).folds for row in rows for name in row):
        if len("".join(folds)) > 2 and not all(lexicon.is_word(fold) or len(fold) < 2 for fold in folds):
            keys.add("".join(folds))
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(f"(?=({'|'.join(map(re.escape, ordered))}))") if ordered else None
