"""A page says what is true for whoever reads it: nothing of what they may not see, no act they are not offered."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.services import commissions, imrs
from reports.models import OverviewReport
from reports.navigation_items import report_state
from reviews.models import Review
from scr_portal.access.roles import Role
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.appointed(people, make.review(people))


def page(user: Any, name: str, review: Review) -> str:
    answer = sign_in(Client(), user).get(reverse(name, args=[review.pk]))
    return " ".join(answer.content.decode().split())


def test_reader_who_may_see_no_agency_is_not_told_that_there_is_none(people: Any, review: Review) -> None:
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    inspector = make.member(people.board, Role.INSPECTOR)
    words = page(inspector, "panels:agencies", review)
    assert "There is nothing here for you to read." in words
    assert "No agency is in this review" not in words
    assert "Add each agency" not in words


def test_list_of_the_agencies_somebody_may_see_says_that_it_is_not_all(people: Any) -> None:
    own = make.commission(people)
    review = own.review
    lead = make.member(people.board, Role.AGENCY_LEAD, agency=own.agency)
    only = "Only what you may read is listed here."
    assert only not in page(lead, "panels:agencies", review)
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    assert only in page(lead, "panels:agencies", review)
    assert only not in page(people.manager, "panels:agencies", review)


def test_only_whoever_adds_agencies_is_asked_to_add_them(people: Any, review: Review) -> None:
    inspector = make.member(people.board, Role.INSPECTOR)
    assert "Add each agency" in page(people.manager, "panels:agencies", review)
    words = page(inspector, "panels:agencies", review)
    assert "No agency is in this review yet." in words
    assert "Add each agency" not in words
    assert "The business manager asks each agency" in words


def test_only_whoever_records_proceedings_is_asked_to_record_them(people: Any, review: Review) -> None:
    asked = "Record a trial, an inquest or the like"
    assert asked in page(people.manager, "reviews:proceedings", review)
    for reader in (people.panel_chair, make.member(people.board, Role.INSPECTOR)):
        words = page(reader, "reviews:proceedings", review)
        assert "No proceedings are recorded." in words
        assert asked not in words


def test_administrator_is_not_promised_reviews(people: Any, review: Review) -> None:
    administrator = make.member(people.board, Role.ADMINISTRATOR)
    words = sign_in(Client(), administrator).get(reverse("reviews:cases")).content.decode()
    assert "No review is open to you." in words
    assert "once the board chair has decided" not in words
    inspector = make.member(people.board, Role.INSPECTOR)
    landing = sign_in(Client(), inspector).get(reverse("reviews:work")).content.decode()
    assert "and agencies" not in landing


def test_author_of_a_report_not_begun_reads_so_and_others_that_there_is_nothing_for_them(
    people: Any, review: Review
) -> None:
    def state(reader: Any) -> str:
        visible = OverviewReport.objects.visible_to(reader)
        return report_state(visible, reader, review)

    assert state(people.author) == "Not started"
    assert state(people.manager) == "Nothing for you to read yet"
    assert "Nothing for you to read yet" in page(people.manager, "reviews:review", review)


def test_nothing_is_being_written_before_a_section_has_been_saved(people: Any) -> None:
    own = make.commission(people)
    assert "Not started" in page(people.manager, "panels:agencies", own.review)
    imrs.write(own.management_review, section="summary", text="Seen twice.", version=0, by=own.author)
    assert "Being written" in page(people.manager, "panels:agencies", own.review)
