"""Words before a name that its pseudonym would repeat: 'the Hospital 1', 'her mother, Mother'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens, fold_text

_CODE = re.compile(r"(?:\d|\b[A-Z]{1,3}\d*)$")
_CODED_END = re.compile(r"[\s-]*\b(?:\d+|[A-Z]\d*)$")
_VERBS = ("verb-human", "verb-state", "verb-noun", "adverb", "participle", "function")
_OWNING = lexicon.words("determiner") | frozenset(
    {"her", "his", "their", "my", "our", "your", "the", "a", "an", "s"}
)


def without_article(tokens: Tokens, mention: Mention, start: int, pseudonym: str) -> tuple[int, str]:
    """Return the start, over 'the' where the pseudonym of a body or place takes no article or has its own."""
    before = mention.begin - 1
    if mention.kind is not FormKind.ENTITY or start != tokens.starts[mention.begin] or before < 0:
        return start, pseudonym
    if tokens.folds[before] != "the" or tokens.gaps[mention.begin] not in (Gap.SPACE, Gap.LINE):
        return start, pseudonym
    own = pseudonym.lower().startswith("the ")
    if not own and (not _CODE.search(pseudonym) or _noun_follows(tokens, mention.last)):
        return start, pseudonym
    if context.is_capital(tokens, before):
        pseudonym = pseudonym[0].upper() + pseudonym[1:]
    return tokens.starts[before], pseudonym


def _noun_follows(tokens: Tokens, j: int) -> bool:
    """Return whether the body only describes the noun after it: 'the Royal Edith Infirmary staff'."""
    word = context.next_word(tokens, j)
    if not word or context.is_capital(tokens, j) or not lexicon.is_ordinary(word) or word.endswith("ed"):
        return False
    return not any(word in lexicon.words(section) for section in _VERBS)


def without_label(
    tokens: Tokens, mention: Mention, span: tuple[int, int], pseudonym: str, floor: int
) -> tuple[int, int, str]:
    """Return the span and the pseudonym, in brackets after a label that says the same: 'her mother (Mother) said'.

    No word is lost, and nothing is said twice in a row.
    """
    start, end = span
    label = fold_text(_CODED_END.sub("", pseudonym.removeprefix("the ").removeprefix("The "))).split()
    first = mention.begin - len(label)
    gap = tokens.gaps[mention.begin]
    if (
        not label
        or first < floor
        or start != tokens.starts[mention.begin]
        or gap not in (Gap.SPACE, Gap.COMMA)
    ):
        return start, end, pseudonym
    if not _says(tokens.folds[first : mention.begin], label):
        return start, end, pseudonym
    if gap is Gap.COMMA and context.is_possessive(tokens, mention.last):
        return start, end, pseudonym  # 'her mother, Hayley's sister' may be a third person
    if any(tokens.gaps[k] is not Gap.SPACE for k in range(first + 1, mention.begin)):
        return start, end, pseudonym
    if gap is Gap.COMMA and context.previous_word(tokens, first) not in _OWNING:
        return start, end, pseudonym
    closes = (
        gap is Gap.COMMA and tokens.text[end : end + 2] == ", " and not _begins_item(tokens, mention.last)
    )
    return tokens.ends[mention.begin - 1], end + closes, f" ({pseudonym})"


def _says(words: Sequence[str], label: Sequence[str]) -> bool:
    """Return whether the words are those of the label, or everyday words for them: 'mum' for 'Mother'."""
    kin = lexicon.groups("kin-role")
    return all(word == own or word in kin.get(own, ()) for word, own in zip(words, label, strict=True))


def _begins_item(tokens: Tokens, j: int) -> bool:
    """Return whether a further item of a list begins at token j, so that its comma stays."""
    return j < len(tokens) and (tokens.folds[j] in _OWNING or context.is_capital(tokens, j))
