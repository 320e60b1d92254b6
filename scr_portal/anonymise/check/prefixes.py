"""What stands before a flagged surname and belongs to it: initials in any spelling, and the title of an office."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_AFTER_INITIAL = frozenset({Gap.SPACE, Gap.DOT, Gap.DOT_SPACE, Gap.HYPHEN, Gap.JOIN})
_AFTER_TITLE = frozenset({Gap.SPACE, Gap.DOT_SPACE})
_OFFICES = frozenset(word for word, group in lexicon.titles().items() if group == "other")
_EPITHETS = lexicon.words("epithet", "people.txt")
_LETTERED = lexicon.words("capitals-lettered")


def begin_with_prefixes(tokens: Tokens, closed: bytearray, first: int) -> int:
    """Return where the name that begins at `first` begins with its initials and its title: 'Col. A.-M. Tolbert'."""
    at = first
    while at and not closed[at - 1] and _is_initial(tokens, at - 1):
        at -= 1
    epithet = at - 1
    if epithet >= 0 and not closed[epithet] and tokens.folds[epithet] in _EPITHETS:
        at -= tokens.gaps[at] is Gap.SPACE and context.is_capital(tokens, epithet)
    title = at - 1
    titled = title >= 0 and not closed[title] and tokens.folds[title] in _OFFICES
    if titled and tokens.gaps[at] in _AFTER_TITLE and context.is_capital(tokens, title):
        return title
    return at


def _is_initial(tokens: Tokens, k: int) -> bool:
    """Return whether token k is an initial of the word after it, and no article, pronoun or label."""
    if len(tokens.folds[k]) != 1 or tokens.shapes[k] is not Shape.TITLE or context.is_label_letter(tokens, k):
        return False
    between = tokens.after(k)
    if tokens.gaps[k + 1] not in _AFTER_INITIAL and between != ".-":
        return False
    if tokens.folds[k] in ("a", "i") and between == " ":
        return False
    if (
        tokens.gaps[k] is Gap.APOSTROPHE
        or (k and tokens.shapes[k - 1] is Shape.DIGIT and tokens.gaps[k] is Gap.JOIN)
        or "\n" in between
    ):
        return False
    return not (k and tokens.folds[k - 1] in _LETTERED and tokens.gaps[k] is Gap.SPACE)
