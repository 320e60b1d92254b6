"""Make the public edition: freeze, settle what may identify, clear by a second person, render, publish."""

from __future__ import annotations

import datetime
import hashlib
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from families.models import CopyGiven, Relative
from families.services import relatives
from reviews.enums import ReviewStatus
from reviews.services import reviews
from reviews.services.referrals import holding
from scr_portal import access, anonymise, audit, files, jobs, notices, workflow
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.jobs.models import Job

from ..enums import EditionStatus, FlagDecision
from ..models import OverviewReport, PublicEdition, ResidualFlag

GAP = re.compile(r"\[unsettled (\d+)\]")
AROUND = 60
"""Characters of context kept on either side of a flag."""


@transaction.atomic
def prepare(report: OverviewReport, *, title: str, by: User) -> PublicEdition:
    """Freeze the signed text in coded form. What may still identify stands as a numbered gap until settled.

    Raises TransitionBlocked unless the report is signed; AnonymisationFailed stops everything.
    """
    review = reviews.locked(report.review)
    access.require("reports.prepare_edition", by, report)
    if report.editions.exclude(status=EditionStatus.WITHDRAWN).exists():
        raise ValidationError("There is an edition already. Set it aside before you make another.")
    if review.status != ReviewStatus.SIGNED_OFF:
        raise ValidationError("The public edition is made once the report has been signed off.")
    register = report.identity_register()
    edition = PublicEdition(
        report=report,
        slug=f"{review.code.lower()}-{report.editions.count() + 1}",
        title=title,
        prepared_by=by,
        register_version=register.version,
        digest="",
    )
    flags: list[ResidualFlag] = []
    for place in review.procedure.outputs.public:
        text, found = frozen(getattr(report, place).original, register, place)
        setattr(edition, place, text)
        flags += found
    edition.digest = digest_of(edition)
    edition.save()
    for flag in flags:
        flag.edition = edition
        flag.save()
    audit.record("edition.prepared", by=by, on=edition, flags=len(flags), register_version=register.version)
    return edition


def frozen(text: str, register: Any, place: str) -> tuple[str, list[ResidualFlag]]:
    """The coded text with `[unsettled n]` for each residual, and the flags. Dates finer than a month are flagged.
    An author's own words in that form come out in round brackets, of the same length."""
    result = anonymise.anonymise(text, register.entries, decisions=register.decisions, grain="month")
    coded, pieces, flags, at = GAP.sub(r"(unsettled \1)", result["text"]), [], [], 0
    for number, item in enumerate(sorted(result["residuals"], key=lambda item: item["start"]), 1):
        start, end = max(item["start"], at), item["end"]
        if start >= end:
            continue
        pieces += [coded[at:start], gap(number)]
        flags.append(
            ResidualFlag(
                place=place,
                number=number,
                kind=item["kind"],
                text=coded[start:end],
                before=coded[max(0, start - AROUND) : start],
                after=coded[end : end + AROUND],
            )
        )
        at = end
    return "".join([*pieces, coded[at:]]), flags


def gap(number: int) -> str:
    """What stands in the frozen text until somebody has decided."""
    return f"[unsettled {number}]"


def filled(edition: PublicEdition, place: str) -> str:
    """The frozen text with the settled words in its gaps, all in one pass: words that look like a gap stay
    words. Raises ValidationError for a gap that nobody has settled, so that none is ever published."""
    words = {
        flag.number: flag.replacement if flag.decision == FlagDecision.REPLACE else flag.text
        for flag in edition.flags.filter(place=place)
    }

    def settled(match: re.Match[str]) -> str:
        number = int(match[1])
        if number not in words:
            raise ValidationError("A passage of this edition has not been settled. Make a new edition.")
        return str(words[number])

    return GAP.sub(settled, getattr(edition, place))


@transaction.atomic
def settle_flag(
    flag: ResidualFlag, *, decision: str, reason: str, replacement: str = "", by: User
) -> ResidualFlag:
    """Keep the words because they identify nobody, or put others in their place; always with a reason."""
    edition = locked(flag.edition)
    access.require("reports.settle_flag", by, edition)
    flag = ResidualFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    if decision == FlagDecision.REPLACE and not replacement.strip():
        raise ValidationError({"replacement": "Enter the words to put in its place."})
    flag.decision, flag.reason = FlagDecision(decision), reason
    flag.replacement = replacement if decision == FlagDecision.REPLACE else ""
    flag.decided_at, flag.decided_by = timezone.now(), by
    flag.save()
    audit.record("edition.flag_settled", by=by, on=edition, number=flag.number, decision=decision)
    return flag


@transaction.atomic
def clear(edition: PublicEdition, *, by: User) -> tuple[PublicEdition, Job]:
    """A second person clears the edition; the settled words take their places and the PDF is queued."""
    edition = locked(edition)
    access.require("reports.clear_edition", by, edition)
    edition.cleared_at, edition.cleared_by = timezone.now(), by
    workflow.move(edition, EditionStatus.CLEARED)
    for place in edition.review.procedure.outputs.public:
        setattr(edition, place, filled(edition, place))
    edition.digest = digest_of(edition)
    edition.save()
    audit.record("edition.cleared", by=by, on=edition, digest=edition.digest)
    return edition, queue_pdf(edition, by=by)


def queue_pdf(edition: PublicEdition, *, by: User) -> Job:
    """Have the PDF made by the worker; the person who asked watches."""
    url = reverse("reports:edition", args=[edition.review_id])
    return jobs.start("reports.render_edition", by=by, subject=edition, next_url=url, edition=edition.pk)


@transaction.atomic
def keep_pdf(
    edition: PublicEdition, content: bytes, *, digest: str, clean: bool, by: User | None
) -> PublicEdition:
    """Keep the finished PDF with what the search of it found. A PDF of an older text is thrown away."""
    edition = locked(edition)
    if edition.digest != digest or edition.status not in (EditionStatus.CLEARED, EditionStatus.RENDERED):
        return edition
    edition.pdf = files.store(
        content, name=f"{edition.slug}.pdf", kind="reports.edition", by=by, made_here=True
    )
    edition.pdf_digest, edition.pdf_clean = digest, clean
    if clean and edition.status == EditionStatus.CLEARED:
        workflow.move(edition, EditionStatus.RENDERED)
    edition.save()
    audit.record("edition.rendered", by=by, on=edition, clean=clean, digest=digest)
    return edition


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
    """Record that a relative had this exact text, or did not want it."""
    edition = locked(edition)
    access.require("reports.give_copy", by, edition)
    if relative.review_id != edition.review_id:
        raise ValidationError("This relative belongs to another review.")
    return relatives.give_copy(
        relative, digest=edition.digest, given_on=given_on, means=means, declined=declined, by=by
    )


@transaction.atomic
def publish(edition: PublicEdition, *, by: User) -> PublicEdition:
    """Make it public. One short transaction: a hold placed in the same second wins, because both lock the
    review first. Raises TransitionBlocked with every rule still unmet."""
    review = reviews.locked(edition.review)
    edition = locked(edition)
    if edition.status == EditionStatus.PUBLISHED:
        return edition
    access.require("reports.publish", by, edition)
    workflow.move(edition, EditionStatus.PUBLISHED)
    edition.published_at, edition.published_by = timezone.now(), by
    edition.save()
    reviews.move(review, ReviewStatus.PUBLISHED, by=by)
    audit.record("edition.published", by=by, on=edition, digest=edition.digest)
    for chair in holding(review.board, Role.BOARD_CHAIR):
        notices.send("published", to=chair, case_code=edition.case_code, path=edition.get_absolute_url())
    return edition


@transaction.atomic
def withdraw(edition: PublicEdition, *, public_note: str, by: User) -> PublicEdition:
    """Take an edition back, public or not; the public address keeps a plain note."""
    review = reviews.locked(edition.review)
    edition = locked(edition)
    access.require("reports.withdraw", by, edition)
    if edition.status == EditionStatus.WITHDRAWN:
        return edition
    was_public = edition.status == EditionStatus.PUBLISHED
    workflow.move(edition, EditionStatus.WITHDRAWN)
    edition.withdrawn_at, edition.withdrawn_by, edition.public_note = timezone.now(), by, public_note
    edition.save()
    if was_public:
        reviews.move(review, ReviewStatus.SIGNED_OFF, by=by)
    audit.record("edition.withdrawn", by=by, on=edition, was_public=was_public)
    return edition


def digest_of(edition: PublicEdition) -> str:
    """SHA-256 of the exact public text."""
    text = "\x1f".join((edition.title, edition.overview, edition.summary))
    return hashlib.sha256(text.encode()).hexdigest()


def locked(edition: PublicEdition) -> PublicEdition:
    """The row as it is now, held until the transaction ends."""
    rows = PublicEdition.objects.select_for_update(of=("self",))
    return rows.select_related("report__review__board", "report__review__referral").get(pk=edition.pk)
