"""The real renderer and the real search: what a PDF says of itself is no name, and a name in it is one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from families.services import relatives
from reports.jobs import render_edition
from reports.models import OverviewReport, PublicEdition
from reports.services import editions, flags, freezing
from reviews.services import identities
from scr_portal.jobs import claims
from scr_portal.jobs.models import Job
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.pango]

KEYS = ["Lang", "Root", "Part", "Title", "Range", "Next", "First", "Names", "Font", "Lab"]
"""Surnames that are also keys of a PDF's inner structure."""
INITIALS = ["AO", "BS", "CA", "LI", "TD", "TH", "TR"]
"""Initials that are also standard structure types or operators of a PDF."""


def signed_with(text: str, *, people: SimpleNamespace) -> OverviewReport:
    """A signed report whose overview says `text`, and whose summary says a sentence without names."""
    report = make.signed_report(people)
    report.overview.write(text)
    report.summary.write("# In short\n\nThe child was not seen in spring.")
    report.save()
    for signature in report.signatures.all():
        signature.digest = report.digest
        signature.save()
    return OverviewReport.objects.get(pk=report.pk)


def cleared(report: OverviewReport, people: SimpleNamespace) -> PublicEdition:
    edition = editions.prepare(report, title="A young child not seen in spring", by=people.manager)
    for flag in edition.flags.all():
        flags.settle(flag, decision="keep", reason="Identifies nobody.", by=people.manager)
    make.read_by_two(edition, by=people.manager)
    edition, _ = editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)
    return edition


def done_by_the_worker(edition: PublicEdition) -> PublicEdition:
    """What the worker does with the job that clearing the edition queued."""
    job = claims.take(Job.objects.about(edition).get().pk)
    assert job is not None
    claims.finish(job, render_edition(job, report_progress=lambda *args: None) or {})
    return PublicEdition.objects.get(pk=edition.pk)


def publish(edition: PublicEdition, people: SimpleNamespace) -> PublicEdition:
    day, mother = timezone.localdate(), edition.review.relatives.get()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    return editions.publish(edition, by=people.manager)


def found_in(edition: PublicEdition) -> list[tuple[str, str]]:
    search: Any = edition.search()
    return [(hit.where, str(hit.surface)) for hit in search.hits.all()]


def test_a_report_is_published_for_people_whose_names_are_words_of_a_pdf() -> None:
    people = make.staff(make.board())
    report = signed_with(
        "# What happened\n\nThe health visitor came twice.\n\n| When | What |\n|---|---|\n| In spring | A visit |",
        people=people,
    )
    register = report.identity_register()
    for number, surname in enumerate(KEYS, 2):
        identities.enter(
            register,
            kind="person",
            canonical=f"Nora {surname}",
            given="Nora",
            family=surname,
            aliases=[INITIALS[number % len(INITIALS)], surname],
            pseudonym=f"Nurse {number}",
            by=people.manager,
        )
    edition = done_by_the_worker(cleared(report, people))
    search: Any = edition.search()
    assert (found_in(edition), search.coverage, search.unread) == ([], 100, [])
    assert publish(edition, people).status == "published"


@pytest.mark.parametrize("initials", INITIALS)
def test_a_report_is_published_for_a_child_with_the_initials_of_a_structure_type(initials: str) -> None:
    people = make.staff(make.board())
    report = signed_with("# What happened\n\nThe health visitor came twice.", people=people)
    given, family = f"{initials[0]}ranwen", f"{initials[1]}rimble"
    identities.enter(
        report.identity_register(),
        kind="person",
        canonical=f"{given} {family}",
        given=given,
        family=family,
        aliases=[initials],
        pseudonym="Sibling 4",
        by=people.manager,
    )
    edition = done_by_the_worker(cleared(report, people))
    assert found_in(edition) == []
    assert publish(edition, people).status == "published"


def test_a_character_that_no_font_can_show_keeps_the_report_from_the_public() -> None:
    people = make.staff(make.board())
    report = signed_with("# What happened\n\n\uf0b7 The health visitor came twice.", people=people)
    edition = done_by_the_worker(cleared(report, people))
    search: Any = edition.search()
    assert edition.status == "cleared"
    assert not search.is_complete
    assert "U+F0B7" in " ".join(one["name"] for one in search.unread)


def test_a_name_that_stands_in_the_pdf_is_found_with_its_page() -> None:
    people = make.staff(make.board())
    edition = cleared(signed_with("# What happened\n\nA visit.", people=people), people)
    edition.overview += "\n\nTamsin Quillfeather was at home."
    edition.digest = freezing.digest_of(edition)
    edition.save()
    edition = done_by_the_worker(edition)
    assert edition.status == "cleared"
    assert any("Tamsin" in surface and where.startswith("page") for where, surface in found_in(edition))
