"""From referral to decision by following links from "Your work" alone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from tests import make

from . import acts
from .conftest import NewVisitor
from .inspection import Inspection
from .links import LinksOnly, at_work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def refer(referrer: LinksOnly) -> None:
    today = timezone.localdate()
    referrer.press("Refer a case")
    referrer.press("Start")
    referrer.press("Save")
    acts.write_referral(
        referrer,
        child=make.CHILD,
        born=today - datetime.timedelta(days=500),
        day=today - datetime.timedelta(days=20),
        account="Tamsin Quillfeather was found unwell at home.",
    )
    referrer.find_work("Send your referral")
    acts.send_referral(referrer)


def assess(committee: LinksOnly) -> None:
    committee.find_work("Answer the criteria and recommend")
    acts.answer_criteria(committee, met=("died", "abuse or neglect known", "agencies worked together"))
    acts.recommend(committee, "A child has died and neglect is suspected.")


def test_case_of_portsmouth_goes_from_referral_to_decision_by_links_alone(
    visitor: NewVisitor, inspection: Inspection
) -> None:
    people = make.staff(make.board(name="Portsmouth Safeguarding Children Board", short_name="PSCB"))
    refer(at_work(visitor, people.referrer))
    assess(at_work(visitor, people.committee))
    chair = at_work(visitor, people.chair)
    chair.find_work("Decide on a referral")
    acts.decide(chair, "The committee is right.")
    chair.must_read("Setting up")
    assert inspection.findings == []
