"""The context of a token: start of a sentence, cell or heading, and neighbouring words."""

from __future__ import annotations

import re

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_OPENING = re.compile(r"[.!?:;|•·\t\n\"“”‘«»(\[{/–—=>*]|(?:^|\s)[-'](?:\s|$)|\s'")
_CELL_BEFORE = re.compile(r"(?:[|\n\t]|^)[\s\-–—•*]*$")
_CELL_AFTER = re.compile(r"[^\S\n]*[|\n\t]")
_HARD = re.compile(r"[.!?:|\n\"“‘]")
_LIST_MARK = re.compile(r"[|\n\t.;:,(]\s*$")
_ITEM = re.compile(r"[ ]*(?:\d{1,2}[.)]|[-–•*])[ ]")
_WRAPPED = 30
"""The length from which a line may have been broken by the margin; a shorter one is an item of its own."""
_AROUND = 400
_COLUMN_GAP = "   "
_MONTH_NAMES = lexicon.words("month", "structure.txt") | lexicon.words("month-short", "people.txt")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_DATE_OPENS = re.compile(r"(?:\n|[.!?;]\s)[\s*•\-–]*$")
_ROW_HEAD = re.compile(
    r"[\s*•]*(?:(?:(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)[a-z]*[ ])?\d{1,2}(?:[/.:\-]\d{1,4}){1,2}(?:[ ]?[ap]m)?"
    r"|\d{1,2}(?:st|nd|rd|th)?[ ][A-Za-z]{3,9}(?:[ ]\d{2,4})?|\d{3,4})?[ ]{0,2}(?:[A-Z]{2,3})?[ ]{2}",
    re.IGNORECASE,
)
_GREETINGS = ("hi", "hello", "dear", "hiya", "morning", "afternoon", "good morning", "good afternoon", "all,")
_LABELS = lexicon.words("label-letter", "people.txt")
_QUESTION_AND_ANSWER = (re.compile(r"(?:^|\s)Q[.:]\s"), re.compile(r"(?:^|\s)A[.:]\s"))
_CAPITAL = frozenset({Shape.TITLE, Shape.UPPER, Shape.MIXED})
_NEAR = frozenset({Gap.SPACE, Gap.LINE, Gap.BREAK})


def is_initial(tokens: Tokens, i: int) -> bool:
    """Return whether token i opens a sentence, line, cell or quotation, so that its capital is no evidence."""
    if i == 0:
        return True
    gap = tokens.gaps[i]
    if tokens.shapes[i - 1] is Shape.DIGIT and gap is not Gap.COMMA and _ends_time(tokens, i - 1):
        return True
    if gap is Gap.OTHER and (_COLUMN_GAP in tokens.before(i) or tokens.before(i).isspace()):
        return True
    if gap is Gap.SPACE and _is_numbered(tokens, i - 1):
        return True
    if gap is Gap.SPACE and tokens.folds[i - 1] in _MONTH_NAMES and _dates_line(tokens, i - 1):
        return True
    if gap is Gap.SPACE and tokens.before(i) == "  " and _opens_column(tokens, i):
        return True
    if tokens.folds[i - 1] == "w" and tokens.before(i).rstrip() == "/":
        return False
    if gap is Gap.OTHER and tokens.before(i).strip() == ")" and len(tokens.folds[i - 1]) == 1:
        return i == 1 or bool(_LIST_MARK.search(tokens.before(i - 1)))
    if tokens.folds[i - 1] in ("am", "pm", "hrs") and i > 1 and tokens.shapes[i - 2] is Shape.DIGIT:
        return True
    if gap in (Gap.SPACE, Gap.JOIN, Gap.HYPHEN, Gap.APOSTROPHE, Gap.UNDERSCORE, Gap.BREAK):
        return False
    if gap in (Gap.DOT, Gap.DOT_SPACE):
        return not is_abbreviation(tokens, i - 1)
    if gap is Gap.LINE:
        return not _runs_on(tokens, i)
    if gap is Gap.COMMA:
        return "\n\n" in tokens.before(i) and _greets(tokens, i)
    return bool(_OPENING.search(tokens.before(i))) or gap is Gap.WIDE


def _opens_column(tokens: Tokens, i: int) -> bool:
    """Return whether two spaces part a column in a row that begins with a date, a time or initials: '12 Jan  MB  Arrived late'."""
    line = tokens.text[tokens.text.rfind("\n", 0, tokens.starts[i]) + 1 : tokens.starts[i]]
    return bool(_ROW_HEAD.fullmatch(line))


def _is_numbered(tokens: Tokens, k: int) -> bool:
    """Return whether the digits at k number the item of a line: '10 Solicitors'."""
    if tokens.shapes[k] is not Shape.DIGIT or len(tokens.folds[k]) > 2:
        return False
    return (
        k == 0 or not tokens.text[tokens.text.rfind("\n", 0, tokens.starts[k]) + 1 : tokens.starts[k]].strip()
    )


def _dates_line(tokens: Tokens, k: int) -> bool:
    """Return whether the month at k ends a date that begins its line or sentence: '29 Jan Arrived by taxi'."""
    day = k - 2 if k > 1 and tokens.gaps[k - 1] is Gap.JOIN else k - 1
    if (
        k < 1
        or len(tokens.folds[k]) < 3
        or tokens.shapes[day] is not Shape.DIGIT
        or len(tokens.folds[day]) > 2
    ):
        return False
    if tokens.gaps[k] not in (Gap.SPACE, Gap.JOIN) or (day < k - 1 and tokens.folds[k - 1] not in _ORDINALS):
        return False
    return day == 0 or bool(_DATE_OPENS.search(tokens.before(day)))


def _greets(tokens: Tokens, i: int) -> bool:
    """Return whether the line before token i is the greeting of a letter: 'Hi Esther,'."""
    line = tokens.text[: tokens.ends[i - 1]].rpartition("\n")[2]
    return line.strip().lower().startswith(_GREETINGS)


def _ends_time(tokens: Tokens, k: int) -> bool:
    """Return whether the digits at k end a time or a date, after which a note begins: '10.30 Will call'."""
    if len(tokens.folds[k]) == 4:
        return True
    return k > 0 and tokens.shapes[k - 1] is Shape.DIGIT and tokens.before(k) in (":", ".", "/", "-")


def is_abbreviation(tokens: Tokens, i: int) -> bool:
    """Return whether a full stop after token i belongs to the word: a title, an initial, St."""
    word = tokens.folds[i]
    if word in lexicon.titles() or word in ("st", "no", "nr", "approx", "ref", "tel"):
        return True
    return len(word) == 1 and tokens.shapes[i] is Shape.TITLE and not is_label_letter(tokens, i)


def is_label_letter(tokens: Tokens, i: int) -> bool:
    """Return whether a single capital labels a part, a coded person or a turn: Child B, Appendix C, 'A.' after 'Q.'."""
    labelled = bool(i) and tokens.gaps[i] is Gap.SPACE and tokens.folds[i - 1] in _LABELS
    return labelled or _opens_turn(tokens, i)


def _opens_turn(tokens: Tokens, i: int) -> bool:
    """Return whether Q or A opens a turn of an interview that has both, as in 'A. Niamh wrote it'."""
    if tokens.folds[i] not in ("q", "a") or not tokens.after(i).startswith((".", ":")):
        return False
    before = tokens.before(i)
    opens = not i or "\n" in before or before.strip()[-1:] in (".", "?", "!")
    return opens and all(turn.search(tokens.text) for turn in _QUESTION_AND_ANSWER)


def _runs_on(tokens: Tokens, i: int) -> bool:
    """Return whether the line break before token i is in mid sentence; a label, 'Children:', begins its line."""
    before = tokens.folds[i - 1]
    if tokens.after(i).startswith(":"):
        return False
    if before in lexicon.titles() and tokens.shapes[i - 1] is not Shape.LOWER:
        return True
    start = tokens.text.rfind("\n", 0, tokens.starts[i - 1]) + 1
    if "\t" in tokens.text[start : tokens.starts[i]] or "|" in tokens.text[start : tokens.starts[i]]:
        return False  # a row of a table ends of its own accord
    if _ITEM.match(tokens.text, start) and not is_wrapped(tokens, i):
        return False  # an item of a list ends of its own accord too
    line = tokens.starts[i - 1] - start + 1
    return tokens.shapes[i - 1] is Shape.LOWER and line >= _WRAPPED


def is_wrapped(tokens: Tokens, i: int) -> bool:
    """Return whether the margin broke the line before token i: the word would not have fitted on it."""
    text, at = tokens.text, tokens.starts[i]
    end = text.rfind("\n", 0, at)
    line = end - text.rfind("\n", 0, max(end, 0)) - 1
    around = text[max(0, end - _AROUND) : at + _AROUND]
    longest = max(len(each) for each in around.split("\n"))
    return line >= _WRAPPED and line + 1 + tokens.ends[i] - at > longest


def ends_line(tokens: Tokens, i: int) -> bool:
    """Return whether a line ends before token i of its own accord, so that no name runs across."""
    return "\n" in tokens.before(i) and not is_wrapped(tokens, i)


def previous_word(tokens: Tokens, i: int) -> str:
    """Return the folded word before token i in the same clause, or ''."""
    return tokens.folds[i - 1] if i and tokens.gaps[i] in _NEAR else ""


def next_word(tokens: Tokens, j: int) -> str:
    """Return the folded word at token j when it follows in the same clause, or ''."""
    return tokens.folds[j] if j < len(tokens) and tokens.gaps[j] in _NEAR else ""


def next_verb(tokens: Tokens, j: int) -> tuple[str, int]:
    """Return the word after a name, adverbs skipped, with its token."""
    word = next_word(tokens, j)
    while word and word in lexicon.words("adverb"):
        j += 1
        word = next_word(tokens, j)
    return word, j


def is_capital(tokens: Tokens, i: int) -> bool:
    """Return whether token i begins with a capital."""
    return 0 <= i < len(tokens.shapes) and tokens.shapes[i] in _CAPITAL


def is_possessive(tokens: Tokens, j: int) -> bool:
    """Return whether token j is the s of a possessive."""
    return j < len(tokens) and tokens.gaps[j] is Gap.APOSTROPHE and tokens.folds[j] == "s"


def fills_cell(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether tokens i to j (excluded) are the whole content of a table cell or line."""
    after = tokens.after(j - 1)
    closed = bool(_CELL_AFTER.match(after)) or (j == len(tokens) and not after.strip())
    return closed and bool(_CELL_BEFORE.search(tokens.before(i)))


def is_shouted(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether the words beside tokens i to j are in capitals too, so that capitals are no evidence."""
    if tokens.shapes[i] is not Shape.UPPER:
        return False
    beside = [k for k in (i - 2, i - 1, j, j + 1) if 0 <= k < len(tokens) and len(tokens.folds[k]) > 2]
    shouted = [k for k in beside if tokens.shapes[k] is Shape.UPPER and lexicon.is_ordinary(tokens.folds[k])]
    return len(shouted) * 2 > len(beside)


def lacks_capitals(tokens: Tokens, i: int) -> bool:
    """Return whether the sentence or message around token i is written without capitals."""
    if tokens.is_small:
        return True
    k = i
    while k and not (_HARD.search(tokens.before(k)) and is_initial(tokens, k)):
        k -= 1
    return tokens.shapes[k] is Shape.LOWER and k <= i and tokens.gaps[k] is not Gap.LINE


def follows_day(tokens: Tokens, k: int) -> bool:
    """Return whether figures, or figures with an ordinal ending, stand before the token: '31 Jan', '12th Jan'."""
    day = k - 2 if k > 1 and tokens.gaps[k - 1] is Gap.JOIN else k - 1
    return day >= 0 and tokens.shapes[day] is Shape.DIGIT and tokens.gaps[k] in (Gap.SPACE, Gap.JOIN)
