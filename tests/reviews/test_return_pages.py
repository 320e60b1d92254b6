"""The pages of a return: points are added without JavaScript, and nobody lands on a page they may not read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from panels.services import imrs
from reviews.models import ReturnRound
from reviews.services.returns import NewPoint
from scr_portal.drafts.models import Draft
from scr_portal.web.stale import version_of
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: Any) -> Any:
    return make.commission(people)


def address(name: str, imr: Any) -> str:
    return reverse(f"panels:{name}", args=[imr.review_id, imr.pk])


def test_returning_asks_for_points_and_lands_on_what_happens_next(people: Any, commission: Any) -> None:
    imr = make.submitted_imr(commission)
    chair = sign_in(Client(), people.panel_chair)
    chosen = chair.post(address("imr_judge", imr), {"verdict": "return"})
    assert chosen["Location"] == address("imr_return", imr)
    imr.refresh_from_db()
    assert imr.status == "submitted"

    landed = chair.post(chosen["Location"], {"text_1": "Who saw the child?"}, follow=True)
    assert landed.status_code == 200
    assert b"It is with its author now" in landed.content
    assert b"One point is still to be answered." in landed.content
    assert b"Its author is working on it." in landed.content
    imr.refresh_from_db()
    assert imr.status == "returned"


def test_another_point_is_added_without_javascript_and_nothing_typed_is_lost(
    people: Any, commission: Any
) -> None:
    imr = make.submitted_imr(commission)
    chair = sign_in(Client(), people.panel_chair)
    typed = {"section_1": "lessons", "text_1": "Who learned it?", "count": "1"}
    answer = chair.post(address("imr_return", imr), {**typed, "add": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Who learned it?" in page
    assert 'id="point-2"' in page
    assert 'id="point-3"' not in page
    assert "error-summary" not in page
    assert not ReturnRound.objects.exists()

    typed |= {"count": "2", "text_2": "Which records?"}
    chair.post(address("imr_return", imr), typed)
    assert [str(point.text) for point in ReturnRound.objects.get().points.all()] == [
        "Who learned it?",
        "Which records?",
    ]


def test_a_draft_brings_back_every_block_it_holds(people: Any, commission: Any) -> None:
    imr = make.submitted_imr(commission)
    chair = sign_in(Client(), people.panel_chair)
    token = chair.get(address("imr_return", imr)).context["draft_token"]
    wrong = {"text_1": "One.", "text_3": "Three.", "section_2": "lessons", "draft_token": token}
    refused = chair.post(address("imr_return", imr), wrong)
    assert refused.status_code == 422
    assert b"Point 2: say what should be answered or changed." in refused.content
    again = chair.get(address("imr_return", imr), {"draft": str(Draft.objects.get().pk)}).content.decode()
    assert "Three." in again
    assert 'id="point-3"' in again
    assert 'id="point-4"' not in again


def test_words_that_do_not_stand_in_the_text_are_refused_with_everything_kept(
    people: Any, commission: Any
) -> None:
    imr = make.submitted_imr(commission)
    chair = sign_in(Client(), people.panel_chair)
    refused = chair.post(address("imr_return", imr), {"quoted_1": "never written", "text_1": "Why?"})
    assert refused.status_code == 422
    assert "these words do not stand in the text" in refused.content.decode()
    assert b"never written" in refused.content


def test_what_is_not_with_the_panel_cannot_be_returned(people: Any, commission: Any) -> None:
    imr = imrs.accept(make.submitted_imr(commission), by=people.panel_chair)
    chair = sign_in(Client(), people.panel_chair)
    assert b"cannot be returned" in chair.get(address("imr_return", imr)).content
    assert chair.post(address("imr_return", imr), {"text_1": "Why?"}).status_code == 409


def test_the_author_answers_each_point_on_its_page(people: Any, commission: Any) -> None:
    current = make.returned_imr(people, commission)
    author = sign_in(Client(), commission.author)
    page = author.get(current.get_absolute_url()).content.decode()
    assert "Two points are still to be answered." in page
    assert "When was the child last seen?" in page
    assert "No word has changed since it was returned." in page
    for point in current.points.all():
        path = reverse("reviews:return_point", args=[point.pk])
        assert author.post(path, {"answer": "not_changed"}).status_code == 422
        reason = {"answer": "not_changed", "reason": "It stands in the summary."}
        assert author.post(path, reason)["Location"] == current.get_absolute_url()
    assert (
        b"Every point is answered. It can now be handed in again."
        in author.get(current.get_absolute_url()).content
    )


def test_texts_then_and_now_stand_side_by_side_in_coded_form(people: Any, commission: Any) -> None:
    current = make.returned_imr(people, commission)
    imr = commission.management_review
    imr.refresh_from_db()
    text = "Tamsin Quillfeather was seen on Tuesday."
    imrs.write(imr, section="lessons", text=text, version=version_of(imr, "lessons"), by=imr.author)
    make.handed_in_again(commission)
    page = sign_in(Client(), people.panel_member).get(current.get_absolute_url()).content.decode()
    then, now = page.index("was known to the agency. (lessons)"), page.index("was seen on Tuesday.")
    assert then < now
    assert "(summary)" not in page
    assert "Tamsin" not in page


def test_a_round_with_more_points_runs_no_more_queries(people: Any, commission: Any) -> None:
    few = make.returned_imr(people, commission, NewPoint("Why?"))
    other = make.commission(people, commission.review)
    many = make.returned_imr(people, other, *[NewPoint(f"Why {number}?") for number in "abcd"])
    chair = sign_in(Client(), people.panel_chair)
    counts = []
    for current in (few, many, few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            chair.get(current.get_absolute_url())
        counts.append(len(queries))
    assert counts[2] == counts[3]
