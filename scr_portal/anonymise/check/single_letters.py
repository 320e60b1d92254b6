"""One capital letter for a relative or a child of the register, where it acts as a person: 'K feeding well', 'saw T at school'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens, fold
from scr_portal.anonymise.text.turn_letters import labels_of_turns

_DOING = (
    lexicon.words("verb-human")
    | lexicon.words("verb-state")
    | lexicon.words("participle")
    | lexicon.words("human-state")
)
_MET = (
    lexicon.words("met", "people.txt")
    | lexicon.words("talk", "people.txt")
    | frozenset({"that", "and", "when", "as", "if"})
)
_STATES = (
    lexicon.words("letter-state", "people.txt") | lexicon.words("human-state") | lexicon.words("adjective")
)
_HUMAN = lexicon.words("verb-human") - lexicon.words("verb-noun")
_PLACED = frozenset({"at", "in", "with", "on"})
_AGE = re.compile(r"(?: |, | ?\()(?:1[0-8]|\d)$")
_CHILDREN = re.compile(
    r"\b(?i:children|chn|sibs?|siblings?|brothers?|sisters?|kids|twins)\b(?:\s[a-z]+)?[:\s]*(?:[A-Z][\w'’-]*[ ,]{0,2}\(?\d{0,2}\s?(?:yrs?|y|m|mths?)?\)?(?:,?\sand|,|;|&)?\s?){0,5}$",
)
_LIST = 60
_THINGS = frozenset({"shirts", "cells", "levels", "scores", "tests", "types", "spines", "vitamins", "waves"})
_ABBREVIATED = re.compile(r"[a-z](?:section|cell|dimer|diff|spine|shirt|level|score)")
_AFTER = frozenset({"", " ", ".", ",", ";", ")", "\n"})
_LETTERED = lexicon.words("lettered-things", "people.txt")
_WORDS = frozenset({"a", "i"})
_BEFORE = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.DOT_SPACE, Gap.OTHER, Gap.WIDE})


def single_letters(
    tokens: Tokens, register: CompiledRegister, closed: bytearray
) -> Iterator[tuple[int, int]]:
    """Yield each letter, as (first, last), that begins a first name or nickname of the family and acts as a person."""
    letters = _letters(register)
    found = [k for k, word in enumerate(tokens.folds) if len(word) == 1 and word in letters and not closed[k]]
    acting = [k for k in found if _acts(tokens, k)]
    known = {tokens.folds[k] for k in acting}
    turns = labels_of_turns(tokens.text)
    speaking = [
        k
        for k in found
        if k not in acting
        and (
            tokens.starts[k] in turns
            or (tokens.folds[k] in known and (_speaks(tokens, k) or _stands_alone(tokens, k)))
        )
    ]
    yield from ((k, k + 1) for k in sorted(acting + speaking))


def _letters(register: CompiledRegister) -> frozenset[str]:
    family = [person for person in register.people if person.is_family]
    letters = {person.initial for person in family}
    letters |= {fold(alias)[:1] for person in family for alias in person.entry["aliases"]}
    return frozenset(letters) - _WORDS


def _speaks(tokens: Tokens, k: int) -> bool:
    """Return whether the letter stands before a colon, as a speaker does: 'T: "mum is loud"'."""
    near = not k or tokens.gaps[k] in _BEFORE
    return near and tokens.after(k).startswith(": ") and not context.is_label_letter(tokens, k)


def _stands_alone(tokens: Tokens, k: int) -> bool:
    """Return whether a letter that acts elsewhere in the text stands among small words: 'told K that D will not come'."""
    if tokens.shapes[k] is not Shape.TITLE or context.is_label_letter(tokens, k) or not k:
        return False
    if context.is_initial(tokens, k) and tokens.gaps[k] in _BEFORE:
        return k + 1 < len(tokens) and tokens.shapes[k + 1] is Shape.LOWER and tokens.gaps[k + 1] is Gap.SPACE
    if tokens.gaps[k] not in (Gap.SPACE, Gap.LINE) or tokens.after(k)[:1] not in _AFTER:
        return False
    before = tokens.folds[k - 1]
    opens = context.is_initial(tokens, k - 1) and before in _MET | lexicon.words("verb-human")
    small = tokens.shapes[k - 1] is Shape.LOWER or opens
    return small and len(before) > 1 and before not in _LETTERED


def _acts(tokens: Tokens, k: int) -> bool:
    if tokens.shapes[k] is not Shape.TITLE or (k and tokens.gaps[k] not in _BEFORE):
        return False
    if context.is_label_letter(tokens, k) or tokens.before(k).endswith(("/", "&", "+", "=")):
        return False
    j = k + 1
    if _is_aged(tokens, k):
        return True
    if context.is_possessive(tokens, j):
        return not k or context.is_initial(tokens, k) or tokens.shapes[k - 1] is Shape.LOWER
    if j == len(tokens) or tokens.shapes[j] is not Shape.LOWER or tokens.gaps[j] is not Gap.SPACE:
        return False
    opens = context.is_initial(tokens, k) or tokens.gaps[k] is Gap.COMMA
    before = context.previous_word(tokens, k)
    if before in _MET and tokens.folds[j] in lexicon.words("function") | _DOING:
        return True
    verb, _ = context.next_verb(tokens, j)
    if (
        opens
        and tokens.folds[j] in _STATES | _PLACED
        and not _ABBREVIATED.match(tokens.folds[k] + tokens.folds[j])
    ):
        return True
    acts = verb in _DOING or (verb.endswith(("ing", "ed")) and len(verb) > 4) or _is_present(verb)
    said = verb in _HUMAN and bool(before) and tokens.shapes[k - 1] is Shape.LOWER
    return said or (acts and (opens or before in lexicon.words("function")))


def _is_aged(tokens: Tokens, k: int) -> bool:
    """Return whether the letter stands in a list of children with an age after it: 'sibs T 9, K (7)'."""
    if not _AGE.match(
        tokens.after(k) + "".join(tokens.raw(j) for j in range(k + 1, min(k + 2, len(tokens))))
    ):
        return False
    line = tokens.text[tokens.text.rfind("\n", 0, tokens.starts[k]) + 1 : tokens.starts[k]]
    return bool(_CHILDREN.search(line[-_LIST:]))


def _is_present(verb: str) -> bool:
    """Return whether a word is a verb of the third person: 'hides', 'refuses'."""
    return (
        verb.endswith("s")
        and not verb.endswith("ss")
        and verb not in _THINGS
        and lexicon.is_ordinary(verb[:-1])
    )
