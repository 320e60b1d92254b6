"""What each person is told who asks to read or change what agencies contribute: one table for each state."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from panels.actions import PanelAction
from panels.models import ManagementReview
from panels.services import chronologies, imrs, interviews
from scr_portal import access
from scr_portal.access import grants
from scr_portal.access.roles import Role
from tests import cast, make
from tests.asking import again
from tests.refusing import assert_told

pytestmark = pytest.mark.django_db

AUTHOR = "This is done by the agency’s own author."
IMR_AUTHOR = "A management review is written by the agency’s own author."
HANDED_IN = "The management review has been handed in, so this can no longer be changed."
IMR_HANDED_IN = "This management review has been handed in."
ARRANGED = "Interviews are arranged and written up by the agency’s own author."
JUDGED = "A management review is accepted or returned by the panel chair."
COMMISSION_READ = (
    "An agency’s commission is read by the board, the panel, and its own agency’s author and lead."
)
CHRONOLOGY_READ = (
    "A chronology is shown to the panel and the business manager once its author has accepted it, "
    "and before that to its author and the agency’s lead."
)
INTEGRATED_READ = (
    "The integrated chronology is read by the panel, the overview author and the business manager."
)
IMR_READ = (
    "A management review is read by the panel and the business manager once it has been handed in, "
    "and before that by its author and the agency’s lead."
)
RECORD_READ = "The record of an interview is read by the author and the person interviewed, and nobody else."
NOT_SHARED = "The record of your interview has not been shared with you yet."
CONFIRMED = "Only the person interviewed can confirm the record."
TERMS_READ = "Only the person interviewed can say that they have read this."
OWN_PAGE = "This page is for the person interviewed."
CLOSING_READ = "A request to close an interview record is read by its author and the agency’s lead."


@pytest.fixture
def world() -> SimpleNamespace:
    made = cast.world()
    return cast.begin(made, make.review(made.people))


def test_the_panel_is_set_up_by_the_manager_and_rules_set_aside_by_the_chair(world: Any) -> None:
    set_up = "Appointments and commissions are made by the business manager."
    aside = "A rule of independence is set aside by the board chair."
    assert_told(world, PanelAction.APPOINT, world.review, "bm", set_up)
    assert_told(world, PanelAction.COMMISSION, world.commission, "bm", set_up)
    assert_told(world, PanelAction.SET_ASIDE_INDEPENDENCE, world.review, "bch", aside)


def test_a_commission_is_read_by_board_panel_author_and_lead(world: Any) -> None:
    assert_told(
        world,
        PanelAction.VIEW_COMMISSION,
        world.commission,
        "agl imr pm pch ova sub bch bm",
        COMMISSION_READ,
    )


@pytest.mark.parametrize(
    "action",
    [PanelAction.DECLARE_INDEPENDENCE, PanelAction.UPLOAD_CHRONOLOGY, PanelAction.ACCEPT_CHRONOLOGY],
)
def test_what_was_asked_is_answered_by_the_author_until_it_is_handed_in(world: Any, action: Any) -> None:
    assert_told(world, action, world.commission, "imr", AUTHOR)
    make.submitted_imr(world.commission)
    assert_told(world, action, again(world.commission), "", AUTHOR, {"imr": HANDED_IN})


def test_a_chronology_is_its_authors_until_it_is_accepted(world: Any) -> None:
    row = make.chronology(world.commission, accepted=False)
    assert_told(world, PanelAction.VIEW_CHRONOLOGY, row, "imr agl", CHRONOLOGY_READ)
    assert_told(world, PanelAction.WITHDRAW_CHRONOLOGY, row, "imr", AUTHOR)
    assert_told(world, PanelAction.ACCEPT_CHRONOLOGY, row, "imr", AUTHOR)
    make.leave_held_rows_out(row, by=world.who["imr"])
    row = chronologies.accept(row, by=world.who["imr"])
    assert_told(world, PanelAction.VIEW_CHRONOLOGY, again(row), "imr agl bm pch ova pm", CHRONOLOGY_READ)
    assert_told(world, PanelAction.VIEW_INTEGRATED, world.review, "bm pch ova pm", INTEGRATED_READ)


def test_a_file_is_withdrawn_by_the_person_who_handed_it_in(world: Any) -> None:
    row = make.chronology(world.commission, accepted=False)
    row.uploaded_by = world.people.manager
    assert access.refusal(PanelAction.WITHDRAW_CHRONOLOGY, world.who["imr"], row) == (
        "A file is withdrawn by the person who handed it in."
    )


def test_a_management_review_is_written_by_its_author_and_judged_by_the_panel_chair(world: Any) -> None:
    row = world.commission.management_review
    assert_told(world, PanelAction.VIEW_IMR, row, "imr agl", IMR_READ)
    assert_told(world, PanelAction.WRITE_IMR, row, "imr", IMR_AUTHOR)
    assert_told(world, PanelAction.SUBMIT_IMR, row, "imr", IMR_AUTHOR)
    row = again(make.submitted_imr(world.commission))
    assert_told(world, PanelAction.VIEW_IMR, row, "imr agl bm pch ova pm", IMR_READ)
    assert_told(world, PanelAction.WRITE_IMR, row, "", IMR_AUTHOR, {"imr": IMR_HANDED_IN})
    assert_told(world, PanelAction.ACCEPT_IMR, row, "pch", JUDGED)


def test_who_wrote_in_a_management_review_does_not_judge_it_as_the_chair_of_the_panel(world: Any) -> None:
    row = again(make.submitted_imr(world.commission))
    author = world.who["imr"]
    grants.grant(author, "chair_panel", row.review)
    assert access.refusal(PanelAction.ACCEPT_IMR, again(author), row) == (
        "Nobody accepts or returns what they wrote in themselves."
    )


def test_a_returned_review_is_its_authors_again_and_an_accepted_one_is_not(world: Any) -> None:
    make.returned_imr(world.people, world.commission)
    row = ManagementReview.objects.get(commission=world.commission)
    assert_told(world, PanelAction.WRITE_IMR, row, "imr", IMR_AUTHOR)
    assert_told(world, PanelAction.UPLOAD_CHRONOLOGY, again(world.commission), "imr", AUTHOR)
    make.handed_in_again(again(world.commission))
    assert_told(world, PanelAction.VIEW_IMR, again(row), "imr agl bm pch ova pm", IMR_READ)
    imrs.accept(row, by=world.people.panel_chair)
    assert_told(world, PanelAction.WRITE_IMR, again(row), "", IMR_AUTHOR, {"imr": IMR_HANDED_IN})
    assert_told(world, PanelAction.VIEW_IMR, again(row), "imr agl bm pch ova pm bch ofs", IMR_READ)


def test_an_author_who_works_for_the_agency_no_more_writes_nothing(world: Any) -> None:
    row, author = world.commission.management_review, world.who["imr"]
    from scr_portal.accounts.services import memberships

    elsewhere = make.agency(world.people.board)
    author.memberships.create(board=world.people.board, role=Role.IMR_AUTHOR, agency=elsewhere)
    mine = author.memberships.get(agency=world.agency)
    memberships.end(mine, by=world.people.manager)
    assert access.refusal(PanelAction.WRITE_IMR, author, row) == IMR_AUTHOR
    assert access.refusal(PanelAction.UPLOAD_CHRONOLOGY, author, world.commission) == AUTHOR
    assert access.refusal(PanelAction.ARRANGE_INTERVIEW, author, row) == ARRANGED


def test_nobody_is_interviewed_for_an_information_report(world: Any) -> None:
    asked = make.commission(world.people, world.review, contribution="information_report")
    assert access.refusal(PanelAction.ARRANGE_INTERVIEW, asked.author, asked.management_review) == (
        "An information report is written from the agency’s records. Nobody is interviewed for it."
    )


@pytest.mark.parametrize(
    "action",
    [
        PanelAction.WRITE_INTERVIEW,
        PanelAction.CALL_OFF_INTERVIEW,
        PanelAction.SHARE_INTERVIEW,
        PanelAction.RECORD_TERMS_GIVEN,
        PanelAction.REMIND_INTERVIEWEE,
        PanelAction.ASK_CLOSING,
    ],
)
def test_an_interview_is_arranged_and_written_up_by_the_author(world: Any, action: Any) -> None:
    assert_told(world, action, cast.interview(world), "imr", ARRANGED)
    assert_told(world, PanelAction.ARRANGE_INTERVIEW, world.commission.management_review, "imr", ARRANGED)


def test_a_record_is_its_authors_until_it_is_shared(world: Any) -> None:
    row = cast.interview(world)
    assert_told(world, PanelAction.VIEW_INTERVIEW, row, "imr", RECORD_READ, {"itv": NOT_SHARED})
    assert_told(world, PanelAction.OPEN_OWN_INTERVIEW, row, "imr itv", OWN_PAGE)
    assert_told(world, PanelAction.CONFIRM_INTERVIEW, row, "", CONFIRMED, {"itv": NOT_SHARED})
    assert_told(world, PanelAction.CONFIRM_TERMS_READ, row, "itv", TERMS_READ)
    row = interviews.share(row, by=world.who["imr"])
    assert_told(world, PanelAction.VIEW_INTERVIEW, again(row), "imr itv", RECORD_READ)
    assert_told(world, PanelAction.CONFIRM_INTERVIEW, row, "itv", CONFIRMED)


def test_a_closing_is_answered_by_the_lead_and_never_by_who_asked(world: Any) -> None:
    row = cast.closing(world, cast.interview(world))
    answered = "Whether a record is closed without agreement is answered by the agency’s lead."
    own = "Somebody else in your agency has to agree."
    assert_told(world, PanelAction.VIEW_CLOSING, row, "imr agl", CLOSING_READ)
    assert_told(world, PanelAction.ANSWER_CLOSING, row, "agl", answered, {"imr": own})


def test_a_lead_who_was_interviewed_does_not_close_the_own_record(world: Any) -> None:
    row = cast.closing(world, cast.interview(world))
    person = world.who["itv"]
    person.memberships.create(board=world.people.board, role=Role.AGENCY_LEAD, agency=world.agency)
    assert access.refusal(PanelAction.ANSWER_CLOSING, person, row) == (
        "Whether a record is closed without agreement is answered by the agency’s lead."
    )
