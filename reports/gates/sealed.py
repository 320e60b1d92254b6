"""Nothing that is sealed to named people leaves in a public edition, or in the copy of a relative."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from reviews import owners as of_case
from reviews.models import Seal
from reviews.sealed_texts import repeated_in
from scr_portal.workflow import Outstanding, gate

from ..marking import as_it_stands
from ..models import OverviewReport, PublicEdition


def seals_repeated(edition: PublicEdition) -> list[Seal]:
    """Return the seals in force of which a run of words stands in this edition, its title and settled passages included."""
    parts = (as_it_stands(edition, place) for place in ("overview", "summary"))
    return repeated_in("\n\n".join([edition.title, *parts]), edition.report.review_id)


def seals_repeated_in(report: OverviewReport) -> list[Seal]:
    """Return the seals in force of which a run of words stands in what would be published of this report."""
    texts = (getattr(report, place) for place in report.review.procedure.outputs.public)
    form = "\n\n".join(f"{text.original}\n\n{text.coded}" for text in texts)
    return repeated_in(form, report.review_id)


@gate(
    "reports.nothing_sealed",
    source="The portal’s own rule: what is sealed to named people is not given to everybody while the seal stands",
)
def nothing_sealed(edition: PublicEdition) -> Iterator[Outstanding]:
    for seal in seals_repeated(edition):
        yield Outstanding(
            f"Words stand in this edition that are {seal.words}.",
            owner=of_case.manager(edition),
            url=edition.get_absolute_url(),
            act="Set the edition aside and have what is sealed taken out of the report",
            form=reverse("reports:edition_back", args=[edition.review_id]),
            key=f"sealed:{seal.pk}",
            watchers=of_case.those_at_work(edition.review),
        )
