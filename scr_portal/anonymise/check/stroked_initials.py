"""Registered initials with a stroke between them: 'T/B visited' is a doubt, 'T/C' and its kind are words of a note."""

from __future__ import annotations

from collections.abc import Iterator

from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens

_WORDS = lexicon.words("stroked", "people.txt") | lexicon.words("contact", "people.txt")


def stroked_initials(
    tokens: Tokens, register: CompiledRegister, closed: bytearray
) -> Iterator[tuple[int, int]]:
    """Yield the two tokens of initials, as (first, last), last excluded, with nothing but a stroke between."""
    if "/" not in tokens.text:
        return
    for k in range(1, len(tokens)):
        if tokens.before(k) != "/" or closed[k] or closed[k - 1]:
            continue
        letters = tokens.folds[k - 1] + tokens.folds[k]
        capitals = len(letters) == 2 and tokens.raw(k - 1).isupper() and tokens.raw(k).isupper()
        if capitals and _stands_alone(tokens, k) and letters in register.initials and letters not in _WORDS:
            yield k - 1, k + 1


def _stands_alone(tokens: Tokens, k: int) -> bool:
    """Return whether no third letter or word is joined by a stroke: 'A/B/C'."""
    return not tokens.before(k - 1).endswith("/") and not tokens.after(k).startswith("/")
