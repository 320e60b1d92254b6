"""Proceedings hold a report that is public already: what everybody, and what its manager, reads meanwhile."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from reviews.services import reviews
from tests import make
from tests.asking import again
from tests.test_queries import make_public

from .conftest import NewVisitor
from .entering import let_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


def test_a_report_that_is_held_reads_as_not_available_and_its_manager_reads_why(visitor: NewVisitor) -> None:
    people = make.staff(make.board())
    edition = make_public(people, make.signed_report(people))
    anybody, manager = visitor(), let_in(visitor(), people.manager)
    address = reverse("reports:published_report", args=[edition.slug])
    reviews.record_proceeding(
        again(edition.review),
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A second person has been charged.",
        look_again_on=timezone.localdate() + datetime.timedelta(days=30),
        by=people.manager,
    )
    anybody.go(address)
    anybody.must_read("This report is not available at present")
    anybody.must_not_read(edition.title)
    manager.go(reverse("reports:edition", args=[edition.review_id]))
    manager.must_read("taken down since: proceedings hold publication back")
