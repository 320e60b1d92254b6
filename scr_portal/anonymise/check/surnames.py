"""Surnames after an initial."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_LETTERED = lexicon.words("capitals-lettered")
_SIDES = frozenset({"l", "r"})
_BODY = lexicon.words("body-part", "people.txt")
_CONTACTS = lexicon.words("contact", "people.txt")


def follows_initial(tokens: Tokens, i: int) -> bool:
    """Return whether the word is a surname after an initial: 'R. Blight', 'O Brandt'."""
    k = i - 1
    if (
        k < 0
        or len(tokens.folds[k]) != 1
        or tokens.shapes[k] is not Shape.TITLE
        or tokens.shapes[i] is Shape.LOWER
        or context.ends_line(tokens, i)
    ):
        return False
    gap, word = tokens.gaps[i], tokens.folds[i]
    if k and tokens.gaps[k] is Gap.JOIN and tokens.shapes[k - 1] is Shape.DIGIT:
        return False
    if k and tokens.before(k) == "/" and tokens.folds[k - 1] + tokens.folds[k] in _CONTACTS:
        return False
    if gap not in (Gap.SPACE, Gap.DOT, Gap.DOT_SPACE) or context.is_label_letter(tokens, k):
        return False
    if gap is Gap.DOT_SPACE and k and tokens.before(k) == "&":
        return False
    if k and tokens.folds[k - 1] in _LETTERED and tokens.gaps[k] is Gap.SPACE:
        return False
    if (k and tokens.gaps[k] in (Gap.APOSTROPHE, Gap.AMPERSAND, Gap.HYPHEN)) or (
        k and tokens.before(k) in ("/", "&")
    ):
        return not lexicon.is_ordinary(word)
    if gap is Gap.SPACE and tokens.folds[k] in ("a", "i"):
        return not context.is_initial(tokens, k) and word not in lexicon.explained_capitals()
    if gap is Gap.DOT_SPACE and any(
        word in lexicon.words(name) for name in ("kin", "role", "openings-persons")
    ):
        return False
    if tokens.folds[k] in _SIDES and word in _BODY and tokens.shapes[i] is Shape.UPPER:
        return False
    if gap is Gap.DOT_SPACE and word in lexicon.explained_capitals() and context.is_capital(tokens, k - 1):
        return False  # 'Jackie D. Apols - ...'
    if gap is Gap.DOT_SPACE and tokens.after(k).startswith(".\n"):
        return not lexicon.is_ordinary(word)
    return not (word in lexicon.explained_capitals() and tokens.shapes[i] is Shape.UPPER)
