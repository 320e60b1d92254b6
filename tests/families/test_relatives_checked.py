"""What is refused of a relative is said beside the field it concerns, before anything is stored."""

from __future__ import annotations

from typing import Any

import pytest

from families.services import relatives
from reviews.models import Review
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    people = make.staff(make.board())
    review = make.review(people)
    make.relative(people, review)
    return review


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"name": "Rhoda Quillfeather", "label": "Mother"}, "label"),
        ({"name": "Rhoda Quillfeather", "label": "Aunt"}, None),
        ({"name": "Rhoda Quillfeather", "relationship": "grandparent"}, None),
        ({"name": "  ", "label": "Aunt"}, "name"),
        ({"label": "Aunt"}, None),
    ],
)
def test_checks_name_the_field_that_is_refused(review: Any, values: Any, refused: str | None) -> None:
    assert list(relatives.checks_add(review, **values)) == ([refused] if refused else [])
