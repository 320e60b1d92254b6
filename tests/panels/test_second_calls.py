"""What was done already, or has ended meanwhile, is not done again: nothing is written, nobody is told twice."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from panels.chronology.model import ReaderError
from panels.chronology.reading import read_chronology
from panels.models import Chronology, Commission
from panels.services import authorship, chronologies, chronology_columns, imrs, interviews, panel
from scr_portal.audit.models import AuditEvent
from scr_portal.deadlines import services as deadlines
from scr_portal.deadlines.models import Deadline
from scr_portal.notices.models import Notice
from tests import make
from tests.asking import again

pytestmark = pytest.mark.django_db

QUESTIONS = b"CaseNoteDate,NoteText,CreatedBy\n05/06/2010,Visit recorded on file,SW A\n06/06/2010,Call,SW B\n"


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def asked(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def recorded(verb: str) -> int:
    return AuditEvent.objects.filter(verb=verb).count()


def withdrawn_while_read(asked: Commission) -> Chronology:
    row, _ = chronologies.upload(asked, upload=SimpleUploadedFile("notes.csv", QUESTIONS), by=asked.author)
    return chronologies.withdraw(row, reason="The wrong family.", by=asked.author)


def test_file_withdrawn_while_it_was_read_is_not_refused_afterwards(asked: Commission) -> None:
    row = withdrawn_while_read(asked)

    answer = chronologies.refuse(row, ReaderError("no_rows", "The file has no rows."))

    assert (answer.status, answer.refusal) == ("withdrawn", "")
    assert recorded("chronology.refused") == 0


def test_file_withdrawn_while_it_was_read_raises_no_question_afterwards(asked: Commission) -> None:
    row = withdrawn_while_read(asked)
    before = Notice.objects.count()

    answer = chronology_columns.ask(row, read_chronology(QUESTIONS, "notes.csv"))

    assert answer.status == "withdrawn"
    assert again(row).asked == row.asked
    assert Notice.objects.count() == before


def test_review_is_handed_in_once_by_two_clicks(asked: Commission) -> None:
    handed_in = make.submitted_imr(asked)
    before = Notice.objects.count()

    answer = imrs.submit(handed_in, by=asked.author)

    assert answer.submitted_at == handed_in.submitted_at
    assert recorded("imr.submitted") == 1
    assert Notice.objects.count() == before


def test_appointment_ends_once(people: Any, asked: Commission) -> None:
    appointment = asked.review.appointments.get(capacity="panel_member")
    ended = panel.end(appointment, by=people.manager)

    answer = panel.end(appointment, by=people.manager)

    assert answer.ended_on == ended.ended_on
    assert recorded("panel.appointment_ended") == 1


def test_second_interview_with_the_same_person_adds_no_second_identity(asked: Commission) -> None:
    made = asked.management_review
    first = make.interview(made)
    register = made.commission.review.identity_register()
    version, entries = register.version, register.identities.count()

    interviews.register_interviewee(
        first, name=make.PEOPLE["interviewee"], job="Health visitor", by=asked.author
    )

    assert register.identities.count() == entries
    assert again(register).version == version


def test_new_author_of_a_request_without_a_running_deadline_is_given_the_work_alone(
    people: Any, asked: Commission
) -> None:
    clock = Deadline.objects.about(asked).open().get(kind="management_review")
    deadlines.meet(clock, on=clock.due_on, by=people.manager)
    former = clock.owner_id

    successor = authorship.replace_author(
        asked,
        author_email="n.hale@example.org",
        author_name="Noor Hale",
        reason="She is on leave.",
        by=people.manager,
    ).author

    assert again(asked).author == successor
    assert again(clock).owner_id == former
