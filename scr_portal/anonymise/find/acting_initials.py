"""Initials that spell an abbreviation of the field: a doubt as soon as they act as a person does.

TO, SW or CP at the start of a row, before "to" or "will", after "by" or "w/", or defined in the text, "Toyin Osei (TO)",
may be a registered person. Elsewhere they are the abbreviation, and asking about each would bury what matters.
"""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_ACTS = lexicon.words("verb-human") - lexicon.words("verb-noun")
_STATES = lexicon.words("participle") | lexicon.words("human-state")
_ACTS_ANYWHERE = frozenset({"to", "will", "said"})
_BY = frozenset({"by", "w"})
_ROW = re.compile(r"(?:^|[|\n\t])[\s\d.)•*\-–]*$")
_NUMBERED = re.compile(r"(?:^|\s)\d{1,2}\)\s$")
_TURN = re.compile(r"[ \t]*[:\-–=][ \t]")
_PAIR = re.compile(r"\b[A-Z][-‐‑][A-Z]\b")
_SENTENCE_END = re.compile(r"[.!?]\s+$")
_LINE_END = re.compile(r"\.?[ \t]*(?:\n|$)")
_TOGETHER = frozenset({"/", ", ", " & ", "&", " + ", "+"})
_FEWEST, _MOST = 2, 4


def add_acting_initials(
    tokens: Tokens, register: CompiledRegister, mentions: list[Mention], taken: bytearray
) -> list[Mention]:
    """Return the mentions with the initials that act added as doubts."""
    letters = register.initials
    spans = [
        (k, last)
        for k in _candidates(tokens, letters)
        if (last := _end(tokens, k, register)) and not taken[k]
    ]
    if not spans:
        return mentions
    covered = {k for mention in mentions for k in range(mention.begin, mention.last)}
    spans = [(k, last) for k, last in spans if k not in covered]
    defined = _defined(tokens, mentions, {k: letters["".join(tokens.folds[k:last])] for k, last in spans})
    others = {
        k
        for mention in mentions
        if mention.kind is FormKind.INITIALS
        for k in range(mention.first, mention.last)
    }
    additions = [
        _mention(tokens, k, last, letters[key], defined.get(key, frozenset()))
        for k, last in spans
        if ((key := "".join(tokens.folds[k:last])) in defined and not _is_timed(tokens, k))
        or last - k > 1
        or _stand_together(tokens, k, others)
        or tokens.shapes[k] is Shape.LOWER
        or _acts(tokens, k)
    ]
    return sorted([*mentions, *additions], key=lambda mention: mention.first)


def _mention(
    tokens: Tokens, k: int, last: int, owners: tuple[Owner, ...], defined: frozenset[str]
) -> Mention:
    """Return the mention of initials: a name where the text gives them to one person, else a doubt."""
    person = [owner for owner in owners if owner.id in defined]
    sure = len(person) == 1 and last - k == 1 and not context.is_shouted(tokens, k, last)
    mention = Mention(k, last, FormKind.INITIALS, (), person if sure else list(owners))
    mention.defined = sure
    mention.verdict = Verdict.NAME if sure else Verdict.DOUBT
    return mention


def _is_timed(tokens: Tokens, k: int) -> bool:
    """Return whether figures stand before the letters: '9 AM'."""
    return k > 0 and tokens.shapes[k - 1] is Shape.DIGIT and tokens.gaps[k] in (Gap.SPACE, Gap.JOIN)


def _candidates(tokens: Tokens, letters: dict[str, tuple[Owner, ...]]) -> list[int]:
    """Return the tokens that spell registered initials, or open a pair of letters with a hyphen."""
    words = [k for k, fold in enumerate(tokens.folds) if fold in letters]
    if _PAIR.search(tokens.text):
        words += [k for k, fold in enumerate(tokens.folds) if len(fold) == 1]
    return words


def _end(tokens: Tokens, k: int, register: CompiledRegister) -> int:
    """Return the end of initials that begin at token k, or 0: one word in capitals, or two letters and a hyphen.

    A nickname of letters, AJ, is one in small letters too, in a text without capitals.
    """
    letters = register.initials
    if tokens.shapes[k] is Shape.UPPER and _FEWEST <= len(tokens.folds[k]) <= _MOST:
        return k + 1 if tokens.folds[k] in letters and not _is_coded(tokens, k) else 0
    word = tokens.folds[k]
    if word in register.lettered and tokens.shapes[k] is Shape.LOWER and context.lacks_capitals(tokens, k):
        return 0 if word in lexicon.words("function") or lexicon.is_ordinary(word) else k + 1
    pair = k + 1 < len(tokens) and tokens.gaps[k + 1] is Gap.HYPHEN and len(tokens.folds[k]) == 1
    if (
        not pair
        or len(tokens.folds[k + 1]) != 1
        or not tokens.raw(k).isupper()
        or not tokens.raw(k + 1).isupper()
    ):
        return 0
    key = tokens.folds[k] + tokens.folds[k + 1]
    return k + 2 if any("-" in owner.entry["canonical"] for owner in letters.get(key, ())) else 0


def _is_coded(tokens: Tokens, k: int) -> bool:
    """Return whether digits touch the letters: SW4 is a code, not a person's initials."""
    before = k > 0 and tokens.gaps[k] is Gap.JOIN
    return before or (k + 1 < len(tokens) and tokens.gaps[k + 1] is Gap.JOIN)


def _acts(tokens: Tokens, k: int) -> bool:
    """Return whether the letters begin a row or a turn, do something, or are said to have done it."""
    if context.is_shouted(tokens, k, k + 1):
        return False
    if _NUMBERED.search(tokens.text, max(0, tokens.starts[k] - 5), tokens.starts[k]):
        return True
    if _signs(tokens, k) or _is_bracketed(tokens, k) or _holds_office(tokens, k):
        return True
    opens = bool(_ROW.search(tokens.text[: tokens.starts[k]][-12:]))
    if (opens or context.is_initial(tokens, k)) and _TURN.match(tokens.after(k)):
        return True
    after = context.next_word(tokens, k + 1)
    if after == "for" and context.is_initial(tokens, k) and _is_colleague(tokens, k + 2):
        return True
    if after in _STATES and (opens or context.is_initial(tokens, k)):
        return True
    if (
        after
        and tokens.shapes[k + 1] is Shape.LOWER
        and (after in _ACTS_ANYWHERE or (opens and after in _ACTS))
    ):
        return True
    return _follows_by(tokens, k)


def _stand_together(tokens: Tokens, k: int, others: set[int]) -> bool:
    """Return whether the letters stand beside the initials of somebody else: 'BR/IF joint visit', 'Copy: IF, BR'."""
    if k + 1 in others and tokens.after(k) in _TOGETHER:
        return True
    if k - 1 in others and tokens.before(k) in _TOGETHER:
        return True
    return k - 2 in others and tokens.folds[k - 1] == "and"


def _is_colleague(tokens: Tokens, k: int) -> bool:
    """Return whether a title, an initial or a given name stands at token k: 'PM for D. Sands'."""
    if not context.is_capital(tokens, k) or tokens.gaps[k] is not Gap.SPACE:
        return False
    word = tokens.folds[k]
    return len(word) == 1 or word in lexicon.titles() or lexicon.is_first_name(word)


def _signs(tokens: Tokens, k: int) -> bool:
    """Return whether the letters stand alone after the last sentence of a note: 'To rebook. EP'."""
    return bool(_SENTENCE_END.search(tokens.before(k))) and bool(_LINE_END.match(tokens.after(k)))


def _is_bracketed(tokens: Tokens, k: int) -> bool:
    """Return whether the letters stand first in brackets and neither shorten the words before nor name an office."""
    if not tokens.before(k).endswith("(") or not k or not tokens.after(k).startswith((")", ",")):
        return False
    word = tokens.folds[k]
    before = "".join(fold[0] for fold in tokens.folds[max(0, k - len(word)) : k])
    return before != word and not context.is_capital(tokens, k - 1)


def _holds_office(tokens: Tokens, k: int) -> bool:
    """Return whether an office in brackets follows the letters: 'EP (HV)'."""
    j = k + 1
    if j >= len(tokens) or tokens.before(j) != " (" or not context.is_capital(tokens, j):
        return False
    word = tokens.folds[j]
    offices = lexicon.words("role") | lexicon.titles().keys() | lexicon.words("short", "glossary.txt")
    return word in offices or word in lexicon.abbreviations()


def _follows_by(tokens: Tokens, k: int) -> bool:
    """Return whether the letters stand after "by" or "w/", also as the second of a pair: 'by GP and TA'."""
    if k and tokens.folds[k - 1] in _BY and tokens.before(k).strip() in ("", "/", ":", "-", "–"):
        return "\n" not in tokens.before(k)
    pair = k > 2 and tokens.folds[k - 1] == "and" and tokens.shapes[k - 2] is Shape.UPPER
    return pair and tokens.folds[k - 3] in _BY


def _defined(
    tokens: Tokens, mentions: list[Mention], spans: dict[int, tuple[Owner, ...]]
) -> dict[str, frozenset[str]]:
    """Return the letters that the text gives to their person: 'Toyin Osei (TO)', 'SW = Seren Williams'."""
    keys: dict[str, frozenset[str]] = {}
    for mention in mentions:
        before, after = mention.last, mention.begin - 1
        if before in spans and tokens.before(before).strip() == "(":
            keys |= _shared(tokens, before, mention, spans)
        if after in spans and tokens.after(after).strip() in ("=", "-", "–", "(", ":"):
            keys |= _shared(tokens, after, mention, spans)
    return keys


def _shared(
    tokens: Tokens, k: int, mention: Mention, spans: dict[int, tuple[Owner, ...]]
) -> dict[str, frozenset[str]]:
    ids = {owner.id for owner in mention.owners} & {owner.id for owner in spans[k]}
    return {tokens.folds[k]: frozenset(ids)} if ids else {}
