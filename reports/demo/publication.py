"""The demonstration case that is published, from the edition to the relative who has a copy."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils import timezone

from families.services import relatives
from scr_portal import jobs
from scr_portal.web.stale import version_of

from ..jobs import rendered, searched
from ..models import PublicEdition
from ..services import editions, flags, freezing, reports, searches
from . import texts
from .agencies import work_done
from .cases import reported


def prepared(people: SimpleNamespace) -> PublicEdition:
    """Signed off, the edition cleared by a second person, the worker asked for its PDF."""
    report = reported(people, texts.REFERRAL_PUBLISHED, "Merryn Tallack", mother="Mrs Demelza Tallack")
    for part, words in (("overview", texts.OVERVIEW), ("summary", texts.SUMMARY)):
        text = words.format(child="Merryn Tallack", given="Merryn")
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
    edition, _ = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.board_chair)
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
