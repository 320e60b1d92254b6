"""Record who is kin to whom in a case. No label changes by it, so no text is coded anew."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from copy import copy
from typing import Any

from django.db import transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import IN_THE_FUTURE, Checks, Refused, is_future, refuse_each, sentences_of
from scr_portal.web.stale import require_version

from ..actions import ReviewAction
from ..enums import COUPLE_KINDS, PARENT_KINDS, IdentityKind, KinshipKind, Sex
from ..kin_suggestions import suggestions
from ..models import Identity, IdentityRegister, Kinship
from . import recoding


class OwnKin(Refused):
    """Somebody was named twice."""

    field = "relative"
    sentence = "Choose two different people."


class NotOfThisCase(Refused):
    """Somebody is no person of this register."""

    field = "relative"
    sentence = "Choose two people of this case’s register."


class KinAlready(Refused):
    """The two are something to each other at that time already."""

    field = "relative"
    sentence = "What these two are to each other at that time is recorded already. Change that entry instead."


class OwnAncestor(Refused):
    """Somebody would be their own ancestor."""

    field = "relative"
    sentence = "This would make somebody their own ancestor. Look at who is recorded as whose parent."


class TwoBirthParents(Refused):
    """A child has two birth parents, and no third."""

    field = "relative"
    sentence = "This child has two birth parents in the register already."


class EndedBeforeItBegan(Refused):
    """The months are the wrong way round."""

    field = "until"
    sentence = "It cannot have ended before it began."


class BirthHasNoMonths(Refused):
    """A birth parent is one from the child's birth and stays one."""

    field = "since"
    sentence = "A birth parent is one for good. Leave the months empty."


class AnotherSort(Refused):
    """A parent and child do not become a couple by a correction."""

    field = "kind"
    sentence = (
        "A couple and a parent with a child are recorded apart. Take this entry back and record the other."
    )


@transaction.atomic
def record(
    register: IdentityRegister,
    *,
    person: Identity,
    relative: Identity,
    kind: str,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    by: User,
) -> Kinship:
    """Record that `person` is the parent of `relative`, or that both are a couple. Raises Refused."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, register)
    recoding.locked(register)
    kinship = proposed(register, person=person, relative=relative, kind=kind, since=since, until=until)
    refuse_each(refusals_of(kinship))
    kinship.recorded_by = by
    kinship.save()
    audit.record("kinship.recorded", by=by, on=kinship, kind=kinship.kind)
    return kinship


@transaction.atomic
def change(
    kinship: Kinship,
    *,
    kind: str,
    since: datetime.date | None,
    until: datetime.date | None,
    version: int,
    by: User,
) -> Kinship:
    """Correct what two people are to each other, or since when. Raises Refused and StaleForm."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, kinship)
    recoding.locked(kinship.register)
    kinship = Kinship.objects.select_for_update(of=("self",)).get(pk=kinship.pk)
    require_version(kinship, version)
    changed = corrected(kinship, kind=kind, since=since, until=until)
    refuse_each(refusals_to_change(kinship, changed))
    kinship.kind, kinship.since, kinship.until = KinshipKind(kind), since, until
    kinship.version += 1
    kinship.save()
    audit.record("kinship.changed", by=by, on=kinship, kind=kinship.kind)
    return kinship


@transaction.atomic
def take_back(kinship: Kinship, *, by: User) -> None:
    """Take an entry back; its history keeps that it was there. A second call changes nothing."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, kinship)
    recoding.locked(kinship.register)
    standing = Kinship.objects.filter(pk=kinship.pk).first()
    if standing is not None:
        audit.record("kinship.taken_back", by=by, on=standing, kind=standing.kind)
        standing.delete()


@transaction.atomic
def describe(identity: Identity, *, sex: str, died: bool, by: User) -> Identity:
    """Record what the symbol of somebody says: their sex, where it is known, and whether they have died."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    if identity.kind != IdentityKind.PERSON:
        raise NotOfThisCase
    identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    if (identity.sex, identity.died) == (sex, died):
        return identity
    identity.sex, identity.died = Sex(sex), died
    identity.save(update_fields=["sex", "died"])
    audit.record("identity.described", by=by, on=identity)
    return identity


@transaction.atomic
def accept(register: IdentityRegister, *, keys: Collection[str], by: User) -> list[Kinship]:
    """Record those of the relationships that the register suggests. What is no longer suggested is passed over."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, register)
    accepted = []
    for one in [one for one in suggestions(register) if one.key in keys]:
        accepted.append(record(register, person=one.person, relative=one.relative, kind=one.kind, by=by))
        if one.sex and not one.person.sex:
            describe(one.person, sex=one.sex, died=one.person.died, by=by)
    return accepted


def checks_record(register: IdentityRegister, **values: Any) -> Checks:
    """Return what is refused of a relationship; what is missing is not judged."""
    person, relative = values.get("person"), values.get("relative")
    months = {name: values.get(name) for name in ("since", "until")}
    kind = values.get("kind") or ""
    if person is None or relative is None:
        return sentences_of(refusals_of_months(Kinship(kind=kind, **months)))
    kinship = proposed(register, person=person, relative=relative, kind=kind, **months)
    return sentences_of(refusals_of(kinship))


def checks_change(kinship: Kinship, **values: Any) -> Checks:
    """Return what is refused of a correction; what is missing is not judged."""
    given = {name: value for name, value in values.items() if name in ("kind", "since", "until")}
    return sentences_of(refusals_to_change(kinship, corrected(kinship, **given)))


def corrected(kinship: Kinship, **values: Any) -> Kinship:
    """Return an entry as it would be after a correction, not saved."""
    changed = copy(kinship)
    for name, value in values.items():
        setattr(changed, name, value)
    return changed


def refusals_to_change(kinship: Kinship, changed: Kinship) -> Iterator[Refused]:
    """Return what stands against a correction: another sort of relationship, or what stands against any entry."""
    if kinship.is_of_a_couple != changed.is_of_a_couple:
        yield AnotherSort()
    yield from refusals_of(changed)


def proposed(
    register: IdentityRegister, *, person: Identity, relative: Identity, kind: str, **months: Any
) -> Kinship:
    """Return the entry, not saved; of a couple the one with the lower key first."""
    if kind in COUPLE_KINDS and person.pk > relative.pk:
        person, relative = relative, person
    return Kinship(register=register, person=person, relative=relative, kind=kind, **months)


def refusals_of(kinship: Kinship) -> Iterator[Refused]:
    """Return what stands against an entry: the people, the months, and what is recorded of them already."""
    people = (kinship.person, kinship.relative)
    yield from refusals_of_months(kinship)
    if kinship.person_id == kinship.relative_id:
        yield OwnKin()
        return
    if any(
        one.register_id != kinship.register_id or one.kind != IdentityKind.PERSON or one.same_as_id
        for one in people
    ):
        yield NotOfThisCase()
        return
    others = list(kinship.register.kinships.exclude(pk=kinship.pk))
    if any(overlaps(kinship, other) for other in others):
        yield KinAlready()
    elif kinship.kind in PARENT_KINDS and is_above(kinship.relative_id, kinship.person_id, others):
        yield OwnAncestor()
    elif kinship.kind == KinshipKind.BIRTH:
        births = {
            one.person_id
            for one in others
            if one.kind == KinshipKind.BIRTH and one.relative_id == kinship.relative_id
        }
        if len(births - {kinship.person_id}) > 1:
            yield TwoBirthParents()


def refusals_of_months(kinship: Kinship) -> Iterator[Refused]:
    for field in ("since", "until"):
        if is_future(getattr(kinship, field)):
            yield Refused({field: IN_THE_FUTURE})
    if kinship.since and kinship.until and kinship.until < kinship.since:
        yield EndedBeforeItBegan()
    for field in ("since", "until"):
        if kinship.kind == KinshipKind.BIRTH and getattr(kinship, field):
            yield BirthHasNoMonths({field: BirthHasNoMonths.sentence})


def overlaps(one: Kinship, other: Kinship) -> bool:
    """Whether both entries say of the same two people what they are at one time. A month may end and begin one."""
    if {one.person_id, one.relative_id} != {other.person_id, other.relative_id}:
        return False
    first, last = datetime.date.min, datetime.date.max
    begins, ends = (one.since or first), (one.until or last)
    return begins < (other.until or last) and (other.since or first) < ends


def is_above(person: Any, descendant: Any, kinships: Collection[Kinship]) -> bool:
    """Whether somebody is a parent of another, or a parent of their parents, by whatever kind."""
    parents = defaultdict(set)
    for one in kinships:
        if one.kind in PARENT_KINDS:
            parents[one.relative_id].add(one.person_id)
    above, seen = {descendant}, set()
    while above:
        seen |= above
        above = {parent for child in above for parent in parents[child]} - seen
    return person in seen
