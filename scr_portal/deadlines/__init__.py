"""Deadlines: one table of everything that is due, and one calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_portal.deadlines.models import Deadline

__all__ = ["extend", "hand_over", "meet", "start", "stop"]


def start(subject: Any, **rule: Any) -> Deadline:
    """Start a deadline on `subject`; see `deadlines.services.start`."""
    from scr_portal.deadlines import services  # inline: models need loaded apps

    return services.start(subject, **rule)


def extend(deadline: Deadline, *, new_due_on: date, reason: str, by: Any) -> Deadline:
    """Agree a later date; see `deadlines.services.extend`."""
    from scr_portal.deadlines import services  # inline: models need loaded apps

    return services.extend(deadline, new_due_on=new_due_on, reason=reason, by=by)


def meet(deadline: Deadline, *, on: date, by: Any) -> Deadline:
    """Record that what was due is done; see `deadlines.services.meet`."""
    from scr_portal.deadlines import services  # inline: models need loaded apps

    return services.meet(deadline, on=on, by=by)


def hand_over(deadline: Deadline, *, owner: Any, by: Any) -> Deadline:
    """Give the deadline to another person, who is then reminded; see `deadlines.services.hand_over`."""
    from scr_portal.deadlines import services  # inline: models need loaded apps

    return services.hand_over(deadline, owner=owner, by=by)


def stop(deadline: Deadline, *, on: date, by: Any) -> Deadline:
    """Record that this is no longer due; see `deadlines.services.stop`."""
    from scr_portal.deadlines import services  # inline: models need loaded apps

    return services.stop(deadline, on=on, by=by)
