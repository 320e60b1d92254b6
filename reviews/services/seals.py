"""Seal one thing to named people, look at the seal again, lift it. The case goes on: no step waits for a seal."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, notices
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import (
    Checks,
    Missing,
    Refused,
    Sentence,
    is_blank,
    is_today_or_past,
    missing,
    refuse,
    refuse_each,
)
from scr_portal.web.stale import count_save, require_version

from ..actions import ReviewAction
from ..enums import SealCategory, SealEnd
from ..models import Review, Seal, SealedObject, SealReader
from ..seal_people import cannot_act, those_to_check, who_reads, with_sealer
from ..sealable import kind_named, kind_of

MOST_DAYS = 183
"""Six months: so far ahead, at most, a seal ends or is looked at again (decision 55)."""


class SealedAlready(Refused):
    """One seal on one thing: two could not be told apart by whoever meets them."""

    sentence = "This is sealed already. Change that seal, or lift it first."


class NotSealedAnyMore(Refused):
    """The seal was lifted, or its last day has come."""

    sentence = "This seal is in force no more, so it cannot be changed or lifted."


@transaction.atomic
def seal(
    subject: Any,
    *,
    readers: Sequence[User],
    category: str,
    reason: str,
    ends: str,
    day: datetime.date,
    without: bool = False,
    by: User,
) -> Seal:
    """Close one thing to everybody but these people, whoever seals it and the manager.

    `without`: people who have to act on it next and are not named may be shut out. Raises Refused beside the field.
    """
    Review.objects.select_for_update(of=("self",)).get(pk=subject.review.pk)
    access.require(ReviewAction.SEAL, by, subject)
    refuse_each(refusals_to_seal(subject))
    named = with_sealer(readers, by)
    refuse(checks_seal(subject, readers=named, reason=reason, ends=ends, day=day, without=without))
    placed = Seal.objects.create(
        review=subject.review,
        kind=kind_of(subject).slug,
        category=SealCategory(category),
        reason=reason.strip(),
        ends=SealEnd(ends),
        day=day,
        sealed_by=by,
    )
    name_readers(placed, named)
    put_on(placed, subject)
    kind_of(subject).placed(placed, subject)
    audit.record("seal.placed", by=by, on=placed, kind=placed.kind, category=category, readers=len(named))
    return placed


def refusals_to_seal(subject: Any) -> Iterator[Refused]:
    """Yield that the thing is sealed already."""
    if Seal.objects.in_force().filter(objects_sealed__subject_id=subject.pk).exists():
        yield SealedAlready()


def checks_seal(
    subject: Any,
    *,
    readers: Sequence[User] | None = None,
    reason: str | None = None,
    ends: str | None = None,
    day: datetime.date | None = None,
    without: bool | None = None,
    **others: Any,
) -> Checks:
    """Return what is refused of a seal on this thing."""
    checks: Checks = {}
    if is_blank(reason):
        checks["reason"] = missing("Say why this is sealed.")
    if is_today_or_past(day):
        checks["day"] = Sentence("Enter a day in the future.", code="not_in_the_future")
    elif day is not None and day > latest_day():
        sentence = "Enter a day within the next six months. A seal is kept for longer once it has been looked at again."
        checks["day"] = Sentence(sentence, code="too_far_ahead")
    if readers is not None:
        checks |= checks_readers(subject, readers, without=bool(without))
    return checks


def checks_readers(subject: Any, readers: Sequence[User], *, without: bool) -> Checks:
    """Return that somebody could not read it anyway, or that somebody who has to act next is shut out unseen."""
    if {person.pk for person in readers} - {person.pk for person in who_reads(subject)}:
        sentence = "A seal lets nobody read what they could not read before: choose from the people listed."
        return {"readers": Sentence(sentence, code="reads_nothing")}
    shut_out = [] if without else cannot_act(subject, readers)
    if shut_out:
        listed = " ".join(f"{acting.person} could not read it: “{acting.act}”." for acting in shut_out)
        sentence = f"Who acts on this next is not named. {listed} Name them above, or tick this box."
        return {"without": Sentence(sentence, code="acts_next")}
    return {}


def latest_day() -> datetime.date:
    """Return the last day that a seal may name."""
    return timezone.localdate() + datetime.timedelta(days=MOST_DAYS)


@transaction.atomic
def look_again(
    seal: Seal,
    *,
    readers: Sequence[User],
    ends: str,
    day: datetime.date,
    version: int | None,
    without: bool = False,
    by: User,
) -> Seal:
    """Keep the seal until another day, with the people it names from now on. Raises Refused beside the field."""
    seal = locked(seal)
    access.require(ReviewAction.LIFT_SEAL, by, seal)
    require_version(seal, version)
    refuse_each(refusals_once_open(seal))
    named = with_sealer(readers, seal.sealed_by)
    subject = subject_of(seal)
    if subject is not None:
        checked = those_to_check(subject, named, seal.sealed_by)
        refuse(checks_seal(subject, readers=checked, ends=ends, day=day, without=without))
    seal.ends, seal.day = SealEnd(ends), day
    count_save(seal)
    seal.save()
    name_readers(seal, named)
    audit.record("seal.kept", by=by, on=seal, day=day.isoformat(), readers=len(named))
    return seal


@transaction.atomic
def lift(seal: Seal, *, reason: str, by: User) -> Seal:
    """Open what is sealed to everybody who reads it otherwise. Raises Refused without a reason."""
    seal = locked(seal)
    access.require(ReviewAction.LIFT_SEAL, by, seal)
    refuse_each(refusals_once_open(seal))
    if is_blank(reason):
        raise Missing({"reason": "Say why this need not be sealed any longer."})
    seal.lifted_at, seal.lifted_by, seal.lifted_because = timezone.now(), by, reason.strip()
    count_save(seal)
    seal.save()
    audit.record("seal.lifted", by=by, on=seal)
    if seal.sealed_by != by:
        tell(seal)
    return seal


def refusals_once_open(seal: Seal) -> Iterator[Refused]:
    """Yield that the seal closes nothing any more."""
    if not seal.is_in_force:
        yield NotSealedAnyMore()


def carry(seal: Seal, subject: Any) -> None:
    """Let a seal go on with a later edition of what it is on, or close the whole edition where that is not found.

    Whoever placed it is told where more is closed than they sealed.
    """
    wider = kind_of(subject).slug != seal.kind
    put_on(seal, subject, carried=True)
    audit.record("seal.carried", by=None, on=seal, kind=kind_of(subject).slug)
    if wider:
        tell(seal)


def put_on(seal: Seal, subject: Any, *, carried: bool = False, before: bool = False) -> None:
    """Close this thing, and the rows that hold its words as well. `before`: an earlier edition of what the seal is on."""
    kind = kind_of(subject)
    for key in (subject.pk, *kind.also(subject)):
        slug = (f"{kind.slug}-before" if before else kind.slug) if key == subject.pk else f"{kind.slug}-also"
        number = seal.objects_sealed.count()
        SealedObject.objects.get_or_create(
            seal=seal, subject_id=key, defaults={"kind": slug, "carried": carried, "number": number}
        )


def take_off(seal: Seal, subject: Any) -> None:
    """Open what was closed only until the seal had found its place."""
    for sealed in seal.objects_sealed.filter(subject_id=subject.pk):
        sealed.delete()


def subject_of(seal: Seal, *, before: Any = None) -> Any:
    """Return what the seal was placed on, in its newest edition; None where that is gone. `before`: not this one."""
    kind = kind_named(seal.kind)
    if kind is None:
        return None
    rows: Any = kind.model._base_manager
    for sealed in seal.objects_sealed.filter(kind=seal.kind).order_by("-number"):
        subject = rows.filter(pk=sealed.subject_id).first() if sealed.subject_id != before else None
        if subject is not None:
            return subject
    return None


def name_readers(seal: Seal, named: Iterable[User]) -> None:
    """Make the named people exactly these."""
    wanted = {person.pk: person for person in named}
    for row in seal.readers.exclude(user__in=wanted):
        row.delete()
    known = set(seal.readers.values_list("user_id", flat=True))
    for key, person in wanted.items():
        if key not in known:
            SealReader.objects.create(seal=seal, user=person)


def locked(seal: Seal) -> Seal:
    """Return the row as it is now, held until the transaction ends."""
    rows = Seal.objects.select_for_update(of=("self",))
    return rows.select_related("review__board", "sealed_by").get(pk=seal.pk)


def tell(seal: Seal) -> None:
    """Tell whoever placed it that something has changed about it; the mail says no more.

    Once that person has left the board, or has a conflict of interest, the managers who may read the seal are told instead.
    """
    told = [seal.sealed_by] if may_be_told(seal, seal.sealed_by) else managers_of(seal)
    for person in told:
        notices.send("seal_changed", to=person, case_code=seal.case_code, path=seal.get_absolute_url())


def may_be_told(seal: Seal, person: User) -> bool:
    return Seal.objects.visible_to(person).filter(pk=seal.pk).exists()


def managers_of(seal: Seal) -> list[User]:
    managers = seal.review.board.memberships.current().filter(role=Role.BUSINESS_MANAGER)
    people = User.objects.filter(pk__in=managers.values("user"))
    return [person for person in people if may_be_told(seal, person)]
