"""The evidence rule for names that are also ordinary words: Mark, Will, Rose, May, Young, Hill, Church.

NAME needs evidence that a person is meant, WORD needs evidence that none is; anything else is DOUBT and is
flagged. The tripwire judges again by a rule of its own.
"""

from __future__ import annotations

import re

from scr_portal.anonymise.decide import months
from scr_portal.anonymise.decide.openings import MODALS, STILL, judge_opening
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, ethnicity, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Slot, Tokens

_THINGS = lexicon.words("openings-things") | lexicon.words("openings-times")
_BODIES = lexicon.words("openings-bodies")
_PLACES = lexicon.words("place-noun", "structure.txt") | {"group", "service", "fete"}
_ASKING = lexicon.words("asking", "people.txt")
_ASKED = lexicon.words("asked", "people.txt")
_MET = lexicon.words("met", "people.txt")
_ARTICLES = lexicon.words("determiner") - {"that"}
_MONTHS = frozenset({"april", "may", "june", "august", "march"})
_PRONOUNS = lexicon.words("evidence-pronouns")
_MOVING = lexicon.words("evidence-moving")
_MESSAGE = re.compile(r"[:\"“‘'|]\s*$|\n\s*\n|[.!?]\s*\n")
_QUOTES = "\"'“‘"
_PERSONS = (
    lexicon.words("slot-people", "people.txt")
    | lexicon.words("kin")
    | lexicon.words("role")
    | {"colleague", "solicitor", "sister"}
)
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


def judge_word(tokens: Tokens, i: int, j: int, *, given: bool = False) -> Verdict:
    """Return the verdict on tokens i to j (excluded), a registered name that is also a word.

    `given` says that it is a given name or a nickname, not a surname.
    """
    if tokens.shapes[i] is Shape.LOWER:
        verdict = _judge_small(tokens, i, j)
        rare = given and _is_rare_nickname(tokens, i)
        return Verdict.DOUBT if rare or (not given and _follows_given_name(tokens, i)) else verdict
    word, before = tokens.folds[i], context.previous_word(tokens, i)
    if j - i == 1 and ethnicity.is_ethnic_group(tokens, i):
        return Verdict.WORD
    if tokens.slot(i) >= Slot.FIELD or (tokens.slot(i) is Slot.SPOKEN and word not in _THINGS):
        return Verdict.NAME
    if j - i == 1 and word in _MONTHS and (month := months.judge_month(tokens, i)) is not None:
        return month
    if j < len(tokens) and tokens.shapes[j] is Shape.DIGIT and tokens.gaps[j] in (Gap.SPACE, Gap.JOIN):
        return Verdict.WORD if word in _NUMBERED else Verdict.DOUBT
    if context.is_shouted(tokens, i, j) or before in lexicon.words("determiner-capital"):
        return Verdict.DOUBT
    if word in lexicon.geography() and _is_gone_to(tokens, i, before):
        return Verdict.DOUBT
    if word in lexicon.geography() | _FAITHS and _is_belonging(tokens, i, j, before):
        return Verdict.DOUBT
    if context.next_word(tokens, j) in _WARES and not context.is_initial(tokens, i):
        return Verdict.DOUBT
    if word in _BARE_PLACES and before in lexicon.words("place-prep", "structure.txt"):
        return Verdict.DOUBT
    if word in _BODIES and _opens_compound(tokens, j):
        return Verdict.DOUBT
    if context.fills_cell(tokens, i, j) or context.is_possessive(tokens, j):
        return Verdict.NAME
    if not context.is_initial(tokens, i):
        return Verdict.DOUBT if _is_collocation(tokens, i, before) else Verdict.NAME
    if tokens.shapes[i] is Shape.UPPER and word not in MODALS:
        return Verdict.NAME
    verdict = judge_opening(tokens, i, j)
    spoken = given and word not in MODALS and tokens.before(i)[-1:] in _QUOTES and bool(tokens.before(i))
    return Verdict.DOUBT if spoken and verdict is Verdict.WORD else verdict


def judge_hyphened(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on two registered names joined by a hyphen: 'Summer-Rose', 'hope-mae'.

    Together they are a name, whatever each means alone.
    """
    ordinary = lexicon.is_ordinary("".join(tokens.folds[i:j]))
    return Verdict.DOUBT if ordinary and tokens.shapes[i] is Shape.LOWER else Verdict.NAME


def judge_rare_word(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on a name that is rarely a word.

    In lower case it is a word after an article or 'was': 'a tom', 'it was sandy'. In a sentence with capitals,
    a lower-case one is a doubt.
    """
    word, before = tokens.folds[i], context.previous_word(tokens, i)
    if tokens.shapes[i] is not Shape.LOWER:
        dated = word in lexicon.words("month-short", "people.txt") and before in lexicon.words("determiner")
        return Verdict.DOUBT if dated or context.next_word(tokens, j) in _WARES else Verdict.NAME
    if not lexicon.is_ordinary(word):
        return Verdict.NAME
    wordlike = before in lexicon.words("determiner") or before in lexicon.words("adverb") or before in _BEING
    return Verdict.DOUBT if wordlike or not context.lacks_capitals(tokens, i) else Verdict.NAME


def _is_belonging(tokens: Tokens, i: int, j: int, before: str) -> bool:
    """Return whether a faith or a people is meant: 'the family is Christian', 'a German friend', 'Christian values'."""
    if before in _BEING and context.next_word(tokens, j) not in lexicon.words("verb-human"):
        return True
    after = context.next_word(tokens, j)
    if not after or tokens.shapes[j] is not Shape.LOWER:
        return False
    verb = lexicon.words("verb-human") | lexicon.words("verb-state") | lexicon.words("function")
    return after in _FOLLOWERS or (after.endswith("s") and after not in verb and lexicon.is_ordinary(after))


def _is_collocation(tokens: Tokens, i: int, before: str) -> bool:
    """Return whether the capital is headline style after the first word: 'Last Chance', 'Food Banks', 'Rated Amber'."""
    opens = bool(before) and tokens.gaps[i] is Gap.SPACE and context.is_initial(tokens, i - 1)
    if not opens or tokens.shapes[i - 1] is not Shape.TITLE or len(before) < 2:
        return False
    if before in _HEADLINE:
        return True
    if before in lexicon.explained_capitals() or before in lexicon.given_names() or before in _CALLED:
        return False
    lists = ("function", "verb-human", "kin", "role", "adverb", "participle", "human-state", "label")
    if any(before in lexicon.words(name) for name in lists) or before in lexicon.titles():
        return False
    return lexicon.is_ordinary(before) and not before.endswith(("ed", "ing"))


def _is_gone_to(tokens: Tokens, i: int, before: str) -> bool:
    """Return whether a country is meant: 'in Jordan', 'returned to Jordan', but not 'spoke to Jordan'."""
    if before in ("in", "near", "around", "across", "through", "outside", "throughout"):
        return True
    return before in ("to", "from", "for") and i > 1 and tokens.folds[i - 2] in _MOVING


def _judge_small(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on a lower-case word: WORD, unless a writer without capitals means a person."""
    before, after = context.previous_word(tokens, i), context.next_word(tokens, j)
    known = all(tokens.folds[k] in lexicon.given_names() for k in range(i, j))
    if tokens.slot(i) >= Slot.SPOKEN or (known and _is_named_in_small(tokens, i, before, after)):
        return Verdict.DOUBT
    if tokens.is_small and _follows_person(tokens, i, before, after):
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
        modal = tokens.folds[i] in MODALS or tokens.folds[i] in _MONTHS
        return Verdict.WORD if modal or after in lexicon.words("after-verb") else Verdict.DOUBT
    acts = after in lexicon.words("verb-human") and after not in STILL
    if known and before in _CALLED - {"to", "for", "by", "that", "while", "when", "and", "from"} and not acts:
        return Verdict.DOUBT if context.lacks_capitals(tokens, i) else Verdict.WORD
    if known and acts and (before in _CALLED or not before) and context.lacks_capitals(tokens, i):
        return Verdict.DOUBT
    return Verdict.WORD


def _follows_person(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """Return whether a word for a person stands before a name in a text without capitals: 'a colleague dawn'."""
    if tokens.folds[i] in MODALS or tokens.folds[i] in lexicon.words("function") or after in _ARTICLES:
        return False
    return before in _PERSONS


def _opens_compound(tokens: Tokens, j: int) -> bool:
    """Return whether a small word for a place or a group follows: 'Church hall', 'Hill school'."""
    after = context.next_word(tokens, j)
    return (
        tokens.gaps[j] is Gap.SPACE and tokens.shapes[j] is Shape.LOWER and after in _PLACES
        if after
        else False
    )


def _follows_given_name(tokens: Tokens, i: int) -> bool:
    """Return whether a surname in a text without capitals stands after a given name: 'chris marsh'."""
    before = context.previous_word(tokens, i)
    known = before in lexicon.given_names() or before in lexicon.familiar_names()
    return tokens.is_small and known and not lexicon.is_ordinary(before)


def _is_rare_nickname(tokens: Tokens, i: int) -> bool:
    """Return whether a nickname that few sentences need as a word stands in a text without capitals: 'is cads with u'."""
    if tokens.folds[i] in lexicon.word_given_names() or tokens.folds[i] in lexicon.words("function"):
        return False
    return context.lacks_capitals(tokens, i) and context.previous_word(tokens, i) not in _ARTICLES


def is_small_doubt(tokens: Tokens, i: int) -> bool:
    """Return whether a given name in small letters, in a text without capitals, may be the name."""
    return context.lacks_capitals(tokens, i) and _judge_small(tokens, i, i + 1) is Verdict.DOUBT


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


def judge_pair(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on a full name of which every part is a word.

    'will young' may be a verb, and 'the poppy field' a field.
    """
    if tokens.shapes[i] is not Shape.LOWER or tokens.shapes[j - 1] is not Shape.LOWER:
        return Verdict.NAME
    verb = tokens.folds[i] in lexicon.words("modal-name") and tokens.folds[i] not in lexicon.words(
        "name-after-all"
    )
    if verb or context.previous_word(tokens, i) in lexicon.words("determiner"):
        return Verdict.DOUBT
    return Verdict.NAME
