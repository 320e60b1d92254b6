"""Place names that only begin or end like a registered name: the King's Head, Stoke Netherby, Netherby Road."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shape, Tokens


def is_inn(tokens: Tokens, mention: Mention) -> bool:
    """Return whether a public house is named after the person: 'the King's Head', 'at Bell's Arms'."""
    the = context.previous_word(tokens, mention.first) == "the"
    sign = tokens.folds[mention.last + 1] in lexicon.words("inn-sign", "structure.txt")
    return tokens.gaps[mention.last + 1] is Gap.SPACE and (the or sign) and not mention.title


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
