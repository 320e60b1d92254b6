"""States beside the straight way of a case: each thing outstanding has one owner, whose link leads to the act."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from families.services import relatives
from panels.chronology.reading import read_chronology
from panels.services import (
    authorship,
    chronologies,
    chronology_columns,
    closings,
    commissions,
    interviews,
    panel,
)
from reports.services import editions
from reviews.services import criteria, decisions, reviews
from reviews.services.returns import NewPoint
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Membership, User
from scr_portal.accounts.services import invitations, memberships
from tests import make
from tests.outstanding.test_walk import Walk

pytestmark = pytest.mark.django_db

NOTES = (
    b"CaseNoteDate,NoteText,CreatedBy\n05/06/2010,Visit at home.,SW A\n06/06/2010,Grandmother rang.,SW B\n"
)


def ago(days: int) -> Any:
    return time_machine.travel(timezone.now() - datetime.timedelta(days=days), tick=True)


def of_the_board(people: SimpleNamespace) -> Iterator[str]:
    invitations.invite(
        "new.person@example.org", "Wenna Lark", board=people.board, role=Role.PANEL_MEMBER, by=people.manager
    )
    invited_at = timezone.now() - datetime.timedelta(days=4)
    User.objects.filter(email="new.person@example.org").update(invited_at=invited_at)
    yield "an invitation that nobody followed"


def of_decisions(people: SimpleNamespace) -> Iterator[str]:
    referral = make.recommended(people)
    decisions.decide(referral, outcome="none", reasons="They were kept.", by=people.chair)
    yield "no review decided on"
    again = {"outcome": "review", "reasons": "There is much to learn.", "because": "An agency came forward."}
    decisions.decide_again(referral, **again, by=people.chair)
    yield "a decision taken again"
    other = make.recommended(people)
    criteria.ask_again(other, points=[NewPoint("Were they really missed?")], by=people.chair)
    yield "a recommendation asked again"


def of_the_clock(people: SimpleNamespace) -> Iterator[str]:
    with ago(260):
        review = make.review(people)
    yield "a sign-off that is late"
    later = timezone.localdate() + datetime.timedelta(days=3)
    reviews.extend(review, new_due_on=later, reason="The inquest was put off.", by=people.chair)
    yield "more time that is running out"


def of_agencies(people: SimpleNamespace) -> Iterator[str]:
    asked = make.commission(people)
    upload = SimpleUploadedFile("notes.csv", NOTES)
    chronology, _ = chronologies.upload(asked, upload=upload, by=asked.author)
    chronology_columns.ask(chronology, read_chronology(NOTES, "notes.csv"))
    yield "columns in question"
    chronologies.withdraw(chronology, reason="The file of another child.", by=asked.author)
    yield "a file withdrawn"
    authorship.replace_author(
        asked, author_email="n.hale@example.org", author_name="Noor Hale", reason="Leave.", by=people.manager
    )
    yield "an author replaced"
    memberships.end(Membership.objects.get(user=asked.author), by=people.manager)
    yield "an author whose access ended"
    report = make.commission(people, asked.review, contribution="information_report")
    yield "an information report asked for"
    commissions.end(report, reason="It never knew the family.", by=people.manager)
    yield "an agency no longer asked"
    reviews.declare_conflict(
        asked.review, of=people.panel_chair, reason="A neighbour.", by=people.panel_chair
    )
    yield "a panel chair with a conflict of interest"


def of_interviews(people: SimpleNamespace) -> Iterator[str]:
    with ago(40):
        asked = make.commission(people)
    record = make.unanswered_interview(asked.management_review)
    yield "a record that nobody answers"
    closing = closings.ask(record, reason="She has left the service.", by=record.imr.author)
    yield "a second person asked whether a record may be closed"
    lead = closings.leads_to_ask(record)[0]
    closings.decline(closing, answer="She is on leave and comes back in May.", by=lead)
    yield "a closing that was not agreed"
    other = interviews.arrange(
        record.imr,
        email="o.nance@example.org",
        name="Odran Nance",
        job="School nurse",
        support="Occupational health",
        by=record.imr.author,
    )
    yield "an interview arranged"
    closings.call_off(other, reason="He has moved abroad.", by=record.imr.author)
    yield "an interview called off"


def of_publication(people: SimpleNamespace) -> Iterator[str]:
    report = make.signed_report(people)
    edition = make.searched(make.edition(people, report), by=people.manager)
    mother = report.review.relatives.get()
    with ago(31):
        make.hold(people, mother, days=30)
    yield "a day to look again at a relative that has passed"
    day = timezone.localdate()
    relatives.record_contact(mother, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, mother, given_on=day, means="visit", declined=False, by=people.manager)
    editions.publish(edition, by=people.manager)
    yield "a report published"
    relatives.add(
        report.review, name="Jory Quillfeather", relationship="father", label="Father", by=people.manager
    )
    yield "a relative recorded after publication"
    editions.withdraw(edition, public_note="It is being corrected.", by=people.manager)
    yield "a public report withdrawn"


def of_letters(people: SimpleNamespace) -> Iterator[str]:
    review = make.appointed(people, make.review(people))
    mother = make.relative(people, review)
    make.letter(people, mother, "The panel would like to hear from you.")
    yield "a letter that can be sent"
    letter = make.letter(people, mother, "Her brother was arrested.")
    yield "a letter that tells of another"
    make.asked_about(letter, by=people.manager)
    yield "a second person asked about a letter"


def of_the_panel(people: SimpleNamespace) -> Iterator[str]:
    review = make.appointed(people, make.review(people))
    panel.end(review.appointments.get(capacity="panel_chair"), by=people.manager)
    yield "a panel whose chair has left"


WAYS = {
    of_the_board: {"invitation"},
    of_decisions: {"recommend", "sign_off"},
    of_the_clock: {"sign_off"},
    of_agencies: {"chronology", "independence", "management_review"},
    of_interviews: {"closing", "interview", "terms_read"},
    of_publication: {"hold_looked_at", "told", "result", "copy"},
    of_letters: {"letter", "kept_apart"},
    of_the_panel: {"appoint"},
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_state_beside_the_way_gives_each_outstanding_thing_to_one_owner_who_can_do_it(way: Any) -> None:
    with ago(300):
        people = make.staff(make.board())
    walk = Walk(people)
    for state in way(people):
        walk.look(state)
    assert walk.faults == []
    assert walk.seen >= WAYS[way]
