"""Proceedings recorded after publication take the report down at once; it is public again when two people say they are over."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import PublicEdition
from reports.services import copies
from reports.services.copies import ReportHeld
from reports.services.taken_back import PublishedEditions
from reviews.services import proceedings, reviews
from scr_portal.audit.models import AuditEvent
from scr_portal.notices.models import Notice
from tests import make
from tests.asking import again, words_of
from tests.platform.signing_in import sign_in
from tests.test_queries import make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def edition(people: Any) -> PublicEdition:
    return make_public(people, make.signed_report(people))


def trial(people: Any, edition: PublicEdition, *, publication: bool = True) -> Any:
    return reviews.record_proceeding(
        again(edition.review),
        kind="criminal",
        holds_publication=publication,
        holds_family_contact=not publication,
        reason="A second person has been charged.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )


def over(people: Any, proceeding: Any) -> None:
    proceeding = proceedings.propose_end(
        proceeding, outcome="No trial.", reason="Dropped.", over_on=timezone.localdate(), by=people.manager
    )
    proceedings.agree_end(proceeding, by=people.chair)


def published(address: str, edition: PublicEdition) -> Any:
    return Client().get(reverse(f"reports:{address}", args=[edition.slug]))


def test_a_hold_takes_page_list_and_file_down_at_once_and_its_end_puts_them_back(
    people: Any, edition: Any
) -> None:
    assert published("published_report", edition).status_code == 200
    proceeding = trial(people, edition)

    page = published("published_report", edition)
    assert page.status_code == 404
    said = page.content.decode()
    assert "This report is not available at present" in said
    assert edition.title not in said
    assert "A second person" not in said
    assert published("published_pdf", edition).status_code == 404
    assert edition.title not in Client().get(reverse("reports:published")).content.decode()

    over(people, proceeding)
    assert published("published_report", edition).status_code == 200
    assert published("published_pdf", edition).status_code == 200
    assert edition.title in Client().get(reverse("reports:published")).content.decode()


def test_an_end_that_nobody_has_agreed_to_keeps_it_down(people: Any, edition: Any) -> None:
    proceedings.propose_end(
        trial(people, edition),
        outcome="No trial.",
        reason="Dropped.",
        over_on=timezone.localdate(),
        by=people.manager,
    )
    assert published("published_report", edition).status_code == 404


def test_managers_and_board_chair_are_told_and_it_stands_in_the_record(people: Any, edition: Any) -> None:
    Notice.objects.all().delete()
    trial(people, edition)
    told = Notice.objects.filter(template="edition_held")
    assert {notice.to_id for notice in told} == {people.manager.pk, people.chair.pk}
    assert AuditEvent.objects.get(verb="edition.held").object_id == str(edition.pk)


def test_proceedings_that_hold_something_else_leave_it_public_and_tell_nobody(
    people: Any, edition: Any
) -> None:
    trial(people, edition, publication=False)
    assert published("published_report", edition).status_code == 200
    assert not Notice.objects.filter(template="edition_held").exists()


def test_a_hold_of_another_review_leaves_it_public(people: Any, edition: Any) -> None:
    reviews.record_proceeding(
        make.review(people),
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    assert published("published_report", edition).status_code == 200


def test_the_manager_reads_that_it_is_down_and_why(people: Any, edition: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    client = Client()
    sign_in(client, people.manager)
    address = reverse("reports:edition", args=[edition.review_id])
    assert "taken down since" not in client.get(address).content.decode()
    trial(people, edition)
    said = " ".join(client.get(address).content.decode().split())
    assert "taken down since: proceedings hold publication back" in said
    assert "See the public page" not in said


def test_no_copy_is_given_meanwhile_and_nobody_is_sent_to_a_page_that_is_down(
    people: Any, edition: Any
) -> None:
    relative = edition.review.relatives.get()
    trial(people, edition)
    with pytest.raises(ReportHeld, match="Proceedings hold the report back"):
        copies.ask(again(edition), relative, by=people.manager)
    words = words_of(people.manager, reverse("reports:copy", args=[edition.review_id, relative.pk]))
    assert "Give the public PDF" not in words


def test_a_name_taken_back_withdraws_an_edition_that_is_held_too(people: Any, edition: Any) -> None:
    trial(people, edition)
    register = edition.identity_register()
    word = next(word for word in edition.overview.split() if word.isalpha() and len(word) > 5)
    assert PublishedEditions().times(register, [word]) > 0
