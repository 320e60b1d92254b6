"""The verdict on part of a name: an initial with a surname, a name with a final s."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_HISTORIES = frozenset({"dh", "sh", "fh", "oh", "mh"})
_LABELLING = re.compile(r":|[ ][-–][ ]")
_HISTORY = re.compile(r"\b(?:PMHx?|HPC|PC|O/E)[ ]?[:\-–]|\bPMHx?\b")


def judge_letters(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on initials: an abbreviation, the heading of a history or letters among capitals are a doubt."""
    word, fills = tokens.folds[i], context.fills_cell(tokens, i, j)
    known = word in lexicon.words("acronym-strong", "capitals.txt")
    if (known and not (fills and word in lexicon.titles())) or _heads_history(tokens, i):
        return Verdict.DOUBT
    outcome = fills and word in lexicon.words("outcome", "glossary.txt")
    return Verdict.DOUBT if outcome or context.is_shouted(tokens, i, j) else Verdict.NAME


def _heads_history(tokens: Tokens, i: int) -> bool:
    """Return whether letters label a part of a clinical history: 'PMH: asthma. DH: salbutamol'."""
    labels = tokens.folds[i] in _HISTORIES and bool(_LABELLING.match(tokens.after(i)))
    return labels and bool(_HISTORY.search(tokens.text))


def judge_initial(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on an initial with a name: 'A Ward' may be a ward, 'I Field' a person speaking."""
    names = [k for k in range(i, j) if len(tokens.folds[k]) > 1]
    wordy = all(lexicon.is_word(tokens.folds[k]) for k in names)
    if tokens.folds[i] == "a" and _stands_in_field(tokens, i, j):
        return Verdict.NAME
    if tokens.folds[i] in ("a", "i") and tokens.after(i).isspace() and wordy:
        return Verdict.DOUBT if any(context.is_capital(tokens, k) for k in names) else Verdict.WORD
    if wordy and not any(context.is_capital(tokens, k) for k in names):
        return Verdict.DOUBT
    return Verdict.NAME


def _stands_in_field(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether an initial and a surname fill a cell or the value of a label, or follow 'by'."""
    if not all(context.is_capital(tokens, k) for k in range(i, j)):
        return False
    before, after = tokens.before(i), tokens.after(j - 1)
    ends = j == len(tokens) or after[:1] in ("\n", "\t", "|") or after.strip()[:1] == "|"
    if tokens.folds[i - 1] == "by" and i and tokens.gaps[i] is Gap.SPACE:
        return True
    return ends and bool(before) and (before.strip()[-1:] in (":", "|") or "\t" in before)


def judge_ending(tokens: Tokens, mention: Mention) -> Verdict:
    """Return the verdict on a name with a final s.

    'the Holloways' is a family, 'Megans coat' lacks its apostrophe, 'wills' is a word.
    """
    i, j = mention.first, mention.last
    before = context.previous_word(tokens, i)
    wordy = all(lexicon.is_ordinary(tokens.folds[k]) for k in range(i, j))
    small = tokens.shapes[i] is Shape.LOWER
    if mention.kind is FormKind.GIVEN_S:
        mention.suffix = "'s"
        if not wordy:
            return Verdict.NAME
        return Verdict.WORD if small or context.is_initial(tokens, i) else Verdict.DOUBT
    if wordy and small:
        return Verdict.WORD
    family = (
        before in ("the", "both", "these", "those", "all", "other", "two", "three")
        and tokens.shapes[j - 1] is not Shape.LOWER
    )
    if wordy and (not family or context.is_shouted(tokens, i, j)):
        return Verdict.DOUBT
    mention.article = before == "the"
    return Verdict.NAME
