"""What people do in the portal, each a verb: opening a case, setting it up, gathering what agencies know."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from .visitor import Visitor

# Opening a case


def begin_referral(referrer: Visitor) -> None:
    referrer.go("/work/")
    referrer.press("Refer a case")
    referrer.press("Start")
    referrer.press("Save")


def write_referral(
    referrer: Visitor, *, child: str, born: datetime.date, day: datetime.date, account: str
) -> None:
    referrer.press("Change what is written")
    referrer.choose("What has happened?", "A child has died")
    referrer.type("The child’s full name", child)
    referrer.enter_day("The child’s date of birth", born)
    referrer.enter_day("When did it happen?", day)
    referrer.enter_day("When did your agency come to know?", day)
    referrer.type("What happened?", account)
    referrer.type("Which agencies may have known", "Health visiting and the police.")
    referrer.press("Save")


def send_referral(referrer: Visitor) -> None:
    referrer.press("Check and send")
    referrer.press("Send the referral")


def answer_criteria(committee: Visitor, *, met: tuple[str, ...]) -> None:
    """Answer limb after limb, each leading to the next; yes where the question holds one of these words."""
    committee.follow(re.compile(r"^Answer\s?:"))
    while re.search(r"/criteria/[a-z_]+/$", committee.path):
        question = committee.page.locator("h1").inner_text()
        committee.choose("Your answer", "Yes" if any(words in question for words in met) else "No")
        committee.type("Reasons", "As the agencies have told the committee.")
        committee.press("Save the answer")


def recommend(committee: Visitor, reasons: str, *, body: str = "committee") -> None:
    committee.press("Go on to the recommendation")
    committee.choose(f"What does the {body} recommend?", "A serious case review")
    committee.type("Reasons", reasons)
    committee.press("Send the recommendation to the board chair")


def decide(chair: Visitor, reasons: str) -> None:
    chair.press("Decide")
    chair.choose("What do you decide?", "A serious case review")
    chair.type("Reasons", reasons)
    chair.press("Record the decision")


# Setting it up


def set_scope(manager: Visitor, first: datetime.date, last: datetime.date) -> None:
    manager.enter_day("First day of the period under review", first)
    manager.enter_day("Last day of the period under review", last)
    manager.press("Save")


def ask_questions(manager: Visitor, *questions: str) -> None:
    manager.press("Change")
    for number, question in enumerate(questions, 1):
        manager.type(f"Question {number}", question)
    manager.press("Save")


INDEPENDENCE = (
    "Do they work for an agency involved",
    "Did they have any part in the case?",
    "Do they manage anybody who was involved",
    "Are they related to the family",
)


def appoint(manager: Visitor, name: str, capacity: str, *, independent: bool = True) -> None:
    """Appoint somebody; chair and overview author, where they have to be, are independent in every respect."""
    manager.press("Appoint somebody")
    manager.choose("In what capacity?", capacity)
    manager.press("Continue")
    manager.choose("Who?", re.compile(f"^{re.escape(name)}"))
    if capacity != "Panel member" and independent:
        for question in INDEPENDENCE:
            manager.page.get_by_role("group", name=question).get_by_label("No", exact=True).check()
    manager.press("Appoint")


def ask_agency(manager: Visitor, agency: str, *, author: str, email: str) -> None:
    manager.press("Add an agency")
    manager.select("Which agency?", agency)
    manager.press("Add")
    manager.type("Full name of the agency’s author", author)
    manager.type("Their email address", email)
    manager.press("Send the request")


def add_relative(manager: Visitor, name: str, relationship: str, label: str) -> None:
    manager.press("Add a relative")
    manager.type("Full name", name)
    manager.select("Who are they to the child?", relationship)
    manager.type("Label to be shown instead of the name", label)
    manager.type("How and when do they wish to be spoken to?", "Never on the child’s birthday.")
    manager.press("Add")


def record_contact(manager: Visitor, kind: str, note: str) -> None:
    manager.press("Record a contact")
    manager.choose("What was it?", kind)
    manager.choose("How?", "At a visit")
    manager.type("What was said", note)
    manager.press("Record")


# Gathering


def state_independence(author: Visitor) -> None:
    author.follow("State your independence")
    tick_independence(author)


def tick_independence(author: Visitor) -> None:
    author.page.get_by_label("I had no part in the work").check()
    author.page.get_by_label("I do not manage anybody who had").check()
    author.press("State this")


def hand_in_chronology(author: Visitor, file: Path) -> None:
    author.follow("Hand in your chronology")
    upload_chronology(author, file)


def upload_chronology(author: Visitor, file: Path) -> None:
    author.attach("Your agency’s chronology", file)
    author.press("Hand it in")
    author.wait_until_done()


def settle_rows(author: Visitor) -> int:
    """Take the first reading the reader proposes for a row, leave out the others with a reason, all where they
    are shown. Returns how many readings were taken."""
    chosen = 0
    while (row := author.page.get_by_role("region", name=re.compile(r"^Row \d+")).first).count():
        readings = row.get_by_role("group", name="Did you mean one of these?").get_by_role("radio")
        if readings.count():
            readings.first.check()
            chosen += 1
        else:
            row.get_by_label("Leave it out, because").check()
            row.get_by_label("Because", exact=True).fill("The record itself has been lost.")
        author.press(row.get_by_role("button").inner_text())
    return chosen


def accept_chronology(author: Visitor) -> None:
    author.press("Accept this chronology")
    author.press("Accept it")


def arrange_interview(author: Visitor, *, name: str, email: str, job: str, support: str) -> None:
    author.follow("Arrange an interview")
    author.type("Full name", name)
    author.type("Work email address", email)
    author.type("Job", job)
    author.type("Who supports this person?", support)
    author.press("Invite this person")


def write_record(author: Visitor, held_on: datetime.date, text: str) -> None:
    author.press("Write the record")
    author.enter_day("Day of the interview", held_on)
    author.type("Record of the interview", text)
    author.press("Save")


def share_record(author: Visitor) -> None:
    author.press("Share it")
    author.press("Share it")


def ask_for_correction(interviewee: Visitor, words: str) -> None:
    interviewee.press("Say how it should read")
    interviewee.type("How should it read?", words)
    interviewee.press("Send")


def confirm_record(interviewee: Visitor) -> None:
    interviewee.press("Yes, this is right")
    interviewee.press("Yes, this is right")


def write_sections(author: Visitor, text: str) -> None:
    while author.page.get_by_role("link", name=re.compile(r"^Write\s?:")).count():
        author.follow(re.compile(r"^Write\s?:"))
        author.type("Text", text)
        author.press("Save")


def enter_names(person: Visitor, *, role: str, label: str = "") -> None:
    """Answer each name of the queue that is open as somebody new."""
    while person.page.locator("[data-open-name]").count():
        with person.page.expect_navigation():
            person.page.get_by_role("button", name=re.compile("A new person")).click()
        person.type("Who or what this is in the case", role)
        person.type("Label to be shown instead", label)
        person.press("Enter and go on")


def hand_in_review(author: Visitor) -> None:
    author.press("Hand in the management review")
    author.press("Hand it in")


def accept_review(panel_chair: Visitor) -> None:
    panel_chair.press("Accept or return")
    panel_chair.choose("What do you decide?", "Accept it")
    panel_chair.press("Record")
