"""Names that only label a test, a law or an inquiry."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_NOUNS = lexicon.words("evidence-eponym-nouns")


def is_eponym(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a name only labels a test, a law or an inquiry: 'the Fraser guidelines'."""
    after = j + 1 if context.is_possessive(tokens, j) else j
    if after >= len(tokens) or tokens.gaps[after] not in (Gap.SPACE, Gap.LINE):
        return False
    return tokens.folds[after] in _NOUNS
