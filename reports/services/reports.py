"""Write the overview report, put it before the panel chair, sign it off."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from reviews.enums import ReviewStatus
from reviews.models import ReturnRound, Review
from reviews.services import citations, returns, reviews
from reviews.services.referrals import holding
from reviews.services.returns import NewPoint
from scr_portal import access, audit, deadlines, notices, workflow
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.refusals import Refused
from scr_portal.web.stale import count_save, require_version

from ..actions import ReportAction
from ..enums import ReportStatus, SigningCapacity
from ..models import OverviewReport, SignOff

TEXTS = ("overview", "summary")


class NoSuchPart(Refused):
    """A report has an overview and a summary."""

    sentence = "There is no such part of the report."


class TextChanged(Refused):
    """What was shown is not what stands."""

    sentence = "The text has changed since this page was opened. Read it again before you sign."


@transaction.atomic
def begin(review: Review, *, by: User) -> OverviewReport:
    """Open the report for its author; opening it twice gives the same one."""
    review = reviews.locked(review)
    access.require(ReportAction.WRITE_REPORT, by, review)
    report, new = OverviewReport.objects.get_or_create(review=review, defaults={"begun_by": by})
    if new:
        audit.record("report.begun", by=by, on=report)
    return report


@transaction.atomic
def write(report: OverviewReport, *, part: str, text: str, version: int, by: User) -> OverviewReport:
    """Save the overview or the summary; `version` counts the saves of this part.

    Raises StaleForm where somebody saved it in between; the other part saved meanwhile is no reason.
    """
    report = locked(report)
    access.require(ReportAction.WRITE_REPORT, by, report)
    if part not in TEXTS:
        raise NoSuchPart
    require_version(report, version, section=part)
    getattr(report, part).write(text)
    count_save(report, section=part)
    report.save()
    citations.settle(report, section=part, text=text, by=by)
    audit.record("report.written", by=by, on=report, part=part)
    return report


@transaction.atomic
def submit(report: OverviewReport, *, by: User) -> OverviewReport:
    """Put the report before the panel chair and the panel."""
    report = locked(report)
    access.require(ReportAction.SUBMIT_REPORT, by, report)
    workflow.move(report, ReportStatus.SUBMITTED)
    report.save()
    returns.hand_in_again(report, by=by)
    audit.record("report.submitted", by=by, on=report, digest=report.digest)
    for reader in {
        *grants.holders("chair_panel", report.review),
        *grants.holders("sit_on_panel", report.review),
    }:
        notices.send(
            "report_submitted", to=reader, case_code=report.case_code, path=report.get_absolute_url()
        )
    return report


@transaction.atomic
def send_back(report: OverviewReport, *, points: Sequence[NewPoint], by: User) -> ReturnRound:
    """Return the report with numbered points, for the panel chair or the board chair who was to sign it.

    A signature on the old text is of no use to the new one. Raises Refused.
    """
    report = locked(report)
    access.require(ReportAction.RETURN_REPORT, by, report)
    workflow.move(report, ReportStatus.RETURNED)
    report.save()
    returned = returns.return_with_points(report, points, by=by)
    audit.record("report.returned", by=by, on=report, round=returned.number, points=len(points))
    path = returned.get_absolute_url()
    for author in grants.holders("write_overview", report.review):
        notices.send("report_returned", to=author, case_code=report.case_code, path=path)
    return returned


@transaction.atomic
def agree(report: OverviewReport, *, digest: str, by: User) -> SignOff:
    """Agree exactly the text that was shown, for the panel.

    Raises Refused where it has changed. A text that was agreed before, returned, and comes back unchanged moves
    on under the signature it has.
    """
    report = locked(report)
    access.require(ReportAction.AGREE_REPORT, by, report)
    existing = signature(report, SigningCapacity.PANEL_CHAIR)
    if existing and report.status != ReportStatus.SUBMITTED:
        return existing
    require_digest(report, digest)
    workflow.move(report, ReportStatus.AGREED)
    report.save()
    signed = existing or sign(report, SigningCapacity.PANEL_CHAIR, by=by)
    for chair in holding(report.review.board, Role.BOARD_CHAIR):
        notices.send("report_agreed", to=chair, case_code=report.case_code, path=report.get_absolute_url())
    return signed


@transaction.atomic
def sign_off(report: OverviewReport, *, digest: str, by: User) -> SignOff:
    """Sign exactly the text that was shown, for the board; the statutory clock stops.

    Raises TransitionBlocked, Refused. Two clicks at once make one signature.
    """
    report = locked(report)
    access.require(ReportAction.SIGN_REPORT, by, report)
    if existing := signature(report, SigningCapacity.BOARD_CHAIR):
        return existing
    require_digest(report, digest)
    workflow.move(report, ReportStatus.SIGNED)
    report.save()
    signed = sign(report, SigningCapacity.BOARD_CHAIR, by=by)
    review = reviews.locked(report.review)
    reviews.move(review, ReviewStatus.SIGNED_OFF, by=by)
    deadlines.meet(reviews.sign_off_clock(review), on=timezone.localdate(), by=by)
    for manager in holding(review.board, Role.BUSINESS_MANAGER):
        notices.send("report_signed", to=manager, case_code=report.case_code, path=report.get_absolute_url())
    return signed


def sign(report: OverviewReport, capacity: SigningCapacity, *, by: User) -> SignOff:
    """Bind a signature to the text as it is now."""
    signed = SignOff.objects.create(report=report, capacity=capacity, digest=report.digest, signed_by=by)
    audit.record("report.signed", by=by, on=report, capacity=str(capacity), digest=signed.digest)
    return signed


def signature(report: OverviewReport, capacity: SigningCapacity) -> SignOff | None:
    """Return the signature in this capacity on the present text, if there is one."""
    return report.signatures.filter(capacity=capacity, digest=report.digest).first()


def require_digest(report: OverviewReport, digest: str) -> None:
    """Raise Refused unless what was shown is what stands."""
    if digest != report.digest:
        raise TextChanged


def locked(report: OverviewReport) -> OverviewReport:
    """Return the row as it is now, held until the transaction ends."""
    rows = OverviewReport.objects.select_for_update(of=("self",)).select_related(
        "review__board", "review__referral"
    )
    return rows.get(pk=report.pk)
