"""A given name and the surname of the same person with an unregistered middle name or initial between them."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_MOST_BETWEEN = 2
_BETWEEN = frozenset({Gap.SPACE, Gap.DOT, Gap.DOT_SPACE, Gap.HYPHEN})
_GIVEN = frozenset({FormKind.GIVEN, FormKind.ALIAS, FormKind.GIVEN_INITIAL})
_FAMILY = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART, FormKind.FULL, FormKind.INITIAL_FAMILY})


def join_middle_names(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with 'Hannah Beatrice Ridley' as one: nobody else's name stands between the two parts."""
    joined: list[Mention] = []
    for mention in mentions:
        if (
            len(joined) > 1
            and _is_bare_surname(joined[-1])
            and (owners := _same_person(tokens, joined[-2], mention))
        ):
            joined.pop()
        left = joined[-1] if joined else None
        if left is not None and (owners := _same_person(tokens, left, mention)):
            between = range(left.last, mention.first)
            left.last, left.kind, left.owners, left.forms = mention.last, FormKind.FULL, owners, ()
            if any(_contradicts(tokens.folds[k], owners) for k in between):
                left.verdict, left.doubt = Verdict.DOUBT, "name"
        else:
            joined.append(mention)
    return joined


def take_trailing_names(tokens: Tokens, mentions: list[Mention]) -> None:
    """Extend 'REID, Curtis' over the middle names that follow it where the surname stands first."""
    taken = {k for mention in mentions for k in range(mention.begin, mention.last)}
    for mention in mentions:
        inside = range(mention.first + 1, mention.last)
        if mention.kind is not FormKind.FULL or not any(tokens.gaps[k] is Gap.COMMA for k in inside):
            continue
        for _ in range(_MOST_BETWEEN):
            k = mention.last
            if k >= len(tokens) or k in taken or tokens.gaps[k] is not Gap.SPACE or not _is_middle(tokens, k):
                break
            if _is_sex(tokens, k):
                break
            if lexicon.is_ordinary(tokens.folds[k]) and tokens.folds[k] not in lexicon.given_names():
                break
            mention.last = k + 1


def _same_person(tokens: Tokens, left: Mention, right: Mention) -> list[Owner]:
    """Return the people whose given name is `left` and whose surname is `right`, or none if the words part them."""
    between = range(left.last, right.first)
    if left.kind not in _GIVEN or right.kind not in _FAMILY or right.title:
        return []
    if not 0 < len(between) <= _MOST_BETWEEN or tokens.gaps[right.first] not in _BETWEEN:
        return []
    if not all(_is_middle(tokens, k) for k in between) or not context.is_capital(tokens, right.first):
        return []
    ids = {owner.id for owner in right.owners}
    return [owner for owner in left.owners if owner.id in ids]


def _contradicts(word: str, owners: list[Owner]) -> bool:
    """Return whether a middle initial is none of those that the register has for these people."""
    middles = [o.middle for o in owners if isinstance(o, Person) and o.middle]
    return len(word) == 1 and bool(middles) and not any(unit[0][0] == word for row in middles for unit in row)


def _is_bare_surname(mention: Mention) -> bool:
    """Return whether a mention is a relative's or a stranger's surname that may stand as a middle name: 'Balbir Singh Gill'."""
    return mention.kind in (FormKind.FAMILY, FormKind.FAMILY_PART) and not mention.title


def _is_sex(tokens: Tokens, k: int) -> bool:
    """Return whether F or M stands before a date, an age or the end of its cell: 'ANSELL, Kezia  F  14/11/2017'."""
    if tokens.folds[k] not in ("f", "m") or "." in tokens.after(k):
        return False
    if k + 1 == len(tokens) or "|" in tokens.after(k) or "\t" in tokens.after(k) or "  " in tokens.before(k):
        return True
    return tokens.shapes[k + 1] is Shape.DIGIT


def _is_middle(tokens: Tokens, k: int) -> bool:
    """Return whether a capital word may be a middle name or an initial."""
    word = tokens.folds[k]
    if not context.is_capital(tokens, k) or tokens.gaps[k] not in _BETWEEN:
        return False
    if len(word) == 1:
        return True
    if tokens.gaps[k] in (Gap.DOT, Gap.DOT_SPACE) and len(tokens.folds[k - 1]) > 1:
        return False
    return not (
        tokens.shapes[k] is Shape.DIGIT
        or word in lexicon.words("function")
        or word in lexicon.titles()
        or word in lexicon.words("kin")
    )
