"""Which unknown names are probably one, so that they are answered together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scr_portal.anonymise.suggest.likeness import Likeness, likeness
from scr_portal.anonymise.suggest.likeness import Words as KnownWords
from scr_portal.anonymise.suggest.surfaces import Words, words_of
from scr_portal.anonymise.text import lexicon

_NAMES = frozenset({"name", "person", "place", "organisation"})
"""Groups whose surfaces may be spellings of one name; a date, number, address or detail stands alone."""


def alike(surfaces: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Return the places of (surface, group) rows, those that are probably one name together, in their order.

    A short form ("Tull", "Mrs Tull") goes with a fuller one ("Sue Tull") only where a single one fits; with a Sue
    and a Mark Tull among them nobody knows whose it is, and it stays by itself.
    """
    words = {place: words_of(text) for place, (text, group) in enumerate(surfaces) if group in _NAMES}
    families = _Families(words)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(surfaces)):
        groups[families.first_of(place)].append(place)
    return [groups[first] for first in sorted(groups)]


class _Families:
    """Rows joined into groups, each known by its first row."""

    def __init__(self, words: dict[int, Words]) -> None:
        self._words = words
        self._joined: dict[int, int] = {}
        self._with_word: dict[str, list[int]] = defaultdict(list)
        for place, row in words.items():
            for word in row.words:
                self._with_word[word].append(place)
        self._known = KnownWords(self._with_word)
        self._join()

    def first_of(self, place: int) -> int:
        while place in self._joined:
            place = self._joined[place]
        return place

    def _join(self) -> None:
        """Join full names first, then each shorter form to the one group of full names that it fits."""
        by_length = sorted(self._words, key=lambda place: (-len(self._words[place].words), place))
        for place in by_length:
            fitting = [other for other in self._candidates(place) if self._fits(place, other)]
            length = len(self._words[place].words)
            fuller = {self.first_of(other) for other in fitting if len(self._words[other].words) > length}
            groups = fuller or {self.first_of(other) for other in fitting}
            if len(groups) == 1:
                first, second = sorted((groups.pop(), self.first_of(place)))
                self._joined[second] = first

    def _candidates(self, place: int) -> Iterator[int]:
        length = len(self._words[place].words)
        for word in self._words[place].words:
            for known in self._known.like(word):
                for other in self._with_word[known]:
                    if (len(self._words[other].words), -other) > (length, -place):
                        yield other

    def _fits(self, place: int, other: int) -> bool:
        """Return whether every word of the shorter surface is like a word of the longer one."""
        short, full = self._words[place], self._words[other]
        if short.gender and (known := _gender(full)) and short.gender != known:
            return False
        left = list(full.words)
        for word in short.words:
            near = next((name for name in left if _same_word(word, name)), None)
            if near is None:
                return False
            left.remove(near)
        return bool(short.words) and max(map(len, short.words)) > 1


def _same_word(word: str, name: str) -> bool:
    if len(word) == 1 or len(name) == 1:
        return word[0] == name[0]
    if word.isdigit() or name.isdigit():
        return word == name
    shared = likeness(word, name)
    return shared > Likeness.LETTERS and (shared is Likeness.SAME or not _both_words(word, name))


def _both_words(word: str, name: str) -> bool:
    """Return whether two near words are ordinary words, and so two words rather than one misspelt."""
    return lexicon.is_ordinary(word) and lexicon.is_ordinary(name)


def _gender(words: Words) -> str:
    return words.gender or lexicon.gender_by_name().get(words.words[0] if words.words else "", "")
