"""The last look, blind to how the engine matches: no direct name of the register may stand unflagged.

It reads the finished text, folds it character by character and searches with plain patterns. It shares nothing
with the matcher but the register's rows and, for names that are words, the evidence rule.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from scr_portal.anonymise.contract import AnonymisationFailed
from scr_portal.anonymise.decide import evidence
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.direct_names import NameRows, may_hold, word_names
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import INVISIBLE, Shadow, Shape, shadow_of

_BETWEEN = r"(?:[^\w\n.,;:!?|]|_|\.(?!\s)|\n(?!\s*\n)){0,3}"
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_SPECIAL = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}


def check(text: str, covered: Iterable[tuple[int, int]], rows: NameRows) -> None:
    """Raise AnonymisationFailed if a direct name stands in `text` outside the `covered` spans."""
    plain = _search(rows)
    folded, places = _fold_with_places(text)
    safe = bytearray(len(text) + 1)
    for start, end in covered:
        safe[start:end] = b"\x01" * (end - start)
    for match in plain.finditer(folded) if plain else ():
        start, end = places[match.start()], places[match.end() - 1] + 1
        if not all(safe[at] or not text[at].isalnum() for at in range(start, end)):
            raise AnonymisationFailed("A name of the register was left in the text.")
    _check_words(text, safe, rows)


@lru_cache(maxsize=64)
def _search(rows: NameRows) -> re.Pattern[str] | None:
    """A search in folded text for every name that is not made of ordinary words alone."""
    bodies = set()
    for name in (name for row in rows for name in row):
        words = re.findall(r"\w+", _fold_with_places(name)[0])
        if len("".join(words)) > 2 and not all(lexicon.is_word(w) or len(w) < 2 for w in words):
            bodies.add(_BETWEEN.join(re.escape(word) for word in words))
    ordered = sorted(bodies, key=lambda body: (-len(body), body))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ordered)})(?![^\W_])") if ordered else None


def _fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain small letters, and for each of its characters the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = _fold_character(character)
        out.append(plain)
        places.extend([place] * len(plain))
    return "".join(out), places


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if _HIDDEN.match(character) or unicodedata.combining(character):
        return ""
    folded = unicodedata.normalize("NFKD", character.casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return "".join(_SPECIAL.get(c, c) for c in kept)


def _check_words(text: str, safe: bytearray, rows: NameRows) -> None:
    """Names that are words: where the evidence rule calls one a name, it may not stand unflagged."""
    words = word_names(rows)
    if not may_hold(text, words):
        return
    shadow = shadow_of(text)
    for i, word in enumerate(shadow.folds):
        if word not in words or shadow.shapes[i] not in (Shape.TITLE, Shape.UPPER) or safe[shadow.starts[i]]:
            continue
        if _is_titled(shadow, i) or evidence.judge_word(shadow, i, i + 1) is Verdict.NAME:
            raise AnonymisationFailed("A name of the register was left in the text.")


def _is_titled(shadow: Shadow, i: int) -> bool:
    return bool(i) and shadow.folds[i - 1] in ("mr", "mrs", "ms", "miss", "dr") and len(shadow.before(i)) <= 2
