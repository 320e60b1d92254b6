"""The pages of the family say at once what the form misses and what the service refuses."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from scr_portal import refusals
from tests import make
from tests.platform.test_refusals import days
from tests.reviews.test_all_errors import errors

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        (
            "contact_record",
            days("on", TODAY + datetime.timedelta(days=1)),
            {
                "kind": "Choose what it was.",
                "means": "Choose how it was done.",
                "on": refusals.IN_THE_FUTURE,
            },
        ),
        (
            "not_told",
            {"reason": " ", **days("look_again_on", TODAY)},
            {
                "reason": "Write down why.",
                "agreed_with": "Choose with whom it was agreed.",
                "look_again_on": refusals.NOT_IN_THE_FUTURE,
            },
        ),
    ],
)
def test_mistakes_of_every_kind_are_said_at_once(page: str, typed: dict[str, str], said: Any) -> None:
    people = make.staff(make.board())
    review = make.review(people)
    relative = make.relative(people, review, told=False)
    path = reverse(f"families:{page}", args=[review.pk, relative.pk])
    assert errors(people.manager, path, typed) == {name: [sentence] for name, sentence in said.items()}
