"""Running deadlines as outstanding matters, unless an app describes them itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from scr_portal.access.roles import Role
from scr_portal.owners import Owner, board_role, overseers, person
from scr_portal.workflow import Outstanding

from .models import Deadline


def clocks(case: Any, board_id: Any) -> Iterator[Outstanding]:
    """Yield the open deadlines of a case.

    Their key is the kind and the subject, so that an app's own description of the same matter takes its date
    from here.
    """
    code = getattr(case, "case_code", "")
    running = Deadline.objects.for_case(code) if code else Deadline.objects.about(case)
    for clock in running.open():
        yield Outstanding(
            f"{clock.label}: still to be done.",
            clock.source,
            owner=owner_of(clock, board_id),
            url=clock.path or case.get_absolute_url(),
            act=clock.label,
            key=f"{clock.kind}:{clock.subject_id}",
            since=timezone.make_aware(datetime.combine(clock.triggered_on, time.min)),
            due_on=clock.due_on,
        )


def owner_of(clock: Deadline, board_id: Any) -> Owner:
    """Return the owner of a deadline, with the manager and the board chair as escalation."""
    if clock.owner_id:
        owner = person(clock.owner_id, board_id, "the person it was given to")
    else:
        owner = board_role(Role(clock.owner_role), board_id)
    return owner.then(*overseers(board_id))
