"""Long work that a person can watch.

The row in the database is the truth; the broker is only a hint that there is something to do.
A worker may be killed at any moment: its lease runs out, the sweeper puts the job back, another worker
does it. Work must therefore be safe to begin again, and calls `still_mine` inside the transaction that
writes its outcome, so that a worker which was given up for dead cannot write after its successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_portal.jobs.registry import CannotFinish, ClaimLost, ReportProgress, work

if TYPE_CHECKING:
    from scr_portal.jobs.models import Job

__all__ = ["CannotFinish", "ClaimLost", "ReportProgress", "start", "still_mine", "work"]


def start(kind: str, *, by: Any, subject: Any = None, next_url: str = "", **ids: Any) -> Job:
    """Queue registered work in the caller's transaction; see `jobs.services.start`."""
    from scr_portal.jobs import services  # models load late

    return services.start(kind, by=by, subject=subject, next_url=next_url, **ids)


def still_mine(job: Job) -> None:
    """Lock the job inside the transaction that writes its outcome, or raise `ClaimLost`."""
    from scr_portal.jobs import claims  # models load late

    claims.still_mine(job)
