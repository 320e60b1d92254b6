"""The documents and files that somebody could open are listed in a preview; a PDF is the one they would be given."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from families.services import contacts
from reports.models import PublicEdition
from reports.services import copies, editions
from scr_portal import files
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership
from scr_portal.audit.models import AuditEvent
from tests import make
from tests.platform.signing_in import sign_in
from tests.previewing import Eyes, begun, declare

pytestmark = pytest.mark.django_db


def of_case(review: Any) -> str:
    return reverse("reviews:documents_of_case", args=["review", review.pk])


def test_documents_are_those_that_both_may_read() -> None:
    world = begun()
    chair = Eyes(world.who["bm"], world.who["pch"])
    words = chair.words(of_case(world.review))
    assert "Terms of reference, version 1" in words
    assert "Integrated chronology" in words
    assert "There is no file of this case" in words
    author = Eyes(world.who["bm"], world.who["imr"]).words(of_case(world.review))
    assert "Integrated chronology" not in author
    assert "History of the case" not in author
    board = Eyes(world.who["bm"], world.who["bch"]).words(of_case(world.review))
    assert "History of the case Left out of a preview" in board
    declare(world.review, world.who["bm"])
    assert chair.get(of_case(world.review)).status_code == 404


def copied() -> tuple[SimpleNamespace, PublicEdition, Any, Any]:
    """Make a marked copy that the family’s contact may hand over."""
    people = make.staff(make.board())
    edition = make.searched(make.edition(people, make.signed_report(people)), by=people.manager)
    mother = edition.review.relatives.get()
    copies.keep(edition, mother, make.PDF, digest=edition.digest, by=people.manager)
    contact = make.member(people.board, Role.FAMILY_LIAISON, name="Wilmot Dray")
    contacts.name(edition.review, user=contact, by=people.manager)
    return people, edition, mother, contact


def test_a_marked_copy_is_the_file_they_would_be_given_and_no_download_of_theirs() -> None:
    people, edition, mother, contact = copied()
    eyes = Eyes(people.manager, contact)
    words = eyes.words(of_case(edition.review))
    assert f"Copy marked for {mother} (PDF)" in words
    url = reverse("reports:copy_download", args=[edition.review_id, mother.pk])
    before = AuditEvent.objects.count()
    answer = eyes.get(url)
    assert (answer.status_code, answer.content) == (200, make.PDF)
    assert answer["Content-Disposition"] == f'attachment; filename="{edition.slug}-copy.pdf"'
    (event,) = AuditEvent.objects.order_by("seq")[before:]
    assert (event.verb, event.actor_id) == ("read", people.manager.pk)
    assert (event.facts["what"], event.facts["page"]) == ("preview", "reports:copy_download")
    assert event.facts["person"] == str(contact.pk)
    assert event.case_code == edition.case_code
    assert not AuditEvent.objects.filter(verb="family.copy_downloaded").exists()


def test_a_marked_copy_is_kept_from_whoever_may_not_hand_it_over() -> None:
    people, edition, mother, contact = copied()
    url = reverse("reports:copy_download", args=[edition.review_id, mother.pk])
    chair = Eyes(people.manager, people.chair)
    assert f"Copy marked for {mother}" not in chair.words(of_case(edition.review))
    assert chair.get(url).status_code in (403, 404)
    eyes = Eyes(people.manager, contact)
    declare(edition.review, people.manager)
    assert eyes.get(url).status_code == 404


def test_a_marked_copy_is_kept_from_whoever_looks_and_may_not_hand_it_over_themselves() -> None:
    """The manager of another board chairs this panel: they read of the relative, and give no copy."""
    people, edition, mother, contact = copied()
    looks = make.staff(make.board()).manager
    Membership.objects.create(user=looks, board=people.board, role=Role.PANEL_CHAIR)
    grants.grant(looks, "chair_panel", edition.review)
    Membership.objects.create(
        user=contact, board=looks.memberships.get(role=Role.BUSINESS_MANAGER).board, role=Role.REFERRER
    )
    url = reverse("reports:copy_download", args=[edition.review_id, mother.pk])
    assert sign_in(Client(), contact).get(url).status_code == 200  # it could leak
    eyes = Eyes(looks, contact)
    assert eyes.get(url).status_code == 403
    assert f"Copy marked for {mother}" not in eyes.words(of_case(edition.review))


def test_published_reports_are_listed_with_their_pdf_for_everybody() -> None:
    people, edition = make.ready_to_publish()
    editions.publish(edition, by=people.manager)
    edition.refresh_from_db()
    eyes = Eyes(people.manager, people.panel_member)
    words = eyes.words(reverse("reviews:documents_seen"))
    assert f"{edition.title} Published report" in words
    assert f"{edition.title} (PDF)" in words
    before = AuditEvent.objects.count()
    pdf = eyes.get(reverse("reports:published_pdf", args=[edition.slug]))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content == files.read(edition.pdf)
    assert AuditEvent.objects.count() == before + 1


def test_a_file_that_is_not_for_a_preview_is_named_and_not_handed_over() -> None:
    world = begun()
    eyes = Eyes(world.who["bm"], world.who["pch"])
    assert "List of cases (CSV) Not handed over in a preview" in eyes.words(reverse("reviews:documents_seen"))
    assert eyes.get("/cases/?export=csv").status_code == 403


def test_documents_are_listed_in_a_preview_alone() -> None:
    world = begun()
    client = sign_in(Client(), world.who["bm"])
    for url in (reverse("reviews:documents_seen"), of_case(world.review)):
        assert client.get(url).status_code == 404
