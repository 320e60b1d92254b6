"""Names in small letters: words, unless a writer without capitals means a person."""

from __future__ import annotations

import re

from scr_portal.anonymise.decide.openings import MODALS, STILL
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Slot, Tokens

_MET = lexicon.words("met", "people.txt")
_ASKING = lexicon.words("asking", "people.txt")
_ASKED = lexicon.words("asked", "people.txt")
_SAW = lexicon.words("verb-personal") | lexicon.words("met", "people.txt")
_ARTICLES = lexicon.words("determiner") - {"that"}
_MONTHS = frozenset({"april", "may", "june", "august", "march"})
_MESSAGE = re.compile(r"[:\"“‘'|]\s*$|\n\s*\n|[.!?]\s*\n")
_CALLED = lexicon.words("evidence-called")
_TELLING = lexicon.words("evidence-telling")
_TOLD_TO = lexicon.words("evidence-told-to")
_RUNG = frozenset({"rang", "phoned", "telephoned", "texted", "emailed", "messaged", "told"})
_STAMP = re.compile(r"[ \t>*•\-]*(?:\[?[\d/.,: \-]{4,24}(?:[ap]m)?\]?[ \t\-–]*)?")
_LABELS = re.compile(
    r"^[ \t>*•\-]*(?:\[?[\d/.,: \-]{4,24}(?:[ap]m)?\]?[ \t\-–]*)?[^\W\d_]+[^\w\n:]{0,6}:\s", re.MULTILINE
)
_SENDER = re.compile(r"[^\w\n:]{0,6}:\s")
_PERSONS = (
    lexicon.words("slot-people", "people.txt")
    | lexicon.words("kin")
    | lexicon.words("role")
    | {"colleague", "solicitor", "sister"}
)


def judge_small(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on a lower-case word: WORD, unless a writer without capitals means a person."""
    before, after = context.previous_word(tokens, i), context.next_word(tokens, j)
    known = all(tokens.folds[k] in lexicon.given_names() for k in range(i, j))
    if tokens.slot(i) >= Slot.SPOKEN or (known and _is_named_in_small(tokens, i, before, after)):
        return Verdict.DOUBT
    if before in _RUNG and tokens.folds[i] not in MODALS and after not in _ARTICLES:
        return Verdict.DOUBT
    if tokens.is_small and (_follows_person(tokens, i, before, after) or _opens_from(tokens, i, after)):
        return Verdict.DOUBT
    if known and tokens.is_small and before == "that" and after in _SAW and tokens.folds[i] not in MODALS:
        return Verdict.DOUBT
    if before in lexicon.words("determiner") or (before in lexicon.words("adverb") and after not in _TELLING):
        return Verdict.WORD
    if known and (_opens_small(tokens, i, j) or after in _TELLING):
        return Verdict.DOUBT
    if (
        known
        and before in _TOLD_TO
        and (context.lacks_capitals(tokens, i) or after in lexicon.words("function"))
    ):
        return Verdict.DOUBT
    if known and context.lacks_capitals(tokens, i) and before not in lexicon.words("before-verb"):
        modal = tokens.folds[i] in MODALS or (
            tokens.folds[i] in _MONTHS and not _acts_in_small(tokens, i, before, after)
        )
        return Verdict.WORD if modal or after in lexicon.words("after-verb") else Verdict.DOUBT
    acts = after in lexicon.words("verb-human") and after not in STILL
    if known and before in _CALLED - {"to", "for", "by", "that", "while", "when", "and", "from"} and not acts:
        return Verdict.DOUBT if context.lacks_capitals(tokens, i) else Verdict.WORD
    if acts and (not before or (known and before in _CALLED)) and context.lacks_capitals(tokens, i):
        return Verdict.DOUBT
    return Verdict.WORD


def sends(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a word is the sender of messages, under a label that returns or is stamped: 'ells: u ok?'."""
    start = tokens.text.rfind("\n", 0, tokens.starts[i]) + 1
    if not _SENDER.match(tokens.after(j - 1)) or not _STAMP.fullmatch(tokens.text[start : tokens.starts[i]]):
        return False
    return len(_LABELS.findall(tokens.text)) > 1


def _opens_from(tokens: Tokens, i: int, after: str) -> bool:
    """Return whether a word opens a message before 'at' or 'from', as somebody from a place does: 'stone at hospital said'."""
    return after in ("at", "from") and tokens.folds[i] not in MODALS and context.is_initial(tokens, i)


def _follows_person(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """Return whether a word for a person stands before a name in a text without capitals: 'a colleague dawn'."""
    if tokens.folds[i] in MODALS or tokens.folds[i] in lexicon.words("function") or after in _ARTICLES:
        return False
    return before in _PERSONS


def _acts_in_small(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """Return whether a month's name does what people do in a text without capitals: 'april cant come'."""
    timed = before in lexicon.words("month-context", "structure.txt") or before[:1].isdigit()
    acting = lexicon.words("verb-state") | lexicon.words("verb-human") | lexicon.words("asking", "people.txt")
    return tokens.is_small and tokens.folds[i] not in ("may", "march") and not timed and after in acting


def follows_given_name(tokens: Tokens, i: int) -> bool:
    """Return whether a surname in a text without capitals stands after a given name: 'chris marsh'."""
    before = context.previous_word(tokens, i)
    known = before in lexicon.given_names() or before in lexicon.familiar_names()
    small = tokens.is_small or context.lacks_capitals(tokens, i)
    return small and known and not lexicon.is_ordinary(before)


def is_rare_nickname(tokens: Tokens, i: int) -> bool:
    """Return whether a nickname that few sentences need as a word stands in a text without capitals: 'is cads with u'."""
    if tokens.folds[i] in lexicon.word_given_names() or tokens.folds[i] in lexicon.words("function"):
        return False
    return context.lacks_capitals(tokens, i) and context.previous_word(tokens, i) not in _ARTICLES


def is_small_doubt(tokens: Tokens, i: int) -> bool:
    """Return whether a given name in small letters, in a text without capitals, may be the name."""
    return context.lacks_capitals(tokens, i) and judge_small(tokens, i, i + 1) is Verdict.DOUBT


def _is_named_in_small(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """Return whether words around a given name in a text without capitals are those of a person: 'see rose at school'."""
    if not context.lacks_capitals(tokens, i) or tokens.folds[i] in MODALS:
        return False
    if before in _MET or (before in _ASKING and after in _ASKED):
        return True
    return after in lexicon.words("verb-state") and before not in _ARTICLES


def _opens_small(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a message opens with a name in lower case: 'grace is ok, will ring'."""
    before = tokens.before(i)
    if not context.is_initial(tokens, i) or (i and not _MESSAGE.search(before)):
        return False
    if j < len(tokens) and tokens.gaps[j] is Gap.COMMA:
        return True
    verb, at = context.next_verb(tokens, j)
    state = lexicon.words("verb-state") | lexicon.words("verb-human") | lexicon.words("participle")
    return context.is_possessive(tokens, j) or (verb in state and verb not in STILL and at < len(tokens))
