"""The vocabulary for comparing entries of different agencies. The word lists are in `words/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
_SHORT = 3
"""An abbreviation of up to this many letters counts only with a capital: "ED", not "ed"."""

_TOKEN = re.compile(
    r"[A-Za-z]\s?[&/]\s?[A-Za-z]\b|[A-Za-z]+(?:'[A-Za-z]+)?(?:-[A-Za-z]+)*|\d+(?:[./:,]\d+)*", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an abbreviation or a number in lower case; `capital` records how it was written."""

    text: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase, the kind of agency it belongs to and the role it denotes.

    `service` names an agency, not a person; `person` is one person's name; `people_only` counts where people are
    named, not in narrative.
    """

    meaning: str
    words: tuple[str, ...]
    role: str = ""
    service: bool = False
    people_only: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of contact. `particular` means two agencies seldom have two of them on one day."""

    name: str
    families: frozenset[str]
    particular: bool


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of a text in order; "HV2" gives "hv" and "2", a possessive loses its ending."""
    plain = text.replace("’", "'").replace("‘", "'")
    return [_token(match) for match in _TOKEN.findall(plain)]


def _token(typed: str) -> Token:
    word = typed.replace(" ", "").lower().removesuffix("'s")
    return Token(word, typed[0].isupper())


class Phrasebook:
    """An index of terms that finds the longest phrase at each position of a text."""

    def __init__(self, terms: list[Term]) -> None:
        self._by_first: dict[str, list[Term]] = {}
        for term in terms:
            self._by_first.setdefault(term.words[0], []).append(term)
        for same_start in self._by_first.values():
            same_start.sort(key=lambda term: len(term.words), reverse=True)

    def find(self, text: list[Token]) -> Iterator[tuple[int, int, Term]]:
        """Yield every phrase as (first token, token after the last, term), without overlap."""
        index = 0
        while index < len(text):
            term = self._longest(text, index)
            if term:
                yield index, index + len(term.words), term
            index += len(term.words) if term else 1

    def _longest(self, text: list[Token], at: int) -> Term | None:
        for term in self._by_first.get(text[at].text, ()):
            size = len(term.words)
            if tuple(token.text for token in text[at : at + size]) == term.words and _written_so(
                term, text[at]
            ):
                return term
        return None


def _written_so(term: Term, first: Token) -> bool:
    return (
        first.capital
        or len(term.words) > 1
        or len(term.words[0]) > _SHORT
        or "&" in term.words[0]
        or "/" in term.words[0]
    )


def _lines(name: str) -> Iterator[tuple[str, list[str]]]:
    for line in (_WORDS / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            head, _, phrases = line.partition(":")
            yield head.strip(), [phrase.strip() for phrase in phrases.split(",") if phrase.strip()]


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(text))


@cache
def role_terms() -> tuple[Term, ...]:
    """Return the words for each kind of agency, its staff and its name."""
    return tuple(
        Term(meaning, _phrase(word), group.partition("=")[0], service="*" in word, people_only="~" in word)
        for meaning, groups in _lines("roles.txt")
        for group in groups
        for word in group.split("=")
    )


@cache
def family_terms() -> tuple[Term, ...]:
    """Return the words for members of a family."""
    return tuple(Term(name, _phrase(phrase)) for name, phrases in _lines("family.txt") for phrase in phrases)


@cache
def kinds() -> dict[str, Kind]:
    """Return the kinds of contact by name."""
    by_name = {}
    for head, _ in _lines("kinds.txt"):
        name, _, families = head.partition("<")
        by_name[name.strip(" !")] = Kind(
            name.strip(" !"), frozenset(families.split()), particular="!" in name
        )
    return by_name


@cache
def kind_phrases() -> Phrasebook:
    """Return an index of the words that indicate the kind of a contact."""
    lines = [(head.partition("<")[0].strip(" !"), phrases) for head, phrases in _lines("kinds.txt")]
    return Phrasebook([Term(name, _phrase(phrase)) for name, phrases in lines for phrase in phrases])


@cache
def synonyms() -> dict[str, str]:
    """Return the canonical word of each synonym."""
    return {word: first for first, words in _lines("synonyms.txt") for word in words}


@cache
def stop_words() -> frozenset[str]:
    """Return words that are no evidence of which contact is meant."""
    return frozenset((_WORDS / "stop.txt").read_text(encoding="utf-8").split())


@cache
def agency_kind(name: str) -> str | None:
    """Return the kind of agency that a name indicates ("Northside Constabulary" is police), or None."""
    plain = name.replace("’", "'").lower()
    for kind, starts in _lines("agencies.txt"):
        if any(re.search(rf"\b{re.escape(start)}", plain) for start in starts):
            return kind
    return None


def stem(word: str) -> str:
    """Return a word without its commonest endings, so that "visits" and "visited" match."""
    word = synonyms().get(word, word)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
