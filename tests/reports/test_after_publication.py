"""What is still owed to a relative once the report is public."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from families.services import relatives
from reports.services import editions
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from tests import make
from tests.platform.signing_in import sign_in
from tests.test_queries import make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def owed(person: Any) -> list[Any]:
    keeping.catch_up(100)
    return [item for item in items_for(person) if not item.waiting_for]


def late(people: SimpleNamespace, edition: Any) -> Any:
    father = relatives.add(
        edition.review, name="Jory Quillfeather", relationship="father", label="Father", by=people.manager
    )
    day = timezone.localdate()
    relatives.record_contact(father, kind="told", means="visit", on=day, by=people.manager)
    return father


def test_a_relative_recorded_after_publication_is_still_told_and_given_the_report(people: Any) -> None:
    edition = make_public(people, make.signed_report(people))
    assert owed(people.manager) == []

    father = late(people, edition)

    by_words = {item.words: item for item in owed(people.manager)}
    told = by_words["Tell Father what the report says"]
    copy = by_words["Give Father a copy of the report"]
    client = sign_in(Client(), people.manager)
    for item in (told, copy):
        assert client.get(item.url).status_code == 200

    day = timezone.localdate()
    relatives.record_contact(father, kind="result", means="visit", on=day, by=people.manager)
    editions.give_copy(edition, father, given_on=day, means="visit", declined=False, by=people.manager)
    assert owed(people.manager) == []


def test_a_relative_whose_hold_has_run_out_after_publication_is_owed_it_again(people: Any) -> None:
    report = make.signed_report(people)
    edition = make.searched(make.edition(people, report), by=people.manager)
    for relative in report.review.relatives.all():
        make.hold(people, relative, days=30)
    editions.publish(edition, by=people.manager)
    assert not [item for item in owed(people.manager) if "what the report says" in item.words]

    with time_machine.travel(timezone.now() + datetime.timedelta(days=31), tick=True):
        keeping.rebuild()
        assert [item for item in owed(people.manager) if "what the report says" in item.words]
