"""Write a management review or an information report, hand it in, accept it or send it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from reviews.models import ReturnRound
from reviews.services import citations, returns
from reviews.services.returns import NewPoint
from scr_portal import access, audit, deadlines, notices, workflow
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.deadlines.models import Deadline
from scr_portal.refusals import Refused, refuse_each
from scr_portal.web.stale import count_save, require_version

from ..actions import PanelAction
from ..enums import CommissionStatus, ImrStatus, InterviewStatus
from ..models import ManagementReview
from . import chronology_returns


class NoSuchSection(Refused):
    """The contribution has no section of this name."""

    sentence = "There is no such section."


class NoLongerAsked(Refused):
    """The request to the agency has ended."""

    sentence = "This agency is no longer asked, so there is nothing to accept or return."


@transaction.atomic
def write(imr: ManagementReview, *, section: str, text: str, version: int, by: User) -> ManagementReview:
    """Save one section; `version` counts the saves of this section.

    Raises StaleForm where somebody saved it in between; another section saved meanwhile is no reason.
    """
    imr = locked(imr)
    access.require(PanelAction.WRITE_IMR, by, imr)
    if section not in imr.sections:
        raise NoSuchSection
    require_version(imr, version, section=section)
    getattr(imr, section).write(text)
    count_save(imr, section=section)
    imr.save()
    citations.settle(imr, section=section, text=text, by=by)
    audit.record("imr.written", by=by, on=imr, section=section)
    return imr


@transaction.atomic
def submit(imr: ManagementReview, *, by: User) -> ManagementReview:
    """Hand the review in to the panel. Raises TransitionBlocked with everything still outstanding."""
    imr = locked(imr)
    if imr.status == ImrStatus.SUBMITTED and imr.submitted_by_id == by.pk:
        return imr
    access.require(PanelAction.SUBMIT_IMR, by, imr)
    workflow.move(imr, ImrStatus.SUBMITTED)
    imr.submitted_at, imr.submitted_by = timezone.now(), by
    imr.save()
    returns.hand_in_again(imr, by=by)
    chronology_returns.settle(imr.commission, by=by)
    clock = Deadline.objects.about(imr.commission).open().filter(kind="management_review").first()
    if clock is not None:
        deadlines.meet(clock, on=timezone.localdate(), by=by)
    audit.record(
        "imr.submitted",
        by=by,
        on=imr,
        interviews=imr.interviews.count(),
        closed=imr.interviews.filter(status=InterviewStatus.LAPSED).count(),
    )
    for reader in panel_and_manager(imr):
        notices.send("imr_submitted", to=reader, case_code=imr.case_code, path=imr.get_absolute_url())
    return imr


@transaction.atomic
def accept(imr: ManagementReview, *, by: User) -> ManagementReview:
    """Accept the contribution as handed in, for the panel chair.

    Raises TransitionBlocked while a point on its chronology is unanswered.
    """
    imr = locked(imr)
    access.require(PanelAction.ACCEPT_IMR, by, imr)
    refuse_each(refusals_once_ended(imr))
    workflow.move(imr, ImrStatus.ACCEPTED)
    imr.save()
    chronology_returns.settle(imr.commission, by=by)
    audit.record("imr.accepted", by=by, on=imr)
    return imr


@transaction.atomic
def send_back(imr: ManagementReview, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Return the review to its author with numbered points, for the panel chair. Raises Refused."""
    imr = locked(imr)
    access.require(PanelAction.ACCEPT_IMR, by, imr)
    refuse_each(refusals_once_ended(imr))
    workflow.move(imr, ImrStatus.RETURNED)
    imr.save()
    returned = returns.return_with_points(imr, points, by=by)
    audit.record("imr.returned", by=by, on=imr, round=returned.number, points=len(points))
    notices.send("imr_returned", to=imr.author, case_code=imr.case_code, path=returned.get_absolute_url())
    return returned


def refusals_once_ended(imr: ManagementReview) -> Iterator[Refused]:
    """Yield that the agency is no longer asked."""
    if imr.commission.status == CommissionStatus.ENDED:
        yield NoLongerAsked()


def panel_and_manager(imr: ManagementReview) -> set[User]:
    """Who is told that a review has come in: the panel chair and the board’s business manager."""
    current = imr.review.board.memberships.current().filter(role=Role.BUSINESS_MANAGER)
    managers = User.objects.filter(is_active=True, pk__in=current.values("user"))
    return {*grants.holders("chair_panel", imr.review), *managers}


def locked(imr: ManagementReview) -> ManagementReview:
    """Return the row as it is now, held until the transaction ends."""
    rows = ManagementReview.objects.select_for_update(of=("self",))
    return rows.select_related("commission__review__board", "commission__agency").get(pk=imr.pk)
