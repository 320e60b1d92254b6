"""The signed text that the public edition is made from, and is compared with: without what it cites."""

from __future__ import annotations

from reviews.evidence_kinds import references_in, without_references
from reviews.models import Citation

from .models import OverviewReport


def without_citations(report: OverviewReport, place: str) -> str:
    """Return a text of the report as written, without its references to evidence.

    Those are what was cited, and what names an agency of the board. Other words in the same form ("[Seat row 3]") were
    said to lead nowhere while they were written and are words of the report.
    """
    text = str(getattr(report, place).original)
    references = references_in(text)
    if not references:
        return text
    cited = Citation.objects.about(report).filter(section=place, written__in=references)
    naming = {words[1:-1] for words in report.identity_register().references_in(text)}
    return without_references(text, {*cited.values_list("written", flat=True), *naming})
