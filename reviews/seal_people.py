"""Who reads something today, and who of them has to act on it next: what somebody who seals it must know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.outstanding import keeping
from scr_portal.outstanding.models import OpenMatter

from .models import ReturnRound
from .sealable import kind_of


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody who has to do something about a thing next, and what."""

    person: User
    act: str

    @property
    def words(self) -> str:
        return f"{self.person}: {self.act}"


def who_reads(subject: Any) -> list[User]:
    """Return the active people of the board who could read this if it were not sealed, by name."""
    current = subject.review.board.memberships.current().values("user")
    subject = kind_of(subject).whole(subject)
    rows: Any = type(subject)._default_manager
    people = User.objects.filter(is_active=True, pk__in=current)
    reading = [one for one in people if rows.but_for_closed_rows(one).filter(pk=subject.pk).exists()]
    return sorted(reading, key=lambda person: str(person).casefold())


def with_sealer(readers: Iterable[User], sealer: User) -> list[User]:
    """Return the named people and whoever seals, who has to look at it again."""
    return list({person.pk: person for person in (*readers, sealer)}.values())


def those_to_check(subject: Any, named: Iterable[User], sealer: User) -> list[User]:
    """Return the named people without whoever placed the seal, once they read the thing no more.

    They stay named, and the seal can still be kept by the manager: otherwise it could only be lifted.
    """
    gone = {sealer.pk} - {person.pk for person in who_reads(subject)}
    return [person for person in named if person.pk not in gone]


def always_reads(person: User, subject: Any) -> bool:
    """Whether no seal closes this to a person: the manager of the board, and whoever writes the text of a passage."""
    manages = Role.BUSINESS_MANAGER in person.roles_on(subject.board_id)
    return manages or not kind_of(subject).shuts_out(person, subject)


def acting_next(subject: Any) -> list[Acting]:
    """Return who holds an open matter about this thing now, and what they are asked to do, as the engine says it."""
    keeping.refresh(subject.case_code)
    keys = [str(key) for key in (*kind_of(subject).concerns(subject), *rounds_on(subject))]
    matters = [row for row in OpenMatter.objects.filter(scope=subject.case_code) if concerns(row, keys)]
    people = User.objects.in_bulk({key for row in matters for key in row.holders})
    return [Acting(people[key], row.words) for row in matters for key in row.holders if key in people]


def rounds_on(subject: Any) -> Iterable[Any]:
    """Return the rounds of points on a thing or on the whole it is a part of: they close with it, and are to be answered."""
    kind = kind_of(subject)
    if kind.whole(subject) is not subject:
        return []  # the points on a document stay open where one passage of it is sealed
    whole = getattr(subject, kind.within) if kind.within else subject
    return ReturnRound.objects.about(whole).values_list("pk", flat=True)


def concerns(matter: OpenMatter, keys: Iterable[str]) -> bool:
    """Whether a matter is about one of these things: its key or its address names it."""
    return any(key in matter.key or key in matter.url for key in keys)


def cannot_act(subject: Any, readers: Iterable[Any]) -> list[Acting]:
    """Return who would have to act on this and could not read it if it were sealed to these people."""
    named, reading = {person.pk for person in readers}, {person.pk for person in who_reads(subject)}
    return [
        acting
        for acting in acting_next(subject)
        if acting.person.pk in reading - named and not always_reads(acting.person, subject)
    ]
