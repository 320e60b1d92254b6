"""The page of an agency says of its chronology and its due date what is so, to whoever reads it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from panels.models import Commission
from panels.services import imrs
from tests import make
from tests.asking import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def asked(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def step(name: str, asked: Commission) -> str:
    return reverse(f"panels:{name}", args=[asked.review_id, asked.pk])


def test_chronology_that_is_accepted_is_called_accepted_by_a_reader_who_may_not_open_it(
    people: Any, asked: Commission
) -> None:
    make.chronology(asked)
    chair = words_of(people.chair, asked.get_absolute_url())
    assert "Accepted" in chair
    assert "not accepted yet" not in chair
    assert "Edition 1" not in chair
    assert "Edition 1" in words_of(people.manager, asked.get_absolute_url())


def test_list_of_agencies_and_page_of_the_agency_call_a_chronology_the_same(
    people: Any, asked: Commission
) -> None:
    agencies = reverse("panels:agencies", args=[asked.review_id])
    for address in (agencies, asked.get_absolute_url()):
        assert "Not handed in yet" in words_of(people.manager, address)
    make.chronology(asked, accepted=False)
    for address in (agencies, asked.get_absolute_url()):
        assert "Handed in, not accepted yet" in words_of(people.manager, address)


def test_agency_that_has_handed_in_has_no_day_on_which_it_is_due(people: Any, asked: Commission) -> None:
    due = f"{date_format(asked.due_on, 'j F Y')} ("
    assert due in words_of(people.manager, asked.get_absolute_url())
    imrs.submit(make.ready_imr(asked), by=asked.author)
    words = words_of(people.manager, asked.get_absolute_url())
    assert due not in words
    assert 'Due</dt> <dd class="govuk-summary-list__value"> Handed in' in words


def test_page_that_ends_a_request_speaks_only_of_what_there_is(people: Any, asked: Commission) -> None:
    before = words_of(people.manager, step("commission_end", asked))
    assert "is stopped." in before
    assert "integrated chronology" not in before
    assert "handed in can still be read" not in before
    imrs.submit(make.ready_imr(asked), by=asked.author)
    after = words_of(people.manager, step("commission_end", asked))
    assert "is stopped." not in after
    assert "The agency’s chronology leaves the integrated chronology." in after
    assert "what was handed in can still be read by the panel" in after


def test_page_that_replaces_an_author_promises_no_deadline_that_has_been_met(
    people: Any, asked: Commission
) -> None:
    before = words_of(people.manager, step("author_replace", asked))
    assert "drafts and chronology." in before
    assert "passes to the new author" in before
    imrs.submit(make.ready_imr(asked), by=asked.author)
    after = words_of(people.manager, step("author_replace", asked))
    assert "passes to the new author" not in after
    assert "before anything is handed in again." in after


def test_page_that_ends_an_appointment_says_whose_and_leads_back_to_the_panel(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    chair = review.appointments.get(capacity="panel_chair")
    words = words_of(people.manager, reverse("panels:appointment_end", args=[review.pk, chair.pk]))
    assert f"End the appointment of {people.panel_chair} as independent panel chair?" in words
    assert f'href="{reverse("panels:panel", args=[review.pk])}">Cancel' in words
