"""Which body a town's name means, and how far the type words after it reach: 'Netherby Council', 'Primary Sch.'."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.bodies import full_type, is_short_type
from scr_portal.anonymise.register.entities import Entity
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens

_NEAR = frozenset({Gap.SPACE, Gap.LINE, Gap.HYPHEN})
_AREAS = frozenset({"borough", "city", "metropolitan", "district", "unitary"})
_SHORT = frozenset(word for row in lexicon.rows("body-short", "structure.txt") for word in row[1:])
_SHORT |= lexicon.words("body-letters", "structure.txt")
_NAMED_AFTER = (
    _SHORT | lexicon.words("place-noun", "structure.txt") | lexicon.words("body-noun", "structure.txt")
)
_LEVELS = lexicon.words("body-level", "structure.txt")


def extend(tokens: Tokens, mention: Mention) -> None:
    """Extend the mention over the capitalised type words that follow: 'Primary School', 'Academy'."""
    entity = mention.owners[0]
    if isinstance(entity, Entity):
        mention.last = _types_end(tokens, mention.last, entity)


def judge_core(tokens: Tokens, mention: Mention) -> None:
    """Accept a core such as a town's name as the school or council only if a type word follows it."""
    if not take_body(tokens, mention):
        mention.last = mention.first
        mention.verdict = Verdict.WORD


def take_body(tokens: Tokens, mention: Mention) -> bool:
    """Make the mention the body that a town's name and the type words after it mean; return whether they mean one."""
    rows = [
        (score, end, entity)
        for entity in mention.cores
        if isinstance(entity, Entity) and (end := _types_end(tokens, mention.last, entity)) > mention.last
        if (score := _score(tokens, mention.last, end, entity)) >= 0
    ]
    if not rows:
        return False
    best = max((score, end) for score, end, _ in rows)
    owners = [entity for score, end, entity in rows if (score, end) == best]
    mention.last, mention.owners = best[1], list(owners)
    if len(owners) > 1:
        mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
    return True


def _score(tokens: Tokens, first: int, last: int, entity: Entity) -> int:
    """Return how many type words are the body's own, or -1 where one makes it another: a county, a high school."""
    words = {full_type(tokens.folds[k]) for k in range(first, last)}
    own = {full_type(part) for unit in entity.units for part in unit}
    levels = _LEVELS if own & _AREAS else _LEVELS - _AREAS
    return -1 if words & levels - own else len(words & own)


def _types_end(tokens: Tokens, j: int, entity: Entity) -> int:
    """Return the end of the type words of a body from token j, abbreviations with their full stops included."""
    while j < len(tokens) and _is_type(tokens, j, entity):
        j += 1
    return j - 1 if tokens.folds[j - 1] == "of" else j


def _is_type(tokens: Tokens, j: int, entity: Entity) -> bool:
    word, gap = tokens.folds[j], tokens.gaps[j]
    dotted = gap in (Gap.DOT, Gap.DOT_SPACE) and is_short_type(tokens.folds[j - 1])
    if gap is Gap.JOIN:
        return tokens.folds[j - 1] + word in entity.type_words
    if gap not in _NEAR and not dotted:
        return False
    if not context.is_capital(tokens, j):
        return word == "of" and word in entity.type_words and context.is_capital(tokens, j + 1)
    joined = j + 1 < len(tokens) and tokens.gaps[j + 1] is Gap.JOIN
    return full_type(word) in entity.type_words or (
        joined and word + tokens.folds[j + 1] in entity.type_words
    )


def named_after(tokens: Tokens, last: int) -> int:
    """Return the end of the body that takes its name from the street before token `last`: 'Lock Lane Med. Ctre'."""
    end = last
    while end < len(tokens) and context.is_capital(tokens, end) and tokens.folds[end] in _NAMED_AFTER:
        dotted = end > last and tokens.gaps[end] in (Gap.DOT, Gap.DOT_SPACE)
        if tokens.gaps[end] is not Gap.SPACE and not (dotted and tokens.folds[end - 1] in _SHORT):
            break
        end += 1
    return end
