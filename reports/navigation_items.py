"""The navigation item of the report."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.navigation import NavigationItem, register_item
from scr_portal.access import allowed
from scr_portal.access.roles import Role
from scr_portal.preview.counting import alone

from .actions import ReportAction
from .models import OverviewReport


def is_left_out(user: Any, review: Any) -> bool:
    """Whether a preview leaves the report out, because whoever looks may not read it yet."""
    if getattr(user, "previewed_by", None) is None:
        return False
    return bool(OverviewReport.objects.visible_to(alone(user)).filter(review=review).exists())


def report_state(visible: Any, user: Any, review: Any) -> str:
    """How far the report is, for those who may read it by now; its author knows that it is not begun."""
    if report := visible.filter(review=review).first():
        return str(getattr(report.progress, "label", report.progress))
    if is_left_out(user, review):
        return "Left out of this preview"
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
