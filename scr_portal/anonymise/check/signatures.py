"""Capitals in the short forms of notes: who signed a row, a surname before its given name, a ward and its number."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_LETTERED = lexicon.words("capitals-lettered")


def is_signature(shadow: Shadow, i: int) -> bool:
    """Whether a name that is a word fills the last cell of a row, where staff sign: '| Smith'."""
    if not lexicon.is_listed_name(shadow.folds[i]) or not context.fills_cell(shadow, i, i + 1):
        return False
    return "|" in shadow.before(i) and not shadow.after(i).strip(" ").startswith("|")


def is_surname_first(shadow: Shadow, i: int) -> bool:
    """Whether a surname in capitals stands before a given name: 'SMITH, Lynette'."""
    j = i + 1
    if shadow.shapes[i] is not Shape.UPPER or j >= len(shadow) or shadow.shapes[j] is not Shape.TITLE:
        return False
    word = shadow.folds[j]
    strange = not (lexicon.is_ordinary(word) or word in lexicon.explained_capitals())
    known = (strange or word in lexicon.given_names()) and word not in lexicon.words("month", "structure.txt")
    return known and shadow.gaps[j] is Gap.COMMA


def is_label(shadow: Shadow, i: int) -> bool:
    """Whether a capital belongs to a number, 'Tier 3', 'Ward 7', or shortens a word, 'Dom. abuse'."""
    j = i + 1
    if j >= len(shadow):
        return False
    if shadow.gaps[j] is Gap.DOT_SPACE and shadow.folds[i] == "dom":
        return shadow.shapes[j] is Shape.LOWER
    numbered = shadow.gaps[j] is Gap.SPACE and shadow.shapes[j] is Shape.DIGIT
    return numbered and shadow.folds[i] in _LETTERED


def is_tied(shadow: Shadow, j: int) -> bool:
    """Whether a small word that no list explains is tied on with a hyphen: Pentre-poeth."""
    small = shadow.gaps[j] is Gap.HYPHEN and shadow.shapes[j] is Shape.LOWER
    return small and not lexicon.is_ordinary(shadow.folds[j])


def hyphened_end(shadow: Shadow, j: int) -> int:
    """The end of a place tied on with hyphens from token j, its small words included: (Stoke)-on-Trent; or 0."""
    k = j
    while k < len(shadow) and k - j < 4 and shadow.gaps[k] is Gap.HYPHEN:
        if context.is_capital(shadow, k):
            return k + 1 if k > j else 0
        k += 1
    return 0
