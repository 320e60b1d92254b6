"""What somebody reads on their first page while nothing waits for them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from panels.services import interviews
from reviews.landing import NEVER_ASKED, WORDS
from scr_portal.access.roles import WITHOUT_CASES, Role
from scr_portal.accounts.models import User
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


def first_page(user: User) -> str:
    return " ".join(sign_in(Client(), user).get(reverse("reviews:work")).content.decode().split())


@pytest.mark.parametrize("role", WORDS, ids=str)
def test_a_role_that_owes_nothing_reads_what_it_finds_here(role: Role) -> None:
    heading, words = WORDS[role]
    page = first_page(make.member(make.board(), role))
    assert ("Nothing waits for you." in page) == (role not in NEVER_ASKED)
    assert heading in page
    assert words in page


def test_a_relative_who_is_on_the_panel_of_another_case_reads_that_something_may_come() -> None:
    board = make.board()
    person = make.member(board, Role.RELATIVE)
    person.memberships.create(board=board, role=Role.PANEL_MEMBER)
    assert "Nothing waits for you." in first_page(person)


def test_an_inspector_finds_the_reviews_of_their_board_and_no_others() -> None:
    people = make.staff(make.board())
    review, elsewhere = make.review(people), make.review()
    page = first_page(make.member(people.board, Role.INSPECTOR))
    assert f'href="{review.get_absolute_url()}"' in page
    assert elsewhere.get_absolute_url() not in page


def test_a_panel_member_finds_the_reviews_they_were_appointed_to() -> None:
    people = make.staff(make.board())
    review, other = make.appointed(people, make.review(people)), make.review(people)
    page = first_page(people.panel_member)
    assert f'href="{review.get_absolute_url()}"' in page
    assert other.get_absolute_url() not in page


def test_an_administrator_reads_how_many_have_access_and_who_has_not_come() -> None:
    board = make.board()
    administrator = make.member(board, Role.ADMINISTRATOR)
    make.member(board, Role.BOARD_CHAIR)
    make.member(make.board(), Role.BOARD_CHAIR)
    assert "Two people have access, and nobody still has to follow an invitation." in first_page(
        administrator
    )
    invited = make.member(board, Role.SUB_GROUP)
    invited.set_unusable_password()
    invited.save()
    page = first_page(administrator)
    assert "Three people have access; one has not followed their invitation yet." in page
    assert reverse("accounts:people_home") in page


def test_somebody_who_owes_something_reads_that_alone() -> None:
    people = make.staff(make.board())
    make.referral(people)
    page = first_page(people.committee)
    assert "Answer the criteria and recommend" in page
    assert "portal-landing" not in page


def test_only_somebody_with_a_case_is_sent_to_the_list_of_cases() -> None:
    people = make.staff(make.board())
    assert "See all your cases" not in first_page(people.manager)
    make.review(people)
    assert "See all your cases" in first_page(people.manager)


def test_somebody_interviewed_finds_their_page_again_once_the_record_is_confirmed() -> None:
    record = make.interview()
    interviews.confirm(record, by=record.interviewee)
    page = first_page(record.interviewee)
    assert "Nothing waits for you." in page
    assert f'href="{record.get_absolute_url()}">Your interview for {record.imr.commission.agency}</a>' in page
    assert "Confirmed" in page


@pytest.mark.parametrize("role", Role, ids=str)
def test_the_list_of_cases_is_in_the_menu_of_those_who_can_have_one(role: Role) -> None:
    link = f'href="{reverse("reviews:cases")}"'
    assert (link in first_page(make.member(make.board(), role))) == (role not in WITHOUT_CASES)


def test_somebody_with_a_second_role_that_opens_cases_has_the_list() -> None:
    board = make.board()
    person = make.member(board, Role.INTERVIEWEE)
    person.memberships.create(board=board, role=Role.SUB_GROUP)
    assert f'href="{reverse("reviews:cases")}"' in first_page(person)
