"""What each relative is promised, in order: done and when, owed and by whom, postponed, or still to come."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from reviews.enums import ReviewStatus
from reviews.models import Review

from .enums import ContactKind
from .models import Relative

State = Literal["done", "owed", "postponed", "later"]
REPORT_READY = (ReviewStatus.SIGNED_OFF, ReviewStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise to one relative. `on` is the day it was kept, or until which it is postponed."""

    name: str
    state: State
    on: datetime.date | None = None
    by: str = ""
    declined: bool = False


def promises(relative: Relative, *, owed_by: str) -> list[Promise]:
    """Return the line of one relative. Reads `contacts`, `copies` and `not_told_holds`, which lists prefetch."""
    return list(_line(relative, owed_by))


def owed_by(review: Review) -> str:
    """Who owes the family what was promised: its personal contacts, and where there is none the manager."""
    contacts = review.personal_contacts.filter(ended_at__isnull=True).select_related("user")
    return " and ".join(str(contact.user) for contact in contacts) or "the business manager"


def can_be_postponed(line: Iterable[Promise]) -> bool:
    """Say whether a decision not to tell the relative would still postpone something.

    Nothing is left to postpone once the report is public and all that was owed has been done.
    """
    *_, published = steps = list(line)
    return published.state != "done" or any(step.state in ("owed", "postponed") for step in steps)


def _line(relative: Relative, who: str) -> Iterator[Promise]:
    ready = relative.review.status in REPORT_READY
    contacts = list(relative.contacts.all())
    yield _contact("Told that there is a review", contacts, ContactKind.TOLD, relative, who, owed=True)
    yield _contact("Given the leaflet for families", contacts, ContactKind.LEAFLET, relative, who, owed=False)
    yield _contact("Asked for their views", contacts, ContactKind.ASKED, relative, who, owed=False)
    yield _contact("Gave their views", contacts, ContactKind.HEARD, relative, who, owed=False)
    yield _contact("Told what the report says", contacts, ContactKind.RESULT, relative, who, owed=ready)
    yield _copy(relative, who, owed=ready)
    published = relative.review.status == ReviewStatus.PUBLISHED
    yield Promise("Report published", "done" if published else "later")


def _contact(
    name: str, contacts: Iterable[Any], kind: ContactKind, relative: Relative, who: str, *, owed: bool
) -> Promise:
    kept = next((contact for contact in contacts if contact.kind == kind), None)
    if kept is not None:
        return Promise(name, "done", kept.on, str(kept.recorded_by))
    return _not_kept(name, relative, who, owed=owed)


def _copy(relative: Relative, who: str, *, owed: bool) -> Promise:
    copies = list(relative.copies.all())
    if copies:
        last = copies[-1]
        return Promise(
            "Copy before the public", "done", last.given_on, str(last.recorded_by), declined=last.declined
        )
    return _not_kept("Copy before the public", relative, who, owed=owed)


def _not_kept(name: str, relative: Relative, who: str, *, owed: bool) -> Promise:
    hold = next((hold for hold in relative.not_told_holds.all() if hold.is_current), None)
    if hold is not None:
        return Promise(name, "postponed", hold.look_again_on)
    return Promise(name, "owed", by=who) if owed else Promise(name, "later")
