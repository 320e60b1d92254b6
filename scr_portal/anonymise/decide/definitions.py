"""Initials that the text gives to one of two people who share them: 'Dean Fisher (DF)'."""

from __future__ import annotations

from itertools import pairwise

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text.folding import Tokens


def define_initials(tokens: Tokens, mentions: list[Mention]) -> None:
    """Leave defined initials one owner, wherever they stand."""
    defined: dict[str, set[str]] = {}
    for person, letters in pairwise(mentions):
        if letters.kind is FormKind.INITIALS and _defines(tokens, person, letters):
            shared = {o.id for o in person.owners} & {o.id for o in letters.owners}
            defined.setdefault(_key(tokens, letters), set()).update(shared)
    for mention in mentions if defined else ():
        ids = defined.get(_key(tokens, mention), set()) if mention.kind is FormKind.INITIALS else set()
        if len(ids) == 1:
            mention.owners = [owner for owner in mention.owners if owner.id in ids] or mention.owners


def _defines(tokens: Tokens, person: Mention, letters: Mention) -> bool:
    named = person.is_person and person.verdict is Verdict.NAME
    return named and person.last == letters.first and tokens.before(letters.first).strip() == "("


def _key(tokens: Tokens, mention: Mention) -> str:
    return "".join(tokens.folds[mention.first : mention.last])
