"""Rare conditions, by a list and by the form of their names, and causes of death that are reported."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Hit
from ..vocabulary import beginnings, data, groups
from .spelling import folded

KIND = "condition"
EPONYM = re.compile(
    r"\b(?P<name>(?:(?:[A-Z]|de|van|von|Di)[\w’'-]*[\s–-]){0,2}[A-Z][\w’'-]+)[’']?s?\s+(?P<what>syndrome|disease|anomaly|malformation|palsy|sequence)\b"
)
SPELT = re.compile(r"\b(?P<name>[a-z][\w-]+)\s+(?P<what>syndrome)\b")
_OPENING = re.compile(r"^(?:The|A|An|Child|Mother|Father|Sibling|His|Her)\s+")
_BEGIN = frozenset({"synd", "dise", "anom", "malf", "pals", "sequ"})


def find(text: str) -> Iterator[Hit]:
    """Yield each rare condition."""
    for words, coarser in groups(KIND):
        for found in words.find(text):
            yield Hit(KIND, found.start, found.end, folded(found.words), coarser)
    if not _BEGIN.isdisjoint(beginnings(text)):
        yield from _by_form(text)


def _by_form(text: str) -> Iterator[Hit]:
    common = {folded(word) for word in data("words")["eponyms"]["common"]}
    for pattern in (EPONYM, SPELT):
        for match in pattern.finditer(text):
            opening = _OPENING.match(match["name"])
            name = match["name"][opening.end() :] if opening else match["name"]
            if name and not any(folded(name).endswith(word) for word in common):
                start = match.start() + (opening.end() if opening else 0)
                yield Hit(KIND, start, match.end(), folded(text[start : match.end()]), "a rare condition")
