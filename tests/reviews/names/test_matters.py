"""The names that wait in a case are one matter of its manager."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from reviews.models import UnknownName
from reviews.services import unknown_names
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from tests import make

from .asking import ACCOUNT, path

pytestmark = pytest.mark.django_db


def matters(people: Any) -> list[tuple[str, str, Any]]:
    """The names that wait, in the lists of the manager and of the committee."""
    keeping.catch_up()
    items = [item for user in (people.manager, people.committee) for item in items_for(user)]
    return [(item.words, item.url, item.case_code) for item in items if "name" in item.words]


def test_the_names_of_a_case_are_one_matter_of_the_manager_until_none_waits(client, people, referral):
    assert [row[:2] for row in matters(people)] == [("Settle four names", path(referral))]
    for name in UnknownName.objects.all():
        unknown_names.answer_as_word(name, settled_as="allow", by=people.manager)
    assert matters(people) == []


def test_a_referral_that_has_not_been_sent_asks_nothing_of_the_manager(people):
    make.referral(people, account=ACCOUNT, submitted=False)
    assert UnknownName.objects.waiting().exists()
    assert matters(people) == []


def test_a_review_takes_the_matter_over_and_leads_to_its_own_page(people):
    review = make.review(people, account=ACCOUNT)
    assert [row[1] for row in matters(people)] == [reverse("reviews:names", args=[review.pk])]
