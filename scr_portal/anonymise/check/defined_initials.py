"""Initials that the text itself gives to a person: 'Sunita Chand (SC)', 'H., J., Maya', and a letter that signs a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.register.compiled import CompiledRegister
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens, fold

_BRACKETED = re.compile(r"[ ]\((?P<letters>[A-Z]{2,4})\)")
_NAMES = re.compile(r"(?:[^\W\d_a-z][\w'’-]+[ ]){1,3}[^\W\d_a-z][\w'’-]+$")
_BEFORE = 60
_SIGNED = re.compile(r"^[ \t]*(?P<letter>[A-Z])\.?(?:[ \t]+x{1,3})?[ \t]*$", re.MULTILINE)
_KISS = re.compile(r"\sx{1,3}\s*$")
_MOST = 6


def defined_initials(
    tokens: Tokens, register: CompiledRegister, closed: bytearray
) -> Iterator[tuple[int, int]]:
    """Yield the tokens of initials that are somebody's by definition, by their list or as a signature."""
    letters = frozenset(_definitions(tokens.text))
    for k, word in enumerate(tokens.folds if letters else ()):
        timed = k > 0 and tokens.shapes[k - 1] is Shape.DIGIT and tokens.gaps[k] in (Gap.SPACE, Gap.JOIN)
        if word in letters and tokens.shapes[k] is Shape.UPPER and not closed[k] and not timed:
            yield k, k + 1
    initials = _initials(register)
    signed = {m.start("letter") for m in _SIGNED.finditer(tokens.text) if _KISS.search(m.group())}
    for k, word in enumerate(tokens.folds):
        if len(word) != 1 or word not in initials or closed[k] or tokens.shapes[k] is not Shape.TITLE:
            continue
        if tokens.starts[k] in signed or _is_listed(tokens, k, closed):
            yield k, k + 1


def _definitions(text: str) -> Iterator[str]:
    """Yield the letters in brackets after the name whose initials they are."""
    for match in _BRACKETED.finditer(text):
        letters = match["letters"]
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if names := _NAMES.search(before):
            last = names.group().split()[-len(letters) :]
            if _is_person(" ".join(last), letters):
                yield fold(letters)


def _is_person(names: str, letters: str) -> bool:
    """Return whether letters are the initials of a name and the name is no body's."""
    words = [fold(word) for word in names.split()]
    if "".join(word[0] for word in words) != letters.lower():
        return False
    if any(_is_of_a_body(word) for word in words):
        return False
    return words[0] in lexicon.given_names() or any(not lexicon.is_ordinary(word) for word in words)


def _is_of_a_body(word: str) -> bool:
    return (
        word in lexicon.explained_capitals()
        or word in lexicon.words("place-noun", "structure.txt")
        or word in lexicon.words("role")
    ) and word not in lexicon.given_names()


def _initials(register: CompiledRegister) -> frozenset[str]:
    names = {person.initial for person in register.people}
    names |= {fold(alias)[:1] for person in register.people for alias in person.entry["aliases"]}
    return frozenset(names)


def _is_listed(tokens: Tokens, k: int, closed: bytearray) -> bool:
    """Return whether the letter with its stop is an item of a list that goes on to a registered name."""
    for j in range(k, min(k + _MOST, len(tokens) - 1)):
        if closed[j]:
            return j > k
        if len(tokens.folds[j]) != 1 or tokens.after(j) not in (".", "., ", ", ", ".,"):
            return False
        if tokens.gaps[j + 1] not in (Gap.COMMA, Gap.OTHER):
            return False
    return False
