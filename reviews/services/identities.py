"""Keep the identity register. Every change counts its version, and every coded text follows before it is read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.refusals import Checks, Refused, refuse_each, sentences_of
from scr_portal.sealed.keys import keyed_index

from ..actions import ReviewAction
from ..enums import IdentityKind, Settlement, UnknownAnswer
from ..models import Identity, IdentityRegister, SettledName, UnknownName
from . import recoding, spelling, taken_back

WRITTEN = ("canonical", "pseudonym", "aliases", "role", "title", "given", "family")
"""What may be written of an identity; its kind and whose number it is stay as they were entered."""


class AlreadyRegistered(Refused):
    """The register has this identity."""

    field = "canonical"
    sentence = "This is in the register already."


class InUse(Refused):
    """Something else refers to this identity."""

    sentence = "Others refer to this entry of the register, so it stays. Take those back first."


class LabelHoldsName(Refused):
    """A label gives away the name it stands for."""

    field = "pseudonym"
    sentence = "The label must not hold the name it stands for."


class LabelTaken(Refused):
    """Another person of the case has this label."""

    field = "pseudonym"
    sentence = "Another person of this case has that label. Choose one that nobody has."


@transaction.atomic
def enter(
    register: IdentityRegister, *, kind: str, canonical: str, pseudonym: str, by: User, **values: Any
) -> Identity:
    """Enter one identity. `values` are further fields of it. Raises Refused as `keep` does."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, register)
    identity = Identity(register=register, kind=kind, of=values.pop("of", None))
    return keep(identity, canonical=canonical, pseudonym=pseudonym, by=by, **values)


@transaction.atomic
def change(identity: Identity, *, by: User, **values: Any) -> Identity:
    """Change an identity or its label; every page, PDF and letter follows. Raises Refused as `keep` does."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    return keep(identity, by=by, **values)


@transaction.atomic
def keep(identity: Identity, *, by: User, **values: Any) -> Identity:
    """Write an identity, new or known: the one way into the register, whoever may ask for it.

    Where nothing changes nothing happens, and no text of the case is coded anew. Raises Refused where
    the register has this identity already, or the label holds the name it stands for.
    """
    register, entered = identity.register, identity._state.adding
    recoding.locked(register)
    if not entered:
        identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
        identity.register = register
    written = {name: value for name, value in values.items() if name in WRITTEN}
    written["aliases"] = list(written.get("aliases", identity.aliases) or [])
    if identity.same_as_id:
        written.pop("pseudonym", None)  # it reads as the entry that it was joined to
    if not entered and all(
        (getattr(identity, name) or "") == (value or "") for name, value in written.items()
    ):
        return identity
    for name, value in written.items():
        setattr(identity, name, value)
    refuse_each(refusals_of(identity))
    identity.save()
    for joined in () if entered else identity.joined.exclude(pseudonym=identity.pseudonym):
        joined.pseudonym = identity.pseudonym
        joined.save()
    count(register, by=by)
    if entered:
        audit.record("identity.entered", by=by, on=identity, kind=identity.kind)
    else:
        audit.record("identity.changed", by=by, on=identity, kind=identity.kind)
    return identity


@transaction.atomic
def remove(identity: Identity, *, by: User) -> None:
    """Take an identity out of the register again. Raises InUse where anything else refers to it."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    take_out(identity, by=by)


@transaction.atomic
def take_out(identity: Identity, *, by: User) -> None:
    """Take an identity out, whoever may ask for it. Raises InUse where anything else refers to it."""
    register = recoding.locked(identity.register)
    if identity.numbers.exists():
        raise InUse
    audit.record("identity.removed", by=by, on=identity, kind=identity.kind)
    try:
        identity.delete()
    except models.ProtectedError as error:
        raise InUse from error
    count(register, by=by)


@transaction.atomic
def settle(register: IdentityRegister, *, text: str, settled_as: str, by: User) -> SettledName:
    """Settle a doubtful name once for the whole case: it stays, because it is named on purpose or no name."""
    access.require(ReviewAction.SETTLE_NAMES, by, register)
    return keep_settled(register, text=text, settled_as=settled_as, by=by)


@transaction.atomic
def keep_settled(register: IdentityRegister, *, text: str, settled_as: str, by: User) -> SettledName:
    """Settle a name, whoever may ask for it."""
    recoding.locked(register)
    settled, created = SettledName.objects.get_or_create(
        register=register,
        text_index=keyed_index(text),
        defaults={"text": text, "settled_as": Settlement(settled_as), "settled_by": by},
    )
    names = UnknownName.objects.spelled(register, text).filter(answer__in=["", *Settlement])
    unlike = list(names.exclude(answer=settled_as))
    if not created and settled.settled_as == settled_as and not unlike:
        return settled
    if settled.settled_as != settled_as:
        settled.settled_as, settled.settled_by = Settlement(settled_as), by
        settled.save()
    for name in unlike:
        name.close(UnknownAnswer(settled_as), by=by)
    count(register, by=by)
    audit.record("name.settled", by=by, on=register, settled_as=settled_as)
    return settled


@transaction.atomic
def unsettle(settled: SettledName, *, by: User) -> None:
    """Take a settlement back: a label stands for the name again until somebody looks at it."""
    access.require(ReviewAction.SETTLE_NAMES, by, settled.register)
    taken_back.lock_case(settled.register)
    drop_settled(settled, by=by)
    taken_back.withdraw(settled.register, [str(settled.text)], by=by)


@transaction.atomic
def drop_settled(settled: SettledName, *, by: User) -> None:
    """Take a settlement back, whoever may ask for it."""
    register = recoding.locked(settled.register)
    settled.delete()
    for name in UnknownName.objects.spelled(register, str(settled.text)):
        if name.answer in Settlement:
            name.reopen()
    count(register, by=by)
    audit.record("name.unsettled", by=by, on=register)


def enter_person(
    register: IdentityRegister,
    *,
    name: str,
    role: str,
    pseudonym: str,
    by: User,
    replacing: Identity | None = None,
    kind: str = IdentityKind.PERSON,
) -> Identity:
    """Enter somebody whom a service records (the child, a relative, an interviewee), or their name spelled anew.

    No permission is asked: the fact itself is what the service was allowed to record.
    """
    person = replacing or Identity(register=register, kind=kind)
    return keep(person, **spelling.spelled(name), pseudonym=pseudonym, role=role, by=by)


def enter_birth(person: Identity, *, born_on: datetime.date, by: User) -> Identity:
    """Enter or correct a date of birth; it is always replaced, never shown in a coded text."""
    known = person.numbers.filter(kind=IdentityKind.DATE_OF_BIRTH).first()
    birth = known or Identity(register=person.register, kind=IdentityKind.DATE_OF_BIRTH, of=person)
    return keep(birth, canonical=born_on.isoformat(), pseudonym="[date of birth]", by=by)


def checks_keep(identity: Identity, **values: Any) -> Checks:
    """Return what is refused of an identity with these values; it is not saved, and what is missing is not judged."""
    for name in WRITTEN:
        setattr(identity, name, values.get(name) or ([] if name == "aliases" else ""))
    return sentences_of(refusals_of(identity))


def checks_enter_person(register: IdentityRegister, *, name: str | None, pseudonym: str | None) -> Checks:
    """Return what is refused of somebody whom a service is about to record."""
    person = Identity(register=register, kind=IdentityKind.PERSON)
    return checks_keep(person, **spelling.spelled(name or ""), pseudonym=pseudonym)


def refusals_of(identity: Identity) -> Iterator[Refused]:
    """Return what the register refuses of an identity: the same once more, a label that gives it away, one that is taken."""
    same = Identity.objects.filter(
        register=identity.register_id,
        kind=identity.kind,
        canonical_index=keyed_index(identity.canonical),
    )
    if identity.kind == IdentityKind.DATE_OF_BIRTH:
        same = same.filter(of=identity.of_id)  # twins share theirs
    if identity.canonical and same.exclude(pk=identity.pk).exists():
        yield AlreadyRegistered()
    if identity.same_as_id is None:
        yield from refusals_of_label(identity)


def refusals_of_label(identity: Identity) -> Iterator[Refused]:
    """Return what the register refuses of a label: one that gives a name away, or that another person has."""
    if spelling.label_holds(identity.pseudonym, identity.names):
        yield LabelHoldsName()
    elif identity.pseudonym and identity.kind == IdentityKind.PERSON and _label_taken(identity):
        yield LabelTaken()


def _label_taken(identity: Identity) -> bool:
    """Whether another person has the label, or had it until they were joined to a third: papers may show it still."""
    people = identity.register.identities.filter(kind=IdentityKind.PERSON).exclude(pk=identity.pk)
    has = models.Q(pseudonym__iexact=identity.pseudonym) & ~models.Q(same_as=identity.pk)
    had = models.Q(own_label__iexact=identity.pseudonym) & ~models.Q(same_as=identity.pk)
    return people.filter(has | had).exists()


def count(register: IdentityRegister, *, by: User | None) -> None:
    """Count a change of the register: a text is coded anew before it is read, and a job codes all of them anew."""
    row = recoding.locked(register)
    recoding.ask(row, by=by)
    row.version += 1
    row.save(update_fields=["version"])
    register.refresh_from_db(fields=["version"])
