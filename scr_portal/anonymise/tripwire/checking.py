"""The final check: no direct name of the register may be left unflagged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from scr_portal.anonymise.contract import AnonymisationFailed
from scr_portal.anonymise.tripwire import vocabulary
from scr_portal.anonymise.tripwire.folding import fold, fold_with_offsets
from scr_portal.anonymise.tripwire.wording import Use, uses

NameRows = tuple[tuple[str, ...], ...]
"""Per person: canonical name, given name, surname, then aliases."""

_BETWEEN = r"(?:[^\w\n.,;:!?|]|_|\.(?!\s)|\n(?!\s*\n)){0,3}"
_ANY_WORD = re.compile(r"\w+")
_LEFT = "A name of the register was left in the text."


def check(text: str, covered: Iterable[tuple[int, int]], rows: NameRows) -> list[tuple[int, int]]:
    """Return the spans outside `covered` where a word that is also a name may be the name: they are to be flagged.

    Raises AnonymisationFailed if a name is certainly left.
    """
    folded, offsets = fold_with_offsets(text)
    safe = bytearray(len(text) + 1)
    for start, end in covered:
        safe[start:end] = b"\x01" * (end - start)
    plain = _names(rows)
    if plain and any(True for _ in _outside(text, plain, folded, offsets, safe)):
        raise AnonymisationFailed(_LEFT)
    words = _word_names(rows)
    if words is None:
        return []
    spans = [
        (start, end, fold(text[start:end])) for start, end in _outside(text, words, folded, offsets, safe)
    ]
    doubts: list[tuple[int, int]] = []
    given = frozenset(fold(row[1]) for row in rows)
    for start, end, use in uses(text, spans, given):
        if use is Use.NAME:
            raise AnonymisationFailed(_LEFT)
        doubts.append((start, end))
    return doubts


def _outside(
    text: str, pattern: re.Pattern[str], folded: str, offsets: Sequence[int], safe: bytearray
) -> Iterator[tuple[int, int]]:
    """Yield the spans of the text that match and are not wholly covered."""
    for match in pattern.finditer(folded):
        start, end = offsets[match.start()], offsets[match.end() - 1] + 1
        covered = all(safe[position] or not text[position].isalnum() for position in range(start, end))
        if not covered and not _leaves_kin(match, offsets, safe):
            yield start, end


def _leaves_kin(match: re.Match[str], offsets: Sequence[int], safe: bytearray) -> bool:
    """Return whether only words for relatives are left of a nickname: the 'Nan' of 'Nan (Sheila)', where Sheila is flagged."""
    words = list(_ANY_WORD.finditer(match.group()))
    left = [word for word in words if not all(safe[offsets[match.start() + k]] for k in range(*word.span()))]
    return len(left) < len(words) and all(word.group() in vocabulary.section("kin") for word in left)


@lru_cache(maxsize=64)
def _names(rows: NameRows) -> re.Pattern[str] | None:
    """Compile a search of folded text for every name not made of ordinary words alone."""
    bodies = set()
    for name in (name for row in rows for name in row):
        words = _ANY_WORD.findall(fold(name))
        if len("".join(words)) > 2 and not all(vocabulary.is_word(w) or len(w) < 2 for w in words):
            bodies.add(_BETWEEN.join(re.escape(word) for word in words))
    return _compiled(bodies)


@lru_cache(maxsize=64)
def _word_names(rows: NameRows) -> re.Pattern[str] | None:
    """Compile a search for given names, surnames and aliases of one word that are also ordinary words."""
    singles = {fold(name) for row in rows for name in row[1:] if len(_ANY_WORD.findall(name)) == 1}
    words = {name for name in singles if len(name) > 1 and vocabulary.is_word(name)}
    return _compiled(re.escape(word) for word in words - vocabulary.section("kin"))


def _compiled(bodies: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(bodies, key=lambda body: (-len(body), body))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ordered)})(?![^\W_])") if ordered else None
