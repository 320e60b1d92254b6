"""The final check, independent of the matcher: no direct name of the register may be left unflagged.

It reads the finished text, folds it character by character and searches with plain patterns. It shares nothing
with the matcher but the rows of the register and, for names that are also words, the evidence rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from scr_portal.anonymise.contract import AnonymisationFailed
from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.direct_names import NameRows, may_contain, word_names
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import INVISIBLE, Shape, Tokens, tokens_of

_BETWEEN = r"(?:[^\w\n.,;:!?|]|_|\.(?!\s)|\n(?!\s*\n)){0,3}"
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_SPECIAL = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


def check(text: str, covered: Iterable[tuple[int, int]], rows: NameRows) -> None:
    """Raise AnonymisationFailed if `text` contains a direct name outside the `covered` spans."""
    plain = _search(rows)
    folded, offsets = _fold_with_offsets(text)
    safe = bytearray(len(text) + 1)
    for start, end in covered:
        safe[start:end] = b"\x01" * (end - start)
    for match in plain.finditer(folded) if plain else ():
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        if not all(safe[position] or not text[position].isalnum() for position in range(start, end)):
            raise AnonymisationFailed("A name of the register was left in the text.")
    _check_words(text, safe, rows)


@lru_cache(maxsize=64)
def _search(rows: NameRows) -> re.Pattern[str] | None:
    """Compile a search of folded text for every name not made of ordinary words alone."""
    bodies = set()
    for name in (name for row in rows for name in row):
        words = re.findall(r"\w+", _fold_with_offsets(name)[0])
        if len("".join(words)) > 2 and not all(lexicon.is_word(w) or len(w) < 2 for w in words):
            bodies.add(_BETWEEN.join(re.escape(word) for word in words))
    ordered = sorted(bodies, key=lambda body: (-len(body), body))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ordered)})(?![^\W_])") if ordered else None


def _fold_with_offsets(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in plain lower-case letters and, for each of its characters, its offset in the original."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = _fold_character(character)
        letters.append(plain)
        offsets.extend([offset] * len(plain))
    return "".join(letters), offsets


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if _HIDDEN.match(character) or unicodedata.combining(character):
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(_SPECIAL.get(c, c) for c in letters)


def _check_words(text: str, safe: bytearray, rows: NameRows) -> None:
    """Raise AnonymisationFailed if a name that is also a word is used as a name and is not flagged."""
    words = word_names(rows)
    if not may_contain(text, words):
        return
    tokens = tokens_of(text)
    for i, word in enumerate(tokens.folds):
        if word not in words or tokens.shapes[i] not in (Shape.TITLE, Shape.UPPER) or safe[tokens.starts[i]]:
            continue
        if _is_titled(tokens, i) or evidence.judge_word(tokens, i, i + 1) is Verdict.NAME:
            raise AnonymisationFailed("A name of the register was left in the text.")


def _is_titled(tokens: Tokens, i: int) -> bool:
    return bool(i) and tokens.folds[i - 1] in ("mr", "mrs", "ms", "miss", "dr") and len(tokens.before(i)) <= 2
