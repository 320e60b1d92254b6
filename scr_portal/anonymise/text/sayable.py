"""Which capitals could be spoken as a name, and which words are medicines by their ending."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from scr_portal.anonymise.text import lexicon

_LEAST, _MOST = 3, 5
_CLUSTERS = re.compile(r"^([^aeiouy]*)[aeiouy].*?([^aeiouy]*)$")
_LEAST_MEDICINE = 8


@lru_cache(maxsize=4096)
def is_sayable(letters: str) -> bool:
    """Return whether three to five letters begin and end as some known name does; shorter and longer ones count as sayable."""
    if not _LEAST <= len(letters) <= _MOST or not letters.isascii() or letters.startswith("mc"):
        return True
    if lexicon.is_written_as_name(letters):
        return True
    parts = _CLUSTERS.match(letters)
    if parts is None:
        return False
    onsets, codas = _known()
    return parts[1] in onsets and parts[2] in codas


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the consonants that open and those that close the given names of the list."""
    parts = [match for name in sorted(lexicon.given_names()) if (match := _CLUSTERS.match(name))]
    more = (
        lexicon.words("opening-consonants", "structure.txt"),
        lexicon.words("closing-consonants", "structure.txt"),
    )
    return frozenset(part[1] for part in parts) | more[0], frozenset(part[2] for part in parts) | more[1]


@lru_cache(maxsize=4096)
def is_medicine(word: str) -> bool:
    """Return whether a long word ends as a class of medicines does: 'flucloxacillin', 'propranolol'."""
    return len(word) >= _LEAST_MEDICINE and word.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(lexicon.words("medicine-endings", "capitals.txt")))
