"""Decide between people with one surname, by the name beside it, the same line or the nearest mention."""

from __future__ import annotations

import re

from scr_portal.anonymise.decide import kinship, strangers, turns
from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind, Owner
from scr_portal.anonymise.register.persons import Person
from scr_portal.anonymise.text.folding import Gap, Tokens

_SURNAMES = frozenset({FormKind.FAMILY, FormKind.FAMILY_PART})
_FIRST_NAMES = frozenset({FormKind.GIVEN, FormKind.ALIAS, FormKind.GIVEN_INITIAL})
_WRITTEN_OUT = frozenset({FormKind.FULL, FormKind.GIVEN, FormKind.ALIAS})
_SENTENCE = re.compile(r"[.!?\n|]")
_REACH = 900
_BESIDE = frozenset({Gap.SPACE, Gap.LINE, Gap.COMMA, Gap.UNDERSCORE, Gap.JOIN, Gap.DOT, Gap.HYPHEN})


def resolve(tokens: Tokens, mentions: list[Mention]) -> None:
    """Reduce each replaced mention to one owner, or mark it as a doubt."""
    for number, mention in enumerate(mentions):
        if mention.verdict is Verdict.NAME and strangers.may_be_meant(tokens, mentions, number):
            mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
        if (
            mention.verdict is not Verdict.NAME
            or _is_kin(tokens, mentions, number)
            or len(mention.owners) < 2
        ):
            continue
        if mention.kind is FormKind.PLURAL:
            mention.owners = [_head_of_family(mention.owners)]
            continue
        owner = None if _share_one_name(mention) else _by_neighbours(tokens, mentions, number)
        if owner is None:
            mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
        else:
            mention.owners = [owner]


def _is_kin(tokens: Tokens, mentions: list[Mention], number: int) -> bool:
    """Settle a surname beside a word for a relative, and return whether that was possible."""
    mention = mentions[number]
    role = kinship.kin_beside(tokens, mention)
    owners = kinship.bearers(mention.owners, role) if role else []
    if len(owners) != 1:
        return False
    if kinship.is_their_own(tokens, mentions, number, owners[0]):
        mention.verdict, mention.doubt = Verdict.DOUBT, "ambiguous_name"
    else:
        mention.owners = owners
    return True


def _share_one_name(mention: Mention) -> bool:
    """Return whether two people bear the same given name and surname, so that the nearest mention settles nothing."""
    people = [owner for owner in mention.owners if isinstance(owner, Person)]
    return mention.kind in _WRITTEN_OUT and len({person.family_key for person in people}) < len(people)


def _head_of_family(owners: list[Owner]) -> Owner:
    """Return the person a family is called after: the mother, else the father, else the first adult of the register."""
    people = [owner for owner in owners if isinstance(owner, Person)]
    for role in ("mother", "father"):
        for person in people:
            if role in person.role_words:
                return person
    adults: list[Owner] = [person for person in people if not person.is_child]
    return (adults or owners)[0]


def _by_neighbours(tokens: Tokens, mentions: list[Mention], number: int) -> Owner | None:
    mention = mentions[number]
    if _is_bare(mention) and turns.is_family(tokens, mention):
        return None
    if given := turns.given_in_next_field(tokens, mentions, number) or _before_hyphen(
        tokens, mentions, number
    ):
        return given
    if turns.is_field(tokens, mention):
        return None
    owners = _adults(mention) if mention.kind is FormKind.FAMILY else mention.owners
    if len(owners) == 1:
        return owners[0]
    if turns.is_turn(tokens, mention):
        return turns.speaker(tokens, mentions, number)
    ids = {owner.id for owner in owners}
    position = tokens.starts[mention.first]
    before = [
        m
        for m in mentions[:number]
        if _settled(m) and m.owners[0].id in ids and position - tokens.starts[m.first] < _REACH
    ]
    after = [m for m in mentions[number + 1 :] if _settled(m) and m.owners[0].id in ids]
    line = _line_of(tokens.text, position)
    beside = [m for m in after if tokens.starts[m.first] < line[1]] if before else []
    if mention.kind is FormKind.FAMILY and len({m.owners[0].id for m in (*before, *beside)}) > 1:
        return _in_sentence(tokens, before[-1], position)
    if _is_bare(mention) and not before and len({m.owners[0].id for m in after}) > 1:
        return None
    if mention.kind is FormKind.INITIALS or _shares_initial(mention, before):
        return None
    later = [] if mention.title or (before and _is_bare(mention)) else after
    if before and line[0] <= tokens.starts[before[-1].first]:
        return before[-1].owners[0]
    if later and tokens.starts[later[0].first] < line[1] and _is_near(tokens, mention, later[0]):
        return later[0].owners[0]
    if before:
        return before[-1].owners[0]
    return None


def _before_hyphen(tokens: Tokens, mentions: list[Mention], number: int) -> Owner | None:
    """Return whose double surname is cut to its first letter before this: 'Agata W-Baker' for Agata Wozniak-Baker."""
    mention, left = mentions[number], mentions[number - 1] if number else None
    if (
        left is None
        or left.last != mention.first
        or tokens.gaps[mention.first] is not Gap.HYPHEN
        or not _settled(left)
    ):
        return None
    owner = left.owners[0]
    parts = {part for unit in owner.family for part in unit} if isinstance(owner, Person) else set()
    return owner if tokens.folds[mention.first] in parts else None


def _is_near(tokens: Tokens, mention: Mention, later: Mention) -> bool:
    """Return whether a name after a shared first name settles it: a first name needs it in its own sentence."""
    between = tokens.text[tokens.ends[mention.last - 1] : tokens.starts[later.begin]]
    return mention.kind not in _FIRST_NAMES or not _SENTENCE.search(between)


def _shares_initial(mention: Mention, before: list[Mention]) -> bool:
    """Return whether 'O Bakare' may be either of two whom the text has named."""
    return mention.kind is FormKind.INITIAL_FAMILY and len({m.owners[0].id for m in before}) > 1


def _is_bare(mention: Mention) -> bool:
    """Return whether a mention is a surname alone."""
    return mention.kind is FormKind.FAMILY and not mention.title


def _in_sentence(tokens: Tokens, nearest: Mention, position: int) -> Owner | None:
    """Return the bearer of the nearest name where the same sentence has it; of several met before it settles no more."""
    between = tokens.text[tokens.ends[nearest.last - 1] : position]
    return None if _SENTENCE.search(between) else nearest.owners[0]


def _adults(mention: Mention) -> list[Owner]:
    """Return the adults among the owners of a bare surname; children only where there is no adult."""
    adults = [o for o in mention.owners if not (isinstance(o, Person) and o.is_child)]
    return adults or mention.owners


def _settled(mention: Mention) -> bool:
    return (
        mention.verdict is Verdict.NAME and len(mention.owners) == 1 and mention.kind is not FormKind.PLURAL
    )


def _line_of(text: str, at: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return start, end if end >= 0 else len(text)


def merge(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Join neighbouring parts of one person's name: 'Holloway, Mrs Stacey', 'Megan (Meg) Holloway'."""
    merged: list[Mention] = []
    for mention in mentions:
        left = merged[-1] if merged else None
        if left is not None and _one_name(tokens, left, mention):
            quoted = "(" in tokens.text[tokens.ends[left.last - 1] : tokens.starts[mention.begin]]
            left.last, left.kind = mention.last, FormKind.ALIAS if quoted else FormKind.FULL
            left.suffix = mention.suffix
        else:
            merged.append(mention)
    return merged


_PAIRS = {"(": ")", "‘": "’", "“": "”", "'": "'", '"': '"'}


def _closes(opened: str, after: str) -> bool:
    """Return whether every bracket and quotation mark opened before a name is the first thing closed after it."""
    closing = "".join(_PAIRS[sign] for sign in reversed(opened.strip()) if sign in _PAIRS)
    return after.startswith(closing)


def _takes_surname(between: str, left: Mention, right: Mention) -> bool:
    """Return whether a child's given name stands before the surname of another of the family: 'Annie Teixeira'."""
    child, relative = left.owners[0], right.owners[0]
    if (
        not (isinstance(child, Person) and isinstance(relative, Person))
        or between.strip(" \u00a0")
        or not between
    ):
        return False
    parts = left.kind in (FormKind.GIVEN, FormKind.ALIAS) and right.kind in _SURNAMES and not right.title
    return parts and child.is_child and relative.is_family


def _one_name(tokens: Tokens, left: Mention, right: Mention) -> bool:
    if (
        left.verdict is not Verdict.NAME
        or right.verdict is not Verdict.NAME
        or not (left.is_person and right.is_person)
    ):
        return False
    if right.begin < left.last or left.suffix:
        return False
    between = tokens.text[tokens.ends[left.last - 1] : tokens.starts[right.begin]]
    if left.owners[0].id != right.owners[0].id:
        return _takes_surname(between, left, right)
    if between and not between.strip(" \u00a0"):
        return True
    kinds = {left.kind, right.kind}
    parts = kinds & _SURNAMES and kinds & _FIRST_NAMES
    if between.strip(" \n\u00a0") in ("", ",") and len(between) <= 3 and "\n\n" not in between:
        return bool(parts) and ("," not in between or left.kind in _SURNAMES)
    inner = between.strip().strip("()'\"‘’“”")
    quoted = between.strip()[:1] in ("(", "'", '"', "‘", "“", ")") and not inner
    if quoted and not _closes(between, tokens.after(right.last - 1)):
        return False
    return quoted and FormKind.ALIAS in kinds and "\n" not in between
