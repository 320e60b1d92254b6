"""One case from the first call to the published report, each act by the right person in a real browser."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from tests import make

from . import acts
from .conftest import NewVisitor
from .entering import Mailbox, let_in
from .inspection import Inspection
from .visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parents[1] / "chronology" / "samples"
CHILD, MOTHER, DOCTOR, NURSE = (
    "Tamsin Quillfeather",
    "Oona Quillfeather",
    "Quentin Marlowe",
    "Nuala Brightwater",
)
LEAFLET = "Portsmouth leaflet"
ACCOUNT = (
    f"{CHILD} was found unwell at home and died the next day. Tamsin had missed two clinic appointments. "
    "A neighbour had rung the police about shouting in the night."
)


@dataclass
class House:
    """The board, its people, whoever of them sits before a browser, and the case."""

    people: SimpleNamespace
    arrive: NewVisitor
    mailbox: Mailbox
    inspection: Inspection

    def __post_init__(self) -> None:
        self.here: dict[str, Visitor] = {}
        self.referral = self.review = ""

    def __getattr__(self, role: str) -> Visitor:
        """Somebody of the board, let in with a session when first asked for."""
        if role not in self.here:
            self.here[role] = let_in(self.arrive(), getattr(self.people, role))
        return self.here[role]


@pytest.fixture
def house(visitor: NewVisitor, mailbox: Mailbox, inspection: Inspection) -> House:
    board = make.board(name="Fennmouth Safeguarding Children Board", short_name="Fennmouth")
    make.agency(board, name="Fennmouth Community Health")
    make.agency(board, name="Aldermarsh Police", kind="police")
    return House(make.staff(board), visitor, mailbox, inspection)


def longdate(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_a_case_from_referral_to_published_report(house: House, live_server: Any) -> None:
    refer(house)
    assess_and_decide(house)
    check_the_clock(house)
    assert house.inspection.findings == []


def refer(house: House) -> None:
    referrer = house.referrer
    acts.begin_referral(referrer)
    house.referral = referrer.path
    referrer.must_wait_for(
        "Say which child this is about.", f"{LEAFLET}, When will a Serious Case Review be needed?"
    )
    assert not referrer.is_offered("Check and send")
    assert referrer.post(house.referral + "send/") == 409
    day = timezone.localdate() - datetime.timedelta(days=20)
    acts.write_referral(referrer, child=CHILD, born=datetime.date(2009, 2, 14), day=day, account=ACCOUNT)
    acts.send_referral(referrer)
    referrer.must_read("With the board")


def assess_and_decide(house: House) -> None:
    chair = house.chair
    chair.go(house.referral)
    chair.must_not_read("Tamsin", "Quillfeather")
    assert not chair.is_offered("Decide")
    chair.go(house.referral + "decide/")
    chair.must_wait_for(
        "The criteria have not been answered.", f"{LEAFLET}: the Committee 'will come to a judgement"
    )
    chair.must_wait_for("The committee has not said what it recommends.", f"{LEAFLET}: the Committee will")
    assert not chair.is_offered("Record the decision")

    committee = house.committee
    committee.go(house.referral)
    committee.follow("Answer the criteria")
    committee.press("Go on to the recommendation")
    committee.must_wait_for("The criteria have not been answered.", LEAFLET)
    assert not committee.is_offered("Send the recommendation to the board chair")
    committee.follow("Criteria")
    acts.answer_criteria(committee, met=("died", "abuse or neglect known", "agencies worked together"))
    acts.recommend(committee, "A child has died and neglect is suspected.")

    chair.go(house.referral)
    acts.decide(chair, "The committee is right.")
    house.review = chair.path
    chair.must_read("Setting up", "Serious case review, Portsmouth, Working Together 2010")


def check_the_clock(house: House) -> None:
    today = timezone.localdate()
    due = today + relativedelta(months=6)
    house.manager.go(house.review)
    house.manager.must_read(longdate(due))
    house.manager.page.get_by_text("How this date is worked out").click()
    house.manager.must_read(
        f"Decision to carry out a review on {longdate(today)}.",
        f"6 months after that is {longdate(due)}.",
        "How long should the process take?",
    )
