"""What agencies know: asked for, handed in, checked by those who said it, and read in one order."""

from __future__ import annotations

import re

from django.utils import timezone

from . import acts, entering
from .house import (
    CHILD,
    DOCTOR,
    DOCTOR_LABEL,
    HEALTH_AUTHOR,
    LEAFLET,
    NURSE,
    POLICE_AUTHOR,
    REGISTERED,
    SAMPLES,
    House,
)
from .visitor import Visitor

RECORD = f"{NURSE} said that {CHILD} looked well in March."
PROMISE = f"{LEAFLET}, How will I know the outcomes of my interview?"


def ask_two_agencies(house: House) -> None:
    manager, agencies = house.manager, house.review + "agencies/"
    manager.go(agencies)
    acts.ask_agency(manager, "Fennmouth Community Health", author=HEALTH_AUTHOR, email="author.a@example.org")
    house.health = manager.path
    manager.go(agencies)
    acts.ask_agency(manager, "Aldermarsh Police", author=POLICE_AUTHOR, email="author.b@example.org")
    house.police = manager.path
    manager.go(house.review)
    manager.press("Start: agencies report")
    manager.press("Start: agencies report")
    manager.must_read("Agencies reporting")


def enter_by_invitation(house: House, email: str, about: str, *, second_step: bool) -> Visitor:
    """Follow the invitation, choose a password, sign in; then follow the mail about the case."""
    somebody = house.arrive()
    entering.accept_invitation(somebody, house.mailbox.link(email, "You have been asked to use"))
    entering.sign_in(somebody, email)
    if second_step:
        entering.set_up_second_step(somebody)
    somebody.go(house.mailbox.link(email, about))
    return somebody


def hand_in_chronologies(house: House) -> None:
    author = enter_by_invitation(house, "author.a@example.org", "asked to contribute", second_step=True)
    house.here["health_author"] = author
    assert author.path == house.health
    author.must_wait_for("The chronology of your agency has not been accepted yet.", LEAFLET)
    acts.state_independence(author)
    acts.hand_in_chronology(author, SAMPLES / "health_visiting.xlsx")
    author.must_read("need you", "no row of a chronology is dropped in silence")
    assert not author.is_offered("Accept this chronology")
    chronology = author.path
    author.go(chronology + "accept/")
    author.must_wait_for("Row 8 needs you.", "no row of a chronology is dropped in silence")
    assert not author.is_offered("Accept it")
    assert author.post(chronology + "accept/") == 409
    author.go(chronology)
    acts.settle_rows(author)
    acts.accept_chronology(author)
    author.must_read("Accepted. The panel can read it now.")

    author = enter_by_invitation(house, "author.b@example.org", "asked to contribute", second_step=True)
    house.here["police_author"] = author
    acts.state_independence(author)
    acts.hand_in_chronology(author, SAMPLES / "police.csv")
    author.must_read("no such day as “31/02/2010”")
    assert acts.settle_rows(author) >= 1
    acts.accept_chronology(author)


def interview_and_agree_the_record(house: House) -> None:
    author: Visitor = house.here["health_author"]
    author.go(house.health)
    acts.arrange_interview(
        author, name=NURSE, email="nurse@example.org", job="Health visitor", support="Occupational health"
    )
    house.interview = author.path
    author.must_wait_for(
        "The record of the interview is still empty.", f"{LEAFLET}: ‘A written record of each interview"
    )
    assert not author.is_offered("Share it")
    nurse = enter_by_invitation(house, "nurse@example.org", "take part in an interview", second_step=False)
    nurse.must_read("Occupational health", "Was the child seen and heard?", "It is not written yet")
    write_before_being_told(author)
    nurse.press("I have read this")
    nurse.must_read("You said on", "that you have read this")
    author.go(house.interview)
    author.must_read(f"{NURSE} read the purpose and the terms of reference (version 1) here on")
    acts.write_record(author, timezone.localdate(), RECORD)
    acts.share_record(author)

    write_review_and_find_it_shut(house, author)

    nurse.go(house.mailbox.link("nurse@example.org", "ready for you to check"))
    nurse.must_read(RECORD)
    acts.ask_for_correction(nurse, "I said that she looked pale in March.")
    author.go(house.mailbox.link("author.a@example.org", "correct"))
    author.must_read("I said that she looked pale in March.")
    acts.write_record(author, timezone.localdate(), RECORD.replace("well", "pale"))
    acts.share_record(author)
    nurse.go(house.mailbox.link("nurse@example.org", "ready for you to check", at_least=2))
    nurse.must_read("looked pale in March")
    acts.confirm_record(nurse)
    nurse.must_read("You confirmed this record")

    hand_both_in(house, author)


def write_before_being_told(author: Visitor) -> None:
    """A day of interview is refused until the person has read what it is for; the words typed are kept."""
    author.must_wait_for(f"{NURSE} has not yet read what the interview is for", f"{LEAFLET}: ‘you will be")
    acts.write_record(author, timezone.localdate(), RECORD)
    assert author.status == 422
    author.must_read(f"{NURSE} has not yet read what the interview is for")
    assert author.page.get_by_label("Record of the interview").input_value() == RECORD


def write_review_and_find_it_shut(house: House, author: Visitor) -> None:
    author.go(house.health)
    author.follow("Write the management review")
    house.imr = author.path
    acts.write_sections(author, f"{CHILD} was weighed by Dr {DOCTOR}. Dr Marlowe wrote to the clinic.")
    author.must_wait_for("in the management review of", f"{LEAFLET}, Will I be identified")
    author.follow(re.compile("^Go to this.* in the management review of .* not settled"))
    author.must_read("You wrote these words, so you know who is meant.")
    acts.enter_names(author, role="General practitioner", label=DOCTOR_LABEL)
    author.follow("Go back to it")
    author.must_wait_for(f"{NURSE} has not yet checked the record of their interview.", PROMISE)
    assert not author.is_offered("Hand in the management review")
    author.go(house.imr + "submit/")
    author.must_wait_for(f"{NURSE} has not yet checked the record of their interview.", PROMISE)
    assert not author.is_offered("Hand it in")
    assert author.post(house.imr + "submit/") == 409


def hand_both_in(house: House, author: Visitor) -> None:
    manager = house.manager
    manager.go(house.review)
    manager.must_wait_for("Fennmouth Community Health has not handed in its management review.", LEAFLET)
    assert manager.post(house.review + "advance/reporting/") == 409
    author.go(house.imr)
    acts.hand_in_review(author)
    author.must_read("Handed in")
    police: Visitor = house.here["police_author"]
    police.go(house.police)
    police.follow("Write the management review")
    acts.write_sections(police, "The police were called twice. Nobody asked whether children were at home.")
    acts.hand_in_review(police)
    for handed_in in (house.imr, police.path):
        house.panel_chair.go(handed_in)
        house.panel_chair.must_not_read(*REGISTERED)
        acts.accept_review(house.panel_chair)
        house.panel_chair.must_read("Accepted by the panel")


def read_all_agencies_in_one_order(house: House) -> None:
    """The overview author finds both agencies, each day after the one before it."""
    author = house.author
    author.go(house.review)
    author.follow("Integrated chronology")
    agencies = author.page.locator(".portal-events__agency").all_inner_texts()
    assert {text.split("\n")[0] for text in agencies} == {"Fennmouth Community Health", "Aldermarsh Police"}
    years = [
        int(re.findall(r"\d{4}", text)[0])
        for text in author.page.locator(".portal-events__date").all_inner_texts()
    ]
    assert years == sorted(years)
    assert len(years) > 20
