"""From the first call to a review with its questions and its people."""

from __future__ import annotations

import datetime
import re

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from . import acts
from .house import CHILD, LEAFLET, MOTHER, House, longdate

ACCOUNT = (
    f"{CHILD} was found unwell at home and died the next day. Tamsin had missed two clinic appointments. "
    "A neighbour had rung the police about shouting in the night."
)
WHEN = f"{LEAFLET}, When will a Serious Case Review be needed?"


def refer(house: House) -> None:
    referrer = house.referrer
    acts.begin_referral(referrer)
    house.referral = referrer.path
    referrer.must_wait_for("Say which child this is about.", WHEN)
    assert not referrer.is_offered("Check and send")
    assert referrer.post(house.referral + "send/") == 409
    day = datetime.date(2010, 9, 20)
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
        "The criteria have not been answered.", f"{LEAFLET}: the Committee ‘will come to a judgement"
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
    house.manager.page.locator("summary").filter(has_text="date is worked out").click()
    house.manager.must_read(
        f"Decision to carry out a review on {longdate(today)}.",
        f"6 months after that is {longdate(due)}.",
        "How long should the process take?",
    )


def agree_terms_and_appoint(house: House) -> None:
    manager, terms = house.manager, house.review + "terms/"
    manager.must_wait_for(
        "The terms of reference are not agreed yet.", f"{LEAFLET}: the terms of reference and scope"
    )
    manager.must_wait_for(
        "No independent panel chair has been appointed.", f"{LEAFLET}: a panel ‘chaired by an indep"
    )
    manager.must_wait_for("No relative is recorded yet.", "Isle of Wight leaflet")
    manager.must_wait_for("No agency has been asked for its review yet.", f"{LEAFLET}: each agency")
    assert not manager.is_offered("Start: agencies report")
    assert manager.post(house.review + "advance/gathering/") == 409

    manager.follow("Terms of reference")
    manager.press("Write the terms of reference")
    acts.set_scope(manager, datetime.date(1998, 1, 1), datetime.date(2010, 9, 30))
    manager.must_wait_for("There is no question yet for the agencies to answer.", LEAFLET)
    assert not manager.is_offered("Send to the panel chair")
    assert manager.post(terms + "propose/") == 409
    acts.ask_questions(
        manager,
        "Was the child seen and heard?",
        f"Did agencies tell each other what they knew about {CHILD}?",
    )
    manager.must_not_read("Tamsin", "Quillfeather")
    manager.press("Send to the panel chair")
    manager.press("Send to the panel chair")
    manager.must_read("With the panel chair")
    assert manager.post(terms + "agree/") == 403

    manager.go(house.review + "panel/")
    acts.appoint(manager, "Osric Vane", "Independent panel chair")
    house.panel_chair.go(terms)
    house.panel_chair.press("Agree and put in force")
    house.panel_chair.press("Agree and put in force")
    house.panel_chair.must_read("In force")
    acts.appoint(manager, "Leonie Sarratt", "Independent overview author")
    manager.must_read("Osric Vane", "Leonie Sarratt")


def tell_the_family_that_there_is_a_review(house: House) -> None:
    manager = house.manager
    manager.go(house.review + "family/")
    acts.add_relative(manager, "Mrs Oona Quillfeather", "Mother", "Mother")
    manager.must_not_read("Oona", "Quillfeather")
    manager.go(house.review)
    manager.must_wait_for("Mother has not been told that there is a review.", "Isle of Wight leaflet")
    manager.follow(re.compile("Go to this.*Mother has not been told"))
    acts.record_contact(manager, "Told that there is a review", f"{MOTHER} was told gently at home.")
    manager.must_read(f"{MOTHER} was told gently at home.", "What you wrote yourself")
    manager.follow("Read it with labels")
    manager.must_not_read("Oona", "Quillfeather")
