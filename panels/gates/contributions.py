"""What an agency hands in: independence, chronology and sections, and no row dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse

from reviews.gates import points_answered, unanswered_points
from reviews.returnable import answer_sentence, kind_of, where_answered
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..enums import (
    ChronologyStatus,
    Contribution,
)
from ..models import Chronology, Commission, ManagementReview
from ..models.chronology import open_return


@gate(
    "panels.independence_stated",
    source="Standard format for a management review, 2010: the author states non-involvement and no line management",
)
def independence_stated(imr: ManagementReview) -> Iterator[Outstanding]:
    if imr.commission.independence_stated_at is None:
        yield Outstanding(
            "You have not yet stated that you had no part in the case.",
            owner=owners.author(imr.commission),
            url=reverse("panels:independence", args=[imr.review_id, imr.commission_id]),
            act="State that you had no part in the case",
            key=f"independence:{imr.commission_id}",
        )


@gate(
    "panels.chronology_accepted",
    source="Portsmouth leaflet: the author ‘will produce a chronology of events’",
)
def chronology_accepted(imr: ManagementReview) -> Iterator[Outstanding]:
    """Of a management review always; of an information report where the procedure asks for one."""
    shorter = imr.commission.contribution == Contribution.INFORMATION_REPORT
    if shorter and not imr.review.procedure.information_report.chronology:
        return
    if not imr.commission.chronologies.filter(status=ChronologyStatus.ACCEPTED).exists():
        newest = newest_chronology(imr.commission)
        yield replace(
            chronology_matter(imr.commission, newest),
            sentence="The chronology of your agency has not been accepted yet.",
        )


def newest_chronology(commission: Commission) -> Any:
    """Return the newest file that counts: neither withdrawn nor replaced."""
    gone = (ChronologyStatus.WITHDRAWN, ChronologyStatus.REPLACED)
    return commission.chronologies.exclude(status__in=gone).first()


def chronology_matter(commission: Commission, newest: Chronology | None) -> Outstanding:
    """Return the agency's chronology as one matter: hand it in, mend its rows, accept it, or hand in another file."""
    upload = reverse("panels:chronology_upload", args=[commission.review_id, commission.pk])
    matter = Outstanding(
        "The chronology has not been handed in.",
        owner=owners.author(commission),
        url=upload,
        act="Hand in your chronology",
        key=f"chronology:{commission.pk}",
    )
    if newest is None:
        return matter
    if newest.status == ChronologyStatus.READING:
        return replace(matter, sentence="The file is being read.", later=True)
    if newest.status == ChronologyStatus.REFUSED:
        act = "Hand in a chronology that can be read"
        return replace(matter, sentence="The file could not be read.", act=act)
    if newest.status == ChronologyStatus.ASKED:
        return replace(
            matter,
            sentence="The columns of the file need their author.",
            act="Name the columns of your chronology",
            url=newest.get_absolute_url(),
            form=reverse("panels:chronology_columns", args=[commission.review_id, newest.pk]),
        )
    matter = replace(matter, url=newest.get_absolute_url())
    if first := newest.problems.filter(settled_at__isnull=True, severity="held").first():
        return replace(
            matter,
            sentence="Rows of the chronology need their author.",
            act="Settle the rows of your chronology",
            form=reverse("panels:row", args=[commission.review_id, first.pk]),
        )
    return replace(
        matter,
        sentence="The chronology has not been accepted yet.",
        act="Accept your chronology",
        form=reverse("panels:chronology_accept", args=[commission.review_id, newest.pk]),
    )


@gate(
    "panels.chronology_points_answered",
    source="The portal’s own rule: what was returned is not handed in again with a point unanswered",
)
def chronology_points_answered(imr: ManagementReview) -> Iterator[Outstanding]:
    """One matter of the author, in the words of the work list; the points themselves stand on their page."""
    current = open_return(imr.commission)
    if current is None:
        return
    chronology: Any = current.subject
    chronology.commission = imr.commission
    first = next(iter(points_answered(chronology)), None)
    if first is None:
        return
    name = kind_of(chronology).name(chronology)
    matter = replace(
        first,
        act=f"Answer again what still reads as it did in {name}",
        key=f"chronology_returned:{imr.commission_id}",
        detail=False,
        since=current.returned_at,
    )
    if points := unanswered_points(chronology):
        url, form = where_answered(points)
        number = counted(len(points), "point,points")
        sentence = (
            f"{number.capitalize()} on the chronology {'is' if len(points) == 1 else 'are'} not answered yet."
        )
        act = answer_sentence(chronology, points)
        matter = replace(matter, sentence=sentence, act=act, url=url, form=form)
    yield matter


@gate(
    "panels.sections_written",
    source="Portsmouth leaflet: ‘a summary and analysis of involvement … good practice, lessons … recommendations’",
)
def sections_written(imr: ManagementReview) -> Iterator[Outstanding]:
    """Every section of what this agency is asked for; an information report has a shorter form of its own."""
    owner = owners.author(imr.commission)
    shorter = imr.commission.contribution == Contribution.INFORMATION_REPORT
    for name in imr.sections:
        if not getattr(imr, name) and name not in imr.MAY_STAY_EMPTY:
            field: Any = imr._meta.get_field(f"{name}_sealed")
            yield Outstanding(
                f"“{field.verbose_name}” is still empty.",
                imr.review.procedure.information_report.source if shorter else "",
                owner=owner,
                url=reverse("panels:imr_section", args=[imr.review_id, imr.pk, name]),
                detail=True,
            )


@gate(
    "panels.problem_rows_settled",
    source="The portal’s own rule: no row of a chronology is dropped in silence",
)
def problem_rows_settled(chronology: Chronology) -> Iterator[Outstanding]:
    owner = owners.author(chronology.commission)
    for row, part in held_rows(chronology):
        yield Outstanding(
            f"Row {row} needs you." if part == 1 else f"Row {row} of table {part} needs you.",
            owner=owner,
            url=f"{chronology.get_absolute_url()}#row-{part}-{row}",
            detail=True,
        )


def held_rows(chronology: Chronology) -> list[tuple[int, int]]:
    """Row and table of each row that waits for its author."""
    waiting = chronology.problems.filter(settled_at__isnull=True, severity="held")
    return list(waiting.values_list("row", "part").distinct().order_by("part", "row"))
