"""Initials that the text gives to one of two people who share them: 'Dean Fisher (DF)'."""

from __future__ import annotations

from itertools import pairwise

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens


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
            if mention.verdict is Verdict.DOUBT and _acts(tokens, mention):
                mention.verdict = Verdict.NAME


def _defines(tokens: Tokens, person: Mention, letters: Mention) -> bool:
    named = person.is_person and person.verdict is Verdict.NAME
    return named and person.last == letters.first and tokens.before(letters.first).strip() == "("


def _acts(tokens: Tokens, mention: Mention) -> bool:
    """Return whether defined letters stand as their person: not after an article, a figure or among shouted words."""
    first, last = mention.first, mention.last
    article = context.previous_word(tokens, first) in lexicon.words("determiner")
    timed = (
        first > 0 and tokens.shapes[first - 1] is Shape.DIGIT and tokens.gaps[first] in (Gap.SPACE, Gap.JOIN)
    )
    numbered = timed and not context.is_initial(tokens, first)
    return not article and not numbered and not context.is_shouted(tokens, first, last)


def _key(tokens: Tokens, mention: Mention) -> str:
    return "".join(tokens.folds[mention.first : mention.last])
