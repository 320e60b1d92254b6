"""A word for a relative beside a surname: 'the uncle, Mr Rajan' is the uncle, also where others bear the name."""

from __future__ import annotations

import re

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens

_ROLES = lexicon.rows("kin-role", "people.txt")
_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})
_BETWEEN = frozenset({"", ",", "(", "–", "-", ":"})
_OWNED = frozenset({"her", "his", "own", "their"})
_END = re.compile(r"[.!?\n|]")
_BROTHERS = {"brother": "m", "sister": "f"}


def kin_beside(tokens: Tokens, mention: Mention) -> str:
    """Return the role that a word before a surname says, or ''."""
    k = mention.begin - 1
    if mention.kind not in _SURNAMES or k < 0 or tokens.before(mention.begin).strip() not in _BETWEEN:
        return ""
    if "\n" in tokens.before(mention.begin) or (tokens.before(mention.begin).strip() and not mention.title):
        return ""
    return next((row[0] for row in _ROLES if tokens.folds[k] in row), "")


def bearers(owners: list[Owner], role: str) -> list[Owner]:
    """Return the owners who have a role of kin in this case; a brother is a sibling by gender."""
    people = [owner for owner in owners if isinstance(owner, Person)]
    named = [p for p in people if role in p.role_words]
    if role in _BROTHERS and not named:
        named = [p for p in people if "sibling" in p.role_words and p.gender == _BROTHERS[role]]
    return list(named)


def is_their_own(tokens: Tokens, mentions: list[Mention], number: int, owner: Owner) -> bool:
    """Return whether the sentence has just named this very person as the one whose relative is meant: 'Priya and her mother'."""
    mention = mentions[number]
    k = mention.begin - 2
    if k < 0 or tokens.folds[k] not in _OWNED:
        return False
    sentence = _END.split(tokens.text[: tokens.starts[k]])[-1]
    if owner.entry["pseudonym"].lower() in sentence.lower():
        return True  # a coded text says the same as the text before it
    before = mentions[number - 1] if number else None
    if before is None or before.verdict is not Verdict.NAME or [o.id for o in before.owners] != [owner.id]:
        return False
    return tokens.ends[before.last - 1] >= tokens.starts[k] - len(sentence)
