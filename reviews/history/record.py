"""The record of one case as one person reads it, row by row."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone

from scr_portal import audit
from scr_portal.access.roles import Role
from scr_portal.sealed.coding import Coder
from scr_portal.sealed.models import NamedView

from .hidden import hidden
from .people import PORTAL, people
from .subjects import subjects
from .words import event_label, page_words


@dataclass(slots=True)
class Row:
    """One act or reading, or several of the same on one day that stand next to each other."""

    who: str
    what: str
    about: str
    page: str
    reason: str
    reading: bool
    times: list[datetime.datetime] = field(default_factory=list)

    @property
    def first(self) -> datetime.datetime:
        return min(self.times)

    @property
    def last(self) -> datetime.datetime:
        return max(self.times)

    @property
    def spans(self) -> bool:
        """Whether the first and the last differ by a minute or more, as the page says times."""
        return f"{self.first:%H:%M}" != f"{self.last:%H:%M}"


class CaseRecord:
    """What the audit holds of a review and the referral it grew from. An inspector reads it in codes."""

    def __init__(self, review: Any, user: Any) -> None:
        self.review, self.user = review, user
        self.events = audit.events_for(review.code, review.referral.code).exclude(hidden(review, user))

    @property
    def in_codes(self) -> bool:
        """Whether people are said by their roles: for everybody but those who keep the case."""
        return not self.user.roles_on(self.review.board) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR}

    @cached_property
    def people(self) -> dict[UUID, str]:
        return people(self.events, board=self.review.board, in_codes=self.in_codes)

    @cached_property
    def subjects(self) -> dict[tuple[str, str], str]:
        return subjects(self.events, self.user)

    @cached_property
    def acts(self) -> list[tuple[str, str]]:
        """Each verb of the case, with what was read where it is a reading."""
        what = KeyTextTransform("what", "facts")
        pairs = self.events.order_by().annotate(what=what).values_list("verb", "what").distinct()
        return sorted((verb, what or "") for verb, what in pairs)

    def rows(self, events: Iterable[Any], *, named: bool = False) -> list[Row]:
        """Return the rows of a page, in the order of its events; with `named`, reasons as they were typed."""
        listed = list(events)
        reasons = self.reasons(listed, named=named)
        rows: list[Row] = []
        last_key: Any = None
        for event in listed:
            key = self.key(event)
            if key != last_key:
                rows.append(self.row(event, reasons))
            rows[-1].times.append(event.at)
            last_key = key
        return rows

    def key(self, event: Any) -> tuple[Any, ...]:
        """Return what makes two events the same sentence to a reader."""
        facts = event.facts
        told = (event_label(event), facts.get("page"), facts.get("opening"), facts.get("action"))
        return (timezone.localdate(event.at), event.actor_id, event.object_type, event.object_id, *told)

    def row(self, event: Any, reasons: dict[str, str]) -> Row:
        actor = event.actor_id
        return Row(
            who=self.people.get(actor, PORTAL) if actor else PORTAL,
            what=event_label(event),
            about=self.subjects.get((event.object_type, event.object_id), ""),
            page=page_words(str(event.facts.get("page", ""))),
            reason=reasons.get(str(event.facts.get("opening", "")), ""),
            reading=event.verb == "read",
        )

    def reasons(self, events: list[Any], *, named: bool) -> dict[str, str]:
        """Return the typed reason of each opening of the named view: coded, and in clear only in the named view."""
        keys = {event.facts["opening"] for event in events if event.facts.get("opening")}
        if not keys:
            return {}
        cases = [self.review.pk, self.review.referral_id]
        openings: QuerySet[Any] = NamedView.objects.filter(pk__in=keys, review_id__in=cases)
        coder = Coder(self.review.identity_register())
        return {
            str(opening.pk): opening.reason if named else str(coder.code(opening.reason))
            for opening in openings
        }
