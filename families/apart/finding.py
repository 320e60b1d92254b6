"""What a text to one relative says of another, sentence by sentence, each with why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from scr_portal.anonymise import AnonymisationFailed

from .known import Known, Mentions, Person, Reason
from .naming import mentions
from .sentences import Sentence, sentences, shared
from .vocabulary import any_of, pattern_of, people, says

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
UNREAD = "This text could not be looked through, so all of it is to be read."


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that may say something of another person, and why."""

    sentence: str
    before: str
    kinds: tuple[str, ...]
    why: tuple[str, ...]

    @property
    def digest(self) -> str:
        """The digest to which a clearing is bound: of the sentence, the one before it, and the reasons."""
        return sha256("\0".join((self.before, self.sentence, *self.why)).encode()).hexdigest()


def find(text: str, known: Known) -> list[Found]:
    """Return the sentences that may say something of another, in order. A text that cannot be read is one matter.

    Signs that nobody sees, such as the soft hyphens of a word processor, hide no word.
    """
    text = _UNSEEN.sub("", text)
    try:
        named = mentions(text, known)
    except AnonymisationFailed:
        return [Found(text.strip(), "", ("unread",), (UNREAD,))]
    reasons = [*named.reasons, *_recorded(text, known)]
    listed = []
    for sentence in sentences(text):
        why = [reason for reason in reasons if sentence.start <= reason.at < sentence.end]
        why += _facts(sentence, text, known, named)
        if why:
            kinds = tuple(dict.fromkeys(reason.kind for reason in why))
            because = tuple(dict.fromkeys(reason.why for reason in why))
            listed.append(Found(sentence.words, sentence.before, kinds, because))
    return listed


def _recorded(text: str, known: Known) -> Iterator[Reason]:
    """Yield where the text says what is recorded about somebody else, in the same words."""
    for other, recorded in known.recorded:
        for start, _ in shared(text, recorded):
            yield Reason("recorded", start, f"The same words are recorded about {other.label}.")


def _facts(sentence: Sentence, text: str, known: Known, named: Mentions) -> Iterator[Reason]:
    """Yield each kind of fact that a sentence has beside another person."""
    here = range(sentence.start, sentence.end)
    who = next((person for person in named.people if person.at in here), None)
    who = who or _unnamed(sentence, text, known)
    if who is None:
        return
    for kind in known.kinds:
        match = pattern_of(kind).search(text, sentence.start, sentence.end)
        value = next((value for value in named.values if value.kind == kind and value.at in here), None)
        if match:
            yield Reason(kind, match.start(), f"“{match[0]}” {says(kind)}, and {who} is another person.")
        elif value:
            yield Reason(kind, value.at, f"{value.why} stands beside another person, {who}.")


def _unnamed(sentence: Sentence, text: str, known: Known) -> Person | None:
    """Return whoever a sentence speaks of without a name; in a text of labels nobody by a pronoun or as the child."""
    own = any_of(known.own)
    for group in _unnamed_groups(known):
        for match in people(group).finditer(text, sentence.start, sentence.end):
            if not (known.coded and own.fullmatch(match[0])):
                return Person(match.start(), match[0])
    return None


def _unnamed_groups(known: Known) -> Iterator[str]:
    """Yield the groups of words that speak of another; the child who has died is none, nor a parent's own."""
    yield "kin"
    if known.coded:
        return
    if known.child_lives:
        yield "child"
    if known.child_lives or not known.parent:
        yield "offspring"
    yield "pronouns"
