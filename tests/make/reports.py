"""The overview report and its public edition."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.services import relatives
from reports.combinations import CombinationState
from reports.models import EditionReader, KeptCombination, OverviewReport, PublicEdition
from reports.services import (
    coarsening,
    combinations,
    editions,
    flags,
    freezing,
    readers,
    readings,
    reports,
    searches,
)
from reviews.own_texts import unsettled_in
from reviews.services import names_together
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.anonymise.documents import Hit, Part, PdfSearch
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job
from scr_portal.web.stale import version_of
from tests.factory_cache import cached

from .agencies import accepted_imr, commission
from .cases import agreed_terms, appointed, relative, review
from .people import agency, board, member, staff

PDF = b"%PDF-1.7\n%%EOF\n"

REPORT = "# What happened\n\nTamsin Quillfeather was not seen in spring. Her mother asked for help twice."


@cached
def returned_report(report: OverviewReport, *, by: User) -> OverviewReport:
    """Return the report with one point."""
    point = NewPoint("Who saw the child?", section="overview")
    returned: Any = reports.send_back(report, points=[point], by=by).subject
    return OverviewReport.objects.get(pk=returned.pk)


@cached
def signed_report(
    people: SimpleNamespace | None = None,
    *,
    overview: str = REPORT,
    meanwhile: Callable[[SimpleNamespace], object] = lambda people: None,
) -> OverviewReport:
    """Make a report signed for the panel and for the board, after one agency's review and a told family.

    `meanwhile` is done once it is written; whatever name in it is not settled then is named on purpose.
    """
    from reviews.services import reviews

    people = people or staff(board())
    on = appointed(people, review(people))
    agreed_terms(people, on)
    asked = commission(people, on)
    relative(people, on)
    reviews.advance(on, "gathering", by=people.manager)
    accepted_imr(people, asked)
    reviews.advance(on, "reporting", by=people.manager)
    made = reports.begin(on, by=people.author)
    texts = {"overview": overview, "summary": REPORT}
    for part, text in ((part, texts[part]) for part in on.procedure.outputs.written):
        made = reports.write(made, part=part, text=text, version=version_of(made, part), by=people.author)
    meanwhile(people)
    name_on_purpose(people, made)
    made = reports.submit(made, by=people.author)
    reports.agree(made, digest=made.digest, by=people.panel_chair)
    reports.sign_off(made, digest=made.digest, by=people.chair)
    made.refresh_from_db()
    return made


def name_on_purpose(people: SimpleNamespace, document: Any) -> None:
    """Let the manager settle the names that wait in a document: each is named on purpose."""
    names = [row.name for row in unsettled_in(document)]
    names_together.answer_as_word(names, settled_as="allow", by=people.manager)


def enter_names(people: SimpleNamespace, document: Any) -> None:
    """Let the manager enter each person who waits in a document as a nurse; other names are named on purpose."""
    for name in [row.name for row in unsettled_in(document) if row.name.group == "person"]:
        words = {
            "kind": "person",
            "canonical": str(name.surface),
            "role": "nurse",
            "title": "Nurse",
            "pseudonym": "",
        }
        names_together.answer_as_new([name], **words, by=people.manager)
    name_on_purpose(people, document)


@cached
def edition(people: SimpleNamespace, report: OverviewReport, *, cleared: bool = True) -> PublicEdition:
    """Make a public edition, cleared by the board chair unless asked otherwise; the PDF is the worker's."""
    made = editions.prepare(report, title="A young child not seen in spring", by=people.manager)
    return cleared_edition(people, made) if cleared else made


@cached
def cleared_edition(people: SimpleNamespace, edition: PublicEdition) -> PublicEdition:
    """Let the manager keep each passage, two read the text, and the board chair clear the edition."""
    for flag in edition.flags.filter(decision=""):
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    read_by_two(edition, by=people.manager)
    cleared, _ = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)
    return cleared


TOGETHER = (
    "# What happened\n\nThe child was the third of four children and had spina bifida. The child lived in a small fishing "
    "village and was not seen in spring. Her mother asked for help twice."
)
"""Facts about one child that pass the limit of the procedure together."""


def kept_together(edition: PublicEdition, *, by: User) -> KeptCombination:
    """Let the manager keep the first combination above the limit, with a reason; nobody has answered."""
    edition = PublicEdition.objects.get(pk=edition.pk)
    over = CombinationState(edition).over[0]
    key = coarsening.key_of(edition, "whole", over.combination.subject)
    return combinations.keep(edition, key, reason="What was missed is the illness.", by=by)


READERS = ("Rhoswen Carne", "Emeric Stroud")


def two_readers(on: Any) -> list[User]:
    """Two leads of two agencies, by name, whom nobody has appointed yet."""
    return [member(on, Role.AGENCY_LEAD, agency=agency(on), name=name) for name in READERS]


def readers_of(edition: PublicEdition, *, by: User) -> list[EditionReader]:
    """Return the two readers of an edition, leads of two agencies; they are appointed where there are none."""
    standing = edition.readers.current()
    for part in ("first", "second"):
        if not standing.filter(part=part).exists():
            person = member(edition.review.board, Role.AGENCY_LEAD, agency=agency(edition.review.board))
            readers.appoint(edition, part=part, reader=person, by=by)
    return list(standing.filter(part__in=("first", "second")).order_by("part"))


def read_by(reader: EditionReader, *words: str, kind: str = "place") -> None:
    """Let a reader mark these words and finish with the text as it stands."""
    for passage in words:
        readings.mark(reader, words=passage, kind=kind, note="Neighbours would know.", by=reader.reader)
    digest = freezing.standing_digest(PublicEdition.objects.get(pk=reader.edition_id))
    readings.finish(reader, could_tell="no", digest=digest, by=reader.reader)


def read_by_two(edition: PublicEdition, *, by: User) -> None:
    """Let both readers finish with the text as it stands, where they have not; neither marks anything."""
    digest = freezing.standing_digest(PublicEdition.objects.get(pk=edition.pk))
    for reader in readers_of(edition, by=by):
        if not reader.readings.filter(digest=digest).exists():
            read_by(reader)


def searched(
    edition: PublicEdition,
    *,
    hits: tuple[Any, ...] = (),
    coverage: str = "100.00",
    unread: tuple[Any, ...] = (),
    by: User,
) -> PublicEdition:
    """Keep a PDF of the edition and what a search of it found; by itself the search is clean.

    The job that asked for the PDF ends with it: a worker beside the tests would take it up and search again.
    """
    for job in Job.objects.about(edition).filter(kind="reports.render_edition").unfinished():
        if taken := claims.take(job.pk):
            claims.finish(taken, {})
    found = PdfSearch(hits=hits, coverage=Decimal(coverage), unread=unread, readers=("first", "second"))
    return searches.keep_pdf(
        edition,
        PDF,
        found,
        digest=edition.digest,
        register_version=edition.identity_register().version,
        by=by,
    )


def hit(surface: str = "Saltern", **values: Any) -> Hit:
    """Something a search found: words that look like a name, on the third page, registered by nobody."""
    values = {"part": Part.PAGE, "where": "page 3", "page": 3, "kind": "name", "entry_id": ""} | values
    return Hit(surface=surface, before="They went to ", after=" in the morning.", **values)


@cached
def prepared_edition(overview: str = REPORT) -> tuple[SimpleNamespace, PublicEdition]:
    """Make an edition whose passages are settled; nobody has read or cleared it."""
    people = staff(board())
    made = edition(people, signed_report(people, overview=overview), cleared=False)
    for flag in made.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    return people, PublicEdition.objects.get(pk=made.pk)


def ready_to_publish(
    people: SimpleNamespace | None = None, *, told: bool = True, copied: bool = True
) -> tuple[SimpleNamespace, PublicEdition]:
    """Make an edition with every gate to the public open, but those left out."""
    people = people or staff(board())
    report = signed_report(people)
    made = searched(edition(people, report), by=people.manager)
    day, mother = timezone.localdate(), report.review.relatives.get()
    if told:
        relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    if copied:
        editions.give_copy(made, mother, given_on=day, means="visit", declined=False, by=people.manager)
    return people, PublicEdition.objects.get(pk=made.pk)
