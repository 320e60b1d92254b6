"""An information report asks for what an information report needs, and a stage for what has been accepted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.models import Commission
from panels.services import authorship, imrs, interviews
from panels.services.imrs import NoSuchSection
from reviews.services import reviews
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.workflow import TransitionBlocked, missing
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def shorter(people: SimpleNamespace) -> Commission:
    return make.commission(people, contribution="information_report")


def sentences(subject: Any, to: str) -> list[str]:
    return [item.sentence for item in missing(subject, to)]


def write(asked: Commission, section: str, text: str = "We saw the child twice.") -> Any:
    return imrs.write(asked.management_review, section=section, text=text, version=0, by=asked.author)


def test_information_report_asks_for_its_own_sections_and_no_chronology(shorter: Commission) -> None:
    assert sentences(shorter.management_review, "submitted") == [
        "You have not yet stated that you had no part in the case.",
        "“What your agency knew of the child and the family” is still empty.",
        "“Summary of your agency’s contacts” is still empty.",
    ]
    authorship.state_independence(shorter, no_involvement=True, no_line_management=True, by=shorter.author)
    write(shorter, "knowledge")
    write(shorter, "contacts")

    assert imrs.submit(shorter.management_review, by=shorter.author).status == "submitted"


def test_information_report_has_no_section_of_a_management_review(shorter: Commission) -> None:
    with pytest.raises(NoSuchSection, match="There is no such section"):
        write(shorter, "analysis")
    url = reverse("panels:imr_section", args=[shorter.review_id, shorter.management_review.pk, "analysis"])
    assert sign_in(Client(), shorter.author).get(url).status_code == 404


def test_pages_and_tasks_call_it_what_it_is(people: Any, shorter: Commission) -> None:
    client = sign_in(Client(), shorter.author)
    page = client.get(shorter.get_absolute_url()).content.decode()
    assert "Write the information report" in page
    assert "Write the management review" not in page and "Individual management review" not in page
    assert "Hand in your chronology" not in page and "Arrange an interview" not in page
    keeping.catch_up()
    assert f"Write the information report of {shorter.agency}" in [
        item.words for item in items_for(shorter.author)
    ]
    writing = client.get(shorter.management_review.get_absolute_url()).content.decode()
    assert "Summary of your agency’s contacts" in writing and "Lessons learned" not in writing


def test_next_stage_waits_until_each_contribution_is_accepted(people: Any) -> None:
    asked = make.commission(people)
    make.relative(people, asked.review)
    review = reviews.advance(asked.review, "gathering", by=people.manager)
    agency = asked.agency
    assert sentences(review, "reporting") == [f"{agency} has not handed in its management review."]

    imr = make.submitted_imr(asked)
    assert sentences(review, "reporting") == [f"The management review of {agency} has not been accepted yet."]
    with pytest.raises(TransitionBlocked, match="has not been accepted yet"):
        reviews.advance(review, "reporting", by=people.manager)

    imrs.send_back(imr, points=[NewPoint("When was the child last seen?")], by=people.panel_chair)
    assert sentences(review, "reporting") == [f"{agency} has not handed in its management review again."]

    imrs.accept(make.handed_in_again(asked), by=people.panel_chair)
    assert sentences(review, "reporting") == []


def test_nobody_is_interviewed_for_an_information_report(people: Any, shorter: Commission) -> None:
    imr = shorter.management_review
    with pytest.raises(Denied, match="written from the agency’s records"):
        interviews.arrange(
            imr,
            email="nurse@example.org",
            name="Nuala Brightwater",
            job="Nurse",
            support="Lead",
            by=shorter.author,
        )
    client = sign_in(Client(), shorter.author)
    url = reverse("panels:interview_new", args=[shorter.review_id, imr.pk])
    assert client.get(url).status_code == 403
    assert url not in client.get(shorter.get_absolute_url()).content.decode()
