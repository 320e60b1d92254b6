"""A second look for direct names the matcher passed over: they are flagged, whatever stands between the letters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.direct_names import NameRows, may_hold, word_names
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Shadow, shadow_of


def left_over(shadow: Shadow, closed: bytearray, rows: NameRows) -> Iterator[tuple[int, int]]:
    """Token runs (last excluded) outside `closed` that spell a direct name, the gaps between them ignored."""
    pattern = _pattern(rows)
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


def named_words(output: str, rows: NameRows) -> Iterator[tuple[int, int]]:
    """Character spans of the output where a registered name that is a word has evidence of being a name."""
    words = word_names(rows)
    shadow = shadow_of(output if may_hold(output, words) else "")
    for i, fold in enumerate(shadow.folds):
        if (
            fold in words
            and shadow.raw(i)[0].isupper()
            and evidence.judge_word(shadow, i, i + 1) is Verdict.NAME
        ):
            yield shadow.starts[i], shadow.ends[i]


@lru_cache(maxsize=64)
def _pattern(rows: NameRows) -> re.Pattern[str] | None:
    """A search, overlaps included, for every direct name that is not made of ordinary words alone."""
    keys = set()
    for folds in (shadow_of(name).folds for row in rows for name in row):
        if len("".join(folds)) > 2 and not all(lexicon.is_word(fold) or len(fold) < 2 for fold in folds):
            keys.add("".join(folds))
    ordered = sorted(keys, key=lambda key: (-len(key), key))
    return re.compile(f"(?=({'|'.join(map(re.escape, ordered))}))") if ordered else None
