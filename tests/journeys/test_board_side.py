"""The board's side of a case: wherever a step asks for something, the page offers the act that gives it."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone

from panels.models import Commission
from panels.services import panel as panels
from scr_portal.access.roles import Role
from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import let_in
from .house import longdate
from .visitor import Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clean_pages"),
]


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def test_board_without_a_procedure_chooses_one_where_the_criteria_would_be(visitor: NewVisitor) -> None:
    people = make.staff(make.board(procedure=""))
    make.referral(people)
    committee = let_in(visitor(), people.committee)

    committee.go("/work/")
    committee.follow(re.compile("^Answer the criteria and recommend"))
    committee.must_read("Who decides", "The board chair")
    committee.follow("Criteria")
    committee.must_read("has no procedure of its own in the portal", "Who decides", "The board chair")
    assert not committee.is_offered("Go on to the recommendation")
    committee.press("Choose the procedure")
    committee.press("Use this procedure")
    committee.must_read("Choose the procedure.", "Say why this procedure fits the case.")
    committee.choose("Procedure", "Serious case review, Portsmouth, Working Together 2010")
    committee.type("Why does it fit this case?", "The board follows it by agreement.")
    committee.press("Use this procedure")

    committee.must_read("The board follows it by agreement.", "Choose another procedure")
    acts.answer_criteria(committee, met=("died", "abuse or neglect", "worked together"))
    acts.recommend(committee, "The criteria are met.")
    committee.must_read("The board chair has been told.")


def test_second_person_at_the_terms_of_reference_sees_both_texts_and_loses_nothing(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.review(people)
    manager, committee = let_in(visitor(), people.manager), let_in(visitor(), people.committee)
    for writer in (manager, committee):
        writer.go(f"/reviews/{review.pk}/terms/edit/")
    manager.type("Question 1", "Was the child seen and heard?")
    manager.press("Save")
    committee.type("Question 1", "Who saw the child?")
    committee.type("Question 2", "Who told whom?")
    committee.press("Save")

    assert committee.status == 409
    committee.must_read("Saved by someone else", "Was the child seen and heard?", "Who saw the child?")
    assert committee.page.get_by_label("Question 1").input_value() == "Who saw the child?"
    committee.type("Question 1", "Was the child seen and heard, and by whom?")
    committee.press("Save this")
    committee.must_read("Was the child seen and heard, and by whom?", "Who told whom?")


def test_end_of_proceedings_is_recorded_and_a_second_person_agrees(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.review(people)
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.chair)
    manager.go(f"/reviews/{review.pk}/proceedings/")
    manager.press("Record proceedings")
    manager.choose("Which proceedings?", "Criminal proceedings")
    manager.page.get_by_label("Publication of the report").check()
    manager.type("Why, and with whom this was agreed", "The police ask for it.")
    manager.enter_day("When will you look at this again?", timezone.localdate() + datetime.timedelta(days=30))
    manager.press("Record")
    manager.follow(re.compile("^Record that these are over"))
    manager.press("Record it and ask a second person")
    manager.must_read("Write down how they ended.", "Say why nothing needs to be held any longer.")
    ended_on = timezone.localdate() - datetime.timedelta(days=3)
    manager.type("How did they end?", "Nobody was charged.")
    manager.enter_day("On what day did they end?", ended_on)
    manager.type("Why does nothing need to be held", "The police have closed the case.")
    manager.press("Record it and ask a second person")
    manager.must_read("The hold stands until a second person has agreed.")
    assert not manager.is_offered("Say whether you agree")
    manager.go(f"/reviews/{review.pk}/proceedings/{review.proceedings.get().pk}/agree/")
    assert manager.status == 403
    manager.go(f"/reviews/{review.pk}/")
    manager.must_read("Publication is on hold")

    chair.go("/work/")
    chair.follow(re.compile("^Agree that proceedings are over"))
    chair.press("Say whether you agree")
    chair.must_read("Nobody was charged.", "The police have closed the case.")
    chair.choose("Do you agree that these proceedings are over?", re.compile("^Yes"))
    chair.press("Record")
    chair.must_read("What these proceedings held back is free.", f"Over since {longdate(ended_on)}")
    manager.go(f"/reviews/{review.pk}/")
    manager.must_read("Nothing is held back.")


def test_recommendation_is_asked_again_and_a_decision_taken_again(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    make.recommended(people)
    chair, committee = let_in(visitor(), people.chair), let_in(visitor(), people.committee)
    chair.go("/work/")
    chair.follow(re.compile("^Decide on a referral"))
    chair.press("Decide")
    chair.follow("Ask the committee for its recommendation again")
    chair.page.get_by_label("What should be answered or changed?").nth(0).fill("Were they really missed?")
    chair.press("Ask the committee")
    chair.must_read("It is with the committee now")
    committee.go("/work/")
    committee.follow(re.compile("^Answer one point on the recommendation"))
    committee.must_read("Were they really missed?")
    committee.follow(re.compile("^Answer to point 1"))
    committee.choose("What did you do about this point?", "I did not change it")
    committee.type("Why did you not change it?", "The clinic has confirmed it.")
    committee.press("Save the answer")
    committee.follow(re.compile("^Go to the recommendation"))
    committee.press("Go on to the recommendation")
    committee.choose("What does the committee recommend?", "No review")
    committee.press("Send the recommendation to the board chair")

    chair.go("/work/")
    chair.follow(re.compile("^Decide on a referral"))
    chair.press("Decide")
    chair.choose("What do you decide?", "No review")
    chair.type("Reasons", "The appointments were kept.")
    chair.press("Record the decision")
    chair.follow("Take the decision again")
    chair.choose("What do you decide?", "A serious case review")
    chair.type("Reasons", "There is much to learn.")
    chair.type("Why is the decision taken again?", "A second agency has come forward.")
    chair.press("Record the new decision")
    chair.must_read("A second agency has come forward.", "Replaced: decided on")


def test_conflict_of_interest_is_seen_at_the_name_and_lifted_by_the_board_chair(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.appointed(people, make.review(people))
    member, chair = let_in(visitor(), people.panel_member), let_in(visitor(), people.chair)
    manager = let_in(visitor(), people.manager)
    member.go(f"/reviews/{review.pk}/")
    member.follow("Declare a conflict of interest")
    member.type("What is your connection with the case?", "A former neighbour.")
    member.press("Declare it and close this review to me")

    chair.go(f"/reviews/{review.pk}/panel/")
    assert "Conflict of interest" in chair.page.locator("tr", has_text="Tobias Wick").inner_text()
    member.go(f"/reviews/{review.pk}/")
    assert member.status == 404
    manager.go(f"/reviews/{review.pk}/conflicts/")
    manager.must_read("A former neighbour.")
    assert not manager.is_offered("Lift it")
    chair.go(f"/reviews/{review.pk}/")
    chair.follow("Conflicts of interest in this case")
    chair.must_read("A former neighbour.")
    chair.press("Lift it")
    chair.press("Lift the conflict of interest")
    chair.must_read("Say why the conflict no longer stands.")
    chair.type("Why does the conflict no longer stand?", "It was another family.")
    chair.press("Lift the conflict of interest")
    chair.must_read("It was another family.")
    member.go(f"/reviews/{review.pk}/")
    assert member.status == 200


def test_independence_is_asked_as_questions_and_shown_where_the_person_is_listed(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review = make.review(people)
    manager, chair = let_in(visitor(), people.manager), let_in(visitor(), people.chair)
    manager.go(f"/reviews/{review.pk}/panel/")
    acts.appoint(manager, "Osric Vane", "Independent panel chair")
    manager.must_read("Did they have any part in the case? No.")
    chair.go(f"/reviews/{review.pk}/panel/")
    chair.press("Appoint somebody")
    chair.choose("In what capacity?", "Independent overview author")
    chair.press("Continue")
    chair.choose("Who?", re.compile("^Leonie Sarratt"))
    for question in acts.INDEPENDENCE:
        answer = "Yes" if question.startswith("Do they work") else "No"
        chair.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()
    chair.page.get_by_label("Say how").locator("visible=true").fill("For two months in 1994.")
    chair.press("Appoint")
    chair.must_read("With this answer the person is not independent.")
    manager.go(chair.path)
    manager.must_not_read("If a rule stands against it")
    chair.type("If a rule stands against it", "A post of two months, long before the child was born.")
    chair.press("Appoint")
    chair.must_read("For two months in 1994.", "Appointed all the same by Idris Blackwater")


def test_those_who_may_be_appointed_are_offered_with_role_and_agency_and_never_relatives_or_staff_interviewed(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    record = make.interview(make.commission(people).management_review)
    lead = make.member(
        people.board, Role.AGENCY_LEAD, agency=record.imr.commission.agency, name="Jago Penhale"
    )
    relative = make.member(people.board, Role.PANEL_MEMBER, name="Wenna Lark")
    relative.memberships.create(board=people.board, role=Role.RELATIVE)
    record.interviewee.memberships.create(board=people.board, role=Role.PANEL_MEMBER)
    writer = record.imr.author
    writer.memberships.create(board=people.board, role=Role.PANEL_CHAIR)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{record.review.pk}/panel/")
    manager.press("Appoint somebody")
    manager.choose("In what capacity?", "Panel member")
    manager.press("Continue")
    labels = manager.page.get_by_role("main").locator(".govuk-radios label").all_inner_texts()
    assert any(label.startswith(f"{lead}: agency lead, {record.imr.commission.agency}") for label in labels)
    assert not [label for label in labels if label.startswith(("Wenna Lark", str(record.interviewee)))]
    manager.page.get_by_text("Who is left out, and by which rule").click()
    manager.must_read(
        "A relative cannot be appointed in a case.", "This person is interviewed in this review"
    )
    assert not [label for label in labels if label.startswith(str(people.referrer))]

    panels.end(record.review.appointments.current().get(capacity="panel_chair"), by=people.manager)
    manager.go(f"/reviews/{record.review.pk}/panel/appoint/panel_chair/")
    labels = manager.page.get_by_role("main").locator(".govuk-radios label").all_inner_texts()
    assert labels
    assert not [label for label in labels if label.startswith(str(writer))]
    manager.page.get_by_text("Who is left out, and by which rule").click()
    manager.must_read("This person writes or has written for an agency in this review")


def test_agency_is_withdrawn_with_a_reason_before_it_is_asked(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    review, agency = make.review(people), make.agency(people.board)
    manager = let_in(visitor(), people.manager)
    manager.go(f"/reviews/{review.pk}/agencies/")
    manager.press("Add an agency")
    manager.select("Which agency?", str(agency))
    manager.press("Add")
    manager.go(f"/reviews/{review.pk}/agencies/")
    manager.follow(str(agency))
    manager.follow("Withdraw this agency")
    manager.press("Withdraw the agency")
    manager.must_read("There is a problem")
    manager.type("Why is this agency", "It never knew the family.")
    manager.press("Withdraw the agency")
    manager.must_read("Withdrawn. Nobody had been asked, so nobody is told.")
    manager.follow(str(agency))
    manager.must_read("This agency was withdrawn before it was asked", "It never knew the family.")


def test_two_sections_written_in_two_tabs_give_no_alarm_and_one_section_shows_both_texts(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    imr = make.commission(people).management_review
    author = let_in(visitor(), imr.author)
    second = Visitor(author.page.context.new_page(), author.inspection, author.base)
    author.go(f"/reviews/{imr.review_id}/imrs/{imr.pk}/write/summary/")
    second.go(f"/reviews/{imr.review_id}/imrs/{imr.pk}/write/lessons/")
    for tab, words in ((author, "What we did."), (second, "What we learned.")):
        tab.type("Text", words)
        tab.press("Save")
        tab.must_not_read("Someone else saved this")
    author.go(f"/reviews/{imr.review_id}/imrs/{imr.pk}/write/lessons/")
    second.go(f"/reviews/{imr.review_id}/imrs/{imr.pk}/write/lessons/")
    author.type("Text", "What we learned in March.")
    author.press("Save")
    second.type("Text", "What we learned in May.")
    second.press("Save")
    assert second.status == 409
    second.must_read("What we learned in March.")
    assert second.page.get_by_label("Text").input_value() == "What we learned in May."


def test_author_is_replaced_and_an_agency_is_no_longer_asked(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    asked = make.commission(people)
    manager, author = let_in(visitor(), people.manager), let_in(visitor(), asked.author)
    author.go(asked.get_absolute_url())
    author.must_read("You write this agency’s management review.")
    manager.go(asked.get_absolute_url())
    manager.follow("Replace the author")
    manager.type("Full name of the new author", "Noor Hale")
    manager.type("Their email address", "n.hale@example.org")
    manager.type("Why does somebody else write from now on?", "She is on leave.")
    manager.press("Replace the author")
    manager.must_read("Noor Hale", "it was Hester Loam", "She is on leave.")
    author.go(asked.get_absolute_url())
    assert author.status == 404
    successor = let_in(visitor(), Commission.objects.get().author)
    successor.go("/work/")
    successor.follow(re.compile("^Write the management review of"))
    successor.must_read("You write this agency’s management review.")

    manager.follow("End the request to this agency")
    manager.press("End the request")
    manager.must_read("Say why this agency is no longer asked.")
    manager.type("Why is this agency no longer asked?", "It never knew the family.")
    manager.press("End the request")
    manager.must_read("No longer asked")
    successor.go(asked.get_absolute_url())
    assert successor.status == 404
    acts.ask_agency(manager, str(asked.agency), author="Noor Hale", email="n.hale@example.org")
    manager.must_read("Asked for")


def test_information_report_has_a_shorter_form_of_its_own(
    visitor: NewVisitor, people: SimpleNamespace
) -> None:
    asked = make.commission(people, contribution="information_report")
    author = let_in(visitor(), asked.author)
    author.go("/work/")
    author.must_read("Write the information report of")
    author.go(asked.get_absolute_url())
    acts.state_independence(author)
    author.follow("Write the information report")
    author.must_read(
        "What your agency knew of the child and the family", "Anything else the panel should know"
    )
    author.must_not_read("Good practice", "Lessons learned")
    acts.write_sections(author, "We saw the child twice.")
    author.press("Hand in the information report")
    author.press("Hand it in")
    author.must_read("Handed in.")
