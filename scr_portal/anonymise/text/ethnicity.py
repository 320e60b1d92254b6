"""Ethnic groups as forms and censuses write them: White British, Black Caribbean, Mixed White and Asian."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_GROUPS = lexicon.geography() | {"other", "background", "any"}
_JOINING = frozenset({"and", "or"})
_NEAR = frozenset({Gap.SPACE, Gap.HYPHEN, Gap.OTHER, Gap.COMMA})


def is_ethnic_group(tokens: Tokens, i: int) -> bool:
    """Return whether token i is part of a run of two or more words for peoples, so that none of them names a person."""
    return tokens.folds[i] in _GROUPS and (_is_group(tokens, i, 1) or _is_group(tokens, i, -1))


def _is_group(tokens: Tokens, i: int, step: int) -> bool:
    k = i + step
    if not _is_near(tokens, i, k):
        return False
    if tokens.folds[k] in _JOINING and _is_near(tokens, k, k + step):
        k += step
        further = k + step
        pair = _is_near(tokens, k, further) and tokens.folds[further] in _GROUPS
        return (
            tokens.folds[k] in _GROUPS and context.is_capital(tokens, k) and (pair or _opens_mixed(tokens, i))
        )
    return tokens.folds[k] in _GROUPS and context.is_capital(tokens, k)


def _opens_mixed(tokens: Tokens, i: int) -> bool:
    return i > 0 and tokens.folds[i - 1] == "mixed"


def _is_near(tokens: Tokens, i: int, k: int) -> bool:
    return 0 <= k < len(tokens) and tokens.gaps[max(i, k)] in _NEAR and "\n" not in tokens.before(max(i, k))
