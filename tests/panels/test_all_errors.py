"""The form that arranges an interview says at once what is missing and whom the service refuses."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from panels.services import interviews
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in
from tests.reviews.test_all_errors import errors

pytestmark = pytest.mark.django_db


def test_interview_with_somebody_of_the_panel_and_no_support_is_refused_once() -> None:
    people = make.staff(make.board())
    imr = make.imr(people)
    path = reverse("panels:interview_new", args=[imr.commission.review_id, imr.pk])
    email = people.panel_chair.email.upper()
    said = errors(imr.author, path, {"name": "A Chair", "email": email, "job": "Chair", "support": ""})
    assert said == {
        "email": ["This person is appointed in this review, so is not interviewed in it."],
        "support": ["Name who in your agency supports this person."],
    }


def test_service_says_all_it_refuses_of_an_interview_and_invites_nobody() -> None:
    record = make.interview()
    imr, person = record.imr, record.interviewee
    with pytest.raises(Refused) as refused:
        interviews.arrange(imr, email=person.email, name="A", job="nurse", support=" ", by=imr.author)
    assert {reason.code for reason in refused.value.reasons} == {"missing", "already_arranged"}
    assert imr.interviews.count() == 1


@pytest.mark.parametrize(
    ("name", "job", "label"),
    [
        ("Joan Nurse", "Nurse", "Practitioner"),
        ("Rowan Alder", "Alder, health visitor", "Practitioner"),
        ("Rowan Alder", "health visitor Alder", "Practitioner"),
        ("Joan Practitioner", "practitioner", "Colleague"),
        ("Practitioner Colleague", "colleague", "Person"),
        ("Nurse Alder", "nurse", "Nurse"),
    ],
)
def test_label_of_a_person_interviewed_is_drawn_for_their_job_and_holds_no_name_of_theirs(
    name: str, job: str, label: str
) -> None:
    imr = make.imr(make.staff(make.board()))
    typed = {"name": name, "email": "somebody@example.org", "job": job, "support": "The lead nurse"}
    path = reverse("panels:interview_new", args=[imr.commission.review_id, imr.pk])
    answer = sign_in(Client(), imr.author).post(path, typed)
    assert answer.status_code == 302
    person = imr.interviews.get().identity_register().identities.get(role=job.lower())
    assert person.pseudonym.rpartition(" ")[0] == label
