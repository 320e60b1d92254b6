"""Appoint the independent chair, the independent author and the panel; the grant comes and goes with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from reviews.models import Review
from reviews.services.reviews import locked
from scr_portal import access, audit
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import PanelAction
from ..enums import Capacity
from ..models import PART, Appointment

INDEPENDENT = (Capacity.PANEL_CHAIR, Capacity.OVERVIEW_AUTHOR)


@transaction.atomic
def appoint(review: Review, *, user: User, capacity: str, independence: str = "", by: User) -> Appointment:
    """Appoint a person. Raises ValidationError with the rule of independence that stands against it."""
    review = locked(review)
    access.require(PanelAction.APPOINT, by, review)
    capacity = Capacity(capacity)
    check_independence(review, user=user, capacity=capacity, independence=independence)
    if review.appointments.current().filter(capacity=capacity).exists() and capacity in INDEPENDENT:
        raise ValidationError("Somebody holds this appointment already. End it first.")
    appointment = Appointment.objects.create(
        review=review, user=user, capacity=capacity, independence=independence, appointed_by=by
    )
    grants.grant(user, PART[capacity], review)
    audit.record("panel.appointed", by=by, on=appointment, capacity=str(capacity), user=user.pk)
    return appointment


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


def check_independence(review: Review, *, user: User, capacity: Capacity, independence: str) -> None:
    """The rules of independence. Sources: Portsmouth leaflet ("an independent person", "an independent
    overview author"); standard practice for a serious case review, that the author chairs nothing in it."""
    roles = user.roles_on(review.board_id)
    if not roles:
        raise ValidationError({"user": "Invite this person to the board first."})
    if review.conflicts.filter(user=user, lifted_at__isnull=True).exists():
        raise ValidationError({"user": "This person has declared a conflict of interest in this review."})
    if review.appointments.current().filter(user=user).exists():
        raise ValidationError({"user": "This person already has an appointment in this review."})
    if capacity not in INDEPENDENT:
        return
    if not independence.strip():
        raise ValidationError(
            {"independence": "Write down in what way this person is independent of the case."}
        )
    if Role.BOARD_CHAIR in roles:
        raise ValidationError(
            {"user": "The board chair signs the report, so cannot chair the panel or write it."}
        )
    involved = review.commissions.values("agency")
    if user.memberships.current().filter(agency__in=involved).exists():
        raise ValidationError({"user": "This person works for an agency that takes part in the review."})
