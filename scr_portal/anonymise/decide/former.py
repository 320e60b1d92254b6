"""Former names in the text: what stands after 'née' or 'formerly' is a name of the person just before it."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner, units_of
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens

_FORMER = lexicon.words("former", "people.txt")
_SINGLE = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})
_REACH = 3


def bind_former_names(tokens: Tokens, mentions: list[Mention]) -> None:
    """Give each surname after 'née' to the person before it; where it is not theirs it is a doubt, and never a relative's.

    After a replacement the person before is a pseudonym, so that a name without a mention before it is a doubt too.
    """
    for number, mention in enumerate(mentions):
        k = mention.begin
        if not k or tokens.folds[k - 1] not in _FORMER or mention.kind not in _SINGLE or mention.title:
            continue
        bearer = _bearer(tokens, mentions[number - 1], k) if number else None
        if bearer and mention.verdict is Verdict.NAME and _is_known_as(tokens, mention, bearer):
            mention.owners = [bearer]
        else:
            mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"


def _is_known_as(tokens: Tokens, mention: Mention, bearer: Owner) -> bool:
    """Return whether the surname is one of the person's own, in the register's name or in an alias."""
    if any(owner.id == bearer.id for owner in mention.owners):
        return True
    key = "".join(tokens.folds[mention.first : mention.last])
    names = (units_of(alias) for alias in bearer.entry["aliases"])
    return any("".join(units[-1]) == key for units in names if units)


def _bearer(tokens: Tokens, before: Mention, k: int) -> Owner | None:
    """Return the person named just before token k, on the same line."""
    between = tokens.text[tokens.ends[before.last - 1] : tokens.starts[k]]
    near = k - before.last <= _REACH and "\n" not in between
    known = near and before.is_person and before.verdict is Verdict.NAME
    return before.owners[0] if known else None
