"""What is said to be a name: "called X", "known as X", a quoted word after a person, a word with a foreign letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Shape, Slot, Tokens

_QUOTE = "[\"'“‘]"
_CALLED = re.compile(
    r"\b(?:called|named|nicknamed|known as|aka|a\.k\.a\.?|(?:by )?the name(?: of)?|a name of|(?:a|the|his|her|their) name as|name given as|goes by(?! the name)|"
    r"(?:calls?|calling|called) (?:him|her|them|it)sel(?:f|ves)|calls? (?:him|her|them)|named (?:him|her|them))"
    rf"[ \t]*,?[ \t]*(?P<name>{_QUOTE}?[^\W\d_])",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    rf"\b(?P<person>[^\W\d_]+)[ \t]?,?[ \t]\(?{_QUOTE}(?P<name>[^\W\d_a-z][\w’\-]*)[\"'”’]", re.UNICODE
)
_NAMED_AS = re.compile(
    rf"\b(?:names?|named|known|signed)\b[ ](?:(?:is|was|given|only|simply|recorded|just|down|it)[ ]){{0,4}}as[ ]{_QUOTE}(?P<name>[A-Z][a-z][\w’\-]*)[\"'”’]"
)
_LISTED = re.compile(
    rf"\b[A-Z][\w’\-]+(?:,|,? and|,? &) {_QUOTE}(?P<name>[A-Z][a-z][\w’\-]*)[\"'”’](?=[ ,.;)\n]|$)"
)
_THEY_CALL = re.compile(
    r"(?P<name>[^\W\d_a-z][\w’\-]+),? (?:as )?(?:they|we|people|everybody|everyone|folk) calls? (?:him|her|them)\b"
)
_ALONE = re.compile(r"(?<=[.!?][ \t])(?P<name>[^\W\d_a-z][^\W\d_]+)(?=[.!?](?:\s|$))")


def called(text: str) -> Iterator[tuple[int, Slot]]:
    """Yield where a word begins that the text itself says is a name."""
    for match in _CALLED.finditer(text):
        start = match.end() - 1
        if text[start].isupper():
            yield start, Slot.CALLED
    people = lexicon.words("slot-people", "people.txt") | lexicon.words("kin") | lexicon.words("role")
    for match in _QUOTED.finditer(text):
        if match["person"].lower() in people:
            yield match.start("name"), Slot.CALLED
    yield from ((match.start("name"), Slot.CALLED) for match in _NAMED_AS.finditer(text))
    yield from ((match.start("name"), Slot.FIELD) for match in _LISTED.finditer(text))
    yield from ((match.start("name"), Slot.CALLED) for match in _THEY_CALL.finditer(text))
    for match in _ALONE.finditer(text):
        word = match["name"].lower()
        if word in lexicon.word_given_names() and word not in lexicon.words("mass-noun"):
            yield match.start("name"), Slot.LONE


def mark_foreign(tokens: Tokens) -> None:
    """Mark capitalised words with an accent or a foreign letter that English does not write so: Hạng, Łasek."""
    if tokens.text.isascii():
        return
    loans = lexicon.words("accented", "people.txt")
    for k, shape in enumerate(tokens.shapes):
        if shape is Shape.LOWER or shape is Shape.DIGIT or len(tokens.folds[k]) < 2:
            continue
        if tokens.folds[k] in lexicon.explained_capitals():
            continue
        raw = tokens.raw(k)
        if (
            not raw.isascii()
            and any(c.isalpha() and not c.isascii() for c in raw)
            and tokens.folds[k] not in loans
        ):
            tokens.slots[k] = max(tokens.slots[k], Slot.SPOKEN)
