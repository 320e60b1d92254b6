"""Who may be appointed to what is a rule: for the service, for the form, and where it can be for the database."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from panels.enums import Capacity
from panels.models import Appointment
from panels.services import authorship, commissions, imrs, independence, interviews, panel
from panels.services.interviews import AppointedInReview
from reviews.models import Review
from reviews.services import reviews
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.refusals import Refused
from tests import make
from tests.make import INDEPENDENT
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

SET_ASIDE = "Nobody else of this standing is free, and the post was a short one."


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def review(people: SimpleNamespace) -> Review:
    return make.review(people)


def appoint(review: Review, user: Any, by: Any, capacity: str = "panel_chair", **values: Any) -> Appointment:
    return panel.appoint(review, user=user, capacity=capacity, **({"answers": INDEPENDENT} | values), by=by)


def refused(
    review: Review, user: Any, by: Any, sentence: str, capacity: str = "panel_chair", **values: Any
) -> None:
    before = review.appointments.count()
    with pytest.raises(Refused, match=sentence):
        appoint(review, user, by, capacity, **values)
    assert review.appointments.count() == before


def offered(review: Review, capacity: str) -> list[str]:
    return [str(user) for user, _ in independence.candidates(review, Capacity(capacity))]


def another(people: SimpleNamespace, role: Role, name: str, **values: Any) -> Any:
    return make.member(people.board, role, name=name, **values)


# Who is offered


def test_candidates_are_those_with_the_role_and_are_shown_with_role_and_agency(
    people: Any, review: Review
) -> None:
    lead = another(
        people, Role.AGENCY_LEAD, "Bronagh Pike", agency=make.agency(people.board, name="Fennmouth Homes")
    )
    assert offered(review, "panel_chair") == ["Osric Vane"]
    assert offered(review, "overview_author") == ["Leonie Sarratt"]
    described = dict(independence.candidates(review, Capacity.PANEL_MEMBER))
    assert described[lead] == "agency lead, Fennmouth Homes"
    assert people.manager not in described and people.referrer not in described


def test_role_decides_in_the_service_too(people: Any, review: Review) -> None:
    refused(review, people.panel_member, people.manager, "is none of the roles this person has on the board")
    refused(review, make.user(), people.manager, "Invite this person to the board first")


# What can never be set aside


def test_relative_is_never_appointed(people: Any, review: Review) -> None:
    relative = another(people, Role.RELATIVE, "Wenna Lark")
    relative.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    assert "Wenna Lark" not in offered(review, "panel_member")
    for by, reason in ((people.manager, ""), (people.chair, SET_ASIDE)):
        refused(review, relative, by, "A relative cannot be appointed", "panel_member", set_aside=reason)


def test_interviewed_person_is_never_appointed_and_the_database_knows(people: Any) -> None:
    record = make.interview(make.commission(people).management_review)
    review, nurse = record.review, record.interviewee
    nurse.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    assert str(nurse) not in offered(review, "panel_member")
    refused(review, nurse, people.chair, "is interviewed in this review", "panel_member", set_aside=SET_ASIDE)

    with pytest.raises(IntegrityError, match="nobody_interviewed"), transaction.atomic():
        Appointment.objects.create(
            review=review, user=nurse, capacity="panel_member", appointed_by=people.manager
        )


def test_person_appointed_is_not_interviewed(people: Any) -> None:
    asked = make.commission(people)
    with pytest.raises(AppointedInReview, match="This person is appointed in this review"):
        interviews.arrange(
            asked.management_review,
            email=people.panel_member.email,
            name="Tobias Wick",
            job="Head of service",
            support="Occupational health",
            by=asked.author,
        )


def test_author_of_an_agency_is_not_independent(people: Any) -> None:
    asked = make.commission(people)
    panel.end(asked.review.appointments.get(capacity="panel_chair"), by=people.manager)
    asked.author.memberships.create(board=people.board, role=Role.PANEL_CHAIR)
    refused(asked.review, asked.author, people.chair, "has written for an agency", set_aside=SET_ASIDE)
    authorship.replace_author(
        asked, author_email="n.hale@example.org", author_name="Noor Hale", reason="Leave.", by=people.manager
    )
    refused(asked.review, asked.author, people.chair, "has written for an agency", set_aside=SET_ASIDE)


def test_board_chair_conflict_and_second_appointment_stand_against_it(people: Any, review: Review) -> None:
    people.chair.memberships.create(board=people.board, role=Role.PANEL_CHAIR)
    refused(review, people.chair, people.manager, "The board chair signs the report")
    reviews.declare_conflict(review, of=people.panel_chair, reason="A neighbour.", by=people.manager)
    refused(review, people.panel_chair, people.manager, "declared a conflict of interest")
    appoint(review, people.panel_member, people.manager, "panel_member", answers={})
    refused(review, people.panel_member, people.manager, "already has an appointment", "panel_member")


# What the board chair can set aside


def test_member_of_an_involved_agency_is_independent_only_if_the_board_chair_says_so(
    people: Any, review: Review
) -> None:
    agency = make.agency(people.board)
    commissions.plan(review, agency=agency, by=people.manager)
    people.panel_chair.memberships.create(board=people.board, agency=agency, role=Role.AGENCY_LEAD)
    (candidate,) = independence.candidates(review, Capacity.PANEL_CHAIR)
    assert (
        "works for an agency that takes part in the review. The board chair can set this aside"
        in candidate[1]
    )
    refused(review, people.panel_chair, people.manager, "works for an agency that takes part")
    with pytest.raises(Denied, match="set aside by the board chair"):
        appoint(review, people.panel_chair, people.manager, set_aside=SET_ASIDE)

    made = appoint(review, people.panel_chair, people.chair, set_aside=SET_ASIDE)

    assert (made.set_aside_because, made.set_aside_by) == (SET_ASIDE, people.chair)
    outsider = sign_in(Client(), people.author).get(reverse("panels:panel", args=[review.pk]))
    assert outsider.status_code == 404
    page = sign_in(Client(), people.manager).get(reverse("panels:panel", args=[review.pk])).content.decode()
    assert SET_ASIDE in page


def test_namesake_of_a_person_of_the_case_needs_the_board_chair(people: Any, review: Review) -> None:
    namesake = another(people, Role.PANEL_MEMBER, make.CHILD)
    refused(review, namesake, people.manager, "bears the name of somebody in the case", "panel_member")
    assert appoint(review, namesake, people.chair, "panel_member", set_aside="A namesake; I asked her.").pk


@pytest.mark.parametrize("question", INDEPENDENT)
def test_each_question_is_answered_and_a_yes_says_how(people: Any, review: Review, question: str) -> None:
    missing = {name: answer for name, answer in INDEPENDENT.items() if name != question}
    refused(review, people.panel_chair, people.manager, "Answer yes or no", answers=missing)
    refused(
        review, people.panel_chair, people.manager, "Say how", answers=INDEPENDENT | {question: (True, " ")}
    )
    yes = INDEPENDENT | {question: (True, "Some years ago.")}
    refused(review, people.panel_chair, people.manager, "the person is not independent", answers=yes)

    made = appoint(review, people.panel_chair, people.chair, answers=yes, set_aside=SET_ASIDE)

    assert made.answers.get(question=question).words == "Some years ago."
    assert made.answers.filter(yes=False).count() == 3


def test_words_typed_beside_a_no_are_not_kept(people: Any, review: Review) -> None:
    answers = dict.fromkeys(INDEPENDENT, (False, "Typed and thought better of."))
    made = appoint(review, people.panel_chair, people.manager, answers=answers)
    assert {answer.words for answer in made.answers.all()} == {""}


def test_answers_are_shown_where_the_person_is_listed(people: Any, review: Review) -> None:
    appoint(review, people.panel_chair, people.manager)
    appoint(review, people.panel_member, people.manager, "panel_member", answers={})
    page = (
        sign_in(Client(), people.panel_chair).get(reverse("panels:panel", args=[review.pk])).content.decode()
    )
    assert page.count("<strong>No.</strong>") == 4
    assert "Not asked of a panel member" in page


def test_earlier_statement_in_free_words_still_counts_and_is_shown(people: Any, review: Review) -> None:
    made = appoint(review, people.panel_chair, people.manager)
    made.answers.all().delete()
    assert not made.independence_is_stated
    made.independence = "Comes from another county."
    made.save()
    assert made.independence_is_stated
    page = sign_in(Client(), people.manager).get(reverse("panels:panel", args=[review.pk])).content.decode()
    assert "Statement: Comes from another county." in page


def test_panel_member_who_signed_for_an_agency_is_marked(people: Any) -> None:
    asked = make.commission(people)
    imrs.submit(make.ready_imr(asked), by=asked.author)
    asked.author.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    described = dict(independence.candidates(asked.review, Capacity.PANEL_MEMBER))
    assert independence.WARNING in described[asked.author]

    appoint(asked.review, asked.author, people.manager, "panel_member", answers={})

    page = sign_in(Client(), people.manager).get(reverse("panels:panel", args=[asked.review_id]))
    assert "Wrote or signed for an agency" in page.content.decode()


# The pages


def test_form_offers_and_takes_candidates_only(people: Any, review: Review) -> None:
    client = sign_in(Client(), people.manager)
    url = reverse("panels:appoint_person", args=[review.pk, "panel_chair"])
    page = client.get(url).content.decode()
    assert "Osric Vane" in page and "Leonie Sarratt" not in page
    answers = dict.fromkeys(INDEPENDENT, "no")
    assert client.post(url, {"user": people.author.pk} | answers).status_code == 422
    assert client.post(url, {"user": people.panel_chair.pk} | answers).status_code == 302
    assert client.get(reverse("panels:appoint_person", args=[review.pk, "king"])).status_code == 404
    assert sign_in(Client(), people.committee).get(url).status_code == 403


def test_only_the_board_chair_is_asked_for_a_reason_to_set_a_rule_aside(people: Any, review: Review) -> None:
    url = reverse("panels:appoint_person", args=[review.pk, "panel_chair"])
    words = "why do you appoint this person all the same?"
    assert words in sign_in(Client(), people.chair).get(url).content.decode()
    assert words not in sign_in(Client(), people.manager).get(url).content.decode()


def test_agency_that_is_no_longer_asked_keeps_nobody_from_being_independent(people: Any) -> None:
    commission = make.commission(people)
    review = commission.review
    people.panel_chair.memberships.create(board=people.board, agency=commission.agency, role=Role.AGENCY_LEAD)
    assert people.panel_chair.pk in set(independence.work_for_an_agency_involved(review))
    commissions.end(commission, reason="It never knew the family.", by=people.manager)
    assert people.panel_chair.pk not in set(independence.work_for_an_agency_involved(review))


def test_where_nobody_can_be_appointed_the_page_says_whom_to_invite_and_has_no_form(
    client: Any, people: Any, review: Review
) -> None:
    people.panel_chair.memberships.get().delete()
    page = sign_in(client, people.manager).get(
        reverse("panels:appoint_person", args=[review.pk, "panel_chair"])
    )
    words = page.content.decode()
    assert (
        "Nobody on this board can be appointed in this capacity. Invite somebody with this role first."
        in words
    )
    assert reverse("accounts:people", args=[people.board.code]) in words
    assert "Do they work for an agency involved" not in words
