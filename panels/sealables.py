"""What of an agency's contribution is sealed as a whole: a report, a chronology, one row of it, an interview record."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reviews import passage_homes
from reviews.passage_homes import Home, Section
from reviews.sealable import Sealable, register

from .models import Chronology, ChronologyEvent, InterviewRecord, ManagementReview
from .policy import writes
from .returns import name_of, sections_of
from .row_texts import title_of
from .services import sealed_rows


def problems_of(event: ChronologyEvent) -> list[Any]:
    """Return the keys of what was said about the row: the cells stand there as they were typed."""
    rows = event.chronology.problems.filter(part=event.part, row=event.row)
    return list(rows.values_list("pk", flat=True))


def name_of_row(event: ChronologyEvent) -> str:
    return f"{title_of(event).lower()} of the chronology of {event.chronology.commission.agency}"


register(
    Sealable(
        ManagementReview,
        "contribution",
        "report",
        name=name_of,
        place=lambda imr: str(imr.get_absolute_url()),
        wrote=writes,
    )
)
register(
    Sealable(
        Chronology,
        "chronology",
        "chronology",
        rows=lambda chronology: chronology.events.all(),
        name=lambda chronology: f"the chronology of {chronology.commission.agency}",
        place=lambda chronology: str(chronology.get_absolute_url()),
        wrote=lambda user, chronology: writes(user, chronology.commission.management_review),
        placed=sealed_rows.carry_on,
    )
)
register(
    Sealable(
        ChronologyEvent,
        "event",
        "row",
        name=name_of_row,
        place=lambda event: reverse(
            "panels:chronology", args=[event.chronology.review_id, event.chronology_id]
        ),
        wrote=lambda user, event: writes(user, event.chronology.commission.management_review),
        concerns=lambda event: [event.chronology_id],
        within="chronology",
        also=problems_of,
        placed=sealed_rows.carry_on,
    )
)
register(
    Sealable(
        InterviewRecord,
        "interview",
        "interview record",
        name=lambda record: "the record of an interview",
        place=lambda record: str(record.get_absolute_url()),
        wrote=lambda user, record: writes(user, record.imr),
    )
)


passage_homes.register(
    Home(
        ManagementReview,
        "contribution",
        "report",
        name=name_of,
        place=lambda imr: str(imr.get_absolute_url()),
        texts=lambda imr: [Section(part.key, part.title, part.text) for part in sections_of(imr)],
        writes=writes,
    )
)
passage_homes.register(
    Home(
        InterviewRecord,
        "interview",
        "interview record",
        name=lambda record: "the record of an interview",
        place=lambda record: str(record.get_absolute_url()),
        texts=lambda record: [Section("text", "What was said", record.text)],
        writes=lambda user, record: writes(user, record.imr),
    )
)
