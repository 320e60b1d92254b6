"""Strangers with registered names: a full name, a name in a list, and a bare title and surname after the stranger was named."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import lexicon, list_rows
from scr_portal.anonymise.text.folding import Tokens, fold

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


def is_by_middle_name(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a full name has a second name where the first is registered: 'John Baker' is not Gareth John Baker."""
    person = mention.owners[0]
    if len(mention.owners) != 1 or not isinstance(person, Person) or not person.given or not person.names:
        return False
    words = tokens.folds[mention.first : mention.last]
    middles = {unit[0] for unit in person.middle if len(unit) == 1}
    aliased = {fold(alias).replace(" ", "") for alias in person.entry["aliases"]}
    known = words[0] in lexicon.given_names() and person.names[0] == person.given[0]
    return (
        known
        and words[0] in middles
        and words[1:] == list(person.family[0])
        and "".join(words) not in aliased
    )


def doubt_listed_strangers(tokens: Tokens, mentions: list[Mention]) -> None:
    """Extend a surname over the given name that nobody of the register has with it, in a list of them, as a doubt: 'Page, Rowan'."""
    by_start = {mention.begin: mention for mention in mentions}
    for mention in mentions:
        single = mention.last - mention.first == 1 and mention.kind in _SURNAMES and not mention.title
        if not single or not list_rows.is_listed(tokens, mention.first):
            continue
        given = by_start.get(mention.last)
        if given is None:
            mention.last += 1
            mention.verdict, mention.doubt = Verdict.DOUBT, "name"
        elif not {owner.id for owner in given.owners} & {owner.id for owner in mention.owners}:
            mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
