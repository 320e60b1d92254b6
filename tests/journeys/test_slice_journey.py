"""One case from the first call to the published report, each act by the right person in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import make

from . import gathering, opening, reading, reporting
from .conftest import NewVisitor
from .entering import Mailbox
from .house import House
from .inspection import Inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house(visitor: NewVisitor, mailbox: Mailbox, inspection: Inspection) -> House:
    board = make.board(name="Fennmouth Safeguarding Children Board", short_name="Fennmouth")
    make.agency(board, name="Fennmouth Community Health")
    make.agency(board, name="Aldermarsh Police", kind="police")
    people = make.staff(board)
    people.first_reader, people.second_reader = make.two_readers(board)
    return House(people, visitor, mailbox, inspection)


def test_a_case_from_referral_to_published_report(house: House, tmp_path: Path) -> None:
    opening.refer(house)
    opening.assess_and_decide(house)
    opening.check_the_clock(house)
    opening.agree_terms_and_appoint(house)
    opening.tell_the_family_that_there_is_a_review(house)
    gathering.ask_two_agencies(house)
    gathering.hand_in_chronologies(house)
    gathering.interview_and_agree_the_record(house)
    gathering.read_all_agencies_in_one_order(house)
    reporting.keep_identities(house)
    reporting.write_and_sign(house)
    reporting.clear_the_edition(house)
    reporting.tell_the_family_and_publish(house)
    reading.read_as_anybody(house, tmp_path)
    reading.check_the_books(house)
    assert house.inspection.findings == []
    assert len(house.inspection.seen) > 50
