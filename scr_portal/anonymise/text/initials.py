"""Single initials that stand before or after a name."""

from __future__ import annotations

from scr_portal.anonymise.text import context
from scr_portal.anonymise.text.folding import Gap, Tokens

_BEFORE = frozenset({Gap.SPACE, Gap.DOT, Gap.DOT_SPACE})
_TIED = frozenset({Gap.JOIN, Gap.APOSTROPHE, Gap.HYPHEN, Gap.AMPERSAND})
_WORDS = frozenset({"a", "i"})


def is_initial_before(tokens: Tokens, first: int) -> bool:
    """Return whether a single initial stands before the name at token `first`: 'S. M. Rivers'."""
    k = first - 1
    if k < 0 or tokens.gaps[first] not in _BEFORE or not _is_capital_letter(tokens, k):
        return False
    if "\n" in tokens.before(first):
        return False
    if (k and tokens.gaps[k] in _TIED) or tokens.before(k).endswith(("/", "&")):
        return False
    return tokens.folds[k] not in _WORDS or tokens.gaps[first] is Gap.DOT


def is_initial_after(tokens: Tokens, last: int) -> bool:
    """Return whether a single initial follows the name that ends before token `last`: 'Rivers, S.', 'Rivers S'."""
    if last >= len(tokens) or not _is_capital_letter(tokens, last):
        return False
    if tokens.before(last) not in (" ", ",", ", "):
        return False
    if last + 1 < len(tokens) and tokens.gaps[last + 1] in _TIED:
        return False
    near = last + 1 < len(tokens) and tokens.gaps[last + 1] in (Gap.SPACE, Gap.JOIN)
    if near and tokens.folds[last + 1].isdigit():
        return False
    return tokens.folds[last] not in _WORDS or tokens.after(last).startswith((".", "\n", "|"))


def _is_capital_letter(tokens: Tokens, k: int) -> bool:
    letter = len(tokens.folds[k]) == 1 and tokens.raw(k).isupper()
    return letter and not context.is_label_letter(tokens, k)
