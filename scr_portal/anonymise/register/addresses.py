"""Addresses of the register: parsed into components, and matched in a text from the street outwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.forms import PART, Form, FormKind, Unit, build
from scr_portal.anonymise.register.houses import (
    Designator,
    house_after,
    house_before,
    leading_number,
    leading_unit,
)
from scr_portal.anonymise.text import lexicon
from scr_portal.anonymise.text.folding import Gap, Tokens, tokens_of
from scr_portal.anonymise.text.numbers import find_postcodes

_NEAR = PART | {Gap.COMMA, Gap.DOT_SPACE, Gap.WIDE}
_BETWEEN = PART | {Gap.POSSESSIVE}


@dataclass(frozen=True, slots=True)
class Address:
    """An address in folded tokens, with the number of the house and of the unit within it."""

    entry: RegisterEntry
    unit: Designator
    number: Designator
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
    """Parse a written address into unit, number, street, locality and postcode."""
    postcode = ""
    for start, end in find_postcodes(written):
        postcode = "".join(written[start:end].lower().split())
        written = written[:start] + "," + written[end:]
    unit: Designator = ()
    number: Designator = ()
    streets: list[tuple[str, ...]] = []
    localities: list[tuple[str, ...]] = []
    for part in written.split(","):
        own_unit, rest = leading_unit(part)
        own_number, rest = leading_number(rest)
        words = tuple(tokens_of(rest).folds)
        if own_number and not words and not unit:
            own_unit, own_number = own_number, ()
        unit, number = unit or own_unit, number or own_number
        if words and (own_number or not streets or words[-1] in lexicon.words("street", "structure.txt")):
            streets.append(words)
        elif words:
            localities.append(words)
    return Address(entry, unit, number, tuple(streets), tuple(localities), postcode)


def address_forms(address: Address) -> Iterator[Form]:
    """Yield the street names of an address, in full and with the usual abbreviations."""
    for street in address.streets:
        endings = _endings(street[-1]) if len(street) > 1 else {street[-1]}
        starts = {"saint", "st"} if street[0] in ("saint", "st") else {street[0]}
        for ending in sorted(endings):
            for start in sorted(starts):
                words = (start, *street[1:-1], ending) if len(street) > 1 else (ending,)
                yield build(FormKind.STREET, address, _units(words), between=_BETWEEN)


def _units(words: tuple[str, ...]) -> list[Unit]:
    """Return the words of a street, a possessive s with the word it belongs to."""
    units: list[Unit] = []
    for word in words:
        if word == "s" and units:
            units[-1] = (*units[-1], word)
        else:
            units.append((word,))
    return units


def _endings(word: str) -> set[str]:
    """Return a street type in full and in its abbreviations."""
    groups = lexicon.rows("street-short", "structure.txt")
    return next((set(group) for group in groups if word in group), {word})


def address_extent(tokens: Tokens, first: int, last: int, address: Address) -> AddressExtent:
    """Extend from the street at tokens first to last: number and unit before it, unit, locality and postcode after."""
    before = house_before(tokens.text, tokens.starts[first], address.unit, address.number)
    begin = bisect_left(tokens.starts, before.at)
    end, unit, number = last, before.unit, before.number
    while True:
        further = _component_at(tokens, end, address)
        after = house_after(tokens.text, tokens.ends[further - 1])
        if (after.unit and not unit) or (after.number and not number):
            unit, number = unit or after.unit, number or after.number
            further = bisect_left(tokens.starts, after.at)
        if further == end:
            return AddressExtent(begin, end, _agrees(unit, number, address))
        end = further


def _agrees(unit: Designator, number: Designator, address: Address) -> bool:
    """Return whether the numbers in a text are those of the address; what the text leaves out does not contradict."""
    if unit + number == address.unit + address.number:
        return True
    return number in ((), address.number) and unit in ((), address.unit)


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
