"""Long-running jobs whose progress a person can watch.

The database row is authoritative; a message to the broker is only a hint that a job is queued. A worker may
be killed at any time: its lease expires, the sweeper re-queues the job, and another worker retries it. A job
must therefore be safe to repeat, and calls `require_claim` inside the transaction that writes its outcome, so
that a worker whose lease has expired cannot write after its successor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_portal.jobs.registry import CannotFinish, ClaimLost, ReportProgress, work

if TYPE_CHECKING:
    from scr_portal.jobs.models import Job

__all__ = ["CannotFinish", "ClaimLost", "ReportProgress", "require_claim", "start", "work"]


def start(kind: str, *, by: Any, subject: Any = None, next_url: str = "", **ids: Any) -> Job:
    """Queue a registered job in the caller's transaction; see `jobs.services.start`."""
    from scr_portal.jobs import services  # inline: models need loaded apps

    return services.start(kind, by=by, subject=subject, next_url=next_url, **ids)


def require_claim(job: Job) -> None:
    """Lock the job inside the transaction that writes its outcome, or raise `ClaimLost`."""
    from scr_portal.jobs import claims  # inline: models need loaded apps

    claims.require_claim(job)
