"""The overview report, as it is handed back with points."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from reviews import desks, own_texts, owners
from reviews.desks import Desk
from reviews.models import with_part
from reviews.own_texts import Document
from reviews.policy import parts as parts_of
from reviews.returnable import Part, Plain, Returnable, register
from scr_portal.access.roles import Role

from .actions import ReportAction
from .document import PARTS
from .marking import as_it_stands
from .models import OverviewReport, PublicEdition


def texts_of(report: OverviewReport) -> list[Part]:
    return [
        Part("overview", "Overview report", report.overview),
        Part("summary", "Executive summary", report.summary),
    ]


def points_read_by(user: Any) -> QuerySet[OverviewReport]:
    """Open to the panel, the manager and the board chair.

    Not the agencies and the family’s contact, who read the report as it was agreed and not how it came to be.
    """
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
        wrote=lambda user, report: "write_overview" in parts_of(user, report.review),
    )
)
desks.register(
    Desk(
        OverviewReport,
        sections=lambda report: [
            part for part in texts_of(report) if part.key in report.review.procedure.outputs.written
        ],
        address=lambda report, part: reverse("reports:report_edit", args=[report.review_id, part]),
    )
)
own_texts.register(Document(OverviewReport, "report"))
own_texts.register(
    Document(PublicEdition, "edition", review="report__review", rows=lambda edition: [edition.report])
)


def texts_to_clear(edition: PublicEdition) -> list[Part]:
    """Return what the public will read: the title, and each text with the settled words in their places."""
    return [
        Part("title", "Title", Plain(edition.title)),
        *(
            Part(name, title, Plain(as_it_stands(edition, name)))
            for name, title in PARTS.items()
            if getattr(edition, name)
        ),
    ]


def objections_read_by(user: Any) -> QuerySet[PublicEdition]:
    """Whoever works on the text: the manager and the chairs, also once it is public."""
    board = user.boards_as(Role.BUSINESS_MANAGER, Role.BOARD_CHAIR)
    rows: QuerySet[PublicEdition] = PublicEdition.objects.within_scope(user)
    return rows.filter(
        Q(report__review__in=with_part(user, "chair_panel")) | Q(report__review__board__in=board)
    )


register(
    Returnable(
        PublicEdition,
        name=lambda edition: "the public edition",
        parts=texts_to_clear,
        action=ReportAction.SETTLE_FLAG,
        owner=lambda edition: owners.manager(edition),
        readers=objections_read_by,
        how="settle the passage again, or say why the words stay",
        answerer="the business manager",
        again="put before its readers again",
        coded_already=True,
    )
)
