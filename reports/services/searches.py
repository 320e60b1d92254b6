"""The search of a finished PDF: keep what it found, and let two people settle it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from scr_portal import access, audit, files, workflow
from scr_portal.accounts.models import User
from scr_portal.anonymise import Decision
from scr_portal.jobs.models import Job
from scr_portal.refusals import Missing, Refused

from ..actions import ReportAction
from ..enums import EditionStatus, FlagDecision, HitPart, HitSettlement
from ..models import EditionSearch, PublicEdition, SearchHit
from .editions import locked, queue_pdf

if TYPE_CHECKING:
    from scr_portal.anonymise.documents import Hit, PdfSearch

SETTLED_COLUMNS = ("settlement", "reason", "settled_at", "settled_by", "agreed_at", "agreed_by")
WITH_A_PDF = (EditionStatus.CLEARED, EditionStatus.RENDERED)


class NoPdfNeeded(Refused):
    """Another PDF would be of no use now."""


class HitSettled(Refused):
    """Two people have settled the hit."""


class NothingToAgree(Refused):
    """The hit does not wait for a second person."""


class PdfMadeAgain(Refused):
    """The hit belongs to the search of an earlier PDF."""

    sentence = "The PDF has been made again since. Look at what the latest search found."


class RegisterChanged(Refused):
    """The search ran under an earlier version of the identity register."""

    sentence = "The identity register has changed since this search. Make a new edition."


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
    registered = {
        str(identity.pk): identity for identity in search.edition.identity_register().identities.all()
    }
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
    return [
        {"text": flag.replacement if flag.decision == FlagDecision.REPLACE else flag.text, "verdict": "allow"}
        for flag in edition.flags.exclude(decision="")
    ]


@transaction.atomic
def settle(hit: SearchHit, *, reason: str, by: User) -> SearchHit:
    """Say that a hit is not a name, with a reason. It counts when a second person has agreed."""
    edition, hit = held(hit)
    access.require(ReportAction.SETTLE_HIT, by, edition)
    require_present(edition, hit)
    if not reason.strip():
        raise Missing({"reason": "Say why it is not a name."})
    if sentence := why_settled(hit):
        raise HitSettled(sentence)
    hit.settlement, hit.reason = HitSettlement.NOT_A_NAME, reason
    hit.settled_at, hit.settled_by = timezone.now(), by
    hit.objection, hit.objected_at, hit.objected_by = "", None, None
    hit.save()
    audit.record("edition.hit_settled", by=by, on=edition, number=hit.number)
    return hit


@transaction.atomic
def agree(hit: SearchHit, *, by: User) -> SearchHit:
    """Agree, as the second person, that a hit is not a name. With the last one the edition is ready."""
    edition, hit = held(hit)
    access.require(ReportAction.AGREE_HIT, by, hit)
    require_present(edition, hit)
    require_settled(hit)
    hit.agreed_at, hit.agreed_by = timezone.now(), by
    hit.save()
    audit.record("edition.hit_agreed", by=by, on=edition, number=hit.number)
    ready_where_clean(edition)
    return hit


@transaction.atomic
def object_to(hit: SearchHit, *, objection: str, by: User) -> SearchHit:
    """Record that the second person does not agree, and why: the hit is open again for whoever settles it."""
    edition, hit = held(hit)
    access.require(ReportAction.AGREE_HIT, by, hit)
    require_present(edition, hit)
    require_settled(hit)
    if not objection.strip():
        raise Missing({"reason": "Say why you do not agree."})
    hit.settlement, hit.settled_at, hit.settled_by = "", None, None
    hit.objection, hit.objected_at, hit.objected_by = objection, timezone.now(), by
    hit.save()
    audit.record("edition.hit_objected", by=by, on=edition, number=hit.number)
    return hit


def held(hit: SearchHit) -> tuple[PublicEdition, SearchHit]:
    """Edition and hit as they are now, held until the transaction ends."""
    edition = locked(hit.edition)
    rows = SearchHit.objects.select_for_update(of=("self",)).select_related("search")
    hit = rows.get(pk=hit.pk)
    hit.search.edition = edition
    return edition, hit


def require_present(edition: PublicEdition, hit: SearchHit) -> None:
    """Raise Refused unless the hit is of the search of the present PDF, under the present register."""
    search = edition.search()
    register: Any = edition.identity_register()
    if search is None or hit.search_id != search.pk:
        raise PdfMadeAgain
    if search.register_version != register.version:
        raise RegisterChanged


def why_settled(hit: SearchHit) -> str:
    """Why a hit cannot be settled any more, in a sentence; empty where it can."""
    return "Two people have settled this already." if hit.agreed_by_id is not None else ""


def why_no_agreement(hit: SearchHit) -> str:
    """Why nobody can agree to a hit now, in a sentence; empty where somebody can."""
    if sentence := why_settled(hit):
        return sentence
    return "" if hit.settlement else "Nobody has settled this yet, so there is nothing to agree with."


def require_settled(hit: SearchHit) -> None:
    """Raise Refused unless one person has settled the hit and nobody has agreed yet."""
    if sentence := why_no_agreement(hit):
        raise NothingToAgree(sentence)


def ready_where_clean(edition: PublicEdition) -> PublicEdition:
    """Move a cleared edition on once its PDF is made, was read in full, and nothing is left to settle."""
    if edition.status == EditionStatus.CLEARED and not workflow.missing(edition, EditionStatus.RENDERED):
        workflow.move(edition, EditionStatus.RENDERED)
        edition.save()
    return edition
