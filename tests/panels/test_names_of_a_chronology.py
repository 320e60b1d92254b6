"""Unknown names of a chronology in the queue of the case."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from lxml import html

from panels.services import chronologies
from reviews.models import UnknownName
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
FILE = (
    b"Date,Source,Details,Weather\n"
    b"12/01/2009,Visit book,Seen by Hedra Trewin at home.,Fine\n"
    b"13/01/2009,Visit book,Nobody at home.,Rain as Oswin Carrow noted\n"
)


@pytest.fixture
def case(settings: Any) -> Any:
    settings.SECOND_FACTOR_WAIVED = True
    people = make.staff(make.board())
    commission = make.commission(people)
    chronologies.accept(make.chronology_of(commission, FILE), by=commission.author)
    return people, commission


@pytest.mark.parametrize(
    ("surface", "row", "sentence"),
    [
        ("Hedra Trewin", 2, "Seen by Hedra Trewin at home."),
        ("Oswin Carrow", 3, "Rain as Oswin Carrow noted"),
    ],
)
def test_a_name_of_a_chronology_is_shown_with_its_row_and_column_whatever_its_heading(
    client: Any, case: Any, surface: str, row: int, sentence: str
) -> None:
    people, commission = case
    sign_in(client, people.manager)
    review = commission.review
    reason = {"reason": "Settling the names of a chronology."}
    client.post(reverse("reviews:named_view", args=["review", review.pk]), reason)
    name = next(name for name in UnknownName.objects.waiting() if name.surface == surface)
    page = html.fromstring(client.get(f"{reverse('reviews:names', args=[review.pk])}?open={name.pk}").content)
    passages = [
        " ".join(item.text_content().split())
        for item in page.xpath("//main//ul[contains(@class,'passages')]/li")
    ]
    assert passages == [f"{sentence} Chronology of {commission.agency.short_name}, row {row}"]
