"""The genogram of a case, from its register: in labels, or in the named view with names and months.

In labels it says no more than labels may: people stand in the order of their labels, never of their births, and
neither twins nor months are marked.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from scr_portal.web.sorting import sort_key

from .enums import COUPLE_KINDS, IdentityKind, KinshipKind, Sex
from .genogram import Couple, Drawing, Example, Family, Parent, Person, draw, key_of
from .models import SUBJECT_CHILD, Identity, Kinship
from .models.kinship import phrase

SHAPES = {Sex.FEMALE: "circle", Sex.MALE: "square"}


@dataclass(frozen=True)
class Said:
    """One relationship in words, as the table beside the picture says it."""

    kinship: Kinship
    person: str
    phrase: str
    relative: str
    drawn: bool


@dataclass(frozen=True)
class Shown:
    """One person in words. `born` is known in the named view alone."""

    identity: Identity
    name: str
    born: datetime.date | None

    @property
    def words(self) -> str:
        """What the symbol says."""
        said = [str(Sex(self.identity.sex).label) if self.identity.sex else "Sex not recorded"]
        said += ["has died"] if self.identity.died else []
        said += ["the child at the centre"] if self.identity.role == SUBJECT_CHILD else []
        return ", ".join(said)


@dataclass(frozen=True)
class Genogram:
    """The picture, and the two tables that say the same."""

    drawing: Drawing
    key: list[Example]
    rows: list[Shown]
    said: list[Said]


def genogram_of(kinships: Iterable[Kinship], centre: Identity | None, *, named: bool) -> Genogram:
    """Return the genogram of these relationships and the child at the centre."""
    rows = list(kinships)
    found = {one.pk: one for row in rows for one in (row.person, row.relative)}
    if centre is not None:
        found.setdefault(centre.pk, centre)
    names = {pk: name_of(one) if named else one.pseudonym for pk, one in found.items()}
    born = births(found) if named else {}
    people = sorted(found.values(), key=lambda one: (born.get(one.pk, "9999"), sort_key(names[one.pk])))
    latest = latest_of_each_pair(rows)
    family = Family(
        people=tuple(symbol(one, names[one.pk]) for one in people),
        couples=tuple(couple(row) for row in latest if row.kind in COUPLE_KINDS),
        parents=tuple(
            Parent(str(row.person_id), str(row.relative_id), row.kind)
            for row in latest
            if row.kind not in COUPLE_KINDS
        ),
        twins=twins(latest, born),
    )
    said = [in_words(row, names, latest) for row in rows]
    said.sort(
        key=lambda one: (sort_key(one.person), sort_key(one.relative), one.kinship.until or datetime.date.max)
    )
    drawing = draw(family)
    shown = [Shown(one, names[one.pk], day(born.get(one.pk, ""))) for one in people]
    return Genogram(drawing, list(key_of(drawing)), shown, said)


def day(iso: str) -> datetime.date | None:
    """Return a date of the register; nothing where it was entered in another form."""
    try:
        return datetime.date.fromisoformat(iso)
    except ValueError:
        return None


def name_of(identity: Identity) -> str:
    """Return the real name with its title, for the named view alone."""
    return f"{identity.title or ''} {identity.canonical}".strip()


def births(people: Mapping[Any, Identity]) -> dict[Any, str]:
    """Return the dates of birth in the register, as ISO writes them."""
    whose = Q(of__in=list(people)) | Q(of__same_as__in=list(people))
    rows = Identity.objects.filter(whose, kind=IdentityKind.DATE_OF_BIRTH).select_related("of__same_as")
    return {row.of.main.pk: str(row.canonical) for row in rows if row.of}


def symbol(one: Identity, label: str) -> Person:
    shape: Any = SHAPES.get(Sex(one.sex), "diamond")
    return Person(str(one.pk), label, shape, died=one.died, centre=one.role == SUBJECT_CHILD)


def couple(row: Kinship) -> Couple:
    """Return a couple; one that ended without a word for it is drawn as separated."""
    together = row.kind in (KinshipKind.MARRIED, KinshipKind.PARTNER)
    kind = KinshipKind.SEPARATED if together and row.until else row.kind
    return Couple(str(row.person_id), str(row.relative_id), kind)


def latest_of_each_pair(rows: Iterable[Kinship]) -> list[Kinship]:
    """Return what two people are to each other now, or were last: one line between two people is read, several are not."""
    latest: dict[frozenset[Any], Kinship] = {}
    for row in sorted(rows, key=lambda row: (row.until or datetime.date.max, str(row.pk))):
        latest[frozenset((row.person_id, row.relative_id))] = row
    return list(latest.values())


def twins(rows: Iterable[Kinship], born: Mapping[Any, str]) -> tuple[frozenset[str], ...]:
    """Return the children of one birth parent who were born on one day."""
    together: dict[tuple[Any, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.kind == KinshipKind.BIRTH and row.relative_id in born:
            together[row.person_id, born[row.relative_id]].add(str(row.relative_id))
    return tuple({frozenset(group) for group in together.values() if len(group) > 1})


def in_words(row: Kinship, names: Mapping[Any, str], drawn: Collection[Kinship]) -> Said:
    """Return a relationship as a sentence; of a couple whoever sorts first is named first."""
    one, other = names[row.person_id], names[row.relative_id]
    if row.kind in COUPLE_KINDS and sort_key(other) < sort_key(one):
        one, other = other, one
    return Said(row, one, phrase(row.kind, ended=bool(row.until)), other, row in drawn)
