"""The evidence rule for names that are also ordinary words: Mark, Will, Rose, May, Young, Hill, Church.

NAME needs evidence that a person is meant, WORD needs evidence that none is; anything else is DOUBT and is
flagged. The tripwire judges again by a rule of its own.
"""

from __future__ import annotations

from scr_portal.anonymise.decide import months, small_letters
from scr_portal.anonymise.decide.openings import MODALS, judge_opening
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, ethnicity, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Slot, Tokens

_THINGS = lexicon.words("openings-things") | lexicon.words("openings-times")
_BODIES = lexicon.words("openings-bodies")
_PLACES = lexicon.words("place-noun", "structure.txt") | {"group", "service", "fete"}
_MONTHS = frozenset({"april", "may", "june", "august", "march"})
_SPEAKING = frozenset({"speak", "speaks", "spoke", "speaking", "understands", "reads"})
_PRONOUNS = lexicon.words("evidence-pronouns")
_MOVING = lexicon.words("evidence-moving")
_QUOTES = "\"'“‘"
_FESTIVALS = lexicon.words("festival", "people.txt")
_LINKING = frozenset({"and", "or"})
_CALLED = lexicon.words("evidence-called")
_NUMBERED = lexicon.words("evidence-numbered")
_BARE_PLACES = lexicon.words("evidence-bare-places")
_BEING = lexicon.words("evidence-being")
_PEOPLES = lexicon.geography() | lexicon.words("evidence-faiths")
_FOLLOWERS = lexicon.words("evidence-followers")
_WARES = lexicon.words("evidence-wares")
_SWORN_BY = frozenset({"lord", "heaven", "god"})
_SWORN = frozenset({"knows", "willing", "forbid", "help"})
_SWEARING = frozenset({"good", "dear", "thank"})
_SHIFTS = frozenset({"day", "night", "early", "late"})
_ARROWS = ("->", "→", "=>", "–>")
_HEADLINE = lexicon.words("evidence-headline")


def judge_word(tokens: Tokens, i: int, j: int, *, given: bool = False) -> Verdict:
    """Return the verdict on tokens i to j (excluded), a registered name that is also a word.

    `given` says that it is a given name or a nickname, not a surname.
    """
    if tokens.shapes[i] is Shape.LOWER:
        return _judge_lower(tokens, i, j, given)
    for step in (_by_kind, _by_phrase, _by_company):
        if (verdict := step(tokens, i, j)) is not None:
            return verdict
    if not context.is_initial(tokens, i):
        headline = _is_collocation(tokens, i, context.previous_word(tokens, i))
        return Verdict.DOUBT if headline else Verdict.NAME
    word = tokens.folds[i]
    if tokens.shapes[i] is Shape.UPPER and word not in MODALS:
        return Verdict.NAME
    verdict = judge_opening(tokens, i, j)
    spoken = given and word not in MODALS and tokens.before(i)[-1:] in _QUOTES and bool(tokens.before(i))
    return Verdict.DOUBT if spoken and verdict is Verdict.WORD else verdict


def _judge_lower(tokens: Tokens, i: int, j: int, given: bool) -> Verdict:
    """Return the verdict on a word in small letters: a sender, a nickname, a surname after a given name, or a word."""
    if given and small_letters.sends(tokens, i, j):
        return Verdict.NAME
    rare = given and small_letters.is_rare_nickname(tokens, i)
    if rare or (not given and small_letters.follows_given_name(tokens, i)):
        return Verdict.DOUBT
    return small_letters.judge_small(tokens, i, j)


def _by_kind(tokens: Tokens, i: int, j: int) -> Verdict | None:
    """Return what its slot or the kind of word settles: a people, a festival, a month, a word with a number."""
    word = tokens.folds[i]
    if j - i == 1 and ethnicity.is_ethnic_group(tokens, i):
        return Verdict.WORD
    if tokens.slot(i) >= Slot.FIELD or (tokens.slot(i) is Slot.SPOKEN and word not in _THINGS):
        return Verdict.NAME
    if word in _FESTIVALS and not (i and tokens.folds[i - 1] in lexicon.titles()):
        return Verdict.DOUBT
    if j - i == 1 and word in _MONTHS and (month := months.judge_month(tokens, i)) is not None:
        return month
    if j < len(tokens) and tokens.shapes[j] is Shape.DIGIT and tokens.gaps[j] in (Gap.SPACE, Gap.JOIN):
        return Verdict.WORD if word in _NUMBERED else Verdict.DOUBT
    return None


def _by_phrase(tokens: Tokens, i: int, j: int) -> Verdict | None:
    """Return DOUBT for a set phrase, a line in capitals, a word after an article and what belongs to a country or faith."""
    word, before = tokens.folds[i], context.previous_word(tokens, i)
    if _is_set_phrase(tokens, i, j):
        return Verdict.DOUBT
    if context.is_shouted(tokens, i, j) or before in lexicon.words("determiner-capital"):
        return Verdict.DOUBT
    if word in lexicon.geography() and (before in _SPEAKING or _is_gone_to(tokens, i, before)):
        return Verdict.DOUBT
    if word in _PEOPLES and _is_belonging(tokens, i, j, before):
        return Verdict.DOUBT
    return None


def _by_company(tokens: Tokens, i: int, j: int) -> Verdict | None:
    """Return DOUBT before goods, after "in" or as part of a place, and NAME for a cell of its own or a possessive."""
    word = tokens.folds[i]
    if context.next_word(tokens, j) in _WARES and not context.is_initial(tokens, i):
        return Verdict.DOUBT
    if word in _BARE_PLACES and context.previous_word(tokens, i) in lexicon.words(
        "place-prep", "structure.txt"
    ):
        return Verdict.DOUBT
    if word in _BODIES and _opens_compound(tokens, j):
        return Verdict.DOUBT
    return Verdict.NAME if context.fills_cell(tokens, i, j) or context.is_possessive(tokens, j) else None


def _is_set_phrase(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a word stands in an oath, 'Lord knows', or between shifts, 'DAY -> NIGHT'."""
    word = tokens.folds[i]
    if word in _SWORN_BY and (
        context.next_word(tokens, j) in _SWORN or context.previous_word(tokens, i) in _SWEARING
    ):
        return True
    return word in _SHIFTS and (
        tokens.after(j - 1).lstrip().startswith(_ARROWS) or tokens.before(i).rstrip().endswith(_ARROWS)
    )


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
    if word in _FESTIVALS and not (i and tokens.folds[i - 1] in lexicon.titles()):
        return Verdict.DOUBT
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


def _opens_compound(tokens: Tokens, j: int) -> bool:
    """Return whether a small word for a place or a group follows: 'Church hall', 'Hill school'."""
    after = context.next_word(tokens, j)
    return (
        tokens.gaps[j] is Gap.SPACE and tokens.shapes[j] is Shape.LOWER and after in _PLACES
        if after
        else False
    )


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
