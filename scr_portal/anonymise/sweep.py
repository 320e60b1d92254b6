"""A second look for direct names the matcher passed over: they are flagged, whatever stands between the letters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scr_portal.anonymise import evidence, lexicon
from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.folding import Shadow, shadow_of
from scr_portal.anonymise.verdicts import Verdict

_Rows = tuple[tuple[str, ...], ...]


def left_over(
    shadow: Shadow, closed: bytearray, entries: Sequence[RegisterEntry]
) -> Iterator[tuple[int, int]]:
    """Token runs (last excluded) outside `closed` that spell a direct name, the gaps between them ignored."""
    pattern = _pattern(_named(entries))
    if pattern is None:
        return
    places: list[int] = []
    length = 0
    for fold in shadow.folds:
        places.append(length)
        length += len(fold)
    for match in pattern.finditer("".join(shadow.folds)):
        first, last = bisect_right(places, match.start(1)) - 1, bisect_right(places, match.end(1) - 1)
        whole = places[first] == match.start(1) and (
            places[last] if last < len(places) else length
        ) == match.end(1)
        if not (whole or len(match[1]) >= 9) or all(closed[first:last]):
            continue
        if last - first > 1 and all(lexicon.is_ordinary(fold) for fold in shadow.folds[first:last]):
            continue
        yield first, last


def named_words(output: str, entries: Sequence[RegisterEntry]) -> Iterator[tuple[int, int]]:
    """Character spans of the output where a registered name that is a word has evidence of being a name."""
    words = _word_names(_named(entries))
    shadow = shadow_of(output) if words else Shadow("")
    for i, fold in enumerate(shadow.folds):
        if (
            fold in words
            and shadow.raw(i)[0].isupper()
            and evidence.judge_word(shadow, i, i + 1) is Verdict.NAME
        ):
            yield shadow.starts[i], shadow.ends[i]


def _named(entries: Sequence[RegisterEntry]) -> _Rows:
    """Canonical name, given name, surname and aliases of every person."""
    people = (entry for entry in entries if entry["kind"] == "person")
    return tuple((e["canonical"], e.get("given", ""), e.get("family", ""), *e["aliases"]) for e in people)


@lru_cache(maxsize=64)
def _word_names(rows: _Rows) -> frozenset[str]:
    """Given names and surnames of one word that is an ordinary word too."""
    singles = (shadow_of(name).folds for row in rows for name in row[1:3])
    return frozenset(folds[0] for folds in singles if len(folds) == 1 and lexicon.is_word(folds[0]))


@lru_cache(maxsize=64)
def _pattern(rows: _Rows) -> re.Pattern[str] | None:
    """A search, overlaps included, for every direct name that is not made of ordinary words alone."""
    keys = set()
    for folds in (shadow_of(name).folds for row in rows for name in row):
        if len("".join(folds)) > 2 and not all(lexicon.is_word(fold) or len(fold) < 2 for fold in folds):
            keys.add("".join(folds))
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(f"(?=({'|'.join(map(re.escape, ordered))}))") if ordered else None
