"""The words of a heading: folded, run-together words parted, and scored against the vocabulary of the field."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_VOCABULARY = Path(__file__).parent / "words" / "headings.txt"
LONGEST = 150
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+")
_PARTED = 3
_FILLING = frozenset({"is", "was", "were", "are", "this", "that", "it", "has", "been", "the"})
_OTHER_HEADS = frozenset(
    {
        *(
            "id",
            "number",
            "no",
            "code",
            "type",
            "date",
            "time",
            "status",
            "by",
            "category",
            "categories",
            "ref",
        ),
        *("reference", "owner", "user", "flag", "count", "role", "team"),
    }
)
"""Last words of a heading that are about the note and not its text: "Case Note ID", "Entry Date"."""
SURE, LIKELY, POSSIBLE = 3, 2, 1


@lru_cache(maxsize=4096)
def fold(heading: str) -> str:
    """Fold a heading for comparison: lower case, single spaces, no full stop, colon or asterisk at the ends."""
    text = unicodedata.normalize("NFKC", heading).casefold().replace("’", "'").replace("_", " ")
    text = re.sub(r"\s+", " ", text).strip(" \t:*?-–—'\"")
    return text


@lru_cache(maxsize=4096)
def parted(heading: str) -> str:
    """Return a folded heading with run-together words parted: "CaseNoteDate" and "casenotedate" as "case note date"."""
    pieces = _HUMP.sub(" ", heading)
    humped = pieces if sum(len(piece) >= _PARTED for piece in _WORD.findall(pieces)) > 1 else heading
    return re.sub(r"[^\W\d_]{7,}", lambda match: _divided(match[0]), fold(humped))


@lru_cache(maxsize=1024)
def _divided(word: str) -> str:
    """Return a long word as the two or three words of the vocabulary that make it up, if it is made of them."""
    if word in _known_words():
        return word
    for cut in range(len(word) - 2, 2, -1):
        first, rest = word[:cut], word[cut:]
        if first in _known_words():
            others = rest if rest in _known_words() else _divided(rest)
            if all(each in _known_words() for each in others.split()):
                return f"{first} {others}"
    return word


def scores(heading: str) -> dict[str, float]:
    """Return how well a heading fits each field of the vocabulary: its weight, and more the more of it is covered."""
    every = _WORD.findall(parted(heading).replace("'", ""))
    if not every or len(heading) > LONGEST:
        return {}
    short = [word for word in every if word not in _FILLING]
    spoken = {" ".join(every), " ".join(short)}
    best: dict[str, float] = {}
    for field, weight, phrase in vocabulary():
        if any(f" {phrase} " in f" {words} " for words in spoken):
            covered = min(1.0, len(phrase.split()) / max(1, len(short)))
            if field == "detail" and covered < 1 and every[-1] in _OTHER_HEADS:
                continue
            sure = weight if covered == 1 else weight * (0.4 + 0.5 * covered)
            best[field] = max(best.get(field, 0.0), sure)
    return best


@cache
def vocabulary() -> tuple[tuple[str, int, str], ...]:
    """Return field, weight and phrase of each line of the vocabulary."""
    phrases: list[tuple[str, int, str]] = []
    for line in _VOCABULARY.read_text(encoding="utf-8").splitlines():
        head, _, tail = line.partition(":")
        if not line.startswith("#") and tail:
            field, weight = head.split()
            phrases += [(field, int(weight), phrase.strip()) for phrase in tail.split(",")]
    return tuple(phrases)


@cache
def _known_words() -> frozenset[str]:
    more = "date time event events details detail source contact incident of and type notes description summary name child seen action"
    words = {word for _, _, phrase in vocabulary() for word in phrase.split()} | set(more.split())
    return frozenset(word for word in words if len(word) >= _PARTED or word in ("of", "by", "no", "id"))
