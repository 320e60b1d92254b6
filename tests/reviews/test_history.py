"""The history of a case: every entry within reach, narrowed by person, act, subject and days, in codes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from families.services import relatives
from scr_portal import audit
from scr_portal.access.roles import Role
from scr_portal.audit.models import AuditEvent
from scr_portal.sealed.models import NamedView
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Any:
    people = make.staff(make.board())
    people.inspector = make.member(people.board, Role.INSPECTOR, name="Corin Ley")
    return people


def page(review: Any, person: Any, query: str = "") -> Any:
    answer = sign_in(Client(), person).get(reverse("reviews:history", args=[review.pk]) + query)
    assert answer.status_code == 200
    answer.tree = html.fromstring(answer.content.decode())
    answer.rows = [" ".join(row.text_content().split()) for row in answer.tree.xpath("//tbody/tr")]
    return answer


def read_with_names(client: Client, review: Any, reason: str) -> None:
    client.post(reverse("reviews:named_view", args=["review", review.pk]), {"reason": reason})
    client.get(reverse("reviews:identities", args=[review.pk]))


def test_nothing_of_a_long_case_is_out_of_reach(people: Any) -> None:
    review = make.review(people)
    for number in range(205):
        audit.record("imr.written", by=people.author if number % 2 else people.manager, on=review)
    first = AuditEvent.objects.filter(case_code=review.referral.code).order_by("seq").first()
    assert first.verb == "referral.begun"

    pages = page(review, people.manager).context["page"].paginator.num_pages
    shown = [
        event.seq
        for number in range(pages)
        for event in page(review, people.manager, f"?page={number + 1}").context["page"]
    ]

    assert shown == sorted(shown, reverse=True)
    assert shown[-1] == first.seq
    assert set(audit.events_for(review.code, review.referral.code).values_list("seq", flat=True)) == set(
        shown
    )


def test_the_same_sentence_in_a_row_is_said_once_with_every_time_of_it(people: Any) -> None:
    review = make.review(people)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=True):
        for _ in range(94):
            audit.record("report.written", by=people.author, on=review)
        answer = page(review, people.manager, "?act=report.written")

    (row,) = answer.rows
    assert "94 times" in row
    assert len(answer.tree.xpath("//tbody//details//li")) == 94
    assert "94 entries" in answer.content.decode()


def test_entries_are_narrowed_by_person_act_subject_and_days(people: Any) -> None:
    review = make.review(people)
    mother = relatives.add(
        review, name="Ysolde Penhallow", relationship="mother", label="Mother", by=people.manager
    )
    relatives.add(review, name="Jory Penhallow", relationship="father", label="Father", by=people.manager)
    audit.read(by=people.chair, on=mother, what="relative")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=True):
        audit.record("relative.changed", by=people.manager, on=mother)
    day = f"_day={tomorrow.day}&since_month={tomorrow.month}&since_year={tomorrow.year}"
    until = day.replace("since", "until")

    def rows(query: str) -> list[str]:
        return page(review, people.manager, f"?{query}").rows

    assert all("Idris Blackwater" in row for row in rows(f"person={people.chair.pk}"))
    assert any("The portal" in row for row in rows("")) or rows("person=portal") == []
    assert len(rows("act=readings")) == 1
    assert not any("Read the page" in row for row in rows("act=acts"))
    assert len(rows("act=relative.changed")) == 1
    assert len(rows(f"about=families.relative/{mother.pk}")) == 3
    assert all("Relative (Mother)" in row for row in rows(f"about=families.relative/{mother.pk}"))
    assert len(rows("about=families.relative")) == 4
    assert len(rows(f"since{day}")) == 1
    assert len(rows(f"until{until}")) == len(rows(""))
    assert len(rows(f"since{day}&act=relative.added")) == 0


def test_a_reading_shows_the_page_and_the_typed_reason_with_labels_for_names(people: Any) -> None:
    review = make.review(people)
    make.appointed(people, review)
    client = sign_in(Client(), people.panel_chair)
    reason = f"The school rang about {make.CHILD} by name."
    client.post(reverse("reviews:named_view", args=["review", review.pk]), {"reason": reason})
    client.get(reverse("reviews:terms", args=[review.pk]))

    opening = NamedView.objects.get(review_id=review.pk)
    reading = AuditEvent.objects.filter(verb="read", facts__opening=str(opening.pk)).get()
    assert reading.facts["page"] == "reviews:terms"
    row = next(row for row in page(review, people.chair).rows if "Read a page with real names" in row)
    assert "Page: Terms of reference" in row
    assert "Reason: The school rang about" in row
    assert make.CHILD not in row


def test_an_inspector_reads_it_in_codes(people: Any) -> None:
    review = make.review(people)
    relatives.add(review, name="Ysolde Penhallow", relationship="mother", label="Mother", by=people.manager)
    read_with_names(sign_in(Client(), people.manager), review, f"The coroner asked for {make.CHILD}.")

    answer = page(review, people.inspector)
    shown = answer.content.decode()

    assert "Business manager" in shown
    assert "People are shown by their role" in shown
    for name in (str(people.manager), str(people.chair), str(people.committee), make.CHILD, "Penhallow"):
        assert name not in shown, name
    assert any("Reason: The coroner asked for" in row for row in answer.rows)
    link = reverse("reviews:history", args=[review.pk])
    assert link in sign_in(Client(), people.inspector).get(review.get_absolute_url()).content.decode()


def test_two_people_of_one_role_are_told_apart_in_codes(people: Any) -> None:
    review = make.review(people)
    second = make.member(people.board, Role.BUSINESS_MANAGER, name="Sorrel Amberley")
    audit.record("review.moved", by=people.manager, on=review, to="gathering")
    audit.record("review.moved", by=second, on=review, to="reporting")

    shown = page(review, people.inspector).content.decode()

    assert "Business manager 1" in shown
    assert "Business manager 2" in shown


def test_it_is_shut_to_those_who_take_part(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    for person in (people.panel_chair, people.author, people.panel_member, people.committee):
        url = reverse("reviews:history", args=[review.pk])
        assert sign_in(Client(), person).get(url).status_code in (403, 404)


def test_an_answer_that_cannot_be_read_narrows_nothing(people: Any) -> None:
    review = make.review(people)
    everything = page(review, people.manager).rows
    for query in (
        "person=x",
        "act=x/y/z",
        "about=%00",
        "since_day=40&since_month=1&since_year=2010",
        "page=zz",
    ):
        assert page(review, people.manager, f"?{query}").rows == everything


def test_it_asks_the_same_number_of_questions_for_one_entry_and_for_many(people: Any) -> None:
    review = make.review(people)
    client = sign_in(Client(), people.manager)
    url = reverse("reviews:history", args=[review.pk])

    def asked() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    def more(number: int) -> None:
        label = f"Sibling {number}"
        made = relatives.add(
            review,
            name=f"Jory Tallack{'abc'[number]}",
            relationship="sibling",
            label=label,
            by=people.manager,
        )
        opening = NamedView.objects.create(
            review_id=review.pk,
            opened_by_id=people.author.pk,
            reason="To check a spelling.",
            opened_at=timezone.now(),
            ends_at=timezone.now(),
        )
        audit.read(by=people.author, on=made, what="relative", page="families:relative", opening=opening.pk)

    more(0)
    once = asked()
    more(1)
    more(2)
    assert asked() == once
    assert once <= 30
