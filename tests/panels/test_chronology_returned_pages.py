"""The pages on which a chronology is returned: a row brings its number, and its point stands beside it."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.models import ReturnRound
from reviews.services import returns
from reviews.services.returns import NewPoint
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

ENROLLED, SEEN, LETTER = make.VISITS
CORRECTED = "Tamsin Quillfeather seen at home with her aunt, who opened the door."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: Any) -> Any:
    return make.commission(people)


def address(chronology: Any) -> str:
    return reverse("panels:chronology_return", args=[chronology.review_id, chronology.pk])


def words(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page.content.decode())).split())


def test_the_link_beside_a_row_fills_its_number_in_and_leads_to_what_happens_next(
    people: Any, commission: Any
) -> None:
    chronology = make.edition_of(commission)
    manager = sign_in(Client(), people.manager)
    page = manager.get(chronology.get_absolute_url()).content.decode()
    assert f'href="{address(chronology)}?row=3"' in page
    assert 'value="3"' in manager.get(f"{address(chronology)}?row=3").content.decode()

    typed = {"section_1": "Row 3", "quoted_1": "seen at home", "text_1": "By whom?", "text_2": "Is it all?"}
    landed = manager.post(address(chronology), typed, follow=True)
    assert landed.status_code == 200
    assert "Returned. The author has been told." in words(landed)
    assert "It is with its author now, who answers every point before it can be settled." in words(landed)
    assert "The accepted edition stays in force." in words(landed)
    assert [point.anchor_key for point in ReturnRound.objects.get().points.all()] == ["row_3", ""]


def test_a_row_that_is_not_there_is_refused_beside_its_box_with_everything_kept(
    people: Any, commission: Any
) -> None:
    chronology = make.edition_of(commission)
    manager = sign_in(Client(), people.manager)
    refused = manager.post(address(chronology), {"section_1": "99", "text_1": "By whom?"})
    assert refused.status_code == 422
    assert "Point 1: there is no event in row 99 of this edition." in words(refused)
    assert b"By whom?" in refused.content
    assert not ReturnRound.objects.exists()


def test_a_point_stands_beside_its_row_also_when_the_row_has_moved(people: Any, commission: Any) -> None:
    current = make.returned_chronology(people, commission, NewPoint("Who opened?", section="row_3"))
    author = sign_in(Client(), commission.author)
    page = words(author.get(current.subject.get_absolute_url()))
    assert re.search(r"row 3 .*Point 1 To be answered Who opened\? .*Letter sent", page)

    edition = make.edition_of(commission, "Registered with a doctor.", ENROLLED, CORRECTED, LETTER)
    page = words(author.get(edition.get_absolute_url()))
    assert re.search(r"row 4 .*Point 1 To be answered Who opened\? .*Letter sent", page)
    assert "Row 3, now row 4" in words(author.get(current.get_absolute_url()))


def test_a_point_of_an_earlier_round_stands_beside_no_row(people: Any, commission: Any) -> None:
    earlier = make.returned_chronology(people, commission, NewPoint("Who opened?", section="row_3"))
    for point in earlier.points.all():
        returns.answer_point(point, answer="not_changed", reason="As recorded.", by=commission.author)
    current = make.returned_chronology(people, commission, NewPoint("Which school?", section="row_2"))
    page = words(sign_in(Client(), commission.author).get(current.subject.get_absolute_url()))
    assert "Point 1 To be answered Which school?" in page
    assert "Who opened?" not in page


def test_rows_then_and_now_are_the_authors_own_words_and_coded_for_everybody_else(
    people: Any, commission: Any
) -> None:
    current = make.returned_chronology(people, commission)
    make.edition_of(commission, "Registered with a doctor.", ENROLLED, CORRECTED, LETTER)
    own = sign_in(Client(), commission.author).get(current.get_absolute_url())
    assert re.search(r"When it was returned .*Tamsin.* As it stands now .*Tamsin.* who opened", words(own))
    assert "no-store" in own["Cache-Control"]
    labels = sign_in(Client(), commission.author).get(current.get_absolute_url(), {"words": "labels"})
    for page in (labels, *(sign_in(Client(), who).get(current.get_absolute_url()) for who in (
        people.manager, people.panel_chair, people.panel_member,
    ))):  # fmt: skip
        assert "Tamsin" not in words(page)
        assert re.search(r"The file .*Edition 1, three events .*Edition 2, four events", words(page))
        assert "who opened the door" in words(page)
        assert "Letter sent" not in words(page)


def test_the_author_answers_on_the_page_of_the_point(people: Any, commission: Any) -> None:
    current = make.returned_chronology(people, commission)
    author = sign_in(Client(), commission.author)
    for point in current.points.all():
        path = reverse("reviews:return_point", args=[point.pk])
        assert author.post(path, {"answer": "changed"}).status_code == 422
        reason = {"answer": "not_changed", "reason": "The visit book does not say."}
        assert author.post(path, reason)["Location"] == current.get_absolute_url()
    assert "Every point is answered. It can now be settled." in words(author.get(current.get_absolute_url()))


def test_nothing_is_offered_to_whoever_cannot_return_it_or_while_points_are_open(
    people: Any, commission: Any
) -> None:
    chronology = make.edition_of(commission)
    for who in (people.panel_member, commission.author):
        visitor = sign_in(Client(), who)
        assert "Return this row" not in words(visitor.get(chronology.get_absolute_url()))
        assert visitor.get(address(chronology)).status_code == 403
    make.returned_chronology(people, commission)
    chair = sign_in(Client(), people.panel_chair)
    assert "Return this row" not in words(chair.get(chronology.get_absolute_url()))
    assert "Point 1 is not answered yet." in words(chair.get(address(chronology)))
    assert chair.post(address(chronology), {"text_1": "Why?"}).status_code == 409


def test_more_points_on_a_chronology_run_no_more_queries(people: Any, commission: Any) -> None:
    few = make.returned_chronology(people, commission, NewPoint("Why?", section="row_2"))
    other = make.commission(people, commission.review)
    rows = [NewPoint(f"Why {row}?", section=f"row_{row}") for row in (2, 3, 4)]
    many = make.returned_chronology(people, other, *rows)
    manager = sign_in(Client(), people.manager)
    for path in ("get_absolute_url", "subject"):
        counts = []
        for current in (few, many, few, many):
            url = (
                current.get_absolute_url()
                if path == "get_absolute_url"
                else current.subject.get_absolute_url()
            )
            with CaptureQueriesContext(connection) as queries:
                manager.get(url)
            counts.append(len(queries))
        assert counts[2] == counts[3], path
