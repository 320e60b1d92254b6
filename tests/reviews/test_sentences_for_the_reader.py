"""Each page of a case speaks to whoever reads it, and offers what has a use for them."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.services import referrals
from scr_portal.access.roles import Role
from scr_portal.outstanding import keeping
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def raw(user: Any, url: str) -> str:
    return " ".join(html.unescape(sign_in(Client(), user).get(url).content.decode()).split())


def page(user: Any, url: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", raw(user, url)).split())


def test_an_agency_lead_reads_who_else_opens_a_draft_that_somebody_else_began(people: Any) -> None:
    draft = make.referral(people, submitted=False)
    url = reverse("reviews:referral_edit", args=[draft.pk])
    assert "Until you send it, only you, your agency’s lead" in page(people.referrer, url)

    lead = make.member(people.board, Role.AGENCY_LEAD, agency=draft.agency)
    words = page(lead, url)
    assert f"Until it is sent, only {people.referrer}, your agency’s lead and the board’s business" in words
    assert "only you" not in words


def test_a_referral_without_an_agency_promises_no_lead(people: Any) -> None:
    draft = referrals.begin(board=people.board, agency=None, by=people.referrer)
    words = page(people.referrer, reverse("reviews:referral_edit", args=[draft.pk]))
    assert "only you and the board’s business manager can open it" in words


def test_both_pages_before_a_referral_name_the_same_readers(people: Any) -> None:
    draft = make.referral(people, submitted=False)
    who = "The board’s business manager, its committee and its chair will read it."
    assert who in page(people.referrer, reverse("reviews:refer"))
    assert who in page(people.referrer, reverse("reviews:referral_send", args=[draft.pk]))


def test_a_list_with_nothing_in_it_offers_nothing_to_filter_by(people: Any) -> None:
    cases = reverse("reviews:cases")
    line_manager = make.member(people.board, Role.LINE_MANAGER)
    assert "Apply filters" not in page(line_manager, cases)
    assert "Nothing fits these filters." in page(line_manager, f"{cases}?stage=gathering")
    make.review(people)
    assert "Apply filters" in page(people.manager, cases)
    assert "Apply filters" in page(people.manager, f"{cases}?stage=published")


def test_no_open_matter_of_a_case_links_to_the_page_it_stands_on(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    keeping.catch_up(keeping.MOST_AT_ONCE)
    own = review.get_absolute_url()
    case, _, _ = raw(people.panel_member, own).partition('id="in-this-case"')
    assert "The overview report is to be signed off" in case
    assert f'govuk-link--no-visited-state" href="{own}"' not in case
    work = raw(people.panel_member, reverse("reviews:work"))
    assert f'govuk-link--no-visited-state" href="{own}"' in work
