"""The report and its summary are edited apart: saving one is no news to whoever writes the other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.services import reports
from tests import make
from tests.platform.signing_in import sign_in
from tests.reviews.test_two_at_the_terms import BOTH, Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def begun(people: SimpleNamespace) -> Any:
    review = make.appointed(people, make.review(people))
    return reports.begin(review, by=people.author)


def page(people: SimpleNamespace, report: Any, part: str) -> Page:
    return Page(people.author, reverse("reports:report_edit", args=[report.review_id, part]))


def test_two_parts_saved_from_two_tabs_give_no_alarm(people: SimpleNamespace) -> None:
    report = begun(people)
    overview, summary = page(people, report, "overview"), page(people, report, "summary")

    overview.send(text="What happened.")
    summary.send(text="In short.")

    report.refresh_from_db()
    assert (overview.status, summary.status) == (302, 302)
    assert (report.overview.original, report.summary.original) == ("What happened.", "In short.")
    assert report.version == 2


def test_one_part_saved_from_two_tabs_shows_both_texts(people: SimpleNamespace) -> None:
    report = begun(people)
    first, second = page(people, report, "overview"), page(people, report, "overview")

    first.send(text="What happened.")
    second.send(text="What happened in spring.")

    assert second.status == 409
    assert second.compared() == {"Text": (BOTH, "What happened.", "What happened in spring.")}
    second.send()
    report.refresh_from_db()
    assert report.overview.original == "What happened in spring."


def test_a_report_is_being_written_from_the_first_part_that_was_saved(people: SimpleNamespace) -> None:
    report, author = begun(people), people.author
    browser = sign_in(Client(), author)
    assert "Not started" in browser.get(report.get_absolute_url()).content.decode()
    reports.write(report, part="summary", text="In short.", version=0, by=author)
    assert "Being written" in browser.get(report.get_absolute_url()).content.decode()
