"""Two people at one form: each change is shown, whoever made it, and the boxes below hold them all."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from reviews.models import Review, TermsOfReference
from reviews.services import referrals, terms
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

SCOPE = {"scope_start": datetime.date(1998, 1, 1), "scope_end": datetime.date(2010, 9, 30)}
SEEN, TOLD = "Was the child seen and heard?", "Did agencies tell each other what they knew?"


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    review = make.review(people)
    save(review, people, SEEN, TOLD)
    return review


def save(review: Review, people: SimpleNamespace, *questions: str, **scope: Any) -> TermsOfReference:
    """Somebody saves the terms of reference as they stand, with these questions."""
    draft = terms.draft(review, by=people.committee)
    return terms.write(
        draft, version=draft.version, questions=questions, by=people.committee, **(SCOPE | scope)
    )


class Page:
    """The form as it was opened in one browser, filled in and sent there."""

    def __init__(self, user: Any, url: str) -> None:
        self.client, self.url = sign_in(Client(), user), url
        self.read(self.client.get(url))

    def read(self, response: Any) -> None:
        self.status = response.status_code
        self.tree = html.fromstring(response.content.decode()) if response.content else None

    @property
    def values(self) -> dict[str, str]:
        assert self.tree is not None
        form = self.tree.xpath("//main//form")[-1]
        return {name: (value or "").lstrip("\n") for name, value in form.form_values()}

    def send(self, **typed: str) -> None:
        self.read(self.client.post(self.url, self.values | typed))

    def compared(self) -> dict[str, tuple[str, ...]]:
        """Label to what stands there: who changed it, theirs, mine."""
        assert self.tree is not None
        return {
            str(section.xpath("string(.//h2)")).strip(): (
                str(section.xpath("string(./p)")).strip(),
                *(
                    " ".join(box.text_content().split())
                    for box in section.xpath(".//*[@class='portal-prose']")
                ),
            )
            for section in self.tree.xpath("//section[contains(@class,'portal-both')]")
        }


BOTH = "The box below holds what you typed. Add what you want to keep of theirs."
THEY = "Only they changed this. The box below holds what they saved."
YOU = "Only you changed this. The box below holds what you typed."


def edit(review: Review, user: Any) -> Page:
    return Page(user, reverse("reviews:terms_edit", args=[review.pk]))


def test_the_second_at_the_terms_sees_both_texts_of_a_question(people: Any, review: Review) -> None:
    page = edit(review, people.manager)
    save(review, people, "Who saw the child?", TOLD)

    page.send(question_1="Was the child ever seen alone?")

    assert page.status == 409
    assert page.compared() == {"Question 1": (BOTH, "Who saw the child?", "Was the child ever seen alone?")}
    assert page.values["question_1"] == "Was the child ever seen alone?"


def test_what_only_the_other_person_changed_is_in_the_boxes_and_is_kept(people: Any, review: Review) -> None:
    page = edit(review, people.manager)
    save(review, people, SEEN, TOLD, "What did the family ask for?", scope_end=datetime.date(2011, 3, 31))

    page.send(question_1="Was the child ever seen alone?")

    assert page.compared() == {
        "Question 1": (YOU, SEEN, "Was the child ever seen alone?"),
        "Question 3": (THEY, "What did the family ask for?", "Nothing"),
        "Last day of the period under review": (THEY, "31 March 2011", "30 September 2010"),
    }
    page.send()
    assert page.status == 302
    saved = review.terms.get()
    assert [question.text.original for question in saved.questions.all()] == [
        *("Was the child ever seen alone?", TOLD, "What did the family ask for?")
    ]
    assert saved.scope_end == datetime.date(2011, 3, 31)


def test_more_questions_than_the_form_was_opened_with_all_have_a_box(people: Any, review: Review) -> None:
    page = edit(review, people.manager)
    longer = [f"What happened in year {number}?" for number in range(1, 9)]
    save(review, people, SEEN, TOLD, *longer)

    page.send(question_2="Was anybody told?")
    page.send()

    assert [question.text.original for question in review.terms.get().questions.all()] == [
        *(SEEN, "Was anybody told?"),
        *longer,
    ]


def test_a_third_save_between_the_two_presses_is_shown_again(people: Any, review: Review) -> None:
    page = edit(review, people.manager)
    save(review, people, "Who saw the child?", TOLD)
    page.send(question_2="Was anybody told?")
    assert page.status == 409

    save(review, people, "Who saw the child?", TOLD, "What did the family ask for?")
    page.send()

    assert page.status == 409
    assert page.compared()["Question 3"] == (THEY, "What did the family ask for?", "Nothing")
    assert page.values["question_1"] == "Who saw the child?"
    assert page.values["question_2"] == "Was anybody told?"


def test_a_form_without_its_marks_compares_every_difference(people: Any, review: Review) -> None:
    page = edit(review, people.manager)
    save(review, people, SEEN, TOLD, "What did the family ask for?")

    page.send(shown="{broken", question_1="Mine")

    assert page.compared() == {
        "Question 1": (BOTH, SEEN, "Mine"),
        "Question 3": (BOTH, "What did the family ask for?", "Nothing"),
    }


def test_the_second_at_a_referral_sees_both_dates_of_birth(people: Any) -> None:
    referral = make.referral(people, submitted=False)
    page = Page(people.referrer, reverse("reviews:referral_edit", args=[referral.pk]))
    referrals.write(referral, version=referral.version, by=people.referrer, child_born_on="2009-02-15")

    page.send(child_born_on_day="16", account="Nobody was at home.")

    compared = page.compared()
    assert compared["The child’s date of birth"] == (BOTH, "15 February 2009", "16 February 2009")
    assert compared["What happened?"][0] == YOU
