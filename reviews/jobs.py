"""The job of reviews: coding a case anew when its register has changed."""

from __future__ import annotations

from typing import Any

from scr_portal import jobs


@jobs.work("reviews.recode_case")
def recode_case(job: Any, *, report_progress: jobs.ReportProgress) -> dict[str, Any]:
    """Code every outdated text of the case anew. Safe to repeat: what is done is no longer outdated."""
    from .services import recoding

    return {"rows": recoding.recode_case(job, report_progress=report_progress)}
