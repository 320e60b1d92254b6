"""What a preview is told of reports: the rows that are counted when they are left out."""

from __future__ import annotations

from scr_portal.preview import counting

from .models import OverviewReport, PublicEdition

counting.count(OverviewReport, "overview report,overview reports")
counting.count(PublicEdition, "public edition,public editions")
