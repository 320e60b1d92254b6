"""Months that are also given names: April, May, June, August, March."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_LINKING = frozenset({"and", "or"})
_CALLED = lexicon.words("evidence-called")
_TALK = lexicon.words("talk", "people.txt")
_DONE = lexicon.words("done-to-a-child", "people.txt")
_SIGNED = frozenset({"signed", "countersigned", "witnessed", "typed", "dictated", "initialled"})
_WHERE = frozenset({"at", "in", "on", "and", "who"})
_TIMED = frozenset({"after", "before", "since", "until", "till", "by", "for", "from"})
_HOLIDAY = re.compile(r"[ -](?:half[ -]?term|bank[ -]holiday|half\b)", re.IGNORECASE)


def judge_month(tokens: Tokens, i: int) -> Verdict | None:
    """Return WORD for a month after 'in' or beside a number; None where the context does not decide."""
    before = context.previous_word(tokens, i)
    beside = i + 1 < len(tokens) and tokens.gaps[i + 1] in (Gap.SPACE, Gap.HYPHEN, Gap.COMMA)
    after = tokens.folds[i + 1] if beside else ""
    if after == "may" and tokens.shapes[i + 1] is Shape.LOWER:
        return None
    if _HOLIDAY.match(tokens.text, tokens.ends[i]):
        return Verdict.WORD
    if context.fills_cell(tokens, i, i + 1):
        return Verdict.DOUBT
    if (
        after in _LINKING
        and i + 2 < len(tokens)
        and tokens.folds[i + 2] in lexicon.words("month", "structure.txt")
    ):
        return Verdict.WORD
    if _is_spoken_to(tokens, i, before):
        return Verdict.DOUBT
    if before == "by" and i > 1 and (by := _after_by(tokens, i, tokens.folds[i - 2])) is not None:
        return by
    if before == "that" and context.next_verb(tokens, i + 1)[0] in lexicon.words("verb-human"):
        return None
    if before in lexicon.words("month-context", "structure.txt") or before in lexicon.words("determiner"):
        return Verdict.DOUBT if before == "that" else Verdict.WORD
    if before in lexicon.words("month", "structure.txt") or after in lexicon.words("month", "structure.txt"):
        return Verdict.WORD
    if before[:1].isdigit() or after[:1].isdigit() or before in ("st", "nd", "rd", "th"):
        return Verdict.WORD
    if before in _LINKING and i > 1 and tokens.folds[i - 2] in lexicon.words("month", "structure.txt"):
        return Verdict.WORD
    if context.is_initial(tokens, i) or before in lexicon.words("verb-human") or before in _CALLED:
        return None
    verb, _ = context.next_verb(tokens, i + 1)
    return None if verb in lexicon.words("verb-human") else Verdict.DOUBT


def _is_spoken_to(tokens: Tokens, i: int, before: str) -> bool:
    """Return whether a month's name is that of somebody spoken to or heard from: 'spoke to May', 'after April rang'."""
    if before in ("to", "with", "from") and i > 1 and tokens.folds[i - 2] in _TALK:
        return True
    verb, _ = context.next_verb(tokens, i + 1)
    return before in _TIMED and verb in lexicon.words("verb-personal")


def _after_by(tokens: Tokens, i: int, done: str) -> Verdict | None:
    """Return DOUBT for a month after 'signed by', and after 'seen by' where a place follows: 'seen by May at nursery'."""
    if done in _SIGNED:
        return Verdict.DOUBT
    if done not in _DONE or context.next_word(tokens, i + 1) not in _WHERE:
        return None
    following = " ".join(tokens.folds[i + 1 : i + 4])
    return None if following in ("at the latest", "at the earliest", "in any event") else Verdict.DOUBT
