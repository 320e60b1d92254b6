"""Word lists of ordinary English: which words explain a capital and which may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from scr_portal.anonymise.text.affixes import BRITISH, ENDINGS, FLAGGED_PREFIXES, PREFIXES
from scr_portal.anonymise.text.folding import fold, fold_text

DATA = Path(__file__).parent / "data"


@cache
def _sections(name: str) -> dict[str, list[str]]:
    """Return a data file's sections, each a list of its lines."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


@cache
def nicknames() -> dict[str, frozenset[str]]:
    """Return the familiar short forms of each given name: 'elizabeth' -> {'liz', 'beth', ...}."""
    rows = (line.split() for line in _sections("given_names.txt")["familiar"])
    return {fold(row[0]): frozenset(fold(name) for name in row[1:]) for row in rows}


@cache
def words(section: str, name: str = "words.txt") -> frozenset[str]:
    """Return the folded words of one section of a data file."""
    return frozenset(fold(word) for line in _sections(name)[section] for word in line.split())


@cache
def rows(section: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of one section of a data file, each split into its words as written there."""
    return tuple(tuple(line.split()) for line in _sections(name)[section])


@cache
def names(section: str, name: str) -> frozenset[str]:
    """Return the words of one section of a data file, as written there."""
    return frozenset(word for line in _sections(name)[section] for word in line.split())


@cache
def phrases(section: str, name: str = "capitals.txt") -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a section, folded and split, by their first word; longest first."""
    by_first_word: dict[str, list[tuple[str, ...]]] = {}
    for line in _sections(name)[section]:
        folded = tuple(fold_text(line).split())
        by_first_word.setdefault(folded[0], []).append(folded)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in by_first_word.items()}


@cache
def groups(section: str, name: str = "people.txt") -> dict[str, frozenset[str]]:
    """Return the words of a section, each with those that share its line."""
    rows = [frozenset(fold(word) for word in line.split()) for line in _sections(name)[section]]
    return {word: frozenset().union(*(row for row in rows if word in row)) for row in rows for word in row}


@dataclass(frozen=True)
class _Dictionary:
    """Headwords of the American English list that spylls ships, split by their capital."""

    small: dict[str, str]
    capital: frozenset[str]
    named: frozenset[str]


@cache
def _dictionary() -> _Dictionary:
    raw = (files("spylls") / "hunspell/data/en/en_US.dic").read_text(encoding="utf-8")
    small = dict.fromkeys(words("more"), "DGMS")
    capital: set[str] = set()
    named: set[str] = set()
    for line in raw.split("\n")[1:]:
        word, _, flags = line.strip().partition("/")
        if len(word) > 1 and word[:1].islower():
            small[fold(word)] = small.get(fold(word), "") + flags
        elif word[:1].isupper():
            capital.add(fold(word))
            named.update([fold(word)] if word[1:].islower() else ())
    return _Dictionary(small, frozenset(capital), frozenset(named))


def _listed(word: str) -> bool:
    """Return whether a word is in the list as written or with an ending its headword allows."""
    small = _dictionary().small
    if word in small:
        return True
    for ending, before, flag in ENDINGS:
        stem = word[: -len(ending)] + before
        if not word.endswith(ending) or len(stem) < 3:
            continue
        if (ending, before) == ("es", "") and not stem.endswith(("s", "x", "z", "h", "o")):
            continue
        if stem in small and flag in small[stem]:
            return True
        doubled = ending[0] in "ie" and not before and len(stem) > 3 and stem[-1] == stem[-2]
        if doubled and stem[:-1] in small and flag in small[stem[:-1]]:
            return True
    return False


def _takes_prefix(rest: str, flag: str) -> bool:
    """Return whether the word list lets a word, with an ending or without, take the prefix of an affix flag."""
    small = _dictionary().small
    if flag in small.get(rest, ""):
        return True
    stems = ((rest[: -len(end)] + old, own) for end, old, own in ENDINGS if own and rest.endswith(end))
    return any(flag in small.get(stem, "") and own in small[stem] for stem, own in stems)


@lru_cache(maxsize=65536)
def is_ordinary(word: str) -> bool:
    """Return whether a folded word is an ordinary English word in lower case, British spellings included."""
    if _listed(word):
        return True
    for british, american in BRITISH:
        if british in word and _listed(word.replace(british, american)):
            return True
    for prefix, flag in FLAGGED_PREFIXES:
        if word.startswith(prefix) and _takes_prefix(word[len(prefix) :], flag):
            return True
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > 3 and _listed(word[len(prefix) :]):
            return True
    return False


@lru_cache(maxsize=65536)
def is_listed_name(word: str) -> bool:
    """Return whether a folded word is a known name: a given name, or a word the dictionary capitalises."""
    return word in given_names() or (word in _dictionary().capital and word not in geography())


@lru_cache(maxsize=4096)
def is_written_as_name(word: str) -> bool:
    """Return whether a folded word is a known name or one that the dictionary writes with one capital: 'Singh', not 'BBC'."""
    return word in given_names() or word in familiar_names() or word in _dictionary().named


@cache
def geography() -> frozenset[str]:
    """Return countries, peoples and languages."""
    return words("geography", "capitals.txt")


@cache
def given_names() -> frozenset[str]:
    """Return every given name of the list."""
    sections = ("word-female", "word-male", "female", "male", "either")
    return frozenset().union(*(words(section, "given_names.txt") for section in sections))


@cache
def familiar_names() -> frozenset[str]:
    """Return the familiar short forms of every given name."""
    return frozenset().union(*nicknames().values())


def is_first_name(word: str) -> bool:
    """Return whether a folded word is a given name or the familiar short form of one."""
    return word in given_names() or word in familiar_names()


@cache
def word_given_names() -> frozenset[str]:
    """Return given names that are also ordinary words: Grace, Mark, Dawn."""
    names = words("word-female", "given_names.txt") | words("word-male", "given_names.txt")
    return frozenset(names | {n for n in given_names() if is_ordinary(n)})


@cache
def gender_by_name() -> dict[str, str]:
    """Return 'f' or 'm' for given names that are used for one gender only."""
    female = words("female", "given_names.txt") | words("word-female", "given_names.txt")
    male = words("male", "given_names.txt") | words("word-male", "given_names.txt")
    either = words("either", "given_names.txt") | (female & male)
    return {**dict.fromkeys(female - either, "f"), **dict.fromkeys(male - either, "m")}


@lru_cache(maxsize=65536)
def is_word(name: str) -> bool:
    """Return whether a name is also an ordinary word, a month, a country or a people, so that it needs evidence.

    A few words that are rarely anything but a name (Jo, Meg, Tom) are excluded.
    """
    if name in words("namey"):
        return False
    months = words("month", "structure.txt")
    return is_ordinary(name) or name in months or name in geography() or name in words("function")


@cache
def titles() -> dict[str, str]:
    """Return every title with its group: male, female, police, medical or other."""
    groups = ("male", "female", "police", "medical", "other")
    return {word: group for group in groups for word in words(f"title-{group}") if re.fullmatch(r"\w+", word)}


@cache
def explained_capitals() -> frozenset[str]:
    """Return words that are capitalised in any case file without naming anybody."""
    return words("domain", "capitals.txt") | words("acronym", "capitals.txt") | geography() | glossary_words()


@cache
def glossary_words() -> frozenset[str]:
    """Return the terms of the glossary that are words in any spelling."""
    return frozenset().union(*(words(section, "glossary.txt") for section in ("welsh", "terms", "short")))


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations of the field, which name nobody where all their letters are capitals."""
    sections = (words(section, "glossary.txt") for section in _sections("glossary.txt"))
    return frozenset().union(*sections) - glossary_words()
