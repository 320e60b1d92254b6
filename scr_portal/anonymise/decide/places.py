"""Place names that only begin or end like a registered name: the King's Head, Stoke Netherby, Netherby Road."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens

_QUALIFYING = frozenset(
    {"women", "association", "and", "youth", "young", "borough", "new", "royal", "junior", "independent"}
)


def is_inn(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a public house is named after the person: 'the King's Head', 'at Bell's Arms'."""
    the = context.previous_word(tokens, mention.first) == "the"
    sign = tokens.folds[mention.last + 1] in lexicon.words("inn-sign", "structure.txt")
    return tokens.gaps[mention.last + 1] is Gap.SPACE and (the or sign) and not mention.title


def take_named_after(tokens: Tokens, mention: Mention) -> None:
    """Flag what is only called after a registered town: a street, a village, a body."""
    take_street(tokens, mention)
    take_village(tokens, mention)
    take_firm(tokens, mention)


def take_village(tokens: Tokens, mention: Mention) -> None:
    """Flag 'Stoke Netherby' and 'Lower Netherby' as places other than the registered Netherby."""
    owner = mention.owners[0]
    if mention.kind is not FormKind.ENTITY or owner.entry["kind"] != "place":
        return
    before = context.previous_word(tokens, mention.first)
    if before in lexicon.words("village", "structure.txt") and context.is_capital(tokens, mention.first - 1):
        mention.first -= 1
        mention.verdict, mention.doubt = Verdict.DOUBT, "place"


def take_street(tokens: Tokens, mention: Mention) -> None:
    """Flag a street named after a registered town as an address that is not in that town."""
    j = mention.last
    plain = lexicon.words("street-plain", "structure.txt")
    if (
        j < len(tokens)
        and tokens.gaps[j] is Gap.SPACE
        and context.is_capital(tokens, j)
        and tokens.folds[j] in plain
    ):
        mention.last = j + 1
        if (
            mention.first
            and tokens.shapes[mention.first - 1] is Shape.DIGIT
            and tokens.gaps[mention.first] is Gap.SPACE
        ):
            mention.first -= 1
        mention.verdict, mention.doubt = Verdict.DOUBT, "address"


def take_firm(tokens: Tokens, mention: Mention) -> None:
    """Flag the body whose name a registered town opens, whole: 'Netherby Homes', 'Netherby Lettings Ltd'."""
    owner, last = mention.owners[0], mention.last
    if (
        mention.kind is not FormKind.ENTITY
        or owner.entry["kind"] != "place"
        or mention.verdict is not Verdict.NAME
    ):
        return
    firm = False
    while last < len(tokens) and _goes_on(tokens, last):
        firm = firm or tokens.folds[last] in lexicon.words("town-body", "structure.txt")
        last += 1
    if firm:
        mention.last, mention.verdict, mention.doubt = last, Verdict.DOUBT, "organisation"


def _goes_on(tokens: Tokens, k: int) -> bool:
    """Return whether a word that bodies are called by, or the s of a possessive between two, goes on with a name."""
    word, gap = tokens.folds[k], tokens.gaps[k]
    if gap is Gap.APOSTROPHE:
        return word == "s" and context.is_capital(tokens, k + 1)
    known = word in lexicon.words("town-body", "structure.txt") or word in lexicon.words(
        "body-noun", "structure.txt"
    )
    named = known or word in lexicon.words("place-noun", "structure.txt") or word in _QUALIFYING
    return gap is Gap.SPACE and tokens.shapes[k] is Shape.TITLE and named


def without_covered(mentions: list[Mention]) -> list[Mention]:
    """Return the mentions without those that stand inside a place: 'Lane' in 'Georgia Lane'."""
    kept: list[Mention] = []
    for mention in mentions:
        left = kept[-1] if kept else None
        covers = left is not None and left.verdict is Verdict.DOUBT and left.doubt in ("place", "address")
        if left is None or not covers or mention.begin >= left.last:
            kept.append(mention)
    return kept


def take_street_word(tokens: Tokens, mention: Mention) -> None:
    """Flag a street whose word stands before its name: 'Heol Imrie', 'Rue Georgia'."""
    before = context.previous_word(tokens, mention.first)
    if before in lexicon.words("street-first", "structure.txt") and context.is_capital(
        tokens, mention.first - 1
    ):
        mention.first -= 1
        mention.verdict, mention.doubt = Verdict.DOUBT, "place"
