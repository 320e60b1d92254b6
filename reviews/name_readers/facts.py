"""The facts on which a policy decides, as they stand today or stood on an earlier day, read once and kept in memory.

A person is handed to the policies with exactly these memberships, parts and conflicts of interest, so that an earlier day is
decided by the same rules as today, and without a query.
"""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from scr_portal.access import grants
from scr_portal.accounts.models import Membership, User

from ..models import ConflictOfInterest, Review
from .registry import DatedPart, dated_parts

Held = Callable[[datetime.date, datetime.date | None], bool]
"""Whether something in force from a day until another (the first without it) counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person holds in one review: memberships of its board, parts in it, whether a conflict shuts them out."""

    user: User
    memberships: list[Membership]
    parts: list[DatedPart]
    shut_out: bool
    past: bool = False

    def person(
        self, review: Review, *, memberships: Iterable[Membership], parts: Iterable[DatedPart]
    ) -> User:
        """Return the person as somebody who holds only these, as a request would know them."""
        person = copy.copy(self.user)
        person.is_active = self.past or person.is_active  # closing an account ends its memberships that day
        person.__dict__ |= {
            "memberships_now": list(memberships),
            "_grants_held": {(review._meta.label, review.pk): frozenset(part.part for part in parts)},
            "_conflicts_now": {review.pk} if self.shut_out else set(),
        }
        return person


class Facts:
    """Everybody who holds or held anything on the boards of some reviews. Five queries, however many they are."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self.today = timezone.localdate()
        boards = {review.board_id for review in reviews}
        rows = Membership.objects.filter(board__in=boards).select_related("user", "board", "agency")
        self._memberships: dict[tuple[Any, Any], list[Membership]] = grouped(
            rows, lambda row: (row.board_id, row.user_id)
        )
        self._dated = grouped(dated_parts(reviews), lambda part: (part.review_id, part.user_id))
        held = grants.on_objects(Review, [review.pk for review in reviews])
        self._granted = grouped(held, lambda grant: (grant.object_id, grant.user_id))
        conflicts = ConflictOfInterest.objects.filter(review__in=reviews)
        self.conflicts: dict[tuple[Any, Any], list[ConflictOfInterest]] = grouped(
            conflicts, lambda row: (row.review_id, row.user_id)
        )

    def people(self, review: Review) -> list[Any]:
        """Keys of everybody who has or had a role on the board: nobody else is let in by any policy."""
        return [user for board, user in self._memberships if board == review.board_id]

    def now(self, review: Review, user: Any) -> Standing:
        """Return what a person holds today. The parts are those granted, which is what a request asks."""
        return self._standing(review, user, in_force(self.today), self.granted(review, user), past=False)

    def then(self, review: Review, user: Any, day: datetime.date) -> Standing:
        """Return what a person held at the end of a day."""
        held = in_force(day)
        return self._standing(review, user, held, self._parts(review, user, held))

    def within(self, review: Review, user: Any, first: datetime.date) -> Standing:
        """Return all that a person held at any time from the end of a day until today.

        A conflict of interest counts only where it stood throughout.
        """
        held = overlapping(first, self.today)
        return self._standing(
            review,
            user,
            held,
            self._parts(review, user, held),
            lambda since, until: since <= first and until is None,
        )

    def granted(self, review: Review, user: Any) -> list[DatedPart]:
        """Return the parts granted today, each with the day of the fact it follows from."""
        dated = {part.part: part for part in self._parts(review, user, in_force(self.today))}
        return [
            dated.get(grant.codename)
            or DatedPart(user, review.pk, grant.codename, "a part in this case", review.decided_on)
            for grant in self._granted.get((review.pk, user), [])
        ]

    def _parts(self, review: Review, user: Any, held: Held) -> list[DatedPart]:
        return [part for part in self._dated.get((review.pk, user), []) if held(part.since, part.until)]

    def _standing(
        self,
        review: Review,
        user: Any,
        held: Held,
        parts: list[DatedPart],
        shut: Held | None = None,
        *,
        past: bool = True,
    ) -> Standing:
        memberships = self._memberships[review.board_id, user]
        return Standing(
            user=memberships[0].user,
            memberships=[row for row in memberships if held(row.started_on, row.ended_on)],
            parts=parts,
            shut_out=any(
                (shut or held)(day(row.declared_at), day(row.lifted_at) if row.lifted_at else None)
                for row in self.conflicts.get((review.pk, user), [])
            ),
            past=past,
        )


def in_force(on: datetime.date) -> Held:
    """Return the test for what is in force at the end of this day."""
    return lambda since, until: since <= on and (until is None or until > on)


def overlapping(first: datetime.date, last: datetime.date) -> Held:
    """Return the test for what is in force at any time between the end of one day and another."""
    return lambda since, until: since <= last and (until is None or until > first)


def day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment)


def grouped(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Return the rows by key, each list in the order of the rows."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
