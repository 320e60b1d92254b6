"""A copy for a relative: whoever did not want one is not asked how it was given."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from families.models import CopyGiven
from panels.services import commissions
from reports.forms.report import CopyForm
from tests import make
from tests.platform.signing_in import sign_in

TODAY = timezone.localdate()
DAY = {"given_on_day": str(TODAY.day), "given_on_month": str(TODAY.month), "given_on_year": str(TODAY.year)}


def test_how_a_copy_was_given_is_asked_only_where_one_was_given() -> None:
    assert CopyForm({"declined": "declined", **DAY}).is_valid()
    given = CopyForm({"declined": "given", **DAY})
    assert not given.is_valid()
    assert given.errors == {"means": ["Choose how it was given."]}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert set(CopyForm({"declined": "given"}).errors) == {"given_on", "means"}


@pytest.mark.django_db
def test_wish_not_to_have_a_copy_is_recorded_without_a_way_of_giving() -> None:
    people = make.staff(make.board())
    report = make.signed_report(people)
    edition = make.searched(make.edition(people, report), by=people.manager)
    relative = report.review.relatives.get()
    client = sign_in(Client(), people.manager)
    path = reverse("reports:copy", args=[report.review_id, relative.pk])
    answer: Any = client.post(path, {"declined": "declined", "means": "visit", **DAY})
    assert answer.status_code == 302
    copy = CopyGiven.objects.get()
    assert (copy.declined, copy.means, copy.digest) == (True, "", edition.digest)


@pytest.mark.django_db
def test_agency_that_was_not_asked_is_not_said_to_be_writing() -> None:
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    page = sign_in(Client(), people.manager).get(reverse("panels:agencies", args=[review.pk]))
    assert "not asked yet" in page.content.decode()
    assert "Being written" not in page.content.decode()
