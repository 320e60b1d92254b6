"""What stands around a token: the start of a sentence, a cell, a heading, the neighbouring words."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_OPENING = re.compile(r"[.!?:;|•·\t\n\"“”‘«»(\[{/–—=>*]|(?:^|\s)[-'](?:\s|$)|\s'")
_CELL_BEFORE = re.compile(r"(?:[|\n\t]|^)[\s\-–—•*]*$")
_CELL_AFTER = re.compile(r"[^\S\n]*[|\n\t]")
_HARD = re.compile(r"[.!?:|\n\"“‘]")
_LIST_MARK = re.compile(r"[|\n\t.;:,(]\s*$")
_NEAR = frozenset({Gap.SPACE, Gap.LINE, Gap.BREAK})


def is_initial(shadow: Shadow, i: int) -> bool:
    """Whether token i opens a sentence, a line, a cell or a quotation, so that its capital says nothing."""
    if i == 0:
        return True
    gap = shadow.gaps[i]
    if shadow.shapes[i - 1] is Shape.DIGIT and gap is not Gap.COMMA and _ends_time(shadow, i - 1):
        return True
    if gap is Gap.OTHER and shadow.before(i).startswith(")") and len(shadow.folds[i - 1]) == 1:
        return i == 1 or bool(_LIST_MARK.search(shadow.before(i - 1)))
    if shadow.folds[i - 1] in ("am", "pm", "hrs") and i > 1 and shadow.shapes[i - 2] is Shape.DIGIT:
        return True
    if gap in (Gap.SPACE, Gap.JOIN, Gap.HYPHEN, Gap.APOSTROPHE, Gap.UNDERSCORE, Gap.BREAK):
        return False
    before = shadow.folds[i - 1]
    if gap in (Gap.DOT, Gap.DOT_SPACE):
        return not is_abbreviation(shadow, i - 1)
    if gap is Gap.LINE:
        return not _runs_on(shadow, i)
    if gap is Gap.COMMA:
        return False
    return bool(_OPENING.search(shadow.before(i))) or (gap is Gap.WIDE and before.isdigit())


def _ends_time(shadow: Shadow, k: int) -> bool:
    """Whether the digits at k end a time or a date, after which a note begins: '10.30 Will call'."""
    if len(shadow.folds[k]) == 4:
        return True
    return k > 0 and shadow.shapes[k - 1] is Shape.DIGIT and shadow.before(k) in (":", ".", "/", "-")


def is_abbreviation(shadow: Shadow, i: int) -> bool:
    """Whether a stop after token i belongs to the word: a title, an initial, St."""
    word = shadow.folds[i]
    if word in lexicon.titles() or word in ("st", "no", "nr", "approx", "ref", "tel"):
        return True
    return len(word) == 1 and shadow.shapes[i] is Shape.TITLE and not is_label_letter(shadow, i)


def is_label_letter(shadow: Shadow, i: int) -> bool:
    """Whether a single capital names a part or a coded person: Child B, Appendix C, Plan A."""
    words = (
        "child",
        "appendix",
        "plan",
        "school",
        "category",
        "option",
        "part",
        "section",
        "hospital",
        "family",
        "form",
    )
    return bool(i) and shadow.gaps[i] is Gap.SPACE and shadow.folds[i - 1] in words


def _runs_on(shadow: Shadow, i: int) -> bool:
    """Whether the line before token i was broken in mid sentence."""
    before = shadow.folds[i - 1]
    if before in lexicon.titles() and shadow.shapes[i - 1] is not Shape.LOWER:
        return True
    return shadow.shapes[i - 1] is Shape.LOWER and len(before) > 0


def previous_word(shadow: Shadow, i: int) -> str:
    """The folded word before token i in the same clause, or ''."""
    return shadow.folds[i - 1] if i and shadow.gaps[i] in _NEAR else ""


def next_word(shadow: Shadow, j: int) -> str:
    """The folded word at token j when it follows in the same clause, or ''."""
    return shadow.folds[j] if j < len(shadow) and shadow.gaps[j] in _NEAR else ""


def next_verb(shadow: Shadow, j: int) -> tuple[str, int]:
    """The word after a name, adverbs skipped, with its token."""
    word = next_word(shadow, j)
    while word and word in lexicon.words("adverb"):
        j += 1
        word = next_word(shadow, j)
    return word, j


def is_capital(shadow: Shadow, i: int) -> bool:
    """Whether token i begins with a capital."""
    return 0 <= i < len(shadow) and shadow.shapes[i] in (Shape.TITLE, Shape.UPPER, Shape.MIXED)


def is_possessive(shadow: Shadow, j: int) -> bool:
    """Whether token j is the s of a possessive."""
    return j < len(shadow) and shadow.gaps[j] is Gap.APOSTROPHE and shadow.folds[j] == "s"


def fills_cell(shadow: Shadow, i: int, j: int) -> bool:
    """Whether tokens i to j (excluded) are all that stands in a table cell or on a line."""
    after = shadow.after(j - 1)
    closed = bool(_CELL_AFTER.match(after)) or (j == len(shadow) and not after.strip())
    return closed and bool(_CELL_BEFORE.search(shadow.before(i)))


def is_shouted(shadow: Shadow, i: int, j: int) -> bool:
    """Whether the words beside tokens i to j are in capitals too, so that capitals say nothing."""
    if shadow.shapes[i] is not Shape.UPPER:
        return False
    beside = [k for k in (i - 2, i - 1, j, j + 1) if 0 <= k < len(shadow) and len(shadow.folds[k]) > 2]
    shouted = [k for k in beside if shadow.shapes[k] is Shape.UPPER and lexicon.is_ordinary(shadow.folds[k])]
    return len(shouted) * 2 > len(beside)


def is_quiet(shadow: Shadow, i: int) -> bool:
    """Whether the sentence or message around token i is written without capitals."""
    k = i
    while k and not (_HARD.search(shadow.before(k)) and is_initial(shadow, k)):
        k -= 1
    return shadow.shapes[k] is Shape.LOWER and k <= i and shadow.gaps[k] is not Gap.LINE
