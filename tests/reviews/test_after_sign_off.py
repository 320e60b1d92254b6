"""Once the report is signed off its terms of reference no longer change."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from reports.models import OverviewReport
from reviews.actions import ReviewAction
from reviews.outstanding import of_the_review
from reviews.services import terms
from scr_portal import access
from tests import make
from tests.asking import words_of

pytestmark = pytest.mark.django_db

TERMS = "The report of this review is signed off, so its terms of reference no longer change."


@pytest.fixture
def report() -> OverviewReport:
    """A report that has been signed off."""
    return make.signed_report()


def manager_of(report: OverviewReport) -> Any:
    return report.review.board.memberships.get(role="business_manager").user


def test_terms_no_longer_change_after_sign_off(report: OverviewReport) -> None:
    review, manager = report.review, manager_of(report)
    assert access.refusal(ReviewAction.DRAFT_TERMS, manager, review) == TERMS
    with pytest.raises(access.Denied):
        terms.draft(review, by=manager)
    assert "Begin a new version" not in words_of(manager, reverse("reviews:terms", args=[review.pk]))


def test_terms_begun_before_sign_off_wait_for_nobody_afterwards(people_at_work: Any) -> None:
    review, manager = people_at_work
    terms.draft(review, by=manager)
    assert list(of_the_review(review))
    review.status = "signed_off"
    assert not list(of_the_review(review))


@pytest.fixture
def people_at_work() -> Any:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    return review, people.manager
