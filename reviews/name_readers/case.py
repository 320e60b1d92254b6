"""Who can see the real names of one case: by which right, since when, and what has changed since a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property

from scr_portal import access
from scr_portal.access.roles import Role
from scr_portal.access.scope import override_sentence
from scr_portal.accounts.models import Membership, User
from scr_portal.web.sorting import by_words

from ..models import Review
from .facts import Facts, Standing, day
from .registry import DatedPart, OwnWords, actions, own_words


@dataclass(frozen=True, slots=True)
class Right:
    """A membership or part that shows somebody the names by itself, from when, and until when if it has ended."""

    words: str
    since: datetime.date
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class NameReader:
    """Somebody who can see real names: by which rights, and what each of these lets them do."""

    user: User
    rights: tuple[Right, ...]
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody who can see names and could not, or could and cannot, or could for a time in between."""

    user: User
    kind: str
    rights: tuple[Right, ...]
    conflict: str = ""


class CaseReaders:
    """The people of a board in one case, each asked of the policies with what they hold."""

    def __init__(self, review: Review, facts: Facts) -> None:
        self.review, self.facts = review, facts

    @cached_property
    def readers(self) -> list[NameReader]:
        """Who can see real names today, in the order of their names."""
        found = (self.reader(self.facts.now(self.review, user)) for user in self.facts.people(self.review))
        return by_words([reader for reader in found if reader], lambda reader: reader.user)

    def reader(self, standing: Standing) -> NameReader | None:
        """Return the person with their rights; None for somebody who sees no names."""
        whole = standing.person(self.review, memberships=standing.memberships, parts=standing.parts)
        acts = tuple(
            words for action, words in actions().items() if access.allowed(action, whole, self.review)
        )
        return NameReader(standing.user, tuple(self.rights(standing)), acts) if acts else None

    def opens(
        self, standing: Standing, memberships: list[Membership], parts: list[DatedPart] | None = None
    ) -> bool:
        """Whether these alone show names to the person."""
        person = standing.person(self.review, memberships=memberships, parts=parts or [])
        return any(access.allowed(action, person, self.review) for action in actions())

    def rights(self, standing: Standing) -> Iterator[Right]:
        """Yield the memberships that show names by themselves, then the parts that do so beside the other memberships."""
        others = []
        for row in standing.memberships:
            if self.opens(standing, [row]):
                yield Right(Role(row.role).label, row.started_on, row.ended_on)
            else:
                others.append(row)
        for part in standing.parts:
            if self.opens(standing, others, [part]):
                yield Right(part.words, part.since, part.until)

    def changes(self, since: datetime.date) -> list[Change]:
        """Return what has changed on this day or later: the end of the day before is compared with now."""
        before = since - datetime.timedelta(days=1)
        found = (self.change(user, before) for user in self.facts.people(self.review))
        return by_words([change for change in found if change], lambda change: change.user)

    def change(self, user: Any, before: datetime.date) -> Change | None:
        """Return the difference for one person between the end of a day and now."""
        now = self.reader(self.facts.now(self.review, user))
        then = self.reader(self.facts.then(self.review, user, before))
        if now and then:
            return None
        if now:
            return Change(now.user, "gained", now.rights, self.conflict(user, before, "lifted_at"))
        if then:
            return Change(then.user, "lost", then.rights, self.conflict(user, before, "declared_at"))
        between = self.reader(self.facts.within(self.review, user, before))
        return Change(between.user, "between", between.rights) if between else None

    def conflict(self, user: Any, before: datetime.date, moment: str) -> str:
        """Return the day after `before` on which a conflict of interest was declared or lifted, if any."""
        days = [
            getattr(row, moment)
            for row in self.facts.conflicts.get((self.review.pk, user), [])
            if getattr(row, moment) and day(getattr(row, moment)) > before
        ]
        return max(days) if days else ""

    def writers(self, reader: Any) -> list[OwnWords]:
        """Return who reads their own words as they wrote them, and sees no other names; once for each kind of text."""
        named = {row.user.pk for row in self.readers}
        people = set(self.facts.people(self.review))
        once: dict[tuple[Any, str], OwnWords] = {}
        for row in own_words(self.review, reader):
            if row.user_id in people and row.user_id not in named and self.is_let_in(row.user_id):
                once.setdefault((row.user_id, row.words), row)
        return list(once.values())

    def is_let_in(self, user: Any) -> bool:
        """Whether no override shuts this person out today."""
        standing = self.facts.now(self.review, user)
        person = standing.person(self.review, memberships=standing.memberships, parts=standing.parts)
        return override_sentence(person, self.review) is None
