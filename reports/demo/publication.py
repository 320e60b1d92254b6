"""The demonstration cases with a public edition: one before its two readers, one from the edition to its publication."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from families.services import relatives
from scr_portal import jobs
from scr_portal.web.stale import version_of

from ..jobs import rendered, searched
from ..models import EditionReader, PublicEdition
from ..services import editions, flags, freezing, readers, readings, reports, searches
from . import texts
from .agencies import work_done
from .cases import reported


def prepared(people: SimpleNamespace) -> PublicEdition:
    """Signed off, read by two and cleared by the board chair, the worker asked for its PDF."""
    edition = signed_edition(people, texts.REFERRAL_PUBLISHED, "Merryn Tallack", mother="Mrs Demelza Tallack")
    for reader in appointed(people, edition):
        read(reader)
    digest = freezing.standing_digest(edition)
    edition, _ = editions.clear(edition, digest=digest, by=people.board_chair)
    return edition


def in_reading(people: SimpleNamespace) -> PublicEdition:
    """Return an edition in which one of its two readers has begun to mark; the other has not begun."""
    edition = signed_edition(people, texts.REFERRAL_IN_READING, "Jory Penrose", mother="Mrs Kerra Penrose")
    first, _ = appointed(people, edition)
    readings.mark(
        first,
        words="four times",
        kind="other",
        note="Whoever answered the telephone knows who rang so often.",
        by=first.reader,
    )
    return edition


def appointed(people: SimpleNamespace, edition: PublicEdition) -> list[EditionReader]:
    """Two readers of two agencies that had no part in the review."""
    by = people.manager
    return [
        readers.appoint(edition, part=part, reader=person, by=by)
        for part, person in (("first", people.housing_reader), ("second", people.care_reader))
    ]


def read(reader: EditionReader) -> None:
    """Finish with the text as it stands."""
    edition = PublicEdition.objects.get(pk=reader.edition_id)
    digest = freezing.standing_digest(edition)
    readings.finish(reader, could_tell="no", digest=digest, by=reader.reader)


def signed_edition(
    people: SimpleNamespace, referral: dict[str, Any], child: str, *, mother: str
) -> PublicEdition:
    """Return the edition of a report that both chairs have signed, every passage in doubt settled."""
    report = reported(people, referral, child, mother=mother)
    for part, words in (("overview", texts.OVERVIEW), ("summary", texts.SUMMARY)):
        text = words.format(child=child, given=child.partition(" ")[0])
        report = reports.write(
            report, part=part, text=text, version=version_of(report, part), by=people.author
        )
    report = reports.submit(report, by=people.author)
    reports.agree(report, digest=report.digest, by=people.panel_chair)
    reports.sign_off(report, digest=report.digest, by=people.board_chair)
    report.refresh_from_db()
    edition = editions.prepare(report, title="Notes that never met", by=people.manager)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="It identifies nobody.", by=people.manager)
    edition.refresh_from_db()
    return edition


def published(people: SimpleNamespace, edition: PublicEdition) -> None:
    """Publish the report: the PDF made and searched as the worker would, the mother told and given a copy.

    Where the machine cannot make PDF the case stays where it is: the worker and the page say why.
    """
    version = edition.identity_register().version
    try:
        content, blocks = rendered(edition)
        search = searched(content, edition, blocks)
    except jobs.CannotFinish:
        return
    edition = searches.keep_pdf(
        edition, content, search, digest=edition.digest, register_version=version, by=people.manager
    )
    work_done(edition)
    today = timezone.localdate()
    for mother in edition.review.relatives.all():
        relatives.record_contact(
            mother,
            kind="result",
            means="visit",
            on=today,
            note="We read the summary together.",
            by=people.contact,
        )
        editions.give_copy(edition, mother, given_on=today, means="visit", declined=False, by=people.contact)
    editions.publish(edition, by=people.manager)
