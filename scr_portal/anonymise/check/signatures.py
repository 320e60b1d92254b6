"""Capitals in the abbreviated style of notes: signatures in a row, surname before given name, numbered wards."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import context, lexicon, list_rows
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_LONGEST_CODE = 3
_ITEM_END = re.compile(r"[ ]*(?:[\t\n;,–—]|- |$)")
_LABELLED = re.compile(r"[ ]?[:\-–][ ]")
_ROW_NUMBER = re.compile(r"[ ](?:[IVX]+|\d{1,2})[ ]?[:.)\-–]")
_SENTENCE = re.compile(r"[.!?]\s+$")
_ACTING = lexicon.words("verb-personal") | lexicon.words("talk", "people.txt") | frozenset({"who"})
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


def is_listed_surname(tokens: Tokens, i: int) -> bool:
    """Return whether a surname that is a word opens the item of a list with an initial after it: 'Bell F – late'."""
    j = i + 1
    if j >= len(tokens) or tokens.gaps[j] is not Gap.SPACE or not context.is_initial(tokens, i):
        return False
    if len(tokens.folds[j]) != 1 or not tokens.raw(j).isupper() or context.is_label_letter(tokens, j):
        return False
    return lexicon.is_listed_name(tokens.folds[i]) and bool(_ITEM_END.match(tokens.after(j)))


def is_listed(tokens: Tokens, i: int) -> bool:
    """Return whether a given name that is a word stands after a surname that is none, in a list: 'Bairstow, Will'."""
    if not i or tokens.folds[i] not in lexicon.word_given_names() or not list_rows.is_listed(tokens, i - 1):
        return False
    surname = tokens.folds[i - 1]
    return lexicon.is_listed_name(surname) or not (
        lexicon.is_ordinary(surname) or surname in lexicon.explained_capitals()
    )


def is_label(tokens: Tokens, i: int) -> bool:
    """Return whether a capital belongs to a number, 'Tier 3', 'Ward 7', or abbreviates a word, 'Dom. abuse'."""
    j = i + 1
    if j >= len(tokens):
        return False
    if tokens.gaps[j] is Gap.DOT_SPACE and tokens.folds[i] == "dom":
        return tokens.shapes[j] is Shape.LOWER
    if tokens.gaps[j] is not Gap.SPACE:
        return False
    if _numbers_rows(tokens, i):
        return True
    if tokens.shapes[j] is Shape.TITLE and len(tokens.folds[j]) == 1 and context.is_label_letter(tokens, j):
        return tokens.raw(j).isupper()
    return tokens.shapes[j] is Shape.DIGIT and tokens.folds[i] in _LETTERED


def _numbers_rows(tokens: Tokens, i: int) -> bool:
    """Return whether the word, with numbers after it, opens several rows: 'Gen I:' and 'Gen II:'."""
    if not context.is_initial(tokens, i) or not _ROW_NUMBER.match(tokens.text, tokens.ends[i]):
        return False
    rows = re.findall(
        rf"^[ \t]*{re.escape(tokens.raw(i))}[ ](?:[IVX]+|\d{{1,2}})[ ]?[:.)\-–]", tokens.text, re.MULTILINE
    )
    return len(rows) > 1


def opens_row(tokens: Tokens, i: int) -> bool:
    """Return whether an ordinary word that opens a line labels it or is no name anybody knows: 'Bed 2', 'Jobs - ...'."""
    labelled = _LABELLED.match(tokens.after(i)) and tokens.folds[i] not in lexicon.given_names()
    return bool(labelled) or not lexicon.is_listed_name(tokens.folds[i])


def is_related(tokens: Tokens, i: int) -> bool:
    """Return whether a given name follows a word for a relative, whatever it abbreviates elsewhere: 'uncle Reg'."""
    if tokens.shapes[i] is not Shape.TITLE or context.previous_word(tokens, i) not in lexicon.words("kin"):
        return False
    return lexicon.is_first_name(tokens.folds[i])


def is_ordinal(tokens: Tokens, i: int) -> bool:
    """Return whether letters end an ordinal: '25TH'."""
    return tokens.folds[i] in ("st", "nd", "rd", "th") and tokens.gaps[i] is Gap.JOIN and i > 0


def is_keyed(tokens: Tokens, i: int) -> bool:
    """Return whether a word explains the letter of a key: 'A = AMBER'."""
    if not i or tokens.before(i).strip() != "=" or not lexicon.is_ordinary(tokens.folds[i]):
        return False
    return tokens.folds[i - 1] == tokens.folds[i][0]


def is_coded(tokens: Tokens, i: int) -> bool:
    """Return whether capitals after a role are its code, so that the person is coded already: 'Child BR', 'Sibling AG1'."""
    if not i or tokens.shapes[i] is not Shape.UPPER or len(tokens.folds[i]) > _LONGEST_CODE:
        return False
    role = tokens.folds[i - 1] in lexicon.words("kin") or tokens.folds[i - 1] in lexicon.words("role")
    return role and tokens.gaps[i] is Gap.SPACE and context.is_capital(tokens, i - 1)


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


def is_initialled(tokens: Tokens, i: int) -> bool:
    """Return whether letters stand as the initials of somebody: they act, follow "by", sign a note or fill a cell."""
    word, before = context.next_word(tokens, i + 1), tokens.folds[i - 1] if i else ""
    if word in _ACTING and tokens.shapes[i + 1] is Shape.LOWER:
        return True
    if before in ("by", "w", "per", "initials", "signed") or context.fills_cell(tokens, i, i + 1):
        return True
    if context.is_possessive(tokens, i + 1):
        return True
    if tokens.after(i) == " (" and context.is_capital(tokens, i + 1):
        return True
    ends = i + 1 == len(tokens) or "\n" in tokens.after(i)
    return bool(_SENTENCE.search(tokens.before(i))) and ends


def measures(tokens: Tokens, i: int) -> bool:
    """Return whether letters name a measure: a number and another pair of letters and number stand beside them, 'RR 24 HR 118'."""
    return any(_is_measure(tokens, k) for k in (i - 2, i + 2)) and _is_measure(tokens, i)


def _is_measure(tokens: Tokens, k: int) -> bool:
    if not 0 <= k < len(tokens) - 1 or tokens.shapes[k] not in (Shape.UPPER, Shape.TITLE, Shape.MIXED):
        return False
    return (
        tokens.shapes[k + 1] is Shape.DIGIT
        and tokens.gaps[k + 1] is Gap.SPACE
        and len(tokens.folds[k]) <= _LONGEST_CODE
    )


SIGNS = (is_signature, is_surname_first, is_listed_surname, is_listed)
"""What shows that a word with a capital is somebody's name."""
