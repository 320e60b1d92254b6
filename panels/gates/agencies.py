"""Appointing the panel and asking the agencies: what holds the stages of a review shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from reviews import owners as of_case
from reviews.enums import TermsStatus
from reviews.gates import review_of
from reviews.models import OfReview, Review
from scr_portal.accounts.models import Membership
from scr_portal.accounts.models.organisations import AgencyKind
from scr_portal.workflow import Outstanding, gate

from .. import owners
from ..enums import (
    Capacity,
    CommissionStatus,
    ImrStatus,
    called,
)
from ..models import Commission, ManagementReview


@gate(
    "panels.chair_and_author_appointed",
    source="Portsmouth leaflet: a panel ‘chaired by an independent person’ and ‘an independent overview author’",
)
def chair_and_author_appointed(subject: Review | OfReview) -> Iterator[Outstanding]:
    review = review_of(subject)
    current = {item.capacity: item for item in review.appointments.current().prefetch_related("answers")}
    rule = review.procedure.panel
    for capacity in (Capacity.PANEL_CHAIR, Capacity.OVERVIEW_AUTHOR):
        words = called(capacity, review.procedure.terms)
        matter = Outstanding(
            f"No {words} has been appointed.",
            owner=of_case.manager(review),
            url=reverse("panels:panel", args=[review.pk]),
            act=f"Appoint the {words}",
            form=reverse("panels:appoint", args=[review.pk]),
            key=f"appoint:{review.pk}:{capacity}",
            watchers=of_case.those_at_work(review),
        )
        if capacity not in current:
            yield matter
        elif capacity in rule.independent and not current[capacity].independence_is_stated:
            yield replace(
                matter,
                sentence=f"The {words} has not stated independence.",
                source=rule.independent_source,
                act=f"Record the independence of the {words}",
            )


@gate(
    "panels.core_agencies_on_panel",
    source="The procedure of the case: the agencies that its leaflet puts on the panel",
)
def core_agencies_on_panel(subject: Review | OfReview) -> Iterator[Outstanding]:
    """Yield each kind of agency that the leaflet puts on the panel and that nobody on it comes from."""
    review = review_of(subject)
    rule = review.procedure.panel
    if not rule.core:
        return
    on_panel = review.appointments.current().values("user")
    held = Membership.objects.current().filter(board=review.board_id, user__in=on_panel)
    there = set(held.exclude(agency=None).values_list("agency__kind", flat=True))
    for kind in rule.core:
        if kind not in there:
            name = AgencyKind(kind).label
            yield Outstanding(
                f"Nobody on the panel comes from this kind of agency: {name}.",
                rule.core_source,
                owner=of_case.manager(review),
                url=reverse("panels:panel", args=[review.pk]),
                act=f"Appoint to the panel somebody from this kind of agency: {name}",
                form=reverse("panels:appoint", args=[review.pk]),
                key=f"core:{review.pk}:{kind}",
                watchers=of_case.those_at_work(review),
            )


@gate(
    "panels.agencies_commissioned",
    source="Portsmouth leaflet: each agency will ‘identify an Individual Management Review (IMR) author’",
)
def agencies_commissioned(subject: Review | OfReview) -> Iterator[Outstanding]:
    review = review_of(subject)
    commissions = list(review.commissions.exclude(status=CommissionStatus.ENDED).select_related("agency"))
    if not commissions:
        yield Outstanding(
            "No agency has been asked for its review yet.",
            owner=of_case.manager(review),
            url=reverse("panels:agencies", args=[review.pk]),
            act="Ask the agencies for their reviews",
            form=reverse("panels:agency_add", args=[review.pk]),
            key=f"agencies:{review.pk}",
            watchers=of_case.those_at_work(review),
        )
    planned = [item for item in commissions if item.status == CommissionStatus.PLANNED]
    agreed = bool(planned) and review.terms.filter(status=TermsStatus.AGREED).exists()
    for commission in planned:
        yield replace(ask_matter(commission, review), later=not agreed)


def ask_matter(commission: Commission, review: Review) -> Outstanding:
    """Return an agency in scope that has not been asked yet."""
    return Outstanding(
        f"{commission.agency} has not been asked yet.",
        owner=of_case.manager(review),
        url=commission.get_absolute_url(),
        act=f"Ask {commission.agency} for its review",
        form=reverse("panels:commission_issue", args=[commission.review_id, commission.pk]),
        key=f"ask:{commission.pk}",
        watchers=of_case.those_at_work(review),
    )


@gate(
    "panels.management_reviews_accepted",
    source="Portsmouth leaflet: management reviews ‘are collated by an independent overview author’",
)
def management_reviews_accepted(subject: Review | OfReview) -> Iterator[Outstanding]:
    """Require reviews accepted, not handed in: the overview begins with what the panel has found sufficient."""
    review = review_of(subject)
    waiting = ManagementReview.objects.filter(commission__review=review).exclude(status=ImrStatus.ACCEPTED)
    for imr in waiting.exclude(commission__status=CommissionStatus.ENDED).select_related(
        "commission__agency", "commission__review"
    ):
        if imr.status == ImrStatus.SUBMITTED:
            yield judge_matter(imr)
        else:
            again = " again" if imr.status == ImrStatus.RETURNED else ""
            sentence = f"{imr.commission.agency} has not handed in its {imr.noun}{again}."
            yield replace(hand_in_matter(imr.commission, review), sentence=sentence)


def hand_in_matter(commission: Commission, review: Review) -> Outstanding:
    """Return what an agency is asked for that has not been handed in, from the day it was asked for."""
    return Outstanding(
        f"{commission.agency} has not handed in its {commission.noun}.",
        owner=owners.author(commission),
        url=commission.get_absolute_url(),
        act=f"Write the {commission.noun} of {commission.agency}",
        read_at=commission.get_absolute_url(),
        key=f"management_review:{commission.pk}",
        later=commission.status == CommissionStatus.PLANNED,
        due_on=commission.due_on,
        since=commission.issued_at,
        watchers=(*of_case.those_at_work(review), owners.lead(commission)),
    )


def judge_matter(imr: ManagementReview) -> Outstanding:
    """Return what has come in: the panel chair accepts or returns it."""
    commission = imr.commission
    return Outstanding(
        f"The {imr.noun} of {commission.agency} has not been accepted yet.",
        owner=of_case.panel_chair(commission.review),
        url=imr.get_absolute_url(),
        act=f"Read the {imr.noun} of {commission.agency}, and accept or return it",
        form=reverse("panels:imr_judge", args=[commission.review_id, imr.pk]),
        read_at=commission.get_absolute_url(),
        key=f"judge:{imr.pk}",
        since=imr.submitted_at,
        watchers=(
            *of_case.those_at_work(commission.review),
            replace(owners.author(commission), above=()),
            owners.lead(commission),
        ),
    )


@gate(
    "panels.end_reasoned",
    source="The portal’s own rule: an agency that is no longer asked is told apart from one that was forgotten",
)
def end_reasoned(commission: Commission) -> Iterator[Outstanding]:
    if not commission.ended_because.strip():
        yield Outstanding(
            "Say why this agency is no longer asked.",
            owner=of_case.manager(commission.review),
            url=reverse("panels:commission_end", args=[commission.review_id, commission.pk]),
            detail=True,
        )
