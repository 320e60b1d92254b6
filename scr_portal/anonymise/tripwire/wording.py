"""Names that are also ordinary words: where a sentence uses one as a name, by a rule of the tripwire's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from scr_portal.anonymise.tripwire.vocabulary import section

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_OPENS = re.compile(r"(?:^|[.!?:;|\n•\"“”‘(\[*>/]|\w\)|\d[:.]\d\d(?:\s?[ap]m)?)[\s'\-–—]*$")
_SEGMENT = re.compile(r"[.!?\n|]")
_NEAR = 40


class Use(IntEnum):
    """How a word is used: as a word, perhaps as a name, or certainly as a name."""

    WORD = 0
    DOUBT = 1
    NAME = 2


def uses(
    text: str, spans: Iterable[tuple[int, int, str]], given: frozenset[str]
) -> Iterator[tuple[int, int, Use]]:
    """Yield each span of a word that is also a name, with its use where that is more than a word."""
    for start, end, word in spans:
        use = _use(text, start, end, word)
        if use is Use.NAME and word not in given and not _is_titled(text[max(0, start - _NEAR) : start]):
            use = Use.DOUBT
        if use is not Use.WORD:
            yield start, end, use


def _use(text: str, start: int, end: int, word: str) -> Use:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    previous, following = _last_word(before), _first_word(after)
    if not text[start].isupper():
        return _small_use(text, start, end, word, previous, following)
    if _is_titled(before) or (following in section("speaks") and word not in section("months")):
        return Use.NAME
    if _OPENS.search(before) or _stands_in_title(previous, following):
        return Use.WORD
    if word in section("months"):
        return _month_use(before, after, previous.lower())
    return Use.DOUBT


def _is_titled(before: str) -> bool:
    return _last_word(before).lower() in section("titles") and len(before) - len(before.rstrip(" .")) <= 2


def _month_use(before: str, after: str, previous: str) -> Use:
    """Return WORD for a month after 'in' or beside a figure or another month; DOUBT for 'I know that May lied'."""
    if previous in section("month-before"):
        return Use.WORD
    around = [*_TOKEN.findall(before)[-4:], *_TOKEN.findall(after)[:4]]
    beside = [*_TOKEN.findall(before)[-1:], *_TOKEN.findall(after)[:1]]
    if any(token[0].isdigit() for token in beside):
        return Use.WORD
    dated = any(token[0].isdigit() or token.lower() in section("months") for token in around)
    return Use.WORD if dated and previous in section("month-between") | section("determiner") else Use.DOUBT


def _small_use(text: str, start: int, end: int, word: str, previous: str, following: str) -> Use:
    """Return DOUBT for a word in small letters that a writer without capitals uses as a name."""
    opens = max((match.end() for match in _SEGMENT.finditer(text, 0, start)), default=0)
    closing = _SEGMENT.search(text, end)
    sentence = text[opens : closing.start() if closing else len(text)]
    if any(c.isupper() for c in sentence) or previous in section("determiner"):
        return Use.WORD
    if previous in section("contact") and not (word in section("modal") and previous in ("and", "that")):
        return Use.DOUBT
    return Use.DOUBT if following in section("acts") and previous != "to" else Use.WORD


def _stands_in_title(previous: str, following: str) -> bool:
    """Return whether a capital word stands beside: a heading or a name of several words, which the engine judges."""
    return (previous[:1].isupper() and len(previous) > 1) or (following[:1].isupper() and following != "I")


def _last_word(before: str) -> str:
    words = _WORD.findall(before[max(0, before.rfind("\n")) :])
    adjacent = before.rstrip(" .'’")
    return words[-1] if words and adjacent.endswith(words[-1]) else ""


def _first_word(after: str) -> str:
    match = _WORD.match(after.lstrip(" ")) if after[:1] == " " else None
    return match.group() if match else ""
