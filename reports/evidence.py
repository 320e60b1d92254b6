"""The evidence beside the overview report: all agencies, the family, the report’s own parts, the terms, the points."""

from __future__ import annotations

from families.evidence import FamilyViews
from panels.evidence import AcceptedReviews
from panels.evidence_rows import AllRows
from reviews.evidence_kinds import offer
from reviews.sources import OtherSections, PointsToAnswer, TermsQuestions

from .models import OverviewReport

offer(
    OverviewReport,
    AllRows(),
    AcceptedReviews(),
    FamilyViews(),
    OtherSections(),
    TermsQuestions(),
    PointsToAnswer(),
)
