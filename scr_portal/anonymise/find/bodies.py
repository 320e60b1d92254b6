"""Misspelt names of schools, hospitals and other bodies: aligned word by word with the whole registered name."""

from __future__ import annotations

from dataclasses import dataclass

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.spelling import is_near, is_nearly
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.bodies import full_type, name_words
from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.register.entities import Entity
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.dates import ORDINALS
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
_ORDINALS = ("", *ORDINALS[:10])
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_WITHIN = frozenset({Gap.SPACE, Gap.LINE, Gap.HYPHEN, Gap.BREAK, Gap.POSSESSIVE, Gap.JOIN, Gap.AMPERSAND})
_LEAST_FIRST = 5
_MOST_JOINED = 2
_Name = tuple[Entity, tuple[str, ...]]


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
    closed = bytearray(taken)
    for mention in mentions:  # bodies that are written as registered
        if mention.kind is FormKind.ENTITY and mention.last - mention.first > 1:
            closed[mention.first : mention.last] = b"\x01" * (mention.last - mention.first)
    bodies: list[Mention] = []
    for start, names in sorted(_starts(tokens, register, closed).items()):
        if (bodies and start < bodies[-1].last) or closed[start]:
            continue
        if best := _best(tokens, start, names):
            bodies.append(best)
    if not bodies:
        return mentions
    outside = [m for m in mentions if not any(b.first < m.last and m.begin < b.last for b in bodies)]
    return sorted([*outside, *bodies], key=lambda m: m.first)


def _starts(tokens: Tokens, register: CompiledRegister, closed: bytearray) -> dict[int, list[_Name]]:
    """Return where a body's name may begin: before a right word of it, or at a word very near its first."""
    starts: dict[int, list[_Name]] = {}
    firsts: dict[str, list[tuple[str, Entity]]] = {}
    for entity in register.entities:
        name = "".join(entity.core[0])
        if len(entity.units) > 1 and len(name) >= _LEAST_FIRST:
            firsts.setdefault(name[0], []).append((name, entity))
    by_word = register.body_words
    for k, word in enumerate(tokens.folds):
        if word in by_word and not closed[k]:
            for entity, variant, position in by_word[word]:
                for start in range(max(0, k - position - _MOST_JOINED), k - position + 1):
                    starts.setdefault(start, []).append((entity, variant))
        elif word[0] in firsts and len(word) >= _LEAST_FIRST and tokens.shapes[k] is not Shape.LOWER:
            for name, entity in firsts[word[0]] if not lexicon.is_ordinary(word) else ():
                if is_nearly(word, name):
                    starts.setdefault(k, []).append((entity, name_words(entity.units)))
    return starts


def _best(tokens: Tokens, start: int, names: list[_Name]) -> Mention | None:
    """Return the body whose name begins at a token, misspelt or in other figures, or None."""
    if not (context.is_capital(tokens, start) or tokens.shapes[start] is Shape.DIGIT):
        return None
    for entity, variant in names:
        run = _align(tokens, start, variant)
        if run is not None and _is_enough(run, len(variant)):
            verdict = Verdict.NAME if run.sure and run.right else Verdict.DOUBT
            return Mention(run.first, run.last, FormKind.ENTITY, (), [entity], verdict=verdict, doubt="name")
    return None


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
