"""The search of a finished PDF: keep what it found, and let two people settle it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from scr_portal import access, audit, files, workflow
from scr_portal.accounts.models import User
from scr_portal.anonymise import Decision
from scr_portal.jobs.models import Job
from scr_portal.refusals import Refused

from ..actions import ReportAction
from ..enums import EditionStatus, HitPart
from ..marking import words_of
from ..models import EditionSearch, PublicEdition, SearchHit
from .editions import locked, queue_pdf

if TYPE_CHECKING:
    from scr_portal.anonymise.documents import Hit, PdfSearch

SETTLED_COLUMNS = ("settlement", "reason", "settled_at", "settled_by", "agreed_at", "agreed_by")
WITH_A_PDF = (EditionStatus.CLEARED, EditionStatus.RENDERED)


class NoPdfNeeded(Refused):
    """Another PDF would be of no use now."""


@transaction.atomic
def ask_for_pdf(edition: PublicEdition, *, by: User) -> Job:
    """Have the PDF made and searched again. Raises Refused while that would be of no use."""
    edition = locked(edition)
    access.require(ReportAction.PREPARE_EDITION, by, edition)
    if sentence := why_no_pdf(edition):
        raise NoPdfNeeded(sentence)
    return queue_pdf(edition, by=by)


def why_no_pdf(edition: PublicEdition) -> str:
    """Why the PDF cannot be made now, in a sentence; empty where it can."""
    if edition.status not in WITH_A_PDF:
        return "The PDF is made once a second person has cleared the edition, and not after it is public."
    if Job.objects.about(edition).filter(kind="reports.render_edition").unfinished().exists():
        return "The PDF is being made already."
    if any(workflow.registered()["reports.pdf_made_and_clean"].missing(edition)):
        return ""
    return "The PDF has been made from exactly this text, and the search of it is settled."


@transaction.atomic
def keep_pdf(
    edition: PublicEdition,
    content: bytes,
    result: PdfSearch,
    *,
    digest: str,
    register_version: int,
    by: User | None,
    job: Job | None = None,
) -> PublicEdition:
    """Keep the finished PDF with what the search of it found. A PDF of an older text is thrown away."""
    edition = locked(edition)
    if edition.digest != digest or edition.status not in WITH_A_PDF:
        return edition
    edition.pdf = files.store(
        content, name=f"{edition.slug}.pdf", kind="reports.edition", by=by, made_here=True
    )
    edition.pdf_digest = digest
    edition.save()
    search = EditionSearch.objects.create(
        edition=edition,
        digest=digest,
        pdf=edition.pdf,
        register_version=register_version,
        coverage=result.coverage,
        unread=[
            {"character": letter.character, "name": letter.name, "count": letter.count, "page": letter.page}
            for letter in result.unread
        ],
        readers=list(result.readers),
        job=job,
    )
    keep_hits(search, result.hits)
    audit.record(
        "edition.rendered",
        by=by,
        on=edition,
        digest=digest,
        coverage=str(search.coverage),
        hits=len(result.hits),
        complete=search.is_complete,
    )
    return ready_where_clean(edition)


def keep_hits(search: EditionSearch, hits: Iterable[Hit]) -> None:
    """Keep each hit.

    Where an earlier search of the same text under the same register found the very same, at the same place,
    what two people settled then still holds.
    """
    earlier = {hit.place: hit for hit in settled_before(search)}
    every = search.edition.identity_register().identities.select_related("same_as")
    registered = {str(identity.pk): identity.main for identity in every}
    for number, item in enumerate(hits, 1):
        hit = SearchHit(
            search=search,
            number=number,
            part=HitPart(str(item.part)),
            where=item.where[:100],
            page=item.page,
            kind=item.kind[:40],
            identity=registered.get(item.entry_id),
            surface=item.surface,
            before=item.before,
            after=item.after,
        )
        if known := earlier.get(hit.place):
            for column in SETTLED_COLUMNS:
                setattr(hit, column, getattr(known, column))
        hit.save()


def settled_before(search: EditionSearch) -> Iterable[SearchHit]:
    """Hits that two people settled in other searches of the same text under the same register."""
    return SearchHit.objects.filter(
        search__edition=search.edition_id,
        search__digest=search.digest,
        search__register_version=search.register_version,
        agreed_by__isnull=False,
    )


def settled_flags(edition: PublicEdition) -> list[Decision]:
    """Return what was settled passage by passage before the text was cleared, in the form the search takes."""
    return [{"text": words_of(flag), "verdict": "allow"} for flag in edition.flags.exclude(decision="")]


def ready_where_clean(edition: PublicEdition) -> PublicEdition:
    """Move a cleared edition on once its PDF is made, was read in full, and nothing is left to settle."""
    if edition.status == EditionStatus.CLEARED and not workflow.missing(edition, EditionStatus.RENDERED):
        workflow.move(edition, EditionStatus.RENDERED)
        edition.save()
    return edition
