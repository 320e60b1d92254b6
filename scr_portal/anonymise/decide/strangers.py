"""A stranger with a registered surname, named in full: a bare title and surname after that may be theirs."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Tokens

_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})
_WOMEN = lexicon.words("persons-female")
_MEN = lexicon.words("persons-male")
_FEWEST = 3
_KIN_REACH = 3


def may_be_meant(tokens: Tokens, mentions: list[Mention], number: int) -> bool:
    """Return whether the nearest bearer of a titled surname, in the same paragraph before it, is nobody of the register.

    'His brother Hughie Connors was not civil. Mr Connors would not open the door.'
    """
    mention = mentions[number]
    if not mention.title or mention.kind not in _SURNAMES:
        return False
    surname = tokens.folds[mention.first : mention.last]
    for other in reversed(mentions[:number]):
        if "\n\n" in tokens.text[tokens.starts[other.last - 1] : tokens.starts[mention.begin]]:
            return False
        words = tokens.folds[other.first : other.last]
        if other.is_person and words[-len(surname) :] == surname:
            return _is_stranger(other, words[: -len(surname)]) and _suits(tokens, other, mention)
    return False


def _is_stranger(mention: Mention, before: list[str]) -> bool:
    """Return whether a doubt has a given name before the surname that is none of its owners'."""
    doubted = mention.verdict is Verdict.DOUBT and mention.doubt == "name" and not mention.title
    return doubted and bool(before) and len(before[-1]) >= _FEWEST


def _suits(tokens: Tokens, stranger: Mention, mention: Mention) -> bool:
    """Return whether the title may be the stranger's, by given name or by the word for a relative before it."""
    group = lexicon.titles().get(mention.title, "")
    if group not in ("female", "male"):
        return False
    gender = lexicon.gender_by_name().get(tokens.folds[stranger.first], "")
    kin = tokens.folds[max(0, stranger.first - _KIN_REACH) : stranger.first]
    women, men = any(word in _WOMEN for word in kin), any(word in _MEN for word in kin)
    gender = gender or ("f" if women and not men else "m" if men and not women else "")
    return gender in ("", group[0])
