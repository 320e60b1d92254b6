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


def left_over(
    shadow: Shadow, closed: bytearray, entries: Sequence[RegisterEntry]
) -> Iterator[tuple[int, int]]:
    """Token runs (last excluded) outside `closed` that spell a direct name, the gaps between them ignored."""
    pattern = _pattern(tuple(_keys(entries)))
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
    words = _word_names(entries)
    shadow = shadow_of(output) if words else Shadow("")
    for i, fold in enumerate(shadow.folds):
        if (
            fold in words
            and shadow.raw(i)[0].isupper()
            and evidence.judge_word(shadow, i, i + 1) is Verdict.NAME
        ):
            yield shadow.starts[i], shadow.ends[i]


def _keys(entries: Sequence[RegisterEntry]) -> Iterator[str]:
    for entry in entries:
        if entry["kind"] == "person":
            for name in (
                entry["canonical"],
                entry.get("given", ""),
                entry.get("family", ""),
                *entry["aliases"],
            ):
                folds = shadow_of(name).folds
                if len("".join(folds)) > 2 and not all(lexicon.is_word(f) or len(f) < 2 for f in folds):
                    yield "".join(folds)


def _word_names(entries: Sequence[RegisterEntry]) -> set[str]:
    singles = (
        shadow_of(name).folds
        for entry in entries
        if entry["kind"] == "person"
        for name in (entry.get("given", ""), entry.get("family", ""))
    )
    return {folds[0] for folds in singles if len(folds) == 1 and lexicon.is_word(folds[0])}


@lru_cache(maxsize=64)
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str] | None:
    rows = sorted(set(keys), key=lambda key: (-len(key), key))
    return re.compile(f"(?=({'|'.join(map(re.escape, rows))}))") if rows else None
