"""Who may be the family's personal contact is a rule: for the service, for the form, and for what the page says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from families.models import PersonalContact
from families.services import contacts
from families.services.contacts import InConflict, InterviewedInReview, NotOfThisRole, RelativeOfCase
from panels.services import interviews
from panels.services.interviews import AppointedInReview
from reviews.models import Review
from reviews.services import reviews
from scr_portal.access.roles import Role
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def contact(people: SimpleNamespace, name: str, **values: Any) -> Any:
    return make.member(people.board, Role.FAMILY_LIAISON, name=name, **values)


def offered(people: SimpleNamespace, review: Review) -> list[str]:
    page = sign_in(Client(), people.manager).get(reverse("families:contact_name", args=[review.pk]))
    labels = html.fromstring(page.content).xpath("//input[@name='user']/following-sibling::label")
    return [" ".join(label.text_content().split()) for label in labels]


def refused(
    review: Review, person: Any, people: SimpleNamespace, reason: type[Exception], sentence: str
) -> None:
    with pytest.raises(reason, match=sentence):
        contacts.name(review, user=person, by=people.manager)
    assert not PersonalContact.objects.exists()


def test_those_with_the_role_are_offered_with_role_and_agency_and_nobody_else(
    people: SimpleNamespace, review: Review
) -> None:
    agency = make.agency(people.board, name="Fennmouth Homes")
    contact(people, "Wilmot Dray")
    contact(people, "Edda Marsh", agency=agency)
    assert offered(people, review) == [
        "Edda Marsh: family’s personal contact, Fennmouth Homes",
        "Wilmot Dray: family’s personal contact",
    ]
    for person in (people.manager, people.referrer, people.panel_member):
        refused(review, person, people, NotOfThisRole, "Only somebody whose role on the board is")


def test_a_relative_is_never_named_whatever_other_role_they_have(
    people: SimpleNamespace, review: Review
) -> None:
    relative = contact(people, "Wenna Lark")
    relative.memberships.create(board=people.board, role=Role.RELATIVE)
    assert offered(people, review) == []
    refused(review, relative, people, RelativeOfCase, "A relative cannot be a family’s personal contact")


def test_staff_interviewed_are_never_named_and_who_is_named_is_not_interviewed(
    people: SimpleNamespace,
) -> None:
    record = make.interview(make.commission(people).management_review)
    record.interviewee.memberships.create(board=people.board, role=Role.FAMILY_LIAISON)
    assert offered(people, record.review) == []
    sentence = "is interviewed in this review, so cannot be the family’s personal contact"
    refused(record.review, record.interviewee, people, InterviewedInReview, sentence)

    person = contact(people, "Wilmot Dray")
    contacts.name(record.review, user=person, by=people.manager)
    asked = {"name": "Wilmot Dray", "job": "Social worker", "support": "Occupational health"}
    with pytest.raises(AppointedInReview):
        interviews.arrange(record.imr, email=person.email, **asked, by=record.imr.author)


def test_somebody_with_a_conflict_of_interest_is_not_named(people: SimpleNamespace, review: Review) -> None:
    person = contact(people, "Wilmot Dray")
    reviews.declare_conflict(review, of=person, reason="A former neighbour.", by=people.manager)
    assert offered(people, review) == []
    refused(review, person, people, InConflict, "has declared a conflict of interest in this review")


def test_where_there_is_nobody_the_page_says_whom_to_invite_and_has_no_form(
    people: SimpleNamespace, review: Review
) -> None:
    address = reverse("families:contact_name", args=[review.pk])
    answer = sign_in(Client(), people.manager).get(address)
    page = html.fromstring(answer.content)
    assert "Invite somebody with the role family’s personal contact first." in page.text_content()
    assert page.xpath(
        "//main//a/@href[.=$people]", people=reverse("accounts:people", args=[people.board.code])
    )
    assert not page.xpath("//main//form[@method='post']")
