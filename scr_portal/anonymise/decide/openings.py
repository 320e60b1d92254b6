"""Capitals at the start of a sentence, where only the following words tell a name from a word.

Notes omit articles ('Grant refused.', 'Mark on door.'), so a past tense is evidence only where it is one that
only people can have, or where an object follows it.
"""

from __future__ import annotations

from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

MODALS = frozenset({"will", "can", "may", "might", "must"})
STILL = lexicon.words("openings-still")
_AFTER_VERB = lexicon.words("openings-after-verb")
_NOT_AFTER_NAME = lexicon.words("openings-not-after-name")
_THERE = lexicon.words("openings-there")
_THINGS = lexicon.words("openings-things")
_BODIES = lexicon.words("openings-bodies")
_TOLD = lexicon.words("openings-told")
_AFTER_NOUN = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "would", "should", "of", "for", "not"}
)
_PLAIN_WORD = ("who", "aged")
_HERE = ("there", "off", "with", "at", "present", "home")
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "our", "my", "one", "no"})
_DEGREES = frozenset({"not", "very", "too", "so", "quite", "rather", "more", "much"})
_ADDRESSING = lexicon.words("addressing", "people.txt")
_DEGREE = lexicon.words("openings-degree")
_PASSING = lexicon.words("openings-passing")
_TIMES = lexicon.words("openings-times")
_IRREGULAR = lexicon.words("irregular-past", "people.txt")
_PERSONS = lexicon.words("openings-persons")


def judge_opening(tokens: Tokens, i: int, j: int) -> Verdict:
    """Return the verdict on tokens i to j (excluded), a capitalised word that opens a sentence, line or cell."""
    if j < len(tokens) and tokens.gaps[j] is Gap.COMMA and context.is_capital(tokens, j):
        return Verdict.NAME if lexicon.is_listed_name(tokens.folds[j]) else Verdict.DOUBT
    if _is_addressed(tokens, i, j):
        return Verdict.NAME
    if tokens.after(j - 1).strip() == "(" and j < len(tokens):
        return (
            Verdict.NAME
            if context.is_capital(tokens, j) or tokens.shapes[j] is Shape.DIGIT
            else Verdict.DOUBT
        )
    if tokens.after(j - 1).startswith(":") and "|" in tokens.before(i) and _may_be_labelled(tokens.folds[i]):
        return Verdict.NAME
    verb, at = context.next_verb(tokens, j)
    if not verb:
        return Verdict.NAME if _is_labelled(tokens, i) else Verdict.DOUBT
    if verb in ("and", "or"):
        return _judge_pair_opening(tokens, at)
    if tokens.folds[i] in MODALS and verb == "i":
        return Verdict.WORD
    if context.is_capital(tokens, at) or _joins_two(tokens, j):
        return Verdict.DOUBT
    if tokens.folds[i] in MODALS:
        return _judge_modal(tokens, verb, at)
    return _judge_noun(tokens, tokens.folds[i], verb, at)


def _joins_two(tokens: Tokens, j: int) -> bool:
    """Return whether only a mark that is no word stands between two capitals of a line: 'Shell xxx Ant'."""
    if j + 1 >= len(tokens) or tokens.shapes[j] is not Shape.LOWER:
        return False
    mark = len(tokens.folds[j]) > 1 and len(set(tokens.folds[j])) == 1
    return mark and tokens.gaps[j + 1] is Gap.SPACE and context.is_capital(tokens, j + 1)


def _is_addressed(tokens: Tokens, i: int, j: int) -> bool:
    """Return whether a given name opens a sentence that speaks to its bearer: 'Joy, has he been told'."""
    comma = j < len(tokens) and tokens.gaps[j] is Gap.COMMA and tokens.shapes[j] is Shape.LOWER
    return comma and tokens.folds[i] in lexicon.given_names() and tokens.folds[j] in _ADDRESSING


def _may_be_labelled(word: str) -> bool:
    """Return whether a word before a colon at the start of a cell is a given name: '| Olive: hungry'."""
    return word in lexicon.word_given_names() and word not in _THINGS and word not in _TIMES


def _is_labelled(tokens: Tokens, i: int) -> bool:
    """Return whether a label announces a person: 'Child: Hope', 'Present: Mark'."""
    if not i or not tokens.before(i).startswith((":", "):")):
        return False
    label = tokens.folds[i - 1]
    if label == "s" and i > 1 and tokens.before(i).startswith("):"):
        label = tokens.folds[i - 2]
    if label in lexicon.words("slot-people", "people.txt"):
        return True
    return label in lexicon.words("kin") or label in lexicon.words("role") or label in lexicon.words("label")


def _judge_pair_opening(tokens: Tokens, at: int) -> Verdict:
    """Return NAME for 'Hope and Megan', but DOUBT for 'Hope and patience'."""
    follows = context.next_word(tokens, at + 1) if context.is_capital(tokens, at + 1) else ""
    return Verdict.NAME if follows and follows not in lexicon.words("function") else Verdict.DOUBT


def _judge_modal(tokens: Tokens, verb: str, at: int) -> Verdict:
    """Return the verdict on Will, Can, May: a word that follows a verb cannot follow a name, and vice versa."""
    if verb in _NOT_AFTER_NAME:
        return Verdict.WORD
    if verb in STILL:
        return Verdict.DOUBT
    if verb in lexicon.words("verb-state"):
        return _judge_state(tokens, tokens.folds[at - 1], verb, at, person=tokens.folds[at - 1] != "may")
    if verb in lexicon.words("verb-human") or verb in _PLAIN_WORD:
        return Verdict.NAME
    if verb in lexicon.words("participle") or verb in lexicon.words("human-state"):
        return Verdict.NAME
    if verb in lexicon.words("function") or verb.endswith(("s", "ed")):
        return Verdict.DOUBT
    return Verdict.WORD


def _judge_noun(tokens: Tokens, word: str, verb: str, at: int) -> Verdict:
    """Return the verdict on any other word: NAME beside a verb or state that only people have."""
    mass = word in lexicon.words("mass-noun")
    if (mass or word in lexicon.words("adjective")) and verb in lexicon.words("verb-noun"):
        return Verdict.DOUBT
    if tokens.folds[at - 1] == "not" and word not in lexicon.word_given_names():
        return Verdict.DOUBT
    speaks = verb in lexicon.words("verb-personal") and context.next_word(tokens, at + 1) != "to"
    if word in _DEGREE and verb not in lexicon.words("verb-state") and not speaks:
        return Verdict.DOUBT
    if mass and verb in _PASSING and (word in _TIMES or not context.next_word(tokens, at + 1)):
        return Verdict.DOUBT
    person = word in lexicon.word_given_names() and word not in _THINGS and not mass
    if verb in lexicon.words("human-state") or verb in _PLAIN_WORD or verb in lexicon.words("verb-personal"):
        return Verdict.NAME
    if verb in lexicon.words("verb-state"):
        return _judge_state(tokens, word, verb, at, person)
    if verb in _TOLD and word not in _BODIES and not (mass and not context.next_word(tokens, at + 1)):
        return Verdict.NAME
    given = word in lexicon.word_given_names()
    if verb in lexicon.words("participle") and not (mass and verb in _TOLD):
        return (
            Verdict.NAME if word not in _BODIES | {"mark", "marks"} and (given or not mass) else Verdict.DOUBT
        )
    if verb in lexicon.words("verb-human") or verb in _IRREGULAR or verb.endswith("ed"):
        return _judge_past(tokens, word, verb, at, person)
    if verb == "trying":
        return Verdict.DOUBT
    if (
        word in lexicon.words("adjective")
        and lexicon.is_ordinary(verb)
        and verb not in lexicon.words("function")
    ):
        return Verdict.WORD
    if (
        verb in lexicon.words("function")
        or verb.endswith(("s", "ing"))
        or given
        or not lexicon.is_ordinary(verb)
    ):
        return Verdict.DOUBT
    return Verdict.WORD


def _judge_state(tokens: Tokens, word: str, verb: str, at: int, person: bool) -> Verdict:
    """Return the verdict before a verb of state.

    'Grace was poorly' is a person, 'Hope was expressed' is not, 'Grant was refused' may be either.
    """
    after, k = context.next_verb(tokens, at + 1)
    while after in _DEGREES or (after == "been" and not person):
        after, k = context.next_verb(tokens, k + 1)
    mass = word in lexicon.words("mass-noun")
    if after in lexicon.words("capitals-abstract") and word in lexicon.words("abstract", "people.txt"):
        return Verdict.DOUBT
    if verb in ("did", "does") or after in lexicon.words("human-state"):
        return Verdict.NAME
    if verb in ("has", "had") and not mass and after not in _ARTICLES:
        return Verdict.NAME
    if mass:
        is_present = word in lexicon.word_given_names() and after in _HERE
        return Verdict.NAME if is_present else Verdict.DOUBT
    if word in _THINGS - {"rose"} or word in _BODIES:
        return Verdict.NAME if after in _THERE and word not in _BODIES else Verdict.DOUBT
    if person or after in _THERE or after.endswith("ing") or after in lexicon.words("participle"):
        return Verdict.NAME
    return Verdict.NAME if after in _ARTICLES and _names_office(tokens, k + 1) else Verdict.DOUBT


def _names_office(tokens: Tokens, k: int) -> bool:
    """Return whether a word for a person follows within three words: 'was the allocated social worker'."""
    people = lexicon.words("kin") | lexicon.words("role") | lexicon.words("office") | _PERSONS
    for at in range(k, min(k + 3, len(tokens))):
        if not context.next_word(tokens, at):
            return False
        if tokens.folds[at] in people:
            return True
    return False


def _judge_past(tokens: Tokens, word: str, verb: str, at: int, person: bool) -> Verdict:
    """Return the verdict before a past tense: 'Grant refused to go' is a person, 'Grant refused.' is a note."""
    if verb.endswith("s") and len(verb) > 3:
        noun = context.next_word(tokens, at + 1) in _AFTER_NOUN
        return Verdict.DOUBT if noun else Verdict.NAME
    if word in ("mark", "marks") and verb in lexicon.words("participle-mark"):
        return Verdict.DOUBT
    after = context.next_word(tokens, at + 1)
    capital = context.is_capital(tokens, at + 1) and after != ""
    digits = (
        at + 1 < len(tokens) and tokens.shapes[at + 1] is Shape.DIGIT and tokens.gaps[at + 1] is Gap.SPACE
    )
    if after in _AFTER_VERB or capital or digits or after.endswith(("one", "ly")):
        return Verdict.NAME
    return Verdict.NAME if person and after else Verdict.DOUBT
