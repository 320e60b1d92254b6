"""Two entries of the register that mean one person or thing, and one entry that means two.

Joining keeps both rows: the one that goes has the label of the one that stays, and both are one entry to every text.
Parting takes that back. Each is a change of the register, so every text of the case follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.anonymise import key_of
from scr_portal.refusals import Checks, Refused, refuse_each, sentences_of

from ..actions import ReviewAction
from ..enums import VALUE_KINDS, IdentityKind
from ..models import SUBJECT_CHILD, Identity
from . import identities, recoding, spelling


class NotAlike(Refused):
    """The two entries are not of one case and one kind, or are joined already."""

    field = "other"
    sentence = "Choose another entry of the same kind."


class NothingAlike(Refused):
    """There is nothing to join an entry to."""

    sentence = "This case has no other entry of this kind."


class NoOtherForms(Refused):
    """Nothing of an entry can become an entry of its own."""

    sentence = "This entry has no other forms or nicknames that could mean somebody or something else."


class ValuesStayApart(Refused):
    """Numbers, dates and addresses are what they are: two of them are never one."""

    sentence = "A number, a date or an address is kept as it is written, so it is neither joined nor divided."


class ChildStays(Refused):
    """The child's own entry is what the referral is about."""

    field = "stays"
    sentence = "The entry of the child has to stay."


class RelativeStays(Refused):
    """A page of the family is about this entry."""

    field = "stays"
    sentence = "A relative is recorded with the other entry, so that one has to stay."


class BothRelatives(Refused):
    """Each of the two is recorded as a relative, with contacts and wishes of their own."""

    field = "other"
    sentence = "Both are recorded as relatives, each with contacts of their own, so they cannot be joined."


class KinStays(Refused):
    """Lines of the genogram lead to this entry."""

    field = "stays"
    sentence = "The other entry stands in the genogram, so that one has to stay. Or take its lines out first."


class NotJoined(Refused):
    """This entry stands for itself."""

    sentence = "This entry is not joined to another."


class NotItsSpellings(Refused):
    """What was chosen is not among the further spellings of the entry."""

    field = "spellings"
    sentence = "Choose at least one of the other forms of this entry."


@transaction.atomic
def join(identity: Identity, *, stays: Identity, by: User) -> Identity:
    """Say that an entry means the same person or thing as another, which stays with its label; return that one."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    recoding.locked(identity.register)
    identity, stays = _locked(identity), _locked(stays)
    refuse_each(refusals_to_join(identity, stays=stays))
    for entry in (identity, *identity.joined.all()):
        entry.own_label = entry.own_label or entry.pseudonym
        entry.pseudonym, entry.same_as = stays.pseudonym, stays
        entry.save()
    identities.count(stays.register, by=by)
    audit.record("identity.joined", by=by, on=stays, kind=stays.kind)
    return stays


@transaction.atomic
def part(identity: Identity, *, pseudonym: str, by: User) -> Identity:
    """Let a joined entry stand for itself again, under a label of its own. Raises Refused as `identities.keep` does."""
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    recoding.locked(identity.register)
    identity = _locked(identity)
    refuse_each(refusals_once_parted(identity))
    identity.same_as, identity.own_label, identity.pseudonym = None, "", pseudonym
    refuse_each(identities.refusals_of_label(identity))
    identity.save()
    identities.count(identity.register, by=by)
    audit.record("identity.parted", by=by, on=identity, kind=identity.kind)
    return identity


@transaction.atomic
def divide(
    identity: Identity, *, spellings: Collection[str], pseudonym: str, role: str = "", by: User
) -> Identity:
    """Say that some spellings of an entry mean somebody else; return the new entry, named by the first of them.

    Answers to unknown names with these spellings go with them. Raises Refused as `identities.keep` does.
    """
    access.require(ReviewAction.EDIT_IDENTITIES, by, identity.register)
    recoding.locked(identity.register)
    identity = _locked(identity)
    keys = {key_of(spelling) for spelling in spellings}
    refuse_each(refusals_to_divide(identity, spellings=spellings))
    kept = [alias for alias in identity.aliases or [] if key_of(alias) not in keys]
    identity = identities.keep(identity, aliases=kept, by=by)
    entry = Identity(register=identity.register, kind=identity.kind)
    entry = identities.keep(entry, **_named(identity.kind, spellings), pseudonym=pseudonym, role=role, by=by)
    for answer in identity.answers.all():
        if answer.key in keys:
            answer.identity, answer.wrote_register = entry, False
            answer.save()
    audit.record("identity.divided", by=by, on=identity, kind=identity.kind)
    return entry


def refusals_of_kind(identity: Identity) -> Iterator[Refused]:
    """Return what rules out joining and dividing, whatever is chosen."""
    if identity.kind in VALUE_KINDS:
        yield ValuesStayApart()


def refusals_now_to_join(identity: Identity) -> Iterator[Refused]:
    """Return what rules out joining an entry to any other."""
    yield from refusals_of_kind(identity)
    alike = identity.register.identities.each_once().filter(kind=identity.kind)
    if not alike.exclude(pk=identity.pk).exists():
        yield NothingAlike()


def refusals_now_to_divide(identity: Identity) -> Iterator[Refused]:
    """Return what rules out dividing an entry, whatever is chosen."""
    yield from refusals_of_kind(identity)
    if not identity.aliases:
        yield NoOtherForms()


def refusals_once_parted(identity: Identity) -> Iterator[Refused]:
    """Return what rules out parting: there is nothing to part."""
    if identity.same_as_id is None:
        yield NotJoined()


def refusals_to_join(identity: Identity, *, stays: Identity) -> Iterator[Refused]:
    """Return what stands against joining `identity` to the entry that stays."""
    alike = (identity.register_id, identity.kind) == (stays.register_id, stays.kind)
    if identity.pk == stays.pk or not alike or identity.same_as_id or stays.same_as_id:
        yield NotAlike()
        return
    yield from refusals_of_kind(identity)
    if _is_relative(identity):
        yield BothRelatives() if _is_relative(stays) else RelativeStays()
    elif identity.role == SUBJECT_CHILD:
        yield ChildStays()
    elif identity.kin_below.exists() or identity.kin_above.exists():
        yield KinStays()
    elif spelling.label_holds(stays.pseudonym, identity.names):
        yield identities.LabelHoldsName({"stays": identities.LabelHoldsName.sentence})


def refusals_to_divide(identity: Identity, *, spellings: Collection[str]) -> Iterator[Refused]:
    """Return what stands against giving these spellings to an entry of their own."""
    if refused := list(refusals_now_to_divide(identity)):
        yield from refused
        return
    keys = {key_of(spelling) for spelling in spellings}
    if not keys or not keys <= {key_of(alias) for alias in identity.aliases or []}:
        yield NotItsSpellings()


def checks_part(identity: Identity, *, pseudonym: str | None = None) -> Checks:
    """Return what is refused of a label for an entry that is to stand for itself."""
    alone = Identity(pk=identity.pk, register=identity.register, kind=identity.kind)
    return identities.checks_keep(alone, **_written(identity), pseudonym=pseudonym)


def checks_divide(
    identity: Identity, *, spellings: Collection[str] | None = None, pseudonym: str | None = None
) -> Checks:
    """Return what is refused of the spellings and the label of a new entry; what is missing is not judged."""
    checks: Checks = {}
    if spellings is not None:
        checks |= sentences_of(refusals_to_divide(identity, spellings=spellings))
    entry = Identity(register=identity.register, kind=identity.kind)
    named = _named(identity.kind, spellings or [""])
    return checks | identities.checks_keep(entry, **named, pseudonym=pseudonym)


def _written(identity: Identity) -> dict[str, Any]:
    return {name: getattr(identity, name) for name in identities.WRITTEN if name != "pseudonym"}


def _named(kind: str, spellings: Collection[str]) -> dict[str, Any]:
    first, *others = spellings
    parts = spelling.spelled(first) if kind == IdentityKind.PERSON else {"canonical": first}
    return {**parts, "aliases": others}


def _is_relative(identity: Identity) -> bool:
    """Whether a further app keeps rows of its own about this very entry, of which an entry has one."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: identity}).exists()
        for relation in Identity._meta.related_objects
        if relation.one_to_one
    )


def _locked(identity: Identity) -> Identity:
    rows = Identity.objects.select_for_update(of=("self",)).select_related("register")
    return rows.get(pk=identity.pk)
