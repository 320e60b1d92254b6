"""Addresses of the register: parsed into components, and matched in a text from the street outwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import PART, Form, FormKind, build
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens, tokens_of
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
class AddressExtent:
    """The extent of an address in a text (tokens first to last, last excluded), and whether its number agrees."""

    first: int
    last: int
    agrees: bool


def address_of(entry: RegisterEntry, written: str) -> Address:
    """Parse a written address into premises, number, street, locality and postcode."""
    postcode = ""
    for start, end in find_postcodes(written):
        postcode = "".join(written[start:end].lower().split())
        written = written[:start] + "," + written[end:]
    premises: tuple[str, ...] = ()
    number = ""
    streets: list[tuple[str, ...]] = []
    localities: list[tuple[str, ...]] = []
    for part in written.split(","):
        words = list(tokens_of(part).folds)
        if len(words) > 1 and words[0] in lexicon.words("premises", "structure.txt") and len(words[1]) <= 3:
            premises, words = tuple(words[:2]), words[2:]
        house_number, words = _house_number(words)
        number = number or house_number
        if words and (house_number or not streets or words[-1] in lexicon.words("street", "structure.txt")):
            streets.append(tuple(words))
        elif words:
            localities.append(tuple(words))
    return Address(entry, premises, number, tuple(streets), tuple(localities), postcode)


def _house_number(words: list[str]) -> tuple[str, list[str]]:
    while words and words[0] in ("no", "number"):
        words = words[1:]
    if not words or not words[0].isdigit():
        return "", words
    if len(words) > 2 and len(words[1]) == 1:
        return words[0] + words[1], words[2:]
    return words[0], words[1:]


def address_forms(address: Address) -> Iterator[Form]:
    """Yield the street names of an address, in full and with the usual abbreviations."""
    for street in address.streets:
        endings = next((group for group in _ABBREVIATIONS[:-3] if street[-1] in group), {street[-1]})
        if len(street) == 1:
            endings = {street[-1]}
        starts = {"saint", "st"} if street[0] in ("saint", "st") else {street[0]}
        for ending in sorted(endings):
            for start in sorted(starts):
                words = (start, *street[1:-1], ending) if len(street) > 1 else (ending,)
                yield build(FormKind.STREET, address, [(word,) for word in words])


def address_extent(tokens: Tokens, first: int, last: int, address: Address) -> AddressExtent:
    """Extend from the street at tokens first to last: number and premises before it, locality and postcode after."""
    begin, premises = _premises_before(tokens, first)
    number = ""
    if not premises:
        begin, number = _number_before(tokens, first)
        begin, premises = _premises_before(tokens, begin)
    agrees = not number or not address.number or number == address.number
    if premises and premises != address.premises:
        agrees = False
    end = last
    while (further := _component_at(tokens, end, address)) > end:
        end = further
    return AddressExtent(begin, end, agrees)


def _number_before(tokens: Tokens, at: int) -> tuple[int, str]:
    """Return where a house number before token `at` begins, and the number; years and longer numbers are none."""
    number, begin = "", at
    if at and tokens.gaps[at] in _NEAR and tokens.gaps[at] is not Gap.WIDE:
        last = tokens.folds[at - 1]
        letter = at > 1 and len(last) == 1 and last.isalpha() and tokens.folds[at - 2].isdigit()
        first = at - 2 if letter and tokens.gaps[at - 1] in (Gap.JOIN, Gap.SPACE) else at - 1
        if tokens.folds[first].isdigit() and len(tokens.folds[first]) <= 3 and not _in_number(tokens, first):
            number, begin = "".join(tokens.folds[first:at]), first
    if number and begin and tokens.folds[begin - 1] in ("no", "number") and tokens.gaps[begin] in _NEAR:
        begin -= 1
    return begin, number


def _in_number(tokens: Tokens, at: int) -> bool:
    """Return whether the digits at `at` end a date, a time or a telephone number."""
    if not at or (at > 1 and tokens.folds[at - 2] in lexicon.words("premises", "structure.txt")):
        return False
    joined = tokens.before(at) in ("/", ".", ":", "-") and tokens.folds[at - 1].isdigit()
    return joined or (tokens.folds[at - 1].isdigit() and tokens.gaps[at] is Gap.SPACE)


def _premises_before(tokens: Tokens, at: int) -> tuple[int, tuple[str, ...]]:
    words = lexicon.words("premises", "structure.txt")
    if (
        at >= 2
        and tokens.gaps[at] in _NEAR
        and tokens.folds[at - 2] in words
        and len(tokens.folds[at - 1]) <= 3
    ):
        return at - 2, (tokens.folds[at - 2], tokens.folds[at - 1])
    if (
        at >= 3
        and tokens.folds[at - 3] in words
        and tokens.folds[at - 2].isdigit()
        and len(tokens.folds[at - 1]) == 1
        and tokens.folds[at - 1].isalpha()
    ):
        return at - 3, (tokens.folds[at - 3], tokens.folds[at - 2] + tokens.folds[at - 1])
    return at, ()


def _component_at(tokens: Tokens, at: int, address: Address) -> int:
    """Return the end of a component of this address at token `at`, or `at`.

    A component is a locality, a further street or the postcode.
    """
    if at >= len(tokens) or tokens.gaps[at] not in _NEAR:
        return at
    stop = tokens.gaps[at] is Gap.DOT_SPACE
    short = len(tokens.folds[at - 1]) <= 4 and tokens.folds[at - 1] in lexicon.words(
        "street", "structure.txt"
    )
    if stop and not short:
        return at
    for component in (*address.streets, *address.localities):
        if tuple(tokens.folds[at : at + len(component)]) == component:
            return at + len(component)
    if address.postcode:
        joined = ""
        for end in range(at, min(at + 6, len(tokens))):
            joined += tokens.folds[end]
            if joined == address.postcode:
                return end + 1
            if not address.postcode.startswith(joined):
                break
    return at
