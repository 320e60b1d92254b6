"""Folded tokens of a text: plain lower-case letters, each token with its offsets in the original.

Names are matched on the tokens, and edits are made on the original. Folding removes case, accents, zero-width
characters and the differences between apostrophes, so that 'Ayşe', 'AYSE' and 'Ays\u200be' are one word.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
SIGNS = "".join(
    chr(code) for code in range(0x0483, 0x1AB0) if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
"""Vowel signs and points of other scripts, from Cyrillic to Khmer: parts of a word, none of which is dropped."""
APOSTROPHES = "'’‘ʼ`´′＇ʻ‛"
HYPHENS = "\\-‐‑‒–—−﹣－"
_LETTERS = {
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ŧ": "t",
}
_LETTERS |= {"ŋ": "n", "ĸ": "k", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"}

_TOKEN = re.compile(rf"(?:[^\W\d_][{MARKS}{INVISIBLE}{SIGNS}]*)+|\d+")
_TOKEN_ASCII = re.compile(r"[A-Za-z]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DROPPED = re.compile(f"[{MARKS}{INVISIBLE}]")


class Shape(IntEnum):
    """The capitalisation of a token."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    MIXED = 3
    DIGIT = 4


class Gap(IntEnum):
    """The separator between two tokens, as far as a name can continue across it."""

    JOIN = 0
    SPACE = 1
    LINE = 2
    HYPHEN = 3
    BREAK = 4
    APOSTROPHE = 5
    DOT = 6
    DOT_SPACE = 7
    COMMA = 8
    UNDERSCORE = 9
    WIDE = 10
    OTHER = 11
    AMPERSAND = 12
    POSSESSIVE = 13


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Fold one word to plain lower-case letters: no accents, no invisible characters."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    plain = _DROPPED.sub("", plain)
    return "".join(_LETTERS.get(letter, letter) for letter in plain)


def fold_text(text: str) -> str:
    """Fold a phrase word by word, with single spaces, for comparing what people typed."""
    return " ".join(fold(m.group()) for m in _TOKEN.finditer(text))


def shape_of(word: str) -> Shape:
    """Return the shape of `word`; a single capital counts as TITLE."""
    if word.islower():
        return Shape.LOWER
    if len(word) == 1 or word.istitle():
        return Shape.TITLE if word[0].isupper() else Shape.LOWER
    if word.isupper():
        return Shape.UPPER
    if word[0].isdigit():
        return Shape.DIGIT
    bare = _DROPPED.sub("", unicodedata.normalize("NFC", word))
    if bare != word:
        return shape_of(bare)
    if not word[0].isupper():
        return Shape.LOWER if not any(c.isupper() for c in word) else Shape.MIXED
    return Shape.TITLE if word[1:].islower() else Shape.MIXED


_GAP_RULES: tuple[tuple[str, Gap], ...] = (
    (r"", Gap.JOIN),
    (r"[^\S\n\t]{1,2}", Gap.SPACE),
    (r"[^\S\n]*\n[^\S\n]*", Gap.LINE),
    (rf"[{HYPHENS}]", Gap.HYPHEN),
    (rf"[{HYPHENS}][^\S\n]*\n[^\S\n]*|[-‐‑][^\S\n]", Gap.BREAK),
    (rf"[{APOSTROPHES}]", Gap.APOSTROPHE),
    (r"\.", Gap.DOT),
    (r"\.\s{1,2}|\.?[^\S\n]*\n[^\S\n]*", Gap.DOT_SPACE),
    (r"[^\S\n]?,\s{0,2}", Gap.COMMA),
    (r"_+", Gap.UNDERSCORE),
    (r"\s?[&+]\s?", Gap.AMPERSAND),
    (r"[^\S\n\t]+", Gap.WIDE),
    (rf"[{APOSTROPHES}][^\S\n]", Gap.POSSESSIVE),
)
_GAPS = [(re.compile(pattern), gap) for pattern, gap in _GAP_RULES]
_INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")


@lru_cache(maxsize=8192)
def gap_of(between: str) -> Gap:
    """Return the kind of gap that the characters between two tokens make."""
    soft_break = "\u00ad" in between and "\n" in between
    between = _INVISIBLE_RUN.sub("", between)
    if soft_break:
        return Gap.BREAK
    return next((gap for pattern, gap in _GAPS if pattern.fullmatch(between)), Gap.OTHER)


class Slot(IntEnum):
    """What a token's place in the text says about it; a later one is the stronger."""

    NONE = 0
    LONE = 1
    """A word that may be a name, alone in its sentence."""
    SPOKEN = 2
    """A speaker, a member of a family tree, a word with a foreign letter: a name if it can be one."""
    FIELD = 3
    """A field or a list that announces a name: a name whatever the word means elsewhere."""
    CALLED = 4
    """A word of which the text says that somebody is called so, even if it is the name of a country or a people."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a text as parallel lists; gaps[i] is the gap before token i.

    `slots` and `is_small`, whether the text is written without capitals, are filled in by `slots.mark_slots`.
    """

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    folds: list[str] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    slots: bytearray = field(default_factory=bytearray)
    is_small: bool = False

    def __len__(self) -> int:
        return len(self.starts)

    def slot(self, i: int) -> Slot:
        """Return what the place of token i says; NONE where places were not read."""
        return Slot(self.slots[i]) if i < len(self.slots) else Slot.NONE

    def before(self, i: int) -> str:
        """Return the characters between token i - 1 (or the start of the text) and token i."""
        return self.text[self.ends[i - 1] if i else 0 : self.starts[i]]

    def after(self, i: int) -> str:
        """Return the characters between token i and token i + 1 (or the end of the text)."""
        return self.text[self.ends[i] : self.starts[i + 1] if i + 1 < len(self.starts) else len(self.text)]

    def raw(self, i: int) -> str:
        """Return token i as written in the text."""
        return self.text[self.starts[i] : self.ends[i]]


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[tuple[int, str, Shape], ...]:
    """Split a token where a capital follows a lower-case letter, into (length, folded, shape)."""
    if word.isdigit():
        return ((len(word), fold(word), Shape.DIGIT),)
    if word.islower() or word.isupper() or word.istitle():
        return ((len(word), fold(word), shape_of(word)),)
    parts = _CAMEL.split(word)
    return tuple((len(part), fold(part), shape_of(part)) for part in parts)


def tokens_of(text: str) -> Tokens:
    """Tokenise and fold `text`."""
    tokens = Tokens(text)
    starts, ends, folds, shapes, gaps = tokens.starts, tokens.ends, tokens.folds, tokens.shapes, tokens.gaps
    last = 0
    for match in (_TOKEN_ASCII if text.isascii() else _TOKEN).finditer(text):
        position = match.start()
        for length, folded, shape in _pieces(match.group()):
            gaps.append(gap_of(_gap_text(text, last, position)))
            starts.append(position)
            last = position = position + length
            ends.append(last)
            folds.append(folded)
            shapes.append(shape)
    return tokens


def _gap_text(text: str, last: int, position: int) -> str:
    """Return the gap's characters; a soft hyphen that ends the previous word counts as part of the gap."""
    if last and text[last - 1] == "\u00ad":
        last -= 1
    return text[last:position]
