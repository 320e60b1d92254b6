"""The file of a relative's copy: asked for, made by the worker, downloaded on record."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.urls import reverse

from families.models import OutgoingText, Relative
from families.services import others
from scr_portal import access, audit, files, jobs
from scr_portal.accounts.models import User
from scr_portal.files.models import StoredFile
from scr_portal.jobs.models import Job
from scr_portal.refusals import Refused, refuse_each

from ..actions import ReportAction
from ..copy_texts import copy_for
from ..enums import EditionStatus
from ..gates.sealed import seals_repeated
from ..models import FamilyCopy, PublicEdition
from .editions import OtherReview, locked

KIND = "reports.render_copy"


class CopyNotMade(Refused):
    """The worker has not made a copy of the present text."""

    sentence = "The copy of exactly this text has not been made yet."


class ReportPublic(Refused):
    """A marked copy is given before the report is public."""

    sentence = "The report is public. Give the public PDF."


class ReportHeld(Refused):
    """Proceedings that hold publication back have taken the published report down."""

    sentence = "Proceedings hold the report back, so no copy of it is given. Ask again once they are over."


class SomethingSealed(Refused):
    """What is sealed to named people goes to no relative in another text."""

    sentence = "Words that are sealed to named people stand in this text, so no copy of it is given."


@transaction.atomic
def ask_about(edition: PublicEdition, relative: Relative, *, by: User) -> OutgoingText:
    """Have a second person read what the copy says of other relatives, before it is made."""
    edition = locked(edition)
    require_may_give(edition, relative, by=by)
    return others.ask(copy_for(relative, edition), by=by)


@transaction.atomic
def ask(edition: PublicEdition, relative: Relative, *, by: User) -> Job:
    """Have the marked copy made by the worker. Asking while it is being made gives the same job."""
    edition = locked(edition)
    require_may_give(edition, relative, by=by)
    others.require_cleared(copy_for(relative, edition), by=by)
    if job := job_for(edition, relative, by=by, unfinished=True):
        return job
    url = reverse("reports:copy_file", args=[edition.review_id, relative.pk])
    return jobs.start(KIND, by=by, subject=edition, next_url=url, edition=edition.pk, relative=relative.pk)


@transaction.atomic
def keep(
    edition: PublicEdition, relative: Relative, content: bytes, *, digest: str, by: User
) -> FamilyCopy | None:
    """Keep a finished copy. A copy of an older text is thrown away."""
    edition = locked(edition)
    require_may_give(edition, relative, by=by)
    if edition.digest != digest:
        return None
    others.require_cleared(copy_for(relative, edition), by=by)
    pdf = files.store(content, name=f"{edition.slug}-copy.pdf", kind="reports.copy", by=by, made_here=True)
    copy = FamilyCopy.objects.create(edition=edition, relative=relative, digest=digest, pdf=pdf, made_by=by)
    audit.record("family.copy_made", by=by, on=relative, digest=digest)
    return copy


@transaction.atomic
def download(edition: PublicEdition, relative: Relative, *, by: User) -> StoredFile:
    """Return the file of the present text, and put the download on record. Raises Refused where there is none."""
    copy = copy_to_give(locked(edition), relative, by=by)
    audit.record("family.copy_downloaded", by=by, on=relative, digest=copy.digest)
    return copy.pdf


def copy_to_give(edition: PublicEdition, relative: Relative, *, by: User) -> FamilyCopy:
    """Return the copy of the present text that this person may hand over. Raises `access.Denied`, and Refused where there is none."""
    require_may_give(edition, relative, by=by)
    others.require_cleared(copy_for(relative, edition), by=by)
    copy = made_for(edition, relative)
    if copy is None:
        raise CopyNotMade
    return copy


def made_for(edition: PublicEdition, relative: Relative) -> FamilyCopy | None:
    """Return the copy of exactly the present text for this relative, if it has been made."""
    rows = FamilyCopy.objects.filter(edition=edition, relative=relative, digest=edition.digest)
    return rows.select_related("pdf").first()


def job_for(edition: PublicEdition, relative: Relative, *, by: User, unfinished: bool = False) -> Job | None:
    """Return the latest work on this copy that this person asked for."""
    rows = Job.objects.about(edition).filter(kind=KIND, asked_by=by, arguments__relative=str(relative.pk))
    return (rows.unfinished() if unfinished else rows).first()


def require_may_give(edition: PublicEdition, relative: Relative, *, by: User) -> None:
    """Raise `access.Denied` or Refused unless this person may give this edition to this relative.

    A public edition is no longer given as a copy.
    """
    access.require(ReportAction.GIVE_COPY, by, edition)
    if relative.review_id != edition.review_id:
        raise OtherReview
    refuse_each(refusals_of_state(edition))


def refusals_of_state(edition: PublicEdition) -> Iterator[Refused]:
    """Yield that everybody reads it, so that no marked copy is given any more, or that it holds what is sealed."""
    if edition.is_held:
        yield ReportHeld()
    elif edition.status == EditionStatus.PUBLISHED:
        yield ReportPublic()
    if seals_repeated(edition):
        yield SomethingSealed()
