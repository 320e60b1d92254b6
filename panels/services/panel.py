"""Appoint the independent chair, the independent author and the panel; the grant comes and goes with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from reviews.models import Review
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.access import grants
from scr_portal.accounts.models import User
from scr_portal.refusals import Refused, refuse, refuse_each

from ..actions import PanelAction
from ..enums import Capacity
from ..models import PART, Appointment, IndependenceAnswer
from . import independence

NOT_ASKED: independence.Answers = {}


class AppointmentHeld(Refused):
    """Chair and overview author are one person each."""

    sentence = "Somebody holds this appointment already. End it first."


@transaction.atomic
def appoint(
    review: Review,
    *,
    user: User,
    capacity: str,
    answers: independence.Answers = NOT_ASKED,
    set_aside: str = "",
    by: User,
) -> Appointment:
    """Appoint a person. For chair and overview author `answers` say how independent they are.

    Appointed by the business manager, or by the board chair (Isle of Wight leaflet). With `set_aside`, the board
    chair's reason, the rules that may be set aside are; it is kept and shown. Raises
    Refused beside the field with the rule that stands against the appointment.
    """
    review = locked(review)
    as_chair = bool(set_aside.strip()) or access.allowed(PanelAction.SET_ASIDE_INDEPENDENCE, by, review)
    access.require(PanelAction.SET_ASIDE_INDEPENDENCE if as_chair else PanelAction.APPOINT, by, review)
    capacity = Capacity(capacity)
    refuse(independence.checks(review, user, capacity, answers, set_aside=bool(set_aside.strip())))
    refuse_each(refusals_to_fill(review, capacity))
    appointment = Appointment.objects.create(
        review=review,
        user=user,
        capacity=capacity,
        appointed_by=by,
        set_aside_because=set_aside.strip(),
        set_aside_by=by if set_aside.strip() else None,
    )
    keep_answers(appointment, answers)
    grants.grant(user, PART[capacity], review)
    audit.record(
        "panel.appointed",
        by=by,
        on=appointment,
        capacity=str(capacity),
        user=user.pk,
        set_aside=bool(set_aside.strip()),
    )
    return appointment


def refusals_to_fill(review: Review, capacity: Capacity) -> Iterator[Refused]:
    """Yield that somebody is appointed in a capacity that one person has."""
    held = review.appointments.current().filter(capacity=capacity)
    if capacity in independence.OF_ONE_PERSON and held.exists():
        yield AppointmentHeld()


def keep_answers(appointment: Appointment, answers: independence.Answers) -> None:
    """Keep what was answered about independence; words belong to a yes alone."""
    for question, (yes, words) in answers.items():
        IndependenceAnswer.objects.create(
            appointment=appointment, question=question, yes=yes, words=words.strip() if yes else ""
        )


@transaction.atomic
def end(appointment: Appointment, *, by: User) -> Appointment:
    """End an appointment; access ends with it, what was done stays."""
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    access.require(PanelAction.APPOINT, by, appointment.review)
    if appointment.ended_on is None:
        appointment.ended_on = timezone.localdate()
        appointment.save()
        grants.end(appointment.user, PART[Capacity(appointment.capacity)], appointment.review)
        audit.record("panel.appointment_ended", by=by, on=appointment, user=appointment.user_id)
    return appointment
