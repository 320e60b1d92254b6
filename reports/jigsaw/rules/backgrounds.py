"""Nationality, language and faith."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..model import Hit
from ..vocabulary import any_of, beginnings, beginnings_of, data, groups
from .spelling import folded

KIND = "background"
_SPOKEN = re.compile(r"\b(?:sp[eo]aks?|spoke|speaking|spoken|in|into|learn\w*)\s+(?:\w+\s+)?$")
_OF_SPEECH = ("speaker", "interpreter")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = any_of(tuple(data("words")[name]["words"]), exact=True).pattern
    if name == "countries":
        return re.compile(
            rf"(?P<came>\b(?:had\s+)?(?:come|came|comes|moved|arrived|fled|born|originally|family)\s+(?:\w+\s+)?(?:from|in)\s+)?(?P<name>{words})"
        )
    return re.compile(
        rf"{words}(?:\s+(?:by\s+birth|origin|descent|heritage|national|nationality|speaker|interpreter))?"
    )


@cache
def _begin(name: str) -> frozenset[str]:
    return beginnings_of(data("words")[name]["words"])


def find(text: str) -> Iterator[Hit]:
    """Yield what is said of origin, language and faith, with less in its place."""
    if not _begin("countries").isdisjoint(beginnings(text)):
        yield from _countries(text)
    if not _begin("peoples").isdisjoint(beginnings(text)):
        yield from _peoples(text)
    for words, coarser in groups(KIND):
        for found in words.find(text):
            yield Hit(KIND, found.start, found.end, folded(found.words), coarser)


def _countries(text: str) -> Iterator[Hit]:
    coarser = str(data("words")["countries"]["coarser"])
    for match in _pattern("countries").finditer(text):
        came = match["came"]
        yield Hit(KIND, *match.span(), folded(match["name"]), f"{came}{coarser}" if came else coarser)


def _peoples(text: str) -> Iterator[Hit]:
    for match in _pattern("peoples").finditer(text):
        spoken = _SPOKEN.search(text[max(0, match.start() - 20) : match.start()])
        coarser = "another language" if spoken else str(data("words")["peoples"]["coarser"])
        if match[0].endswith(_OF_SPEECH):
            coarser = f"{match[0].split()[-1]} of another language"
        yield Hit(KIND, *match.span(), folded(match[0].split()[0]), coarser)
