"""Which names are also ordinary words, by a reading of the public word list that owes nothing to the engine's."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "words.txt"
_ENDINGS = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "r",
    "rs",
    "ly",
    "est",
    "ness",
    "ment",
    "y",
    "ies",
    "ful",
    "less",
)
_LEAST_STEM = 2


@cache
def section(name: str) -> frozenset[str]:
    """Return the words of a section of the tripwire's own list."""
    words: dict[str, set[str]] = {}
    current = ""
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif not line.startswith("#"):
            words.setdefault(current, set()).update(line.split())
    return frozenset(words[name])


@cache
def _small_words() -> frozenset[str]:
    raw = (files("spylls") / "hunspell/data/en/en_US.dic").read_text(encoding="utf-8")
    heads = (line.partition("/")[0].strip() for line in raw.split("\n")[1:])
    return frozenset(head for head in heads if head.islower()) | section("more") | section("peoples")


@lru_cache(maxsize=16384)
def is_word(word: str) -> bool:
    """Return whether a folded word may be an ordinary word. An ending is taken off freely: too many words do no harm."""
    small = _small_words()
    if word in small:
        return True
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < _LEAST_STEM:
            continue
        undoubled = stem[:-1] if len(stem) > _LEAST_STEM and stem[-1] == stem[-2] else stem
        if {stem, stem + "e", stem + "y", undoubled} & small:
            return True
    return False
