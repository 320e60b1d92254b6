"""The names of a case that nobody has settled: those that are probably one together, with the likeliest identities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from scr_portal.anonymise.suggest import Suggester, alike, guess_kind
from scr_portal.web.sorting import by_words, sort_key

from .enums import VALUE_KINDS, IdentityKind, NameGroup, Settlement
from .models import Identity, IdentityRegister, UnknownName

ORDER = list(NameGroup.values)
"""People first: whom a text speaks of is asked before when and where."""

PLACES = (NameGroup.PLACE, NameGroup.ORGANISATION, NameGroup.ADDRESS)
VALUES = (NameGroup.DATE, NameGroup.NUMBER, NameGroup.DETAIL)


@dataclass(frozen=True)
class WaitingName:
    """Unknown names that are probably one, answered together; the fullest spelling first."""

    names: tuple[UnknownName, ...]

    @property
    def pk(self) -> Any:
        """The key by which a page opens it: that of its first name."""
        return self.names[0].pk

    @property
    def surfaces(self) -> list[str]:
        return [str(name.surface) for name in self.names]

    @property
    def fullest(self) -> str:
        """The surface with most words, with which an entry in the register begins."""
        return self.surfaces[0]

    @property
    def is_value(self) -> bool:
        """Whether it is a date, a number or another detail rather than somebody's name."""
        return self.names[0].group in VALUES

    @property
    def kind(self) -> str:
        """The kind of the register that fits best, or ''."""
        return guess_kind(self.fullest, self.names[0].group)


@dataclass(frozen=True)
class Likely:
    """An identity that is offered as an answer, and why."""

    identity: Identity
    reasons: tuple[str, ...]

    @property
    def why(self) -> str:
        return ", ".join(self.reasons)


def waiting(register: IdentityRegister, among: Collection[UnknownName] | None = None) -> list[WaitingName]:
    """Return what waits in a case, or `among` these names, in the order in which it is asked about."""
    names = list(register.unknown_names.asked().defer("key") if among is None else among)
    names.sort(key=lambda name: (ORDER.index(name.group), sort_key(name.surface)))
    groups = alike([(str(name.surface), name.group) for name in names])
    return [
        WaitingName(tuple(sorted((names[place] for place in places), key=fullest_first))) for places in groups
    ]


def fullest_first(name: UnknownName) -> tuple[int, int, str]:
    """Return what names are sorted by, so that the spelling with most words stands first."""
    surface = str(name.surface)
    return -len(surface.split()), -len(surface), surface


def likeliest(surfaces: Iterable[str], identities: Sequence[Identity], *, most: int = 3) -> list[Likely]:
    """Return the identities that these spellings of one name probably mean, best first.

    The fullest spelling comes first and is believed: a bare family name beside it says less.
    """
    suggester = Suggester([identity.as_entry() for identity in identities])
    scores: dict[str, int] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for surface in surfaces:
        for row in suggester.suggest(surface, most=most):
            if row.entry_id not in scores:
                scores[row.entry_id] = row.score
                reasons[row.entry_id] = tuple(str(reason) for reason in row.reasons)
    by_id = {str(identity.pk): identity for identity in identities}
    best = sorted(scores, key=lambda entry_id: (-scores[entry_id], by_id[entry_id].pseudonym))
    return [Likely(by_id[entry_id], reasons[entry_id]) for entry_id in best[:most]]


def names_wait(count: int, where: str = "") -> str:
    """Return how many names wait, as a heading and a list say it; `where` begins with a space."""
    if not count:
        return f"No name{where} waits"
    return f"{count:,} name{where} waits" if count == 1 else f"{count:,} names{where} wait"


@dataclass(frozen=True)
class Offer:
    """An answer as a button: its key, its value, its words and why it is offered."""

    key: int
    value: str
    words: str
    why: str = ""


def offered(name: WaitingName, likely: Sequence[Likely], *, own: bool = False) -> list[Offer]:
    """Return the answers to a name in the order of their keys, the likeliest first.

    With `own` those of an author: labels without real names or reasons that tell of them, and nothing that is the
    manager's to say.
    """
    words = [
        (f"known:{row.identity.pk}", f"This is {called(row.identity, own=own)}", "" if own else row.why)
        for row in likely
    ]
    new = [("new:value", "A date, number or address of somebody…")] if name.is_value and not own else []
    if not name.is_value:
        new = [("new:person", "A new person…")]
    if name.names[0].group in PLACES:
        new = [("new:place", "A place or body…"), *new]
    elif not name.is_value:
        new = [*new, ("new:place", "A place or body…")]
    stays = [
        (
            str(Settlement.NOT_A_NAME),
            "A word here, not a name" if not name.is_value else "It tells nothing of anybody",
        ),
        (str(Settlement.ALLOW), "Named on purpose"),
    ][: 1 if own else 2]
    words += [(value, text, "") for value, text in (*new, *stays)]
    return [Offer(key, *row) for key, row in enumerate(words, 1)]


def named(identity: Identity) -> str:
    """Return an identity as those who settle names see it: label and real name."""
    return f"{identity.pseudonym} ({identity.canonical})"


def called(identity: Identity, *, own: bool) -> str:
    """Return an identity as this reader may see it: an author reads the label alone."""
    return identity.pseudonym if own else named(identity)


def by_kind(identities: Iterable[Identity]) -> list[tuple[str, list[Identity]]]:
    """Return the register as a page shows it beside the queue: people, places and bodies, numbers and dates."""
    people, values = "People", "Numbers, dates and addresses"
    headings: dict[str, list[Identity]] = {people: [], "Places and bodies": [], values: []}
    for identity in by_words(identities, lambda identity: identity.pseudonym):
        kind = identity.kind
        heading = (
            people if kind == IdentityKind.PERSON else values if kind in VALUE_KINDS else "Places and bodies"
        )
        headings[heading].append(identity)
    return [(heading, rows) for heading, rows in headings.items() if rows]
