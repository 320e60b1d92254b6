"""The navigation item of the report."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.navigation import NavigationItem, register_item
from scr_portal.access import allowed
from scr_portal.access.roles import Role

from .actions import ReportAction
from .models import OverviewReport


def report_state(visible: Any, user: Any, review: Any) -> str:
    """How far the report is, for those who may read it by now; its author knows that it is not begun."""
    if report := visible.filter(review=review).first():
        return str(getattr(report.progress, "label", report.progress))
    writes_reports = Role.OVERVIEW_AUTHOR in user.roles_on(review.board_id)
    if writes_reports and allowed(ReportAction.WRITE_REPORT, user, review):
        return "Not started"
    return "Nothing for you to read yet"


register_item(
    NavigationItem(
        60,
        "Overview report",
        "Written, agreed, signed off, and then made public.",
        ReviewAction.VIEW_REVIEW,
        lambda review: reverse("reports:report", args=[review.pk]),
        report_state,
        OverviewReport,
    )
)
