"""A whole case by links alone: each person begins at "Your work" and goes where the list leads them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from reports.models import PublicEdition
from scr_portal.accounts.models import User
from tests import make

from . import acts, publishing
from .conftest import NewVisitor
from .house import CHILD, HEALTH_AUTHOR, NURSE, SAMPLES
from .links import LinksOnly, at_work

AGENCY = "Fennmouth Community Health"
AUTHOR, NURSE_ADDRESS = "author.a@example.org", "nurse@example.org"
PROCEDURE = "Serious case review, Portsmouth, Working Together 2010"
TEXT = f"{CHILD} was a lively girl. {NURSE} meant to go back that week. Anselm Crook lived next door until 3 March 2009."


@dataclass
class Board:
    """The people of a board, each at work in a browser of their own once they are first needed."""

    people: SimpleNamespace
    arrive: NewVisitor
    here: dict[str, LinksOnly] = field(default_factory=dict)

    def __getattr__(self, role: str) -> LinksOnly:
        if role.startswith("_") or role in ("people", "here"):
            raise AttributeError(role)
        return self._at_work(role, getattr(self.people, role))

    def invited(self, email: str) -> LinksOnly:
        """Somebody whom the portal has invited."""
        return self._at_work(email, User.objects.get(email=email))

    def _at_work(self, key: str, user: Any) -> LinksOnly:
        if key not in self.here:
            self.here[key] = at_work(self.arrive, user)
        return self.here[key]


def from_referral_to_decision(board: Board, *, procedure: str = "") -> None:
    """`procedure` is what a board without one of its own chooses."""
    refer(board.referrer)
    committee = board.committee
    committee.find_work("Answer the criteria and recommend")
    if procedure:
        choose_procedure(committee, procedure)
    acts.answer_criteria(committee, met=("died", "abuse or neglect known", "agencies worked together"))
    acts.recommend(committee, "A child has died and neglect is suspected.")
    board.chair.find_work("Decide on a referral")
    acts.decide(board.chair, "The committee is right.")
    board.chair.must_read("Setting up", PROCEDURE)


def refer(referrer: LinksOnly) -> None:
    referrer.press("Refer a case")
    referrer.press("Start")
    referrer.press("Save")
    acts.write_referral(
        referrer,
        child=CHILD,
        born=datetime.date(2009, 2, 14),
        day=timezone.localdate() - datetime.timedelta(days=20),
        account=f"{CHILD} was found unwell at home.",
    )
    referrer.find_work("Send your referral")
    acts.send_referral(referrer)


def choose_procedure(committee: LinksOnly, procedure: str) -> None:
    committee.choose("Procedure", procedure)
    committee.type("Why does it fit this case?", "The board follows it by agreement.")
    committee.press("Use this procedure")


def from_decision_to_agencies_reporting(board: Board) -> None:
    manager = board.manager
    manager.find_work("Write the terms of reference")
    manager.press("Write the terms of reference")
    acts.set_scope(manager, datetime.date(1998, 1, 1), datetime.date(2010, 9, 30))
    acts.ask_questions(manager, "Was the child seen and heard?")
    for work, name, capacity in (
        ("Appoint the independent panel chair", "Osric Vane", "Independent panel chair"),
        ("Appoint the independent overview author", "Leonie Sarratt", "Independent overview author"),
    ):
        manager.find_work(work)
        acts.appoint(manager, name, capacity)
    manager.find_work("Put the terms of reference before the panel chair")
    manager.press("Send to the panel chair")
    manager.press("Send to the panel chair")
    board.panel_chair.find_work("Agree the terms of reference")
    board.panel_chair.press("Agree and put in force")
    board.panel_chair.press("Agree and put in force")
    manager.find_work("Record who in the family is to be told")
    acts.add_relative(manager, "Mrs Oona Quillfeather", "Mother", "Mother")
    manager.find_work("Tell Mother that there is a review")
    acts.record_contact(manager, "Told that there is a review", "She was told gently at home.")
    manager.find_work("Ask the agencies for their reviews")
    acts.ask_agency(manager, AGENCY, author=HEALTH_AUTHOR, email=AUTHOR)
    manager.find_work("Start: agencies report")
    manager.press("Start: agencies report")
    manager.press("Start: agencies report")


def from_reporting_agency_to_accepted_review(board: Board) -> None:
    author = board.invited(AUTHOR)
    author.find_work("State that you had no part in the case")
    acts.tick_independence(author)
    author.find_work("Hand in your chronology")
    acts.upload_chronology(author, SAMPLES / "health_visiting.xlsx")
    author.find_work("Settle the rows of your chronology")
    acts.settle_rows(author)
    author.find_work("Accept your chronology")
    acts.accept_chronology(author)
    author.find_work(f"Write the management review of {AGENCY}")
    author.follow("Write the management review")
    acts.write_sections(author, "She was weighed in March.")
    agree_a_record(board, author)
    author.find_work(f"Hand in the management review of {AGENCY}")
    acts.hand_in_review(author)
    board.panel_chair.find_work(f"Read the management review of {AGENCY}, and accept or return it")
    acts.accept_review(board.panel_chair)


def agree_a_record(board: Board, author: LinksOnly) -> None:
    """An interview is nobody's to be reminded of until it is arranged: the author finds it in the case."""
    author.find_work(f"Hand in the management review of {AGENCY}")
    acts.arrange_interview(
        author, name=NURSE, email=NURSE_ADDRESS, job="Health visitor", support="Occupational health"
    )
    nurse = board.invited(NURSE_ADDRESS)
    nurse.find_work("Read what your interview is for, and say that you have")
    nurse.press("I have read this")
    author.find_work("Write the record of an interview and share it")
    acts.write_record(author, timezone.localdate(), "She looked pale in March.")
    author.find_work("Share the record of an interview")
    acts.share_record(author)
    nurse.find_work("Check the record of your interview")
    acts.confirm_record(nurse)


def from_accepted_review_to_signed_report(board: Board) -> None:
    board.manager.find_work("Start drawing the report together")
    board.manager.press("Start drawing the report together")
    board.manager.press("Start drawing the report together")
    author = board.author
    author.find_work("Write the overview report")
    publishing.write_part(author, "Begin the overview report", f"# What happened\n\n{TEXT}")
    author.find_work("Write the overview report")
    publishing.write_part(author, "Write the executive summary", f"# In short\n\n{TEXT}")
    author.find_work("Settle one name in the overview report")
    acts.enter_names(author, role="neighbour")
    author.find_work("Put the overview report before the panel")
    publishing.put_before_the_panel(author)
    board.panel_chair.find_work("Agree the overview report for the panel")
    publishing.agree_for_the_panel(board.panel_chair)
    board.chair.find_work("Sign off the overview report")
    publishing.sign_for_the_board(board.chair)


def from_signed_report_to_publication(board: Board) -> None:
    manager = board.manager
    manager.find_work("Make the public edition")
    publishing.make_edition(manager, "A young child not seen in spring")
    assert PublicEdition.objects.get().flags.filter(decision="").exists()
    manager.find_work("Settle what may identify somebody in the public edition")
    manager.press("Answer the next one")
    publishing.settle_passages(manager, {"2009": "until early spring"})
    manager.find_work("Appoint the first reader of the public edition")
    publishing.appoint_readers(manager, *make.READERS)
    for reader in (board.first_reader, board.second_reader):
        reader.find_work("Read the public edition blind")
        publishing.read_blind(reader)
    board.panel_chair.find_work("Read and clear the public edition")
    publishing.clear_edition(board.panel_chair)
    board.panel_chair.reload_until("Ready, not public")
    manager.find_work("Tell Mother what the report says")
    acts.record_contact(manager, "Told what the report says", "Read to her at home.")
    manager.find_work("Give Mother a copy of the report")
    publishing.give_copy(manager)
    manager.find_work("Publish the report")
    publishing.publish(manager)
    manager.must_read("Published")
