"""The overview report: of it passages are sealed."""

from __future__ import annotations

from reviews.passage_homes import Home, Section, register
from reviews.policy import parts as parts_of

from .document import PARTS
from .models import OverviewReport
from .models.report import REPORT


def parts_written(report: OverviewReport) -> list[Section]:
    return [
        Section(name, title, getattr(report, name)) for name, title in PARTS.items() if getattr(report, name)
    ]


register(
    Home(
        OverviewReport,
        REPORT,
        "report",
        name=lambda report: "the overview report",
        place=lambda report: str(report.get_absolute_url()),
        texts=parts_written,
        writes=lambda user, report: "write_overview" in parts_of(user, report.review),
    )
)
