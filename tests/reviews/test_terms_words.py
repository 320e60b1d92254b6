"""Whoever changes the terms of reference reads their own questions as they wrote them, and those of others in labels."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import TermsOfReference
from reviews.services import terms
from tests import cast, make
from tests.platform.signing_in import sign_in
from tests.previewing import begun

pytestmark = pytest.mark.django_db

NAMED = "Who saw Tamsin Quillfeather?"


def drafted(world: Any, *questions: str) -> TermsOfReference:
    draft = terms.draft(world.review, by=world.who["bm"])
    return write(draft, *questions, by=world.who["bm"])


def write(draft: TermsOfReference, *questions: str, by: Any) -> TermsOfReference:
    return terms.write(
        draft, version=draft.version, scope_start=None, scope_end=None, questions=questions, by=by
    )


def boxes(world: Any, person: Any) -> list[str]:
    page = sign_in(Client(), person).get(reverse("reviews:terms_edit", args=[world.review.pk]))
    assert page.status_code == 200
    form = page.context_data["form"]
    return [value for name in form.boxes if (value := form[name].value())]


def originals(draft: TermsOfReference) -> list[str]:
    return [question.text.original for question in draft.questions.all()]


def test_questions_of_somebody_else_stand_in_the_form_in_labels() -> None:
    world = begun()
    draft = drafted(world, NAMED)
    assert boxes(world, world.who["bm"]) == [NAMED]
    coded = draft.questions.get().text.coded
    assert "Quillfeather" not in coded
    for person in (world.who["sub"], world.who["pch"]):
        assert boxes(world, person) == [coded]


def test_a_question_that_is_left_as_it_was_keeps_its_words_and_its_writer() -> None:
    world = begun()
    draft = drafted(world, NAMED, "Who was told?")
    (coded, second) = boxes(world, world.who["sub"])
    draft = write(draft, second, coded, "What was missed?", by=world.who["sub"])
    assert originals(draft) == ["Who was told?", NAMED, "What was missed?"]
    writers = [question.written_by for question in draft.questions.all()]
    assert writers == [world.who["bm"], world.who["bm"], world.who["sub"]]


def test_a_question_that_is_changed_is_the_words_of_whoever_changed_it() -> None:
    world = begun()
    draft = drafted(world, NAMED)
    (coded,) = boxes(world, world.who["sub"])
    draft = write(draft, f"{coded} And when?", by=world.who["sub"])
    assert originals(draft) == [f"{coded} And when?"]
    assert draft.questions.get().written_by == world.who["sub"]
    assert boxes(world, world.who["bm"]) == [f"{coded} And when?"]


def test_a_writer_who_puts_a_label_in_the_place_of_a_name_has_changed_the_question() -> None:
    world = begun()
    draft = drafted(world, NAMED)
    coded = draft.questions.get().text.coded
    assert originals(write(draft, coded, by=world.who["bm"])) == [coded]


def test_a_new_version_begins_with_the_questions_in_the_words_of_their_writers() -> None:
    world = cast.world()
    review = make.review(world.people)
    cast.begin(world, review)
    in_force = review.terms.get()
    writer = in_force.questions.first().written_by
    assert writer is not None
    draft = terms.draft(review, by=world.who["sub"])
    assert draft.issue == in_force.issue + 1
    assert draft.questions.first().written_by == writer
