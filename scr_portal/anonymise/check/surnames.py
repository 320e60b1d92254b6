"""Surnames after an initial."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_LETTERED = lexicon.words("capitals-lettered")
_SIDES = frozenset({"l", "r"})
_BEFORE_PEOPLE = frozenset({"by", "from", "to", "and", "told", "saw", "with", "dr", "per"})
_BODY = lexicon.words("body-part", "people.txt")
_CONTACTS = lexicon.words("contact", "people.txt")


def follows_initial(tokens: Tokens, i: int) -> bool:
    """Return whether the word is a surname after an initial: 'R. Blight', 'O Brandt'."""
    k = i - 1
    if not _stands_before(tokens, k):
        return False
    gap, word = tokens.gaps[i], tokens.folds[i]
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
    if _opens_after_initial(tokens, i) or _abbreviates(tokens, k, word):
        return False
    if gap is Gap.DOT_SPACE and tokens.after(k).startswith(".\n"):
        return not lexicon.is_ordinary(word)
    return not (word in lexicon.explained_capitals() and tokens.shapes[i] is Shape.UPPER)


def _opens_after_initial(tokens: Tokens, i: int) -> bool:
    """Return whether a sentence opens after a name that ends in an initial: 'Kev M. Tenant out', 'Jackie D. Apols - none'."""
    word = tokens.folds[i]
    if tokens.gaps[i] is not Gap.DOT_SPACE:
        return False
    if any(word in lexicon.words(name) for name in ("kin", "role", "openings-persons")):
        return True
    return word in lexicon.explained_capitals() and context.is_capital(tokens, i - 2)


def _abbreviates(tokens: Tokens, k: int, word: str) -> bool:
    """Return whether a letter in a line of capitals shortens a word: the side of a body, 'L KNEE', or "with", 'WOKE W COUGH'."""
    if tokens.shapes[k + 1] is not Shape.UPPER:
        return False
    if tokens.folds[k] in _SIDES and word in _BODY:
        return True
    plain = lexicon.is_ordinary(word) and not lexicon.is_listed_name(word)
    shouted = tokens.folds[k] == "w" and plain and context.is_shouted(tokens, k + 1, k + 2)
    return shouted and context.previous_word(tokens, k) not in _BEFORE_PEOPLE


def _stands_before(tokens: Tokens, k: int) -> bool:
    """Return whether one capital, no figure's and no label's, stands at token k before a word with a capital on its line."""
    i = k + 1
    if k < 0 or len(tokens.folds[k]) != 1 or tokens.shapes[k] is not Shape.TITLE:
        return False
    if tokens.shapes[i] is Shape.LOWER or context.ends_line(tokens, i):
        return False
    if k and tokens.gaps[k] is Gap.JOIN and tokens.shapes[k - 1] is Shape.DIGIT:
        return False
    if k and tokens.before(k) == "/" and tokens.folds[k - 1] + tokens.folds[k] in _CONTACTS:
        return False
    near = tokens.gaps[i] in (Gap.SPACE, Gap.DOT, Gap.DOT_SPACE)
    return near and not context.is_label_letter(tokens, k)
