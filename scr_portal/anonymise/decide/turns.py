"""Whose surname labels the turns of an interview, and which surname and forename stand in two fields of one form."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Tokens

_LINE_START = re.compile(r"(?:^|\n)[ \t>*•\-]*$")
_CASE = re.compile(r"[ ](?:[\-–—][ ]|x[2-9]\b|(?:[A-Z]{2}[ ])?visited\b)")
_ALL_OF_THEM = lexicon.words("all-of-a-family", "people.txt")
_FIELD_OF_SURNAME = re.compile(
    r"(?:\b(?:sur ?name|family name|last name)(?:\(s\))?)[ \t]*[*:|]*[ \t]*$", re.IGNORECASE
)
_SURNAME = re.compile(r"[\s;,|/]*(?:sur ?name|family name|last name)(?:\(s\))?\s*[*:|]*\s*", re.IGNORECASE)
_FIELD_REACH = 24
_FORENAME = re.compile(
    r"[\s;,|/]*(?:fore ?name|first name|given name|christian name)(?:s|/s|\(s\))?\s*[*:|]*\s*", re.IGNORECASE
)


def is_turn(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a surname alone labels a turn: it opens its line and a colon follows."""
    if mention.kind is not FormKind.FAMILY or mention.title:
        return False
    opens = bool(_LINE_START.search(tokens.text[: tokens.starts[mention.first]][-8:]))
    return opens and tokens.after(mention.last - 1).startswith(":")


def is_family(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a surname is a family's: 'Ansell/Tremlett', 'Ansell - seen' at a line's start, 'the Ansell weans'."""
    opens = bool(_LINE_START.search(tokens.text[: tokens.starts[mention.first]][-8:]))
    if opens and _CASE.match(tokens.text, tokens.ends[mention.last - 1]):
        return True
    if context.next_word(tokens, mention.last) in _ALL_OF_THEM:
        return True
    before = tokens.text[: tokens.starts[mention.first]].rstrip(" ")[-1:]
    after = tokens.text[tokens.ends[mention.last - 1] :][:3].lstrip(" ")[:1]
    return "/" in (before, after)


def speaker(tokens: Tokens, mentions: list[Mention], number: int) -> Owner | None:
    """Return the one bearer whom the text names before the first turn of this surname, or None."""
    label = tokens.folds[mentions[number].first]
    first = next(m for m in mentions if tokens.folds[m.first] == label and is_turn(tokens, m))
    ids = {owner.id for owner in mentions[number].owners}
    before = [
        m for m in mentions if m.last <= first.first and m.verdict is Verdict.NAME and len(m.owners) == 1
    ]
    bearers = {m.owners[0].id: m.owners[0] for m in before if m.owners[0].id in ids}
    return next(iter(bearers.values())) if len(bearers) == 1 else None


def is_field(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a surname is the value of a field for it: 'Surname: BAKER', 'Family name* Baker'."""
    if mention.kind is not FormKind.FAMILY or mention.title:
        return False
    start = tokens.starts[mention.first]
    return bool(_FIELD_OF_SURNAME.search(tokens.text[max(0, start - _FIELD_REACH) : start]))


def given_in_next_field(tokens: Tokens, mentions: list[Mention], number: int) -> Owner | None:
    """Return the bearer of a surname whose given name stands in the field after it, or before it; only a label parts them."""
    surname = mentions[number]
    if surname.kind is not FormKind.FAMILY:
        return None
    for given, label in (*_beside(mentions, number + 1, _FORENAME), *_beside(mentions, number - 1, _SURNAME)):
        known = given.verdict is Verdict.NAME and len(given.owners) == 1
        if not known or given.owners[0].id not in {owner.id for owner in surname.owners}:
            continue
        left, right = (given, surname) if given.first < surname.first else (surname, given)
        between = tokens.text[tokens.ends[left.last - 1] : tokens.starts[right.begin]]
        if label.fullmatch(between):
            return given.owners[0]
    return None


def _beside(mentions: list[Mention], k: int, label: re.Pattern[str]) -> list[tuple[Mention, re.Pattern[str]]]:
    return [(mentions[k], label)] if 0 <= k < len(mentions) else []
