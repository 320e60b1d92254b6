"""Name or word? The evidence rule for names that are ordinary words too: Mark, Will, Rose, May, Young, Hill, Church.

NAME asks for evidence that a person is meant, WORD for evidence that none is; anything else is DOUBT and is
flagged. The tripwire asks the same question of the finished text.
"""

from __future__ import annotations

import re

from scr_portal.anonymise.decide.openings import MODALS, STILL, judge_opening
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape

_MONTHS = frozenset({"april", "may", "june", "august", "march"})
_PRONOUNS = lexicon.words("evidence-pronouns")
_MOVING = lexicon.words("evidence-moving")
_MESSAGE = re.compile(r"[:\"“‘'|]\s*$|\n\s*\n|[.!?]\s*\n")
_LINKING = frozenset({"and", "or"})
_CALLED = lexicon.words("evidence-called")
_NUMBERED = lexicon.words("evidence-numbered")
_BARE_PLACES = lexicon.words("evidence-bare-places")
_BEING = lexicon.words("evidence-being")
_FAITHS = lexicon.words("evidence-faiths")
_FOLLOWERS = lexicon.words("evidence-followers")
_WARES = lexicon.words("evidence-wares")
_TELLING = lexicon.words("evidence-telling")
_HEADLINE = lexicon.words("evidence-headline")
_TOLD_TO = lexicon.words("evidence-told-to")
_EPONYM_NOUNS = lexicon.words("evidence-eponym-nouns")


def judge_word(shadow: Shadow, i: int, j: int) -> Verdict:
    """Whether tokens i to j (excluded), a registered name that is also a word, are a name here."""
    if shadow.shapes[i] is Shape.LOWER:
        return _judge_small(shadow, i, j)
    word, before = shadow.folds[i], context.previous_word(shadow, i)
    if j - i == 1 and word in _MONTHS and (month := _judge_month(shadow, i)) is not None:
        return month
    if j < len(shadow) and shadow.shapes[j] is Shape.DIGIT and shadow.gaps[j] in (Gap.SPACE, Gap.JOIN):
        return Verdict.WORD if word in _NUMBERED else Verdict.DOUBT
    if context.is_shouted(shadow, i, j) or before in lexicon.words("determiner-capital"):
        return Verdict.DOUBT
    if word in lexicon.geography() and _is_gone_to(shadow, i, before):
        return Verdict.DOUBT
    if word in lexicon.geography() | _FAITHS and _is_belonging(shadow, i, j, before):
        return Verdict.DOUBT
    if context.next_word(shadow, j) in _WARES and not context.is_initial(shadow, i):
        return Verdict.DOUBT
    if word in _BARE_PLACES and before in lexicon.words("place-prep", "structure.txt"):
        return Verdict.DOUBT
    if context.fills_cell(shadow, i, j) or context.is_possessive(shadow, j):
        return Verdict.NAME
    if not context.is_initial(shadow, i):
        return Verdict.DOUBT if _is_collocation(shadow, i, before) else Verdict.NAME
    if shadow.shapes[i] is Shape.UPPER and word not in MODALS:
        return Verdict.NAME
    return judge_opening(shadow, i, j)


def judge_hyphened(shadow: Shadow, i: int, j: int) -> Verdict:
    """Two names of the register tied by its hyphen are a name whatever they mean apart: 'Summer-Rose', 'hope-mae'."""
    ordinary = lexicon.is_ordinary("".join(shadow.folds[i:j]))
    return Verdict.DOUBT if ordinary and shadow.shapes[i] is Shape.LOWER else Verdict.NAME


def judge_rare_word(shadow: Shadow, i: int, j: int) -> Verdict:
    """A name that is hardly ever a word: in small letters it is one after an article or 'was', 'a tom', 'it was sandy'.

    In a sentence with capitals a small one is a doubt.
    """
    word, before = shadow.folds[i], context.previous_word(shadow, i)
    if shadow.shapes[i] is not Shape.LOWER:
        return Verdict.DOUBT if context.next_word(shadow, j) in _WARES else Verdict.NAME
    if not lexicon.is_ordinary(word):
        return Verdict.NAME
    wordlike = before in lexicon.words("determiner") or before in lexicon.words("adverb") or before in _BEING
    return Verdict.DOUBT if wordlike or not context.is_quiet(shadow, i) else Verdict.NAME


def _is_belonging(shadow: Shadow, i: int, j: int, before: str) -> bool:
    """Whether a faith or a people is meant: 'the family is Christian', 'a German friend', 'Christian values'."""
    if before in _BEING and context.next_word(shadow, j) not in lexicon.words("verb-human"):
        return True
    after = context.next_word(shadow, j)
    if not after or shadow.shapes[j] is not Shape.LOWER:
        return False
    verb = lexicon.words("verb-human") | lexicon.words("verb-state") | lexicon.words("function")
    return after in _FOLLOWERS or (after.endswith("s") and after not in verb and lexicon.is_ordinary(after))


def _is_collocation(shadow: Shadow, i: int, before: str) -> bool:
    """'Last Chance', 'Food Banks', 'Too Young', 'Rated Amber': headline capitals after the word that opens a sentence."""
    opens = bool(before) and shadow.gaps[i] is Gap.SPACE and context.is_initial(shadow, i - 1)
    if not opens or shadow.shapes[i - 1] is not Shape.TITLE or len(before) < 2:
        return False
    if before in _HEADLINE:
        return True
    if before in lexicon.explained_capitals() or before in lexicon.given_names() or before in _CALLED:
        return False
    lists = ("function", "verb-human", "kin", "role", "adverb", "participle", "human-state", "label")
    if any(before in lexicon.words(name) for name in lists) or before in lexicon.titles():
        return False
    return lexicon.is_ordinary(before) and not before.endswith(("ed", "ing"))


def _is_gone_to(shadow: Shadow, i: int, before: str) -> bool:
    """Whether a country is meant: 'in Jordan', 'returned to Jordan', but not 'spoke to Jordan'."""
    if before in ("in", "near", "around", "across", "through", "outside", "throughout"):
        return True
    return before in ("to", "from", "for") and i > 1 and shadow.folds[i - 2] in _MOVING


def _judge_month(shadow: Shadow, i: int) -> Verdict | None:
    """A month's name is a month after 'in' and beside a number; None where neither speaks."""
    before = context.previous_word(shadow, i)
    beside = i + 1 < len(shadow) and shadow.gaps[i + 1] in (Gap.SPACE, Gap.HYPHEN, Gap.COMMA)
    after = shadow.folds[i + 1] if beside else ""
    if after == "may" and shadow.shapes[i + 1] is Shape.LOWER:
        return None
    if context.fills_cell(shadow, i, i + 1):
        return Verdict.DOUBT
    if (
        after in _LINKING
        and i + 2 < len(shadow)
        and shadow.folds[i + 2] in lexicon.words("month", "structure.txt")
    ):
        return Verdict.WORD
    if before in lexicon.words("month-context", "structure.txt") or before in lexicon.words("determiner"):
        return Verdict.WORD
    if before in lexicon.words("month", "structure.txt") or after in lexicon.words("month", "structure.txt"):
        return Verdict.WORD
    if before[:1].isdigit() or after[:1].isdigit() or before in ("st", "nd", "rd", "th"):
        return Verdict.WORD
    if before in _LINKING and i > 1 and shadow.folds[i - 2] in lexicon.words("month", "structure.txt"):
        return Verdict.WORD
    if context.is_initial(shadow, i) or before in lexicon.words("verb-human") or before in _CALLED:
        return None
    verb, _ = context.next_verb(shadow, i + 1)
    return None if verb in lexicon.words("verb-human") else Verdict.DOUBT


def _judge_small(shadow: Shadow, i: int, j: int) -> Verdict:
    """Without a capital a word is a word, unless somebody who writes no capitals speaks of a person."""
    before, after = context.previous_word(shadow, i), context.next_word(shadow, j)
    if before in lexicon.words("determiner") or (before in lexicon.words("adverb") and after not in _TELLING):
        return Verdict.WORD
    known = all(shadow.folds[k] in lexicon.given_names() for k in range(i, j))
    if known and (_opens_small(shadow, i, j) or after in _TELLING):
        return Verdict.DOUBT
    if known and before in _TOLD_TO and (context.is_quiet(shadow, i) or after in lexicon.words("function")):
        return Verdict.DOUBT
    if known and context.is_quiet(shadow, i) and before not in lexicon.words("before-verb"):
        modal = shadow.folds[i] in MODALS or shadow.folds[i] in _MONTHS
        return Verdict.WORD if modal or after in lexicon.words("after-verb") else Verdict.DOUBT
    said = after in lexicon.words("verb-human") and after not in STILL
    if known and before in _CALLED - {"to", "for", "by", "that", "while", "when", "and", "from"} and not said:
        return Verdict.DOUBT if context.is_quiet(shadow, i) else Verdict.WORD
    if known and said and (before in _CALLED or not before) and context.is_quiet(shadow, i):
        return Verdict.DOUBT
    return Verdict.WORD


def _opens_small(shadow: Shadow, i: int, j: int) -> bool:
    """A message that opens with a name in small letters: 'grace is ok, will ring'."""
    before = shadow.before(i)
    if not context.is_initial(shadow, i) or (i and not _MESSAGE.search(before)):
        return False
    if j < len(shadow) and shadow.gaps[j] is Gap.COMMA:
        return True
    verb, at = context.next_verb(shadow, j)
    state = lexicon.words("verb-state") | lexicon.words("verb-human") | lexicon.words("participle")
    return context.is_possessive(shadow, j) or (verb in state and verb not in STILL and at < len(shadow))


def judge_pair(shadow: Shadow, i: int, j: int) -> Verdict:
    """A full name of which every part is a word: 'will young' may be a verb and 'the poppy field' a field."""
    if shadow.shapes[i] is not Shape.LOWER or shadow.shapes[j - 1] is not Shape.LOWER:
        return Verdict.NAME
    verb = shadow.folds[i] in lexicon.words("modal-name") and shadow.folds[i] not in lexicon.words(
        "name-after-all"
    )
    if verb or context.previous_word(shadow, i) in lexicon.words("determiner"):
        return Verdict.DOUBT
    return Verdict.NAME


def is_eponym(shadow: Shadow, i: int, j: int) -> bool:
    """Whether a name only labels a test, a law or an inquiry: 'the Fraser guidelines'."""
    after = j + 1 if context.is_possessive(shadow, j) else j
    if after >= len(shadow) or shadow.gaps[after] not in (Gap.SPACE, Gap.LINE):
        return False
    return shadow.folds[after] in _EPONYM_NOUNS
