"""What holds the asking of agencies back: the sentence of each branch, reached through the services."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from panels import owners
from panels.gates import (
    hand_in_matter,
    judge_matter,
)
from panels.services import commissions, imrs, panel
from reviews import owners as of_case
from reviews.models import Review
from reviews.services import terms
from scr_portal import workflow
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def sentences(gate: str, subject: Any) -> list[str]:
    return [item.sentence for item in workflow.registered()[gate].missing(again(subject))]


# Panel and agencies ---------------------------------------------------------------------------------------


def test_chair_and_author_are_missing_until_each_is_appointed(people: Any, review: Any) -> None:
    gate = "panels.chair_and_author_appointed"
    no_chair = "No independent panel chair has been appointed."
    no_author = "No independent overview author has been appointed."
    assert sentences(gate, review) == [no_chair, no_author]
    values = {"answers": make.INDEPENDENT, "by": people.manager}
    chair = panel.appoint(review, user=people.panel_chair, capacity="panel_chair", **values)
    assert sentences(gate, review) == [no_author]
    panel.appoint(review, user=people.author, capacity="overview_author", **values)
    assert sentences(gate, review) == []
    panel.end(chair, by=people.manager)
    assert sentences(gate, review) == [no_chair]


def test_an_appointment_without_its_answers_has_not_stated_independence(people: Any, review: Any) -> None:
    """Records from before the questions were asked have no answers; the service takes none without."""
    make.appointed(people, review)
    review.appointments.get(capacity="overview_author").answers.filter(question="line").delete()
    assert sentences("panels.chair_and_author_appointed", review) == [
        "The independent overview author has not stated independence."
    ]


def test_nobody_is_asked_for_independence_where_the_procedure_does_not_want_it() -> None:
    people = make.staff(make.board(procedure="isle-of-wight"))
    review = make.appointed(people, make.review(people))
    assert not review.appointments.get(capacity="panel_chair").answers.exists()
    assert sentences("panels.chair_and_author_appointed", review) == []


def test_each_kind_of_agency_of_the_leaflet_is_missing_until_somebody_of_it_is_on_the_panel() -> None:
    people = make.staff(make.board(procedure="hampshire-2006"))
    review, gate = make.review(people), "panels.core_agencies_on_panel"
    kinds = ("Health provider", "Children’s social care", "Housing", "Police")
    wanted = [f"Nobody on the panel comes from this kind of agency: {kind}." for kind in kinds]
    assert sentences(gate, review) == wanted
    housing = make.member(people.board, "agency_lead", agency=make.agency(people.board, kind="housing"))
    seat = panel.appoint(review, user=housing, capacity="panel_member", by=people.manager)
    assert sentences(gate, review) == [sentence for sentence in wanted if "Housing" not in sentence]
    panel.end(seat, by=people.manager)
    assert sentences(gate, review) == wanted


def test_agencies_are_missing_until_one_is_in_scope_and_each_is_asked(people: Any, review: Any) -> None:
    gate = "panels.agencies_commissioned"
    make.appointed(people, review)
    make.agreed_terms(people, review)
    assert sentences(gate, review) == ["No agency has been asked for its review yet."]
    agency = make.agency(people.board, name="Fennmouth Homes")
    planned = commissions.plan(review, agency=agency, by=people.manager)
    assert sentences(gate, review) == ["Fennmouth Homes has not been asked yet."]
    commissions.end(planned, reason="It never knew the family.", by=people.manager)
    assert sentences(gate, review) == ["No agency has been asked for its review yet."]
    make.commission(people, review)
    assert sentences(gate, review) == []


@pytest.mark.parametrize("agreed", [False, True])
def test_an_agency_is_asked_once_the_terms_are_agreed(people: Any, review: Any, agreed: bool) -> None:
    make.appointed(people, review)
    if agreed:
        make.agreed_terms(people, review)
    else:
        terms.draft(review, by=people.manager)
    commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    (item,) = workflow.registered()["panels.agencies_commissioned"].missing(review)
    assert item.later is not agreed


def test_a_contribution_is_missing_until_the_panel_accepts_it(people: Any) -> None:
    gate, asked = "panels.management_reviews_accepted", make.commission(people)
    name, case = str(asked.agency), asked.review
    assert sentences(gate, case) == [f"{name} has not handed in its management review."]
    make.returned_imr(people, asked)
    assert sentences(gate, case) == [f"{name} has not handed in its management review again."]
    row = make.handed_in_again(again(asked))
    assert sentences(gate, case) == [f"The management review of {name} has not been accepted yet."]
    imrs.accept(row, by=people.panel_chair)
    assert sentences(gate, case) == []


def test_an_agency_that_is_no_longer_asked_owes_nothing_and_needs_a_reason(people: Any) -> None:
    asked = make.commission(people)
    with pytest.raises(TransitionBlocked, match=r"Say why this agency is no longer asked\."):
        commissions.end(asked, reason="  ", by=people.manager)
    commissions.end(asked, reason="It never knew the family.", by=people.manager)
    assert sentences("panels.management_reviews_accepted", asked.review) == []


def test_agency_owes_its_review_from_the_day_it_was_asked(people: Any, review: Any) -> None:
    make.appointed(people, review)
    make.agreed_terms(people, review)
    planned = commissions.plan(review, agency=make.agency(people.board), by=people.manager)
    assert hand_in_matter(planned, review).later
    assert not hand_in_matter(make.commission(people, review), review).later


def test_accepted_review_of_one_case_and_the_records_of_another_are_nothing_to_this_one(people: Any) -> None:
    asked, other = make.commission(people), make.commission(people)
    make.accepted_imr(people, asked)
    assert sentences("panels.management_reviews_accepted", asked.review) == []
    assert len(sentences("panels.management_reviews_accepted", other.review)) == 1


def test_what_an_agency_owes_is_watched_by_its_lead_and_by_those_at_work_on_the_case(people: Any) -> None:
    asked = make.commission(people)
    at_work, lead = of_case.those_at_work(asked.review), owners.lead(asked)
    assert hand_in_matter(asked, asked.review).watchers == (*at_work, lead)
    author = replace(owners.author(asked), above=())
    assert judge_matter(asked.management_review).watchers == (*at_work, author, lead)
    assert author.includes(asked.author)
    assert len(at_work) > 1
