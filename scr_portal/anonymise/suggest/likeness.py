"""How alike two words of names are: by letters, by sound, or as a short form of the same given name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from scr_portal.anonymise.find.spelling import sound
from scr_portal.anonymise.text import lexicon

_SHORTEST_BY_SOUND = 3
_SHORTEST_BY_LETTERS = 4
_LONG_NAME = 8
_LONG_GIVEN_NAME = 6


class Likeness(IntEnum):
    """What two words share, the weakest first."""

    NONE = 0
    LETTERS = 1
    LETTER = 2
    SOUND = 3
    SHORT = 4
    SAME = 5


@lru_cache(maxsize=65536)
def likeness(written: str, name: str) -> Likeness:
    """Return how alike two folded words are. Two given names that everybody knows are two names: Jean, Jane."""
    if written == name:
        return Likeness.SAME
    if _is_short_form(written, name) or _is_short_form(name, written):
        return Likeness.SHORT
    shortest, longest = sorted((len(written), len(name)))
    if shortest < _SHORTEST_BY_SOUND or (shortest < _SHORTEST_BY_LETTERS and lexicon.is_word(written)):
        return Likeness.NONE
    distance = OSA.distance(written, name)
    both_known = {written, name} <= lexicon.given_names()
    if sound(written) == sound(name) and _spelled_alike(distance, shortest, longest, both_known):
        return Likeness.SOUND
    if both_known or shortest < _SHORTEST_BY_LETTERS or written[0] != name[0]:
        return Likeness.NONE
    if distance == 1:
        return Likeness.LETTER
    return Likeness.LETTERS if distance == 2 and shortest > _LONG_NAME else Likeness.NONE


def _spelled_alike(distance: int, shortest: int, longest: int, both_known: bool) -> bool:
    """Return whether words of one sound are spellings of one name: "Brightwater", "Britewater"."""
    if both_known:
        return distance <= (3 if shortest >= _LONG_GIVEN_NAME else 1 if shortest > 3 else 0)
    return longest - shortest <= 2 and distance <= longest // 2


def _is_short_form(short: str, name: str) -> bool:
    return short in lexicon.nicknames().get(name, ())


class Words:
    """The words of many names, ready to be compared with one more."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._short: dict[str, list[str]] = defaultdict(list)
        self._known: dict[str, dict[str, Likeness]] = {}
        for word in sorted(self._words):
            self._by_sound[sound(word)].append(word)
            self._by_letter[word[:1]].append(word)
            for short in lexicon.nicknames().get(word, ()):
                self._short[short].append(word)

    def like(self, written: str) -> dict[str, Likeness]:
        """Return each word that is like `written`, with what they share."""
        if written not in self._known:
            shared = ((word, likeness(written, word)) for word in self._candidates(written))
            self._known[written] = {word: kind for word, kind in shared if kind}
        return self._known[written]

    def _candidates(self, written: str) -> set[str]:
        by_sound = self._by_sound.get(sound(written), ())
        short = lexicon.nicknames().get(written, frozenset()) & self._words
        same = {written} & self._words
        return {*same, *by_sound, *short, *self._short.get(written, ()), *self._by_letters(written)}

    def _by_letters(self, written: str) -> list[str]:
        beginning_alike = self._by_letter.get(written[:1], ())
        if len(written) < _SHORTEST_BY_LETTERS or not beginning_alike:
            return []
        near = extract(written, beginning_alike, scorer=OSA.distance, score_cutoff=2, limit=None)
        return [word for word, _, _ in near]
