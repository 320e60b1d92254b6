"""Misspelt names of schools, hospitals and other bodies: aligned word by word with the whole registered name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.spelling import is_near, is_nearly
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.bodies import full_type, name_words
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.entities import Entity
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_CARDINALS = (
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_WITHIN = frozenset({Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.BREAK, Gap.POSSESSIVE, Gap.JOIN, Gap.AMPERSAND})
_LEAST_FIRST = 5


@dataclass(frozen=True, slots=True)
class _Alignment:
    """A run of tokens read as a body's name: how many words are right, and whether each other is very near."""

    first: int
    last: int
    right: int
    near: int
    sure: bool


def add_misspelt_bodies(
    tokens: Tokens, register: CompiledRegister, mentions: list[Mention], taken: bytearray
) -> list[Mention]:
    """Return the mentions with misspelt bodies, each in the place of the town or the names within it."""
    bodies: list[Mention] = []
    whole = _whole_bodies(mentions)
    for i in range(len(tokens)):
        if taken[i] or i in whole or not (context.is_capital(tokens, i) or tokens.shapes[i] is Shape.DIGIT):
            continue
        if bodies and i < bodies[-1].last:
            continue
        if best := _best(tokens, register, i):
            bodies.append(best)
    if not bodies:
        return mentions
    outside = [m for m in mentions if not any(b.first < m.last and m.begin < b.last for b in bodies)]
    return sorted([*outside, *bodies], key=lambda m: m.first)


def _whole_bodies(mentions: list[Mention]) -> set[int]:
    """Return the tokens of bodies that are written as registered."""
    whole = [m for m in mentions if m.kind is FormKind.ENTITY and m.last - m.first > 1]
    return {k for m in whole for k in range(m.first, m.last)}


def _best(tokens: Tokens, register: CompiledRegister, i: int) -> Mention | None:
    """Return the body whose name begins at token i, misspelt or in other figures, or None."""
    for entity, variant in _candidates(tokens, register, i):
        alignment = _align(tokens, i, variant)
        if alignment is None or not _is_enough(alignment, len(variant)):
            continue
        verdict = Verdict.NAME if alignment.sure and alignment.right else Verdict.DOUBT
        return Mention(
            alignment.first, alignment.last, FormKind.ENTITY, (), [entity], verdict=verdict, doubt="name"
        )
    return None


def _candidates(
    tokens: Tokens, register: CompiledRegister, i: int
) -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Yield bodies of which one of the next words is right, or whose first word token i nearly is."""
    last = min(i + 4, len(tokens))
    for k in range(i, last):
        for entity, variant, position in register.body_words.get(tokens.folds[k], ()):
            if position <= k - i:
                yield entity, variant
    word = tokens.folds[i]
    if len(word) >= _LEAST_FIRST and not lexicon.is_ordinary(word):
        for entity in register.entities:
            name = "".join(entity.core[0])
            if len(name) >= _LEAST_FIRST and len(entity.units) > 1 and is_nearly(word, name):
                yield entity, name_words(entity.units)


def _is_enough(alignment: _Alignment, words: int) -> bool:
    """Return whether enough words are right; a name of two words needs the other very near."""
    if alignment.near == 0:
        return alignment.right == words and words > 1
    return alignment.near <= max(1, words // 3) or (words == 2 and alignment.sure)


def _align(tokens: Tokens, i: int, variant: tuple[str, ...]) -> _Alignment | None:
    """Return the alignment of the words from token i with a whole name, or None."""
    k, right, near, sure = i, 0, 0, True
    for number, name in enumerate(variant):
        if k >= len(tokens) or (number and tokens.gaps[k] not in _WITHIN):
            return None
        written, after = _word_at(tokens, k)
        if written == name or full_type(written) == name or written == name.removesuffix("s"):
            right += 1
        elif len(written) > 2 and is_near(written, name):
            near += 1
            sure = sure and is_nearly(written, name) and not lexicon.is_ordinary(written)
        else:
            return None
        k = after
    return _Alignment(i, k, right, near, sure)


def _word_at(tokens: Tokens, k: int) -> tuple[str, int]:
    """Return the word at token k, a figure as its number word and a possessive with its s, and the next token."""
    word, after = tokens.folds[k], k + 1
    joined = after < len(tokens) and tokens.gaps[after] is Gap.JOIN
    if tokens.shapes[k] is Shape.DIGIT and len(word) < 3:
        if joined and tokens.folds[after] in _ENDINGS and int(word) < len(_ORDINALS):
            return _ORDINALS[int(word)], after + 1
        return (_CARDINALS[int(word)] if int(word) < len(_CARDINALS) else word), after
    if context.is_possessive(tokens, after):
        return word + "s", after + 1
    return word, after
