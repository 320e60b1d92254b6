"""The overview report, as it is handed back with points."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from reviews import owners
from reviews.models import with_part
from reviews.returnable import Part, Returnable, register
from scr_portal.access.roles import Role

from .actions import ReportAction
from .models import OverviewReport


def texts_of(report: OverviewReport) -> list[Part]:
    return [
        Part("overview", "Overview report", report.overview),
        Part("summary", "Executive summary", report.summary),
    ]


def points_read_by(user: Any) -> QuerySet[OverviewReport]:
    """The panel, the manager and the board chair; not the agencies and the family's contact, who read the
    report as it was agreed and not how it came to be."""
    at_work = with_part(user, "write_overview", "chair_panel", "sit_on_panel")
    board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
    rows: QuerySet[OverviewReport] = OverviewReport.objects.visible_to(user)
    return rows.filter(Q(review__in=at_work) | Q(review__board__in=board))


register(
    Returnable(
        OverviewReport,
        name=lambda report: "the overview report",
        parts=texts_of,
        action=ReportAction.WRITE_REPORT,
        owner=lambda report: owners.overview_author(report.review),
        readers=points_read_by,
    )
)
