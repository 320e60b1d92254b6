"""What agencies hand in, as it is handed back with points: a contribution by sections, a chronology by rows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from reviews import desks, own_texts
from reviews.desks import Desk
from reviews.own_texts import Document
from reviews.returnable import Part, Plain, Returnable, register
from scr_portal.web.words import counted

from . import owners
from .actions import PanelAction
from .enums import CommissionStatus
from .models import Chronology, ManagementReview
from .policy import writes
from .row_texts import RowText, digest_of, in_order, key_of, title_of


def sections_of(imr: ManagementReview) -> list[Part]:
    return [Part(name, imr.section_title(name), getattr(imr, name)) for name in imr.sections]


def is_asked_for(imr: ManagementReview) -> bool:
    return imr.commission.status != CommissionStatus.ENDED


def name_of(imr: ManagementReview) -> str:
    return f"the {imr.noun} of {imr.commission.agency}"


register(
    Returnable(
        ManagementReview,
        name=name_of,
        parts=sections_of,
        action=PanelAction.WRITE_IMR,
        owner=lambda imr: owners.author(imr.commission),
        wrote=writes,
    )
)
desks.register(
    Desk(
        ManagementReview,
        sections=sections_of,
        address=lambda imr, section: reverse("panels:imr_section", args=[imr.review_id, imr.pk, section]),
    )
)
own_texts.register(
    Document(ManagementReview, "management-review", review="commission__review", goes_on=is_asked_for)
)


def rows_of(chronology: Chronology) -> list[Part]:
    """Return the file as a whole in one line, then each event. The texts are opened only where they are read."""
    rows = in_order(chronology)
    whole = Plain(f"Edition {chronology.edition}, {counted(len(rows), 'event,events')}")
    return [
        Part("file", "The file", whole),
        *(Part(key_of(row), title_of(row), RowText(row)) for row in rows),
    ]


def reads_as_returned(chronology: Chronology, point: Any) -> bool:
    """Whether the row a point is about says what it said; of a point about the whole file, whether all rows do."""
    if not point.anchor_key:
        return digest_of(chronology) == str(point.round.digest)
    kept = point.round.texts.get(key=point.anchor_key).text.original
    now = {key_of(row): row for row in in_order(chronology)}.get(point.key_now)
    return now is not None and RowText(now).original == kept


register(
    Returnable(
        Chronology,
        name=lambda chronology: f"the chronology of {chronology.commission.agency}",
        parts=rows_of,
        action=PanelAction.UPLOAD_CHRONOLOGY,
        owner=lambda chronology: owners.author(chronology.commission),
        wrote=lambda user, chronology: writes(user, chronology.commission.management_review),
        how="hand in a corrected file and accept it, or say why nothing is changed",
        again="settled",
        meanwhile="The accepted edition stays in force. What the agency writes beside it can be handed in and "
        "accepted once every point is answered, and the points are settled with it.",
        keeps_pointed_at=True,
        unchanged=reads_as_returned,
        digest=digest_of,
    )
)
