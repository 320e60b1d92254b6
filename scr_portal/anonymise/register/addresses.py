"""Addresses of the register: taken apart, and grown in a text from the street outwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import PART, Form, FormKind, build
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Shadow, shadow_of
from scr_portal.anonymise.text.numbers import find_postcodes

_ABBREVIATIONS = (
    {"road", "rd"}, {"street", "st", "str"}, {"lane", "ln"}, {"avenue", "ave", "av"}, {"close", "cl"}, {"crescent", "cres", "cr"},
    {"drive", "dr", "drv"}, {"court", "ct"}, {"gardens", "gdns", "garden", "gdn"}, {"terrace", "terr", "tce"}, {"place", "pl"},
    {"square", "sq"}, {"grove", "gr"}, {"buildings", "bldgs"}, {"boulevard", "blvd", "bvd"}, {"mansions", "mansion"},
    {"saint", "st"}, {"cottages", "cottage"}, {"park", "pk"}, {"house", "hse"},
)  # fmt: skip
_NEAR = PART | {Gap.COMMA, Gap.DOT_SPACE, Gap.WIDE}


@dataclass(frozen=True, slots=True)
class Address:
    """An address in folded tokens. `premises` is ('flat', '3') or empty, `number` the house number or ''."""

    entry: RegisterEntry
    premises: tuple[str, ...]
    number: str
    streets: tuple[tuple[str, ...], ...]
    localities: tuple[tuple[str, ...], ...]
    postcode: str

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.entry["id"]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an address runs in a text (tokens first to last, last excluded) and whether its number agrees."""

    first: int
    last: int
    agrees: bool


def address_of(entry: RegisterEntry, written: str) -> Address:
    """Take a written address apart: premises, number, street, locality and postcode."""
    postcode = ""
    for start, end in find_postcodes(written):
        postcode = "".join(written[start:end].lower().split())
        written = written[:start] + "," + written[end:]
    premises: tuple[str, ...] = ()
    number = ""
    streets: list[tuple[str, ...]] = []
    localities: list[tuple[str, ...]] = []
    for part in written.split(","):
        tokens = list(shadow_of(part).folds)
        if (
            len(tokens) > 1
            and tokens[0] in lexicon.words("premises", "structure.txt")
            and len(tokens[1]) <= 3
        ):
            premises, tokens = tuple(tokens[:2]), tokens[2:]
        found, tokens = _house_number(tokens)
        number = number or found
        if tokens and (found or not streets or tokens[-1] in lexicon.words("street", "structure.txt")):
            streets.append(tuple(tokens))
        elif tokens:
            localities.append(tuple(tokens))
    return Address(entry, premises, number, tuple(streets), tuple(localities), postcode)


def _house_number(tokens: list[str]) -> tuple[str, list[str]]:
    while tokens and tokens[0] in ("no", "number"):
        tokens = tokens[1:]
    if not tokens or not tokens[0].isdigit():
        return "", tokens
    if len(tokens) > 2 and len(tokens[1]) == 1:
        return tokens[0] + tokens[1], tokens[2:]
    return tokens[0], tokens[1:]


def address_forms(address: Address) -> Iterator[Form]:
    """The street names of an address, in full and with the usual abbreviations."""
    for street in address.streets:
        endings = next((group for group in _ABBREVIATIONS[:-3] if street[-1] in group), {street[-1]})
        if len(street) == 1:
            endings = {street[-1]}
        starts = {"saint", "st"} if street[0] in ("saint", "st") else {street[0]}
        for ending in sorted(endings):
            for start in sorted(starts):
                words = (start, *street[1:-1], ending) if len(street) > 1 else (ending,)
                yield build(FormKind.STREET, address, [(word,) for word in words])


def reach(shadow: Shadow, first: int, last: int, address: Address) -> Reach:
    """Grow from the street at tokens first to last: number and premises before it, locality and postcode after."""
    begin, premises = _premises_before(shadow, first)
    number = ""
    if not premises:
        begin, number = _number_before(shadow, first)
        begin, premises = _premises_before(shadow, begin)
    agrees = not number or not address.number or number == address.number
    if premises and premises != address.premises:
        agrees = False
    end = last
    while (further := _component_at(shadow, end, address)) > end:
        end = further
    return Reach(begin, end, agrees)


def _number_before(shadow: Shadow, at: int) -> tuple[int, str]:
    """Where a house number before token `at` begins, and the number; years and longer numbers are none."""
    number, begin = "", at
    if at and shadow.gaps[at] in _NEAR and shadow.gaps[at] is not Gap.WIDE:
        last = shadow.folds[at - 1]
        letter = at > 1 and len(last) == 1 and last.isalpha() and shadow.folds[at - 2].isdigit()
        first = at - 2 if letter and shadow.gaps[at - 1] in (Gap.JOIN, Gap.SPACE) else at - 1
        if shadow.folds[first].isdigit() and len(shadow.folds[first]) <= 3 and not _in_number(shadow, first):
            number, begin = "".join(shadow.folds[first:at]), first
    if number and begin and shadow.folds[begin - 1] in ("no", "number") and shadow.gaps[begin] in _NEAR:
        begin -= 1
    return begin, number


def _in_number(shadow: Shadow, at: int) -> bool:
    """Whether the digits at `at` end a date, a time or a telephone number."""
    if not at or (at > 1 and shadow.folds[at - 2] in lexicon.words("premises", "structure.txt")):
        return False
    joined = shadow.before(at) in ("/", ".", ":", "-") and shadow.folds[at - 1].isdigit()
    return joined or (shadow.folds[at - 1].isdigit() and shadow.gaps[at] is Gap.SPACE)


def _premises_before(shadow: Shadow, at: int) -> tuple[int, tuple[str, ...]]:
    words = lexicon.words("premises", "structure.txt")
    if (
        at >= 2
        and shadow.gaps[at] in _NEAR
        and shadow.folds[at - 2] in words
        and len(shadow.folds[at - 1]) <= 3
    ):
        return at - 2, (shadow.folds[at - 2], shadow.folds[at - 1])
    if (
        at >= 3
        and shadow.folds[at - 3] in words
        and shadow.folds[at - 2].isdigit()
        and len(shadow.folds[at - 1]) == 1
        and shadow.folds[at - 1].isalpha()
    ):
        return at - 3, (shadow.folds[at - 3], shadow.folds[at - 2] + shadow.folds[at - 1])
    return at, ()


def _component_at(shadow: Shadow, at: int, address: Address) -> int:
    """The end of a locality, further street or postcode of this address that begins at token `at`, or `at`."""
    if at >= len(shadow) or shadow.gaps[at] not in _NEAR:
        return at
    stop = shadow.gaps[at] is Gap.DOT_SPACE
    short = len(shadow.folds[at - 1]) <= 4 and shadow.folds[at - 1] in lexicon.words(
        "street", "structure.txt"
    )
    if stop and not short:
        return at
    for component in (*address.streets, *address.localities):
        if tuple(shadow.folds[at : at + len(component)]) == component:
            return at + len(component)
    if address.postcode:
        joined = ""
        for end in range(at, min(at + 6, len(shadow))):
            joined += shadow.folds[end]
            if joined == address.postcode:
                return end + 1
            if not address.postcode.startswith(joined):
                break
    return at
