"""Terms of reference and a referral go back with points, and come again with each answered."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Referral, ReturnRound, TermsOfReference
from reviews.services import criteria, referrals, returns, terms
from reviews.services.returns import NewPoint
from scr_portal.access import Denied
from scr_portal.accounts.models import User
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

QUESTIONS = ["Was the child seen and heard?", "Who knew?"]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def words(user: Any) -> list[str]:
    keeping.catch_up()
    return [item.words for item in items_for(User.objects.get(pk=user.pk)) if not item.waiting_for]


def write(draft: TermsOfReference, people: Any, *questions: str) -> TermsOfReference:
    draft.refresh_from_db()
    return terms.write(
        draft,
        version=draft.version,
        scope_start=datetime.date(1998, 1, 1),
        scope_end=datetime.date(2010, 9, 30),
        questions=questions,
        by=people.manager,
    )


def proposed(people: Any) -> TermsOfReference:
    review = make.appointed(people, make.review(people))
    draft = write(terms.draft(review, by=people.manager), people, *QUESTIONS)
    return terms.propose(draft, by=people.manager)


def ask(on: TermsOfReference, by: Any) -> ReturnRound:
    point = NewPoint("Seen by whom?", section="question_1", quoted="seen and heard")
    return terms.send_back(on, points=[point, NewPoint("Why 1998?", section="period")], by=by)


def test_a_panel_member_returns_the_terms_and_lands_on_what_happens_next(people: Any) -> None:
    draft = proposed(people)
    member = sign_in(Client(), people.panel_member)
    path = reverse("reviews:terms_return", args=[draft.review_id])
    assert path in member.get(draft.get_absolute_url()).content.decode()
    landed = member.post(path, {"section_1": "question_2", "text_1": "Knew what?"}, follow=True)
    assert landed.status_code == 200
    page = landed.content.decode()
    assert "It is with the business manager or the committee now" in page
    assert "Question 2" in page
    assert "Return it" not in member.get(path).content.decode()
    assert path not in member.get(draft.get_absolute_url()).content.decode()


def test_terms_are_not_put_before_the_chair_again_with_a_point_unanswered(people: Any) -> None:
    draft = proposed(people)
    current = ask(draft, people.panel_chair)
    assert "Answer two points on the terms of reference" in words(people.manager)
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        terms.propose(draft, by=people.manager)
    write(draft, people, "Was the child seen alone?")
    for point in current.points.all():
        returns.answer_point(
            point,
            answer="changed" if point.number == 1 else "not_changed",
            reason="The first child was born then.",
            by=people.manager,
        )
    assert "Put the terms of reference before the panel chair" in words(people.manager)
    assert terms.propose(draft, by=people.manager).status == "proposed"
    page = sign_in(Client(), people.panel_chair).get(current.get_absolute_url()).content.decode()
    assert "Was the child seen alone?" in page
    assert "Who knew?" in page
    assert "It was put before the panel chair again by" in page


def test_nobody_returns_terms_they_write_nor_answers_their_own_points(people: Any) -> None:
    draft = proposed(people)
    for person in (people.manager, people.committee, people.author):
        with pytest.raises(Denied):
            ask(draft, person)
    current = ask(draft, people.panel_chair)
    with pytest.raises(Denied, match="somebody other than the person who wrote them"):
        returns.answer_point(
            current.points.all()[0], answer="not_changed", reason="No.", by=people.panel_chair
        )
    with pytest.raises(TransitionBlocked, match="not before the panel chair now"):
        ask(draft, people.panel_member)


def asked(people: Any) -> tuple[Referral, ReturnRound]:
    about = make.referral(people)
    quoted = "two clinic appointments"
    point = NewPoint("At which clinic?", section="account", quoted=quoted)
    return about, referrals.send_back(about, points=[point], by=people.manager)


def test_the_referrer_answers_each_point_before_the_referral_is_sent_again(people: Any) -> None:
    about, current = asked(people)
    reported = about.reported_on
    assert "Answer one point on the referral" in words(people.referrer)
    with pytest.raises(Denied):
        criteria.begin(about, by=people.committee)
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        referrals.submit(about, by=people.referrer)
    about.refresh_from_db()
    referrals.write(
        about, version=about.version, account="Tamsin missed two at Saltern Road.", by=people.referrer
    )
    returns.answer_point(current.points.get(), answer="changed", by=people.referrer)
    assert "Send your referral again" in words(people.referrer)
    about = referrals.submit(about, by=people.referrer)
    assert (about.status, about.reported_on) == ("submitted", reported)
    assert "Answer the criteria and recommend" in words(people.committee)


def test_the_referrer_reads_their_own_words_among_the_points_and_the_manager_the_labels(people: Any) -> None:
    about, current = asked(people)
    referrals.write(about, version=about.version, account="Tamsin missed two.", by=people.referrer)
    client = sign_in(Client(), people.referrer)
    own = client.get(current.get_absolute_url())
    assert "Tamsin missed two." in own.content.decode()
    assert "no-store" in own["Cache-Control"]
    assert "Tamsin" not in client.get(current.get_absolute_url(), {"words": "labels"}).content.decode()
    manager = sign_in(Client(), people.manager).get(current.get_absolute_url()).content.decode()
    assert "At which clinic?" in manager
    assert "Tamsin" not in manager


def test_more_is_asked_on_a_page_that_leads_on_and_is_shut_afterwards(people: Any) -> None:
    about = make.referral(people)
    manager = sign_in(Client(), people.manager)
    path = reverse("reviews:referral_return", args=[about.pk])
    assert path in manager.get(about.get_absolute_url()).content.decode()
    landed = manager.post(path, {"text_1": "Who saw the child?"}, follow=True)
    assert landed.status_code == 200
    assert "It is with the referrer now" in landed.content.decode()
    assert "Ask the referrer</button>" not in manager.get(path).content.decode()
    for person in (people.referrer, people.committee, people.chair):
        with pytest.raises(Denied):
            referrals.send_back(about, points=[NewPoint("Who?")], by=person)
