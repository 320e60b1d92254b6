"""Who stands in a text, in any form the register knows, and which numbers and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scr_portal.anonymise import RegisterEntry, Replacement, Result, anonymise, key_of, surfaces_of

from .known import Known, Mentions, Other, Person, Reason
from .vocabulary import any_of

_NAMES = ("person", "name")
_FACT_OF_VALUE = {"address": "address", "number": "contact", "detail": "contact"}
_KIND = {"person": "named", "address": "address", "phone": "contact", "email": "contact"}
_CALLED = {
    "address": "an address",
    "phone": "a telephone number",
    "email": "an e-mail address",
    "postcode": "a postcode",
    "nhs_number": "the NHS number",
    "date_of_birth": "the date of birth",
}
_SHORTEST_PART = 3
_GREETING = re.compile(r"(?:^|\n)\s*Dear\s+(?:\w+\.?\s+)?$")


def mentions(text: str, known: Known) -> Mentions:
    """Return who and what stands in a text. Raises AnonymisationFailed where it cannot be looked through."""
    if known.coded:
        return Mentions(people=tuple(_labelled(text, known)))
    result = anonymise(text, known.entries, grain=None, allow=known.kept)
    registered = list(_registered(text, result, known))
    doubted = list(_doubted(text, result, known))
    labels = list(_labelled(text, known, exact=True))
    reasons = [reason for reason, _ in [*registered, *doubted] if reason]
    reasons += [
        Reason("named", person.at, f"“{person.words}” is the label of another person.") for person in labels
    ]
    people = [person for _, person in [*registered, *doubted] if person]
    return Mentions(tuple(reasons), (*people, *labels), tuple(_values(result)))


def _registered(text: str, result: Result, known: Known) -> Iterator[tuple[Reason | None, Person]]:
    """Yield each form of somebody else that the register is sure of."""
    kinds = {entry["id"]: entry["kind"] for entry in known.entries}
    for row in result["replacements"]:
        other = known.owners.get(row["entry_id"])
        if other is None:
            continue
        at, words, kind = row["start"], text[row["start"] : row["end"]], kinds[row["entry_id"]]
        called = f"{_CALLED[kind]} of {other.label}" if kind in _CALLED else other.label
        reason = Reason(_KIND.get(kind, "number"), at, f"“{words}” is {called}.") if other.named else None
        yield reason, Person(at, words, other.label)


def _doubted(text: str, result: Result, known: Known) -> Iterator[tuple[Reason | None, Person]]:
    """Yield names that nobody has settled; of one that shares a word with somebody else's name, that it may be theirs.

    Two relatives of one surname: in the greeting of a letter it is its reader's. An e-mail address counts where it holds
    such a word.
    """
    parts, places = _parts_of_names(known), _Places(result["replacements"])
    own = {key_of(word) for entry in known.entries if entry["id"] == known.reader for word in _words(entry)}
    for surface in surfaces_of(result):
        named = surface.group in _NAMES
        if named or "@" in surface.text:
            at = places.in_text(surface.start)
            if _GREETING.search(text[:at]) and own & set(key_of(surface.text).split()):
                continue
            owner = next((parts[word] for word in key_of(surface.text).split() if word in parts), None)
            if owner is None and not named:
                continue
            may_be = f"“{surface.text}” may be {owner.label}." if owner and owner.named else ""
            reason = Reason("named", at, may_be) if may_be else None
            yield reason, Person(at, surface.text, owner.label if owner else "")


def _values(result: Result) -> Iterator[Reason]:
    """Yield addresses and numbers that stand in no register: whose they are only the sentence can say."""
    places = _Places(result["replacements"])
    for surface in surfaces_of(result):
        if kind := _FACT_OF_VALUE.get(surface.group):
            yield Reason(kind, places.in_text(surface.start), f"“{surface.text}”")


def _labelled(text: str, known: Known, *, exact: bool = False) -> Iterator[Person]:
    """Yield the labels of others."""
    labels = {other.label for other in known.owners.values() if other.named}
    for match in any_of(labels, exact=exact).finditer(text):
        yield Person(match.start(), match[0], match[0])


def _parts_of_names(known: Known) -> dict[str, Other]:
    parts: dict[str, Other] = {}
    for entry in known.entries:
        other = known.owners.get(entry["id"])
        if entry["kind"] == "person" and other:
            parts.update({key_of(word): other for word in _words(entry)})
    return parts


def _words(entry: RegisterEntry) -> list[str]:
    written = " ".join((entry["canonical"], *entry["aliases"]))
    return [word for word in re.findall(r"\w+", written) if len(word) >= _SHORTEST_PART]


class _Places:
    """Where what stands in the coded text stands in the text as it was written."""

    def __init__(self, replacements: list[Replacement]) -> None:
        self.shifts: list[tuple[int, int]] = []
        shift = 0
        for row in replacements:
            start = row["start"] + shift
            shift += len(row["pseudonym"]) - (row["end"] - row["start"])
            self.shifts.append((start, shift))

    def in_text(self, at: int) -> int:
        shift = next((shift for start, shift in reversed(self.shifts) if start < at), 0)
        return at - shift
