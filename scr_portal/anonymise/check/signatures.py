"""Capitals in the abbreviated style of notes: signatures in a row, surname before given name, numbered wards."""

from __future__ import annotations

from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_LETTERED = lexicon.words("capitals-lettered")


def is_signature(tokens: Tokens, i: int) -> bool:
    """Return whether a name that is a word fills the last cell of a row, where staff sign: '| Smith'."""
    if not lexicon.is_listed_name(tokens.folds[i]) or not context.fills_cell(tokens, i, i + 1):
        return False
    return "|" in tokens.before(i) and not tokens.after(i).strip(" ").startswith("|")


def is_surname_first(tokens: Tokens, i: int) -> bool:
    """Return whether a surname in capitals precedes a given name: 'SMITH, Lynette'."""
    j = i + 1
    if tokens.shapes[i] is not Shape.UPPER or j >= len(tokens) or tokens.shapes[j] is not Shape.TITLE:
        return False
    word = tokens.folds[j]
    strange = not (lexicon.is_ordinary(word) or word in lexicon.explained_capitals())
    known = (strange or word in lexicon.given_names()) and word not in lexicon.words("month", "structure.txt")
    return known and tokens.gaps[j] is Gap.COMMA


def is_label(tokens: Tokens, i: int) -> bool:
    """Return whether a capital belongs to a number, 'Tier 3', 'Ward 7', or abbreviates a word, 'Dom. abuse'."""
    j = i + 1
    if j >= len(tokens):
        return False
    if tokens.gaps[j] is Gap.DOT_SPACE and tokens.folds[i] == "dom":
        return tokens.shapes[j] is Shape.LOWER
    numbered = tokens.gaps[j] is Gap.SPACE and tokens.shapes[j] is Shape.DIGIT
    return numbered and tokens.folds[i] in _LETTERED


def is_tied(tokens: Tokens, j: int) -> bool:
    """Return whether a lower-case word that no list explains is joined on by a hyphen: Pentre-poeth."""
    small = tokens.gaps[j] is Gap.HYPHEN and tokens.shapes[j] is Shape.LOWER
    return small and not lexicon.is_ordinary(tokens.folds[j])


def hyphened_end(tokens: Tokens, j: int) -> int:
    """Return the end of a place name joined on by hyphens from token j, or 0: (Stoke)-on-Trent."""
    k = j
    while k < len(tokens) and k - j < 4 and tokens.gaps[k] is Gap.HYPHEN:
        if context.is_capital(tokens, k):
            return k + 1 if k > j else 0
        k += 1
    return 0
