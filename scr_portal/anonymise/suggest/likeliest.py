"""Whom or what of the register an unknown name probably means, best first, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.suggest.likeness import Likeness
from scr_portal.anonymise.suggest.registered import SHORTEST_NUMBER, Part, RegisteredWords, common_words
from scr_portal.anonymise.suggest.surfaces import Words, words_of
from scr_portal.anonymise.text import lexicon

MOST = 3
_LEAST_SCORE = 3


class Reason(StrEnum):
    """Why somebody is suggested, in the words of a page."""

    FAMILY = "same family name"
    GIVEN = "same given name"
    ALIAS = "known by this name"
    SHORT = "short form of the given name"
    SOUND = "sounds alike"
    LETTER = "one letter differs"
    LETTERS = "two letters differ"
    INITIALS = "initials"
    INITIAL = "same initial"
    PART = "part of the name"
    DIGIT = "one digit differs"
    OTHER_INITIAL = "another initial"
    OTHER_NAME = "another name beside it"
    OTHER_TITLE = "the title speaks against it"


_WEIGHT = {
    Part.FAMILY: {Likeness.SAME: 9, Likeness.SHORT: 4, Likeness.SOUND: 6, Likeness.LETTER: 5, Likeness.LETTERS: 4},
    Part.CORE: {Likeness.SAME: 8, Likeness.SHORT: 3, Likeness.SOUND: 6, Likeness.LETTER: 5, Likeness.LETTERS: 4},
    Part.FORMER: {Likeness.SAME: 8, Likeness.SHORT: 5, Likeness.SOUND: 5, Likeness.LETTER: 4, Likeness.LETTERS: 3},
    Part.ALIAS: {Likeness.SAME: 7, Likeness.SHORT: 5, Likeness.SOUND: 5, Likeness.LETTER: 4, Likeness.LETTERS: 3},
    Part.GIVEN: {Likeness.SAME: 6, Likeness.SHORT: 5, Likeness.SOUND: 4, Likeness.LETTER: 3, Likeness.LETTERS: 3},
    Part.MIDDLE: {Likeness.SAME: 3, Likeness.SHORT: 2, Likeness.SOUND: 2, Likeness.LETTER: 1, Likeness.LETTERS: 1},
}  # fmt: skip
_SAME = {Part.FAMILY: Reason.FAMILY, Part.GIVEN: Reason.GIVEN, Part.MIDDLE: Reason.GIVEN, Part.ALIAS: Reason.ALIAS,
         Part.FORMER: Reason.ALIAS,
         Part.CORE: Reason.PART}  # fmt: skip
_ALIKE = {Likeness.SHORT: Reason.SHORT, Likeness.SOUND: Reason.SOUND, Likeness.LETTER: Reason.LETTER,
          Likeness.LETTERS: Reason.LETTERS}  # fmt: skip
_IDENTIFYING = frozenset({Part.FAMILY, Part.FORMER, Part.CORE})
_INITIALS_SCORE, _INITIAL_SCORE = 5, 2
_UNLIKE = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An identity of the register that a surface may mean, and why, the strongest reason first."""

    entry_id: str
    reasons: tuple[Reason, ...]
    score: int


@dataclass(frozen=True, slots=True)
class _Match:
    part: Part
    likeness: Likeness


class Suggester:
    """The register of one case, ready for the surfaces of a whole queue."""

    def __init__(self, register: Sequence[RegisterEntry] | CompiledRegister) -> None:
        self._known = RegisteredWords(register)

    def suggest(self, surface: str, *, most: int = MOST) -> list[Suggestion]:
        """Return the likeliest identities of a surface, best first.

        A given name alone suggests nobody where two people have it: which of them is meant, the page cannot know.
        """
        words = words_of(surface)
        written = {*words.words, *(part for parts in words.parts for part in parts)}
        ids = {
            owner
            for word in written
            for known in self._known.words.like(word)
            for owner in self._known.owners[known]
        }
        rows = [(entry_id, self._matches(entry_id, words)) for entry_id in sorted(ids)]
        by_given = [entry_id for entry_id, matches in rows if not _identifies(matches)]
        shared = set(by_given) if len(by_given) > 1 else set()
        suggestions = [
            self._judged(entry_id, words, matches) for entry_id, matches in rows if entry_id not in shared
        ]
        suggestions += [*self._by_initials(words), *self._by_number(words)]
        best: dict[str, Suggestion] = {}
        for row in sorted(suggestions, key=lambda row: (-row.score, row.entry_id)):
            if row.score >= _LEAST_SCORE:
                best.setdefault(row.entry_id, row)
        return list(best.values())[:most]

    def _matches(self, entry_id: str, words: Words) -> list[_Match | None]:
        """Return the best match of each word or None; a double name that has none may match by a half."""
        return [
            self._best(entry_id, [word]) or self._best(entry_id, parts)
            for word, parts in zip(words.words, words.parts, strict=True)
        ]

    def _best(self, entry_id: str, written: Iterable[str]) -> _Match | None:
        parts = self._known.parts[entry_id]
        matches = (
            _Match(parts[known], shared)
            for word in written
            for known, shared in self._known.words.like(word).items()
            if known in parts and _may_be(word, parts[known], shared)
        )
        return max(matches, key=_weight, default=None)

    def _judged(self, entry_id: str, words: Words, matches: list[_Match | None]) -> Suggestion:
        """Weigh what agrees against what does not."""
        person = self._known.people.get(entry_id)
        agreeing = sorted((match for match in matches if match), key=_weight, reverse=True)
        score = sum(map(_weight, agreeing))
        reasons = [_reason(match) for match in agreeing]
        for word, match in zip(words.words, matches, strict=True):
            if match is None and (person or word not in common_words()):
                reasons.append(_unlike(word, person))
                score += _INITIAL_SCORE if reasons[-1] is Reason.INITIAL else -_UNLIKE
        if person and words.gender and person.gender and words.gender != person.gender:
            score -= _UNLIKE
            reasons.append(Reason.OTHER_TITLE)
        if Reason.OTHER_NAME in reasons and not _identifies(matches):
            score = 0
        return Suggestion(entry_id, tuple(dict.fromkeys(reasons)), score)

    def _by_initials(self, words: Words) -> Iterator[Suggestion]:
        for entry_id in self._known.initials.get(words.initials, ()) if words.initials else ():
            yield Suggestion(entry_id, (Reason.INITIALS,), _INITIALS_SCORE)

    def _by_number(self, words: Words) -> Iterator[Suggestion]:
        digits = words.digits
        if len(digits) < SHORTEST_NUMBER:
            return
        for known, owners in self._known.numbers.items():
            if len(known) == len(digits) and OSA.distance(known, digits, score_cutoff=1) <= 1:
                yield from (Suggestion(owner, (Reason.DIGIT,), _INITIALS_SCORE) for owner in owners)


def _may_be(word: str, part: Part, likeness: Likeness) -> bool:
    """Return whether a word may stand for this part: a known given name is no surname misspelt."""
    return (
        part not in (Part.FAMILY, Part.FORMER)
        or likeness is Likeness.SAME
        or word not in lexicon.given_names()
    )


def _weight(match: _Match) -> int:
    return _WEIGHT[match.part][match.likeness]


def _reason(match: _Match) -> Reason:
    return _SAME[match.part] if match.likeness is Likeness.SAME else _ALIKE[match.likeness]


def _identifies(matches: Iterable[_Match | None]) -> bool:
    """Return whether more than a given name agrees."""
    return any(match.part in _IDENTIFYING for match in matches if match)


def _unlike(word: str, person: Person | None) -> Reason:
    """Return what a word says that is like none of the entry's: an initial of it, or something else."""
    if len(word) > 1 or person is None:
        return Reason.OTHER_NAME
    letters = {"".join(unit)[:1] for unit in (*person.given, *person.middle)}
    return Reason.INITIAL if word in letters else Reason.OTHER_INITIAL
