"""Make the public edition: freeze, settle what may identify, have two read it, clear, render, publish."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from families.models import CopyGiven, Relative
from families.services import others, relatives
from reviews.enums import ReviewStatus
from reviews.gates import names_settled
from reviews.services import returns, reviews
from reviews.services.referrals import holding
from scr_portal import access, audit, deadlines, jobs, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.deadlines.models import Deadline
from scr_portal.jobs.models import Job
from scr_portal.refusals import Refused, refuse_each
from scr_portal.workflow import TransitionBlocked

from ..actions import ReportAction
from ..copy_texts import copy_for
from ..enums import EditionStatus
from ..gates import seals_repeated_in
from ..models import EditionEstimate, OverviewReport, PublicEdition, ResidualFlag
from ..public_texts import without_citations
from ..readings import estimate_of
from .doubts import doubted_before
from .freezing import digest_of, filled, frozen, keep_places, standing_digest
from .public_words import require_nobody_in


class EditionExists(Refused):
    """A report has one edition at a time."""

    sentence = "There is an edition already. Set it aside before you make another."


class NotSignedOff(Refused):
    """The board chair has not signed the report."""

    sentence = "The public edition is made once the report has been signed off."


class PassageSealed(Refused):
    """What is sealed to named people is frozen into no text for everybody."""

    sentence = (
        "Words that are sealed to named people stand in this report, so no public edition is made of it. Lift the seal, or "
        "have them taken out of the report."
    )


class TextChanged(Refused):
    """The chair read another text than the one that stands."""

    sentence = "The text has changed since this page was opened. Read it again before you clear it."


class OtherReview(Refused):
    """Relative and edition belong to two reviews."""

    sentence = "This relative belongs to another review."


class EditionPublic(Refused):
    """What is public is withdrawn, with a note, and not set aside."""

    sentence = "This edition is public. It has to be withdrawn first."


@transaction.atomic
def prepare(report: OverviewReport, *, title: str, by: User) -> PublicEdition:
    """Freeze the signed text in coded form, without its references to evidence. What may still identify stands as a numbered gap until settled.

    What the search of an earlier edition's PDF found, and what it could not read, stands as a gap as well.
    Raises TransitionBlocked while a name in the report is not settled, Refused unless the report is signed and for a title in which somebody may be recognised;
    AnonymisationFailed stops everything.
    """
    review = reviews.locked(report.review)
    access.require(ReportAction.PREPARE_EDITION, by, report)
    report.review = review
    refuse_each(refusals_to_prepare(report))
    if waiting := list(names_settled(report)):
        raise TransitionBlocked(waiting)
    register = report.identity_register()
    require_nobody_in(title, register, field="title")
    edition = PublicEdition(
        report=report,
        title=title,
        prepared_by=by,
        register_version=register.version,
        digest="",
    )
    flags: list[ResidualFlag] = []
    doubtful = doubted_before(report)
    for place in review.procedure.outputs.public:
        signed = without_citations(report, place)
        text, flagged = frozen(signed, register, place, doubtful=doubtful)
        setattr(edition, place, text)
        flags += flagged
    edition.digest = digest_of(edition)
    earlier = list(report.editions.all())
    edition.save()
    returns.carry_over(earlier, edition)
    for flag in flags:
        flag.edition = edition
        flag.save()
    audit.record("edition.prepared", by=by, on=edition, flags=len(flags), register_version=register.version)
    return edition


def refusals_to_prepare(report: OverviewReport) -> Iterator[Refused]:
    """Yield that there is an edition, or that the report is not signed off."""
    if report.editions.exclude(status=EditionStatus.WITHDRAWN).exists():
        yield EditionExists()
    elif report.review.status != ReviewStatus.SIGNED_OFF:
        yield NotSignedOff()
    if seals_repeated_in(report):
        yield PassageSealed()


@transaction.atomic
def clear(edition: PublicEdition, *, digest: str, by: User) -> tuple[PublicEdition, Job]:
    """Clear exactly the text that two people read; the settled words take their places and the PDF is queued.

    Raises Refused where the text is no longer the one with this digest.
    """
    edition = locked(edition)
    access.require(ReportAction.CLEAR_EDITION, by, edition)
    edition.cleared_at, edition.cleared_by = timezone.now(), by
    workflow.move(edition, EditionStatus.CLEARED)
    if digest != standing_digest(edition):
        raise TextChanged
    for place in edition.review.procedure.outputs.public:
        keep_places(edition, place)
        setattr(edition, place, filled(edition, place))
    edition.digest = digest_of(edition)
    edition.save()
    keep_estimate(edition)
    returns.close_answered(edition)
    audit.record("edition.cleared", by=by, on=edition, digest=edition.digest)
    return edition, queue_pdf(edition, by=by)


def keep_estimate(edition: PublicEdition) -> EditionEstimate:
    """Put on record what each reader found, from which it follows how much both may have missed."""
    counts = estimate_of(edition)
    return EditionEstimate.objects.create(
        edition=edition,
        digest=edition.digest,
        first=counts.first,
        second=counts.second,
        both=counts.both,
    )


def queue_pdf(edition: PublicEdition, *, by: User) -> Job:
    """Have the PDF made and searched by the worker; the person who asked watches."""
    url = reverse("reports:edition", args=[edition.review_id])
    return jobs.start("reports.render_edition", by=by, subject=edition, next_url=url, edition=edition.pk)


@transaction.atomic
def give_copy(
    edition: PublicEdition,
    relative: Relative,
    *,
    given_on: datetime.date,
    means: str,
    declined: bool,
    by: User,
) -> CopyGiven:
    """Record that a relative had this exact text, or did not want it.

    Before it is public, what it says of other relatives has been cleared by a second person: raises NotCleared.
    """
    edition = locked(edition)
    access.require(ReportAction.GIVE_COPY, by, edition)
    if relative.review_id != edition.review_id:
        raise OtherReview
    if edition.status != EditionStatus.PUBLISHED and not declined:
        others.require_cleared(copy_for(relative, edition), by=by)
    return relatives.give_copy(
        relative, digest=edition.digest, given_on=given_on, means=means, declined=declined, by=by
    )


@transaction.atomic
def publish(edition: PublicEdition, *, by: User) -> PublicEdition:
    """Make it public.

    One short transaction: a hold placed in the same second wins, because both lock the review first. Raises
    TransitionBlocked with every rule still unmet.
    """
    review = reviews.locked(edition.review)
    edition = locked(edition)
    if edition.status == EditionStatus.PUBLISHED:
        return edition
    access.require(ReportAction.PUBLISH, by, edition)
    workflow.move(edition, EditionStatus.PUBLISHED)
    edition.published_at, edition.published_by = timezone.now(), by
    edition.save()
    reviews.move(review, ReviewStatus.PUBLISHED, by=by)
    for clock in Deadline.objects.about(review).open().filter(kind="publication"):
        deadlines.meet(clock, on=timezone.localdate(), by=by)
    audit.record("edition.published", by=by, on=edition, digest=edition.digest)
    for chair in holding(review.board, Role.BOARD_CHAIR):
        notices.send("published", to=chair, case_code=edition.case_code, path=edition.get_absolute_url())
    return edition


@transaction.atomic
def withdraw(edition: PublicEdition, *, public_note: str, by: User) -> PublicEdition:
    """Take an edition back, public or not; the public address keeps a plain note."""
    review = reviews.locked(edition.review)
    edition = locked(edition)
    access.require(ReportAction.WITHDRAW, by, edition)
    if edition.status == EditionStatus.WITHDRAWN:
        return edition
    was_public = edition.status == EditionStatus.PUBLISHED
    if was_public:
        require_nobody_in(public_note, edition.identity_register(), field="public_note", known_only=True)
    workflow.move(edition, EditionStatus.WITHDRAWN)
    edition.withdrawn_at, edition.withdrawn_by, edition.public_note = timezone.now(), by, public_note
    edition.save()
    if was_public:
        reviews.move(review, ReviewStatus.SIGNED_OFF, by=by)
    audit.record("edition.withdrawn", by=by, on=edition, was_public=was_public)
    return edition


def set_aside(edition: PublicEdition, *, by: User) -> PublicEdition:
    """Take back an edition that never was public, so that another can be made. Nobody outside saw it."""
    if edition.status == EditionStatus.PUBLISHED:
        raise EditionPublic
    return withdraw(edition, public_note="", by=by)


def locked(edition: PublicEdition) -> PublicEdition:
    """Return the row as it is now, held until the transaction ends."""
    rows = PublicEdition.objects.select_for_update(of=("self",))
    return rows.select_related("report__review__board", "report__review__referral").get(pk=edition.pk)
