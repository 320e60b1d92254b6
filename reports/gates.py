"""What has to be true before a report is agreed, signed, cleared and made public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from families.enums import ContactKind
from families.gates import not_held, without_contact
from families.models import CopyGiven, Relative
from reviews.gates import review_of
from scr_portal.jobs.enums import JobState
from scr_portal.jobs.models import Job
from scr_portal.web.words import counted
from scr_portal.workflow import Outstanding, gate

from .enums import ReportStatus, SigningCapacity

MANAGER = "the business manager"
TEXTS = {"overview": "overview report", "summary": "executive summary"}


@gate("reports.texts_written", source="Portsmouth leaflet: 'one Overview Report' and 'Executive Summary'")
def texts_written(report: Any) -> Iterator[Outstanding]:
    for name in report.review.procedure.outputs.public:
        if not getattr(report, name):
            url = reverse("reports:report_edit", args=[report.review_id, name])
            yield Outstanding(f"The {TEXTS[name]} is still empty.", owner="the overview author", url=url)


@gate(
    "reports.panel_chair_signed_this_text",
    source="Portsmouth leaflet: the panel 'will oversee the process' and the board signs off the overview report",
)
def panel_chair_signed_this_text(report: Any) -> Iterator[Outstanding]:
    signed = report.signatures.filter(capacity=SigningCapacity.PANEL_CHAIR, digest=report.digest)
    if not signed.exists():
        yield Outstanding(
            "The panel chair has not agreed exactly this text.",
            owner="the panel chair",
            url=report.get_absolute_url(),
        )


@gate(
    "reports.report_signed",
    source="Portsmouth leaflet: 'sign off of the Overview report by the PSCB'",
)
def report_signed(subject: Any) -> Iterator[Outstanding]:
    review = review_of(subject)
    report = getattr(review, "report", None)
    if report is None or report.status != ReportStatus.SIGNED:
        yield Outstanding(
            "The board chair has not signed off the overview report.",
            owner="the board chair",
            url=reverse("reports:report", args=[review.pk]),
        )
        return
    signed = set(report.signatures.filter(digest=report.digest).values_list("capacity", flat=True))
    if signed != set(SigningCapacity.values):
        yield Outstanding("The signatures do not belong to the present text.", owner="the board chair")


@gate("reports.edition_public", source="Portsmouth leaflet, Will I be identified in the Report?")
def edition_public(review: Any) -> Iterator[Outstanding]:
    if not review.report.editions.public().exists():
        yield Outstanding("No edition of the report is public.", owner=MANAGER)


@gate("reports.edition_withdrawn", source="Portsmouth leaflet, Will I be identified in the Report?")
def edition_withdrawn(review: Any) -> Iterator[Outstanding]:
    if review.report.editions.public().exists():
        yield Outstanding("An edition of the report is still public.", owner=MANAGER)


@gate(
    "reports.flags_settled",
    source="Portsmouth leaflet: information that would identify professionals or family 'will be anonymised'",
)
def flags_settled(edition: Any) -> Iterator[Outstanding]:
    open_flags = edition.flags.filter(decision="").count()
    if open_flags:
        words = counted(open_flags, "passage,passages").capitalize()
        verb = "waits" if open_flags == 1 else "wait"
        yield Outstanding(
            f"{words} that may identify somebody {verb} for a decision.",
            owner=MANAGER,
            url=reverse("reports:flags", args=[edition.review_id]),
        )


@gate("reports.cleared_by_another", source="The portal’s own rule: two people look before the public does")
def cleared_by_another(edition: Any) -> Iterator[Outstanding]:
    if edition.cleared_by_id is None:
        yield Outstanding(
            "A second person has not cleared the edition.",
            owner="the panel chair or the board chair",
            url=edition.get_absolute_url(),
        )


@gate(
    "reports.pdf_made_and_clean",
    source="The portal’s own rule: the finished file is searched for every name before it leaves",
)
def pdf_made_and_clean(edition: Any) -> Iterator[Outstanding]:
    """The PDF is made from this text, was read in full, and two people have settled whatever was found in it."""
    search = edition.search() if edition.pdf_digest == edition.digest else None
    if search is None:
        yield pdf_not_made(edition)
        return
    url = search.get_absolute_url()
    if search.register_version != edition.register_version:
        yield Outstanding(
            "The identity register has changed since the text was frozen. Set this edition aside and make a new one.",
            owner=MANAGER,
            url=reverse("reports:edition_back", args=[edition.review_id]),
        )
    if not search.is_complete:
        yield Outstanding(
            f"The search could read {search.coverage} per cent of the PDF. What was not read may hold a name.",
            owner=MANAGER,
            url=url,
        )
    yield from hits_to_settle(search, url)


def pdf_not_made(edition: Any) -> Outstanding:
    """What the PDF waits for: the portal itself, or somebody who asks for it again, with the reason it failed."""
    url = reverse("reports:edition_pdf", args=[edition.review_id])
    job = Job.objects.about(edition).first()
    if job is not None and not job.is_finished:
        return Outstanding("The PDF is being made and searched.", owner="the portal itself")
    if job is not None and job.state == JobState.FAILED:
        sentence = f"The PDF was not kept. {job.message} It can be tried again."
        return Outstanding(sentence, owner=MANAGER, url=url)
    return Outstanding("The PDF has not been made from this text.", owner=MANAGER, url=url)


def hits_to_settle(search: Any, url: str) -> Iterator[Outstanding]:
    hits = search.open_hits()
    unsettled, not_agreed = hits.filter(settlement="").count(), hits.exclude(settlement="").count()
    if unsettled:
        words, verb = (
            counted(unsettled, "passage,passages").capitalize(),
            "waits" if unsettled == 1 else "wait",
        )
        yield Outstanding(
            f"{words} that the search of the PDF found {verb} for a decision.",
            owner=MANAGER,
            url=url,
        )
    if not_agreed:
        words, verb = (
            counted(not_agreed, "passage,passages").capitalize(),
            "waits" if not_agreed == 1 else "wait",
        )
        yield Outstanding(
            f"{words} settled as not a name {verb} for a second person to agree.",
            owner="the panel chair, the board chair or another business manager",
            url=url,
        )


@gate(
    "reports.register_unchanged",
    source="The portal’s own rule: a name learned after clearing is searched for again",
)
def register_unchanged(edition: Any) -> Iterator[Outstanding]:
    register = edition.identity_register()
    if register is not None and register.version != edition.register_version:
        yield Outstanding(
            "The identity register has changed since this edition was made. Make a new edition.",
            owner=MANAGER,
            url=edition.get_absolute_url(),
        )


@gate(
    "reports.family_told_the_result",
    source="Isle of Wight leaflet: a representative 'will inform you of the outcome'",
)
def family_told_the_result(edition: Any) -> Iterator[Outstanding]:
    waiting = without_contact(edition.review, ContactKind.RESULT)
    for relative, hold in not_held(waiting, since=edition.cleared_at or timezone.now()):
        yield Outstanding(
            f"{relative} has not been told what the report says.{hold}",
            owner="the family’s contact",
            url=relative.get_absolute_url(),
        )


@gate(
    "reports.family_has_a_copy",
    source="Hampshire and Kingston leaflets: a copy 'before giving it to anyone else in the public'",
)
def family_has_a_copy(edition: Any) -> Iterator[Outstanding]:
    rule = edition.review.procedure.family
    if not rule.copy_before_public:
        return
    given = CopyGiven.objects.filter(digest=edition.digest).values("relative")
    waiting = Relative.objects.filter(review=edition.review).exclude(pk__in=given).select_related("identity")
    for relative, hold in not_held(waiting, since=edition.cleared_at or timezone.now()):
        yield Outstanding(
            f"{relative} has not had a copy of exactly this text.{hold}",
            rule.copy_source,
            owner="the family’s contact",
            url=reverse("reports:copy", args=[edition.review_id, relative.pk]),
        )
