"""The pages of an agency say what is so at each stage of its work, and lead only to what is there."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from panels.models import Chronology, ManagementReview
from panels.services import closings, commissions, imrs
from scr_portal.access.roles import Role
from tests import make
from tests.panels.test_rows import MENDINGS, read, table
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: SimpleNamespace) -> Any:
    return make.commission(people)


def raw(user: Any, url: str) -> str:
    return " ".join(html.unescape(sign_in(Client(), user).get(url).content.decode()).split())


def page(user: Any, url: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", raw(user, url)).split())


def agencies(review: Any) -> str:
    return reverse("panels:agencies", args=[review.pk])


def test_an_author_who_has_handed_in_is_not_asked_to_work_on(people: Any, commission: Any) -> None:
    url = commission.get_absolute_url()
    assert "Do these in any order" in page(commission.author, url)

    submitted = make.submitted_imr(commission)
    words = page(commission.author, url)
    assert "You handed in this agency’s management review on" in words
    assert "The panel chair reads it, and accepts or returns it." in words
    assert "Nobody was interviewed" in words
    assert "Do these in any order" not in words
    assert "It is due on" not in words

    imrs.accept(submitted, by=people.panel_chair)
    assert "and the panel has accepted it." in page(commission.author, url)


def test_a_chronology_has_one_state_on_the_pages_of_its_agency(people: Any, commission: Any) -> None:
    lead = make.member(people.board, Role.AGENCY_LEAD, agency=commission.agency)
    chronology = read(commission, table(MENDINGS["missing_source"][0]))

    assert "Handed in, not accepted yet" in page(people.manager, agencies(commission.review))
    assert "Handed in, not accepted yet" in page(people.manager, commission.get_absolute_url())
    assert "Edition 1 Read, to be checked" in page(lead, commission.get_absolute_url())
    assert "Read, to be checked" in page(lead, chronology.get_absolute_url())


def test_an_agency_that_was_not_asked_owes_no_chronology_yet(people: Any, commission: Any) -> None:
    planned = commissions.plan(commission.review, agency=make.agency(people.board), by=people.manager)
    assert "Not asked for yet" in page(people.manager, agencies(commission.review))
    assert "Not asked for yet" in page(people.manager, planned.get_absolute_url())


def test_the_words_of_a_review_are_shown_once_there_are_any(commission: Any) -> None:
    imr: ManagementReview = commission.management_review
    assert "What you have written" not in page(commission.author, imr.get_absolute_url())
    assert "Nothing written yet." not in page(commission.author, imr.get_absolute_url())

    imrs.write(imr, section="summary", text="Seen twice.", version=0, by=commission.author)
    words = page(commission.author, imr.get_absolute_url())
    assert "What you have written" in words
    assert "Seen twice." in words


def test_nobody_is_led_to_agencies_of_which_they_may_read_nothing(people: Any, commission: Any) -> None:
    link = f'href="{agencies(commission.review)}"'
    inspector = make.member(people.board, Role.INSPECTOR)
    case = commission.review.get_absolute_url()
    assert link not in raw(inspector, case)
    for reader in (people.manager, people.panel_chair, commission.author):
        assert link in raw(reader, case)


def test_the_panel_is_not_said_to_lose_a_file_it_never_read(commission: Any) -> None:
    def withdraw(chronology: Chronology) -> str:
        url = reverse("panels:chronology_withdraw", args=[commission.review_id, chronology.pk])
        return page(commission.author, url)

    assert "The panel has not read it" in withdraw(read(commission, table(MENDINGS["missing_source"][0])))
    assert "The panel can no longer read" in withdraw(make.chronology(commission))


def test_the_author_of_a_request_to_close_is_led_to_it() -> None:
    record = make.unanswered_interview()
    author = record.imr.author
    closing = closings.ask(record, reason="He has left.", by=author)
    assert f'href="{closing.get_absolute_url()}"' in raw(author, reverse("reviews:work"))


def test_whoever_corrects_their_record_has_it_before_them() -> None:
    record = make.interview()
    url = reverse("panels:interview_correct", args=[record.pk])
    assert record.text.original in page(record.interviewee, url)
