"""From referral to decision, and on to publication, by following links from "Your work" alone."""

from __future__ import annotations

import pytest

from tests import make

from . import by_links
from .conftest import NewVisitor
from .entering import Mailbox
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.pango, pytest.mark.django_db(transaction=True)]


def test_case_of_portsmouth_goes_from_referral_to_publication_by_links_alone(
    visitor: NewVisitor, mailbox: Mailbox, inspection: Inspection
) -> None:
    portsmouth = make.board(name="Portsmouth Safeguarding Children Board", short_name="PSCB")
    make.agency(portsmouth, name=by_links.AGENCY)
    people = make.staff(portsmouth)
    people.first_reader, people.second_reader = make.two_readers(portsmouth)
    board = by_links.Board(people, visitor)
    by_links.from_referral_to_decision(board)
    by_links.from_decision_to_agencies_reporting(board)
    by_links.from_reporting_agency_to_accepted_review(board)
    by_links.from_accepted_review_to_signed_report(board)
    by_links.from_signed_report_to_publication(board)
    assert inspection.findings == []


def test_case_of_a_board_that_chooses_its_procedure_goes_from_referral_to_decision_by_links_alone(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    board = by_links.Board(make.staff(make.board(procedure="")), visitor)
    by_links.from_referral_to_decision(board, procedure=by_links.PROCEDURE)
    assert inspection.findings == []
