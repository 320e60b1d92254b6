"""A relative's copy: the exact text, marked on every page, downloaded on record by those who give it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from families.services import contacts, relatives
from reports.document import html_of, text_blocks
from reports.jobs import render_copy
from reports.models import FamilyCopy, PublicEdition
from reports.services import copies, editions
from reports.services.copies import CopyNotMade, ReportPublic
from scr_portal import files
from scr_portal.access import Denied
from scr_portal.audit.models import AuditEvent
from scr_portal.jobs import claims
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def rendered() -> tuple[SimpleNamespace, PublicEdition, Any]:
    people = make.staff(make.board())
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    return people, edition, edition.review.relatives.get()


def test_the_copy_differs_from_the_edition_by_its_mark_alone() -> None:
    _, edition, mother = rendered()
    public, copy = text_blocks(html_of(edition)), text_blocks(html_of(edition, copy_for=str(mother)))
    assert [block for block in copy if block not in public] == [f"Confidential copy for {mother}"]
    assert [block for block in copy if block in public] == public


@pytest.mark.pango
def test_the_worker_marks_each_page_of_the_copy_and_the_public_pdf_stays_unmarked(tmp_path: Path) -> None:
    people, edition, mother = rendered()
    job = claims.take(copies.ask(edition, mother, by=people.manager).pk)
    assert job is not None
    render_copy(job, report_progress=lambda *args: None)
    copy = FamilyCopy.objects.get()
    assert copy.digest == edition.digest
    file = tmp_path / "copy.pdf"
    file.write_bytes(files.read(copy.pdf))
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all(f"Confidential copy for {mother}" in page for page in pages)


def test_each_download_is_on_record(client: Any) -> None:
    people, edition, mother = rendered()
    copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    sign_in(client, people.manager)
    for _ in range(2):
        answer = client.get(reverse("reports:copy_download", args=[edition.review_id, mother.pk]))
        assert answer.status_code == 200
        assert answer["Content-Disposition"] == f'attachment; filename="{edition.slug}-copy.pdf"'
    assert AuditEvent.objects.filter(verb="family.copy_downloaded").count() == 2


def test_only_those_who_give_it_download_it(client: Any) -> None:
    people, edition, mother = rendered()
    copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    contact = make.member(people.board, "family_liaison", name="Wilmot Dray")
    contacts.name(edition.review, user=contact, by=people.manager)
    assert copies.download(edition, mother, by=contact)
    with pytest.raises(Denied, match="Copies for the family are given by"):
        copies.download(edition, mother, by=people.chair)


def test_a_copy_of_another_text_is_neither_kept_nor_given() -> None:
    people, edition, mother = rendered()
    assert copies.keep(edition, mother, make.PDF, digest="0" * 64, by=people.manager) is None
    with pytest.raises(CopyNotMade, match="has not been made yet"):
        copies.download(edition, mother, by=people.manager)


def test_a_copy_made_for_one_relative_is_no_copy_for_another() -> None:
    people, edition, mother = rendered()
    copy = copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    father = relatives.add(
        edition.review, name="Jory Vean", relationship="father", label="Father", by=people.manager
    )
    assert (copies.made_for(edition, mother), copies.made_for(edition, father)) == (copy, None)


def test_once_the_report_is_public_the_public_pdf_is_given() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    with pytest.raises(ReportPublic, match="Give the public PDF"):
        copies.ask(PublicEdition.objects.get(), edition.review.relatives.get(), by=people.manager)


def test_the_page_makes_the_copy_and_offers_it(client: Any) -> None:
    people, edition, mother = rendered()
    sign_in(client, people.manager)
    page = reverse("reports:copy_file", args=[edition.review_id, mother.pk])
    assert "Make the copy" in client.get(page).content.decode()
    assert "/jobs/" in client.post(page)["Location"]
    assert "The copy is being made." in client.get(page).content.decode()
    assert copies.ask(edition, mother, by=people.manager) == copies.ask(edition, mother, by=people.manager)
    copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    said = client.get(page).content.decode()
    assert reverse("reports:copy_download", args=[edition.review_id, mother.pk]) in said
    assert "Make the copy" not in said
