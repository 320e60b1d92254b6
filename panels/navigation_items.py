"""The navigation items of the panel and its agencies, and who sits on the panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.history import named_by
from reviews.landing import Page, pages_of
from reviews.navigation import ComingDate, NavigationItem, Part, dates, of_review, parts, register_item
from reviews.occurrences import located_by
from scr_portal.access.roles import Role
from scr_portal.web.sorting import sort_key
from scr_portal.web.words import counted

from .actions import PanelAction
from .enums import Capacity, CommissionStatus, called
from .models import Appointment, ChronologyEvent, Commission, InterviewRecord
from .queries import integrated


def to(name: str) -> Callable[[Any], str]:
    """Return the address of a place in whichever review is asked for."""
    return lambda review: reverse(f"panels:{name}", args=[review.pk])


def current(visible: Any, user: Any, review: Any) -> list[Any]:
    """Return the appointments that have not ended, with their people."""
    rows = of_review(visible.select_related("user"), user, review)
    return [appointment for appointment in rows if appointment.ended_on is None]


def commissions(visible: Any, user: Any, review: Any) -> list[Any]:
    """Return the commissions this person sees, with their agency and management review."""
    return of_review(visible.select_related("agency", "management_review"), user, review)


def handed_in(commission: Any) -> bool:
    """Whether the agency's management review is with the panel."""
    imr = getattr(commission, "management_review", None)
    return imr is not None and bool(imr.is_handed_in)


@parts(Appointment)
def appointed(visible: Any, user: Any, review: Any) -> Iterator[Part]:
    """Chair, author and members; everybody who sees a review may know them."""
    order = ("panel_chair", "overview_author", "panel_member")
    for appointment in sorted(
        current(visible, user, review), key=lambda held: (order.index(held.capacity), sort_key(held.user))
    ):
        words = called(Capacity(appointment.capacity), review.procedure.terms)
        yield Part(words[:1].upper() + words[1:], str(appointment.user), appointment.user_id)


@dates(Commission)
def reviews_due(visible: Any, user: Any, review: Any) -> Iterator[ComingDate]:
    """Yield the management reviews this person sees that have still to be handed in."""
    for commission in commissions(visible, user, review):
        if commission.due_on and commission.status == CommissionStatus.ISSUED and not handed_in(commission):
            yield ComingDate(
                commission.due_on,
                f"{commission.noun.capitalize()} of {commission.agency}",
                commission.get_absolute_url(),
            )


@pages_of(Role.INTERVIEWEE)
def own_interviews(user: Any) -> Iterator[Page]:
    """Yield the interviews this person was asked for."""
    records = InterviewRecord.objects.visible_to(user).filter(interviewee=user)
    for record in records.select_related("imr__commission__agency"):
        yield Page(record.get_absolute_url(), f"Your interview for {record.imr.commission.agency}", record)


def panel_state(visible: Any, user: Any, review: Any) -> str:
    return counted(len(current(visible, user, review)), "person,people").capitalize()


def statuses(review: Any) -> list[str]:
    """Return how far the request to each agency is, whoever may read of it; read once for a page."""
    read: list[str] | None = review.__dict__.get("_commission_statuses")
    if read is None:
        read = review.__dict__["_commission_statuses"] = list(
            review.commissions.values_list("status", flat=True)
        )
    return read


def agencies_state(visible: Any, user: Any, review: Any) -> str:
    """How many agencies have handed in their review, to whoever sees all of them.

    A count of what one reader may see would be taken for what there is.
    """
    there = sum(status != CommissionStatus.ENDED for status in statuses(review))
    if not there:
        return "Nobody asked yet"
    seen = [
        commission
        for commission in commissions(visible, user, review)
        if commission.status != CommissionStatus.ENDED
    ]
    return f"{sum(map(handed_in, seen))} of {there} handed in" if len(seen) == there else ""


def agencies_offered(visible: Any, user: Any, review: Any) -> bool:
    """Whether this person may read of any agency, or there is none yet."""
    return bool(commissions(visible, user, review)) or not statuses(review)


def chronology_state(visible: Any, user: Any, review: Any) -> str:
    return counted(integrated(visible, review).count(), "event,events").capitalize()


register_item(
    NavigationItem(
        20,
        "Panel",
        "The independent chair, the overview author and the members.",
        ReviewAction.VIEW_REVIEW,
        to("panel"),
        panel_state,
        Appointment,
    )
)
register_item(
    NavigationItem(
        30,
        "Agencies",
        "Who was asked for what, and what has come in.",
        ReviewAction.VIEW_REVIEW,
        to("agencies"),
        agencies_state,
        Commission,
        agencies_offered,
    )
)
register_item(
    NavigationItem(
        40,
        "Integrated chronology",
        "The events of the chronologies agencies have accepted, in one order.",
        PanelAction.VIEW_INTEGRATED,
        to("integrated"),
        chronology_state,
        ChronologyEvent,
    )
)

named_by("panels.Commission", "agency__short_name")
named_by("panels.Chronology", "commission__agency__short_name")
named_by("panels.ManagementReview", "commission__agency__short_name")
named_by("panels.InterviewRecord", "imr__commission__agency__short_name")

located_by(
    "panels.ChronologyEvent",
    lambda event: f"Chronology of {event.chronology.commission.agency.short_name}, {event.name}",
    "chronology__commission__agency",
)
located_by(
    "panels.ManagementReview",
    lambda imr: f"Management review of {imr.commission.agency.short_name}",
    "commission__agency",
)
