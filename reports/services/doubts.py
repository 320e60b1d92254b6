"""Words of an earlier edition that somebody has still to look at: they stand as gaps in the next one."""

from __future__ import annotations

from reviews.models import ReturnPoint, ReturnRound

from ..models import EditionSearch, OverviewReport, PublicEdition


def doubted_before(report: OverviewReport) -> list[str]:
    """Return what was doubted in earlier editions of the report and is not settled for good."""
    return [*found_in_the_last_pdf(report), *objected_to(report)]


def found_in_the_last_pdf(report: OverviewReport) -> list[str]:
    """Return what the last search found and nobody settled, and the characters it did not read."""
    search = EditionSearch.objects.filter(edition__report=report).first()
    if search is None:
        return []
    return [*{hit.surface for hit in search.open_hits()}, *(letter["character"] for letter in search.unread)]


def objected_to(report: OverviewReport) -> list[str]:
    """Return the words quoted in points on an edition that was set aside before anybody read it again."""
    rounds = ReturnRound.objects.of_kind(PublicEdition).filter(subject_id__in=report.editions.values("pk"))
    points = ReturnPoint.objects.filter(round__in=rounds.open())
    return [words for point in points if (words := str(point.quoted.original))]
