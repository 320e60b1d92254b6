"""The data of `kinds.toml` and `words.toml`: weights with their reasons, and words as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from .model import Pair

ARTICLE = r"(?:a|an|the|its|his|her|their)"
_LINKS = "in|on|at|of|to|from|and|or|but|by|with|near|for|was|is|were|had|a|an|the|that|who|which"
LEADS = {
    "{a} ...": rf"\b{ARTICLE}\s+(?:(?!(?:{_LINKS})\s)[\w’'-]+\s+){{0,3}}",
    "{a}": rf"\b{ARTICLE}\s+",
    "{n}": r"\b(?:\d+|[a-z]+)\s+",
    "*-": r"\b[\w’'-]+-",
    "": "",
}
"""What may stand before a word of a list, and its pattern."""
LONGEST_LEAD = 60
BEGINNING = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing that narrows a text down: its weight, why, where that comes from, and what leaving it out costs."""

    code: str
    name: str
    weight: int
    reason: str
    source: str
    cost: str
    sharper: tuple[tuple[re.Pattern[str], str], ...]

    def cost_in(self, sentence: str) -> str:
        """Return what the learning loses by the coarser wording, sharpened by what else the sentence says."""
        return next((says for words, says in self.sharper if words.search(sentence)), self.cost)


@cache
def data(name: str) -> dict[str, Any]:
    """Return one of the files of data."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Return each kind by its code."""
    rows = {code: row for code, row in data("kinds").items() if code != "pairs"}
    return {
        code: Kind(
            code,
            row["name"],
            row["weight"],
            row["reason"],
            row["source"],
            row["cost"],
            tuple((any_of(tuple(more["words"])), more["says"]) for more in row.get("sharper", ())),
        )
        for code, row in rows.items()
    }


@cache
def pairs() -> tuple[Pair, ...]:
    """Return the kinds that narrow together."""
    rows = data("kinds")["pairs"]
    return tuple(Pair((row["kinds"][0], row["kinds"][1]), row["adds"], row["reason"]) for row in rows)


@cache
def groups(kind: str) -> tuple[tuple[Words, str], ...]:
    """Return the groups of words of a kind, each with its coarser wording."""
    return tuple((Words(tuple(group["words"])), str(group["coarser"])) for group in data("words")[kind])


@dataclass(frozen=True, slots=True)
class Found:
    """Where words of a list stand."""

    start: int
    end: int
    words: str


class Words:
    """A list of words, looked for in small letters.

    What may stand before a word ("{a} ...") is looked for backwards from it, so that a text is searched by letters alone.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        by_lead: dict[str, list[str]] = {}
        for word in words:
            lead = next(lead for lead in LEADS if word.startswith(lead))
            by_lead.setdefault(lead, []).append(word.removeprefix(lead).strip())
        self.begin = beginnings_of(tail for tails in by_lead.values() for tail in tails)
        self.patterns = [
            (re.compile(rf"{LEADS[lead]}$"), _of(tails, bare=not lead)) for lead, tails in by_lead.items()
        ]

    def find(self, text: str) -> Iterator[Found]:
        """Yield each place, with the article and the words before it that belong there."""
        if self.begin.isdisjoint(beginnings(text)):
            return
        small = in_small(text)
        for lead, tail in self.patterns:
            for match in tail.finditer(small):
                begins = max(0, match.start() - LONGEST_LEAD)
                before = lead.search(small[begins : match.start()])
                if before:
                    start = begins + before.start()
                    yield Found(start, match.end(), text[start : match.end()])


def _of(words: Iterable[str], *, bare: bool) -> re.Pattern[str]:
    body = "|".join(as_pattern(word.lower()) for word in longest_first(words))
    hyphen = "(?<!-)" if bare else ""
    return re.compile(rf"(?<!\w){hyphen}(?:{body})(?![\w-])")


@lru_cache(maxsize=2)
def beginnings(text: str) -> frozenset[str]:
    """Return the first four letters of every word of a text: what has none of a rule's is not searched by it."""
    return frozenset(word[:BEGINNING] for word in _WORD.findall(in_small(text)))


def beginnings_of(words: Iterable[str]) -> frozenset[str]:
    """Return the first four letters of each entry of a list. Raises ValueError for one that leaves them open."""
    found = set()
    for word in words:
        first = _WORD.findall(word.lower())[0]
        if len(first) < BEGINNING and f"{first}*" in word.lower():
            raise ValueError(f"{word}: an open ending needs {BEGINNING} letters before it.")
        found.add(first[:BEGINNING])
    return frozenset(found)


def in_small(text: str) -> str:
    """Return a text in small letters, each at its place."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


@cache
def any_of(words: tuple[str, ...], *, exact: bool = False) -> re.Pattern[str]:
    """Return a pattern of whole words, the longest first; with `exact` in the case in which they are written."""
    body = "|".join(as_pattern(word) for word in longest_first(words))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", 0 if exact else re.IGNORECASE)


def longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def as_pattern(word: str) -> str:
    """Return the pattern of one entry: "*" any ending, "{a}" an article, "..." up to three words or one at the end."""
    pattern = re.escape(word).replace("’", "[’']").replace(r"\{a\}", ARTICLE)
    pattern = pattern.replace(r"\.\.\.\ ", r"(?:[\w’'-]+\s+){0,3}?").replace(r"\ \.\.\.", r"\s+[\w’'-]+")
    pattern = pattern.replace(r"\*", r"[\w’'-]*")
    return pattern.replace(r"\ ", r"\s+")
