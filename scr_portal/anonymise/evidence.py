"""Name or word? The evidence rule for names that are ordinary words too: Mark, Will, Rose, May, Young, Hill, Church.

NAME asks for evidence that a person is meant, WORD for evidence that none is; anything else is DOUBT and is
flagged. The tripwire asks the same question of the finished text.
"""

from __future__ import annotations

from scr_portal.anonymise import context, lexicon
from scr_portal.anonymise.folding import Gap, Shadow, Shape
from scr_portal.anonymise.mentions import Verdict

_MONTHS = frozenset({"april", "may", "june", "august", "march"})
_STILL = frozenset("hit put let read hurt shut cut set cost spread".split())
_PRONOUNS = frozenset("i you he she it we they this that there these those the not be have".split())
_LINKING = frozenset({"and", "or"})
_CALLED = frozenset(
    "said told asked with and tell ask saw see hi hey hello dear love from by for called named met to "
    "about without thanks sorry that while when".split()
)
_NUMBERED = frozenset(
    {"ward", "grade", "page", "field", "may", "june", "april", "august", "march", "bed", "hall", "lane"}
)
_BARE_PLACES = frozenset(
    {"church", "chapel", "court", "temple", "market", "hall", "park", "college", "town", "bridge"}
)
_EPONYM_NOUNS = frozenset(
    "test tests score scores scale scales guideline guidelines competence competent inquiry enquiry syndrome disease law reflex "
    "criteria sign manoeuvre principles recommendations judgment judgement ruling hearing".split()
)


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
    if word in lexicon.geography() and before in lexicon.words("place-prep", "structure.txt"):
        return Verdict.DOUBT
    if word in _BARE_PLACES and before in lexicon.words("place-prep", "structure.txt"):
        return Verdict.DOUBT
    if context.fills_cell(shadow, i, j) or context.is_possessive(shadow, j):
        return Verdict.NAME
    if not context.is_initial(shadow, i):
        return Verdict.NAME
    if shadow.shapes[i] is Shape.UPPER and word not in lexicon.words("modal-name"):
        return Verdict.NAME
    return _judge_opening(shadow, i, j)


def _judge_month(shadow: Shadow, i: int) -> Verdict | None:
    """A month's name is a month after 'in' and beside a number; None where neither speaks."""
    before, after = context.previous_word(shadow, i), context.next_word(shadow, i + 1)
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


def _judge_opening(shadow: Shadow, i: int, j: int) -> Verdict:
    """A capital that opens a sentence says nothing: look at what follows."""
    word = shadow.folds[i]
    if j < len(shadow) and shadow.gaps[j] is Gap.COMMA and context.is_capital(shadow, j):
        return Verdict.NAME if lexicon.is_listed_name(shadow.folds[j]) else Verdict.DOUBT
    if shadow.after(j - 1).strip() == "(" and (
        context.is_capital(shadow, j) or shadow.shapes[j] is Shape.DIGIT
    ):
        return Verdict.NAME
    verb, at = context.next_verb(shadow, j)
    if not verb:
        return Verdict.DOUBT
    if verb in _LINKING:
        follows = context.is_capital(shadow, at + 1) and context.next_word(shadow, at + 1)
        return Verdict.NAME if follows and follows not in lexicon.words("function") else Verdict.DOUBT
    if context.is_capital(shadow, at):
        return Verdict.DOUBT
    if word in lexicon.words("mark-words") and verb in lexicon.words("participle-mark"):
        return Verdict.DOUBT
    if word in lexicon.words("modal-name"):
        return _judge_modal(word, verb)
    return _judge_noun(shadow, word, verb, at)


def _judge_modal(word: str, verb: str) -> Verdict:
    """Will, Can, May and other verbs: what follows a verb cannot follow a name, and the other way round."""
    if word in ("will", "can", "may", "might", "must") and verb in _PRONOUNS:
        return Verdict.WORD
    if verb in _STILL:
        return Verdict.DOUBT
    if verb in lexicon.words("verb-human") or verb in lexicon.words("verb-state"):
        return Verdict.NAME
    if verb in lexicon.words("participle") and word not in ("mark", "drew"):
        return Verdict.NAME
    if word in ("will", "can", "may", "might", "must"):
        return Verdict.DOUBT if _may_be_verb(verb) or verb in lexicon.words("function") else Verdict.WORD
    return Verdict.DOUBT


def _judge_noun(shadow: Shadow, word: str, verb: str, at: int) -> Verdict:
    """A noun or adjective that opens a sentence: with a person's verb or state it is a name."""
    mass = word in lexicon.words("mass-noun")
    state = lexicon.words("human-state")
    if verb in state:
        return Verdict.NAME
    if verb in lexicon.words("verb-state"):
        human = context.next_verb(shadow, at + 1)[0] in state or verb in ("did", "does")
        return Verdict.DOUBT if mass and not human else Verdict.NAME
    if verb in lexicon.words("verb-human"):
        return Verdict.NAME
    if verb in lexicon.words("participle"):
        return Verdict.DOUBT if mass else Verdict.NAME
    if verb.endswith("ed") and not mass:
        return Verdict.NAME
    if verb in ("who", "aged"):
        return Verdict.NAME
    if verb in lexicon.words("function") or _may_be_verb(verb):
        return Verdict.DOUBT
    given = word in lexicon.word_given_names()
    return Verdict.WORD if lexicon.is_ordinary(verb) and not given else Verdict.DOUBT


def _may_be_verb(word: str) -> bool:
    """Whether a word may be a verb's third person or past."""
    return word.endswith("s") or word.endswith("ed")


def _judge_small(shadow: Shadow, i: int, j: int) -> Verdict:
    """Without a capital a word is a word, unless somebody who writes no capitals speaks of a person."""
    before, after = context.previous_word(shadow, i), context.next_word(shadow, j)
    if before in lexicon.words("determiner") or before in lexicon.words("adverb"):
        return Verdict.WORD
    known = all(shadow.folds[k] in lexicon.given_names() for k in range(i, j))
    if known and _opens_small(shadow, i, j):
        return Verdict.DOUBT
    said = after in lexicon.words("verb-human") and after not in _STILL
    if known and before in _CALLED - {"to", "for", "by", "that", "while", "when", "and", "from"} and not said:
        return Verdict.DOUBT if context.is_quiet(shadow, i) else Verdict.WORD
    if known and said and (before in _CALLED or not before) and context.is_quiet(shadow, i):
        return Verdict.DOUBT
    return Verdict.WORD


def _opens_small(shadow: Shadow, i: int, j: int) -> bool:
    """A message that opens with a name in small letters: 'grace is ok, will ring'."""
    if not context.is_initial(shadow, i) or (i and shadow.gaps[i] is Gap.LINE):
        return False
    if j < len(shadow) and shadow.gaps[j] is Gap.COMMA:
        return True
    verb, at = context.next_verb(shadow, j)
    state = lexicon.words("verb-state") | lexicon.words("verb-human") | lexicon.words("participle")
    return context.is_possessive(shadow, j) or (verb in state and verb not in _STILL and at < len(shadow))


def judge_pair(shadow: Shadow, i: int, j: int) -> Verdict:
    """A full name of which every part is a word: a name with capitals, or in a message that has none."""
    if shadow.shapes[i] is not Shape.LOWER or shadow.shapes[j - 1] is not Shape.LOWER:
        shouted = context.is_shouted(shadow, i, j)
        return Verdict.DOUBT if shouted and shadow.folds[i] in lexicon.words("modal-name") else Verdict.NAME
    if shadow.folds[i] in lexicon.words("modal-name") and shadow.folds[i] not in (
        "drew",
        "jack",
        "nick",
        "pat",
        "sue",
    ):
        return Verdict.NAME if context.is_initial(shadow, i) else Verdict.DOUBT
    before = context.previous_word(shadow, i)
    if before in lexicon.words("determiner"):
        return Verdict.DOUBT
    opened = context.is_initial(shadow, i) or context.is_quiet(shadow, i) or before in _CALLED
    return Verdict.NAME if opened else Verdict.DOUBT


def is_eponym(shadow: Shadow, i: int, j: int) -> bool:
    """Whether a name only labels a test, a law or an inquiry: 'the Fraser guidelines'."""
    after = j + 1 if context.is_possessive(shadow, j) else j
    if after >= len(shadow) or shadow.gaps[after] not in (Gap.SPACE, Gap.LINE):
        return False
    return shadow.folds[after] in _EPONYM_NOUNS
