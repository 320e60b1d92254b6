"""The form for a relative says at once what is missing and what the identity register refuses."""

from __future__ import annotations

import pytest
from django.urls import reverse

from families.services import relatives
from scr_portal.refusals import Refused
from tests import make
from tests.reviews.test_all_errors import errors

pytestmark = pytest.mark.django_db


def test_relative_without_relationship_under_a_label_that_is_taken_is_refused_once() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    make.relative(people, review)
    manager = people.manager
    path = reverse("families:relative_add", args=[review.pk])
    label = review.relatives.get().identity.pseudonym
    said = errors(manager, path, {"name": "Mr Jonas Elder", "relationship": "", "label": label})
    assert set(said) == {"relationship", "label"}
    assert said["label"] == ["Another person of this case has that label. Choose one that nobody has."]


def test_service_says_all_it_refuses_of_a_relative() -> None:
    people = make.staff(make.board())
    review = make.review(people)
    relative = make.relative(people, review)
    manager = people.manager
    name = relative.identity.canonical
    with pytest.raises(Refused) as refused:
        relatives.add(review, name=name, relationship="mother", label=name, by=manager)
    assert set(refused.value.sentences) == {"name", "label"}
    with pytest.raises(Refused, match="Enter the relative’s name"):
        relatives.add(review, name=" ", relationship="mother", label="Mother", by=manager)
