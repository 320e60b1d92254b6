"""Keep the identity register. Every change counts its version, and every coded text follows before it is read."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.sealed.keys import keyed_index

from ..enums import IdentityKind, Settlement
from ..models import Identity, IdentityRegister, SettledName

TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "pc",
    "dc",
    "ds",
    "di",
    "pcso",
    "sgt",
    "sister",
    "rev",
    "nurse",
    "prof",
}


@transaction.atomic
def enter(
    register: IdentityRegister,
    *,
    kind: str,
    canonical: str,
    pseudonym: str,
    aliases: Sequence[str] = (),
    role: str = "",
    title: str = "",
    given: str = "",
    family: str = "",
    of: Identity | None = None,
    by: User,
) -> Identity:
    """Enter one identity. Raises ValidationError where it stands there already, or the label is its own name."""
    access.require("reviews.edit_identities", by, register)
    return _enter(
        register,
        kind=kind,
        canonical=canonical,
        pseudonym=pseudonym,
        aliases=aliases,
        role=role,
        title=title,
        given=given,
        family=family,
        of=of,
        by=by,
    )


@transaction.atomic
def change(identity: Identity, *, by: User, **values: Any) -> Identity:
    """Change an identity or its label; every page, PDF and letter follows."""
    identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    access.require("reviews.edit_identities", by, identity.register)
    for field in ("canonical", "pseudonym", "aliases", "role", "title", "given", "family"):
        if field in values:
            setattr(identity, field, values[field])
    _check_label(identity)
    identity.save()
    _count(identity.register)
    audit.record("identity.changed", by=by, on=identity, kind=identity.kind)
    return identity


@transaction.atomic
def settle(register: IdentityRegister, *, text: str, settled_as: str, by: User) -> SettledName:
    """Settle a doubtful name once for the whole case: it stays, because it is named on purpose or no name."""
    access.require("reviews.settle_names", by, register)
    settled, _ = SettledName.objects.get_or_create(
        register=register,
        text_index=keyed_index(text),
        defaults={"text": text, "settled_as": Settlement(settled_as), "settled_by": by},
    )
    _count(register)
    audit.record("name.settled", by=by, on=register, settled_as=settled_as)
    return settled


@transaction.atomic
def unsettle(settled: SettledName, *, by: User) -> None:
    """Take a settlement back: the name is masked again until somebody looks at it."""
    access.require("reviews.settle_names", by, settled.register)
    register = settled.register
    settled.delete()
    _count(register)
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
    """Enter somebody whom a service records (the child, a relative, an interviewee); no leave is asked,
    because the fact itself is what the service was allowed to record."""
    title, given, family = parse_name(name)
    canonical = " ".join(part for part in (given, family) if part) or name.strip()
    if replacing is not None:
        replacing.canonical, replacing.title, replacing.given, replacing.family = (
            canonical,
            title,
            given,
            family,
        )
        replacing.save()
        _count(register)
        return replacing
    return _enter(
        register,
        kind=kind,
        canonical=canonical,
        pseudonym=pseudonym,
        aliases=(),
        role=role,
        title=title,
        given=given.split(" ")[0],
        family=family,
        of=None,
        by=by,
    )


def enter_birth(person: Identity, *, born_on: datetime.date, by: User) -> Identity:
    """Enter or correct a date of birth; it is always replaced, never shown in a coded text."""
    existing = person.numbers.filter(kind=IdentityKind.DATE_OF_BIRTH).first()
    written = born_on.isoformat()
    if existing is None:
        return _enter(
            person.register,
            kind=IdentityKind.DATE_OF_BIRTH,
            canonical=written,
            pseudonym="[date of birth]",
            aliases=(),
            role="",
            title="",
            given="",
            family="",
            of=person,
            by=by,
        )
    if existing.canonical != written:
        existing.canonical = written
        existing.save()
        _count(person.register)
    return existing


def suggest_label(register: IdentityRegister, role: str) -> str:
    """A label such as "Health Visitor 4": the number is drawn at random among those unused, because labels in
    sequence let a reader who has seen another paper work out who is who."""
    taken = set(register.identities.values_list("pseudonym", flat=True))
    free = [
        label for number in range(2, 30) if (label := f"{role[:1].upper()}{role[1:]} {number}") not in taken
    ]
    return secrets.choice(free)


def child_label(name: str) -> str:
    """A label such as "Child K": the letter is drawn at random and is none of the child's initials."""
    initials = {word[:1].upper() for word in name.split()}
    return f"Child {secrets.choice([letter for letter in 'BDFGHJKLMNPRSTVW' if letter not in initials])}"


def parse_name(name: str) -> tuple[str, str, str]:
    """("Mrs", "Ann Marie", "Other") from "Mrs Ann Marie Other"; a single word is the given name."""
    words = name.split()
    title = words.pop(0) if len(words) > 1 and words[0].rstrip(".").lower() in TITLES else ""
    if len(words) == 1:
        return (title, "", words[0]) if title else ("", words[0], "")
    return title, " ".join(words[:-1]), words[-1] if words else ""


def _enter(register: IdentityRegister, *, by: User, aliases: Sequence[str], **fields: Any) -> Identity:
    index = keyed_index(fields["canonical"])
    if register.identities.filter(kind=fields["kind"], canonical_index=index).exists():
        raise ValidationError({"canonical": "This is in the register already."})
    identity = Identity(register=register, aliases=list(aliases), **fields)
    _check_label(identity)
    identity.save()
    _count(register)
    audit.record("identity.entered", by=by, on=identity, kind=identity.kind)
    return identity


def _check_label(identity: Identity) -> None:
    label = identity.pseudonym.casefold()
    names = [identity.canonical, *(identity.aliases or []), identity.given or "", identity.family or ""]
    if any((name and name.casefold() in label.split()) or name.casefold() == label for name in names if name):
        raise ValidationError({"pseudonym": "The label must not hold the name it stands for."})


def _count(register: IdentityRegister) -> None:
    locked = IdentityRegister.objects.select_for_update().get(pk=register.pk)
    locked.version += 1
    locked.save(update_fields=["version"])
    register.refresh_from_db(fields=["version"])
