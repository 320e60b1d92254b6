"""What agencies hand in, as it is handed back with points."""

from __future__ import annotations

from reviews.returnable import Part, Returnable, register

from . import owners
from .actions import PanelAction
from .models import ManagementReview
from .policy import writes


def sections_of(imr: ManagementReview) -> list[Part]:
    return [Part(name, imr.section_title(name), getattr(imr, name)) for name in imr.sections]


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
