"""Names of places that only begin or end like a name of the register: the King's Head, Stoke Netherby, Netherby Road."""

from __future__ import annotations

from scr_portal.anonymise.find.mentions import Mention
from scr_portal.anonymise.find.verdicts import Verdict
from scr_portal.anonymise.register.forms import FormKind
from scr_portal.anonymise.text import context, lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, Shape


def is_inn(shadow: Shadow, mention: Mention) -> bool:
    """'the King's Head', 'at Bell's Arms': a house named after somebody."""
    the = context.previous_word(shadow, mention.first) == "the"
    sign = shadow.folds[mention.last + 1] in lexicon.words("inn-sign", "structure.txt")
    return shadow.gaps[mention.last + 1] is Gap.SPACE and (the or sign) and not mention.title


def take_village(shadow: Shadow, mention: Mention) -> None:
    """'Stoke Netherby' and 'Lower Netherby' are other places than Netherby."""
    owner = mention.owners[0]
    if mention.kind is not FormKind.THING or owner.entry["kind"] != "place":
        return
    before = context.previous_word(shadow, mention.first)
    if before in lexicon.words("village", "structure.txt") and context.is_capital(shadow, mention.first - 1):
        mention.first -= 1
        mention.verdict, mention.doubt = Verdict.DOUBT, "place"


def take_street(shadow: Shadow, mention: Mention) -> None:
    """A street named after a town of the register is an address that is not in it."""
    j = mention.last
    plain = lexicon.words("street-plain", "structure.txt")
    if (
        j < len(shadow)
        and shadow.gaps[j] is Gap.SPACE
        and context.is_capital(shadow, j)
        and shadow.folds[j] in plain
    ):
        mention.last = j + 1
        if (
            mention.first
            and shadow.shapes[mention.first - 1] is Shape.DIGIT
            and shadow.gaps[mention.first] is Gap.SPACE
        ):
            mention.first -= 1
        mention.verdict, mention.doubt = Verdict.DOUBT, "address"
