"""Under each procedure a case goes from its referral to agreed terms, by links alone, in the words of its board."""

from __future__ import annotations

import datetime

import pytest

from reviews.procedures import Procedure, get
from scr_portal.access.roles import Role
from scr_portal.accounts.models.organisations import AgencyKind
from tests import make

from . import acts, by_links
from .conftest import NewVisitor
from .entering import Mailbox
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODES = (
    "hampshire-2006",
    "kingston-2006",
    "cambridgeshire-peterborough-2015",
    "isle-of-wight",
    "portsmouth-2010",
)


@pytest.mark.parametrize("code", CODES)
def test_case_goes_from_referral_to_agreed_terms(
    code: str, visitor: NewVisitor, mailbox: Mailbox, inspection: Inspection
) -> None:
    procedure = get(code)
    people = make.staff(make.board(procedure=code, name="Fennmouth Safeguarding Children Board"))
    for kind in procedure.panel.core:
        agency = make.agency(people.board, kind=kind, name=AgencyKind(kind).label)
        make.member(people.board, Role.AGENCY_LEAD, agency=agency, name=f"Lead of {AgencyKind(kind).label}")
    board = by_links.Board(people, visitor)
    refer_and_decide(board, procedure)
    appoint_all(board, procedure)
    agree_terms(board)
    board.panel_chair.must_read("In force")
    assert inspection.findings == []


def refer_and_decide(board: by_links.Board, procedure: Procedure) -> None:
    by_links.refer(board.referrer)
    body = procedure.terms.recommending_short
    committee = board.committee
    committee.find_work("Answer the criteria and recommend")
    acts.answer_criteria(committee, met=("a child died", "abuse or neglect", "worked together"))
    required = next(item for item in procedure.consequences if item.kind == "mandatory")
    committee.must_read(f"{required.words[1:]} ({required.source})")
    acts.recommend(committee, "A child has died and neglect is suspected.", body=body)
    board.chair.find_work("Decide on a referral")
    board.chair.must_read(f"The {body} recommends")
    acts.decide(board.chair, "They are right.")
    board.chair.must_read("Setting up", procedure.name)


def appoint_all(board: by_links.Board, procedure: Procedure) -> None:
    manager, rule = board.manager, procedure.panel
    for name, words, capacity in (
        ("Osric Vane", procedure.terms.chair, "panel_chair"),
        ("Leonie Sarratt", procedure.terms.author, "overview_author"),
    ):
        manager.find_work(f"Appoint the {words}")
        independent = capacity in rule.independent
        acts.appoint(manager, name, f"{words[:1].upper()}{words[1:]}", independent=independent)
        manager.must_read(f"{words[:1].upper()}{words[1:]}", name)
    for kind in rule.core:
        label = AgencyKind(kind).label
        manager.find_work(f"Appoint to the panel somebody from this kind of agency: {label}")
        acts.appoint(manager, f"Lead of {label}", "Panel member")


def agree_terms(board: by_links.Board) -> None:
    manager = board.manager
    manager.find_work("Write the terms of reference")
    manager.press("Write the terms of reference")
    acts.set_scope(manager, datetime.date(1998, 1, 1), datetime.date(2010, 9, 30))
    acts.ask_questions(manager, "Was the child seen and heard?")
    manager.find_work("Put the terms of reference before the panel chair")
    manager.press("Send to the panel chair")
    manager.press("Send to the panel chair")
    board.panel_chair.find_work("Agree the terms of reference")
    board.panel_chair.press("Agree and put in force")
    board.panel_chair.press("Agree and put in force")
