"""The evidence beside a text: what each author is shown of it, searched, and never a typed word lost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from families.services import relatives
from panels.models import ManagementReview
from panels.services import chronologies, imrs, interviews
from reports.services import reports
from scr_portal.audit.models import AuditEvent
from scr_portal.drafts.models import Draft
from tests import make
from tests.platform.signing_in import sign_in
from tests.reviews.test_two_at_the_terms import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def imr(people: SimpleNamespace) -> ManagementReview:
    commission = make.commission(people)
    make.edition_of(commission)
    return commission.management_review


class Desk(Page):
    """The desk as it was opened in one browser."""

    def ask(self, **asked: str) -> None:
        self.send(**asked)

    @property
    def pieces(self) -> list[str]:
        assert self.tree is not None
        found = self.tree.xpath("//li[@class='portal-evidence__piece']")
        return [" ".join(each.text_content().split()) for each in found]

    @property
    def text(self) -> str:
        return self.values["text"]


def section(imr: ManagementReview, name: str = "analysis") -> Desk:
    return Desk(imr.author, reverse("panels:imr_section", args=[imr.review_id, imr.pk, name]))


def overview(people: SimpleNamespace, review: Any) -> Desk:
    report = reports.begin(review, by=people.author)
    return Desk(people.author, reverse("reports:report_edit", args=[report.review_id, "overview"]))


def test_an_author_has_their_own_rows_beside_the_text_in_their_own_words(imr: ManagementReview) -> None:
    desk = section(imr)
    assert len(desk.pieces) == 3
    assert "Tamsin Quillfeather seen at home with her aunt." in desk.pieces[1]
    assert desk.pieces[1].startswith("12 February 2009 Row 3, Visit book")


def test_rows_that_are_not_accepted_and_those_of_another_agency_are_not_there(
    people: SimpleNamespace,
) -> None:
    mine = make.commission(people)
    make.edition_of(mine, accepted=False)
    other = make.commission(people, mine.review, agency=make.agency(people.board))
    make.edition_of(other, "Seen by the harbour patrol.")
    desk = section(mine.management_review)
    assert desk.pieces == []
    assert "No chronology of your agency is accepted yet." in html.tostring(desk.tree, encoding="unicode")


def test_the_overview_author_has_the_rows_of_all_agencies_with_labels(people: SimpleNamespace) -> None:
    first = make.commission(people)
    make.edition_of(first)
    second = make.commission(people, first.review, agency=make.agency(people.board))
    make.edition_of(second, "Seen by the harbour patrol.")
    desk = overview(people, first.review)
    assert len(desk.pieces) == 4
    assert sum(first.agency.short_name in piece for piece in desk.pieces) == 3
    assert not any("Quillfeather" in piece for piece in desk.pieces)
    desk.ask(look="rows", words="Harbour PATROL")
    assert [second.agency.short_name in piece for piece in desk.pieces] == [True]
    desk.ask(look="rows", words="Quillfeather")
    assert desk.pieces == [], "nobody finds a row by a name they may not read in it"


def test_a_search_looks_in_the_author_s_own_words_and_for_days(imr: ManagementReview) -> None:
    desk = section(imr)
    desk.ask(look="rows", words="quillfeather")
    assert len(desk.pieces) == 1
    desk.ask(look="rows", words="March 2009")
    assert [piece.startswith("12 March 2009") for piece in desk.pieces] == [True]
    desk.ask(look="rows", words="\0")
    assert len(desk.pieces) == 3, "what no text can hold is not looked for"
    desk.ask(look="rows", words="submarine")
    assert "Nothing here holds “submarine”." in html.tostring(desk.tree, encoding="unicode")


def test_a_search_keeps_what_is_typed_and_puts_nothing_of_it_into_the_document(imr: ManagementReview) -> None:
    desk = section(imr)
    desk.ask(look="rows", words="letter", text="She was seen\nonce.")
    assert desk.status == 200
    assert desk.text == "She was seen\nonce."
    draft = Draft.objects.unsent().get(user=imr.author)
    assert draft.content["text"] == ["She was seen\nonce."]
    assert ManagementReview.objects.get().analysis.original == ""

    desk.send()
    assert desk.status == 302
    assert ManagementReview.objects.get().analysis.original == "She was seen\nonce."
    assert not Draft.objects.unsent().exists()


def test_the_drawer_alone_is_answered_to_a_script(imr: ManagementReview) -> None:
    desk = section(imr)
    answer = desk.client.post(desk.url, {"look": "rows", "only": "evidence", "words": "letter"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store, private"
    assert b"<form" not in answer.content
    assert answer.content.count(b'portal-evidence__piece"') == 1
    assert not Draft.objects.exists()


def test_rows_come_twenty_a_page_and_the_numbers_say_which(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    table = [f"{day:02}/01/2009,Visit book,Visit {day}." for day in range(1, 26)]
    of = make.chronology_of(commission, "\n".join(["Date,Source,Details", *table]).encode())
    chronologies.accept(of, by=commission.author)
    desk = section(commission.management_review)
    assert len(desk.pieces) == 20
    desk.ask(look="rows:2")
    assert len(desk.pieces) == 5
    assert "21 to 25 of 25" in " ".join(html.tostring(desk.tree, encoding="unicode").split())


def test_only_agreed_interviews_are_evidence_and_opening_them_is_on_record(imr: ManagementReview) -> None:
    agreed, waiting = make.interview(imr), make.interview(imr)
    interviews.confirm(agreed, by=agreed.interviewee)
    desk = section(imr)
    desk.ask(look="interviews")
    assert len(desk.pieces) == 1
    assert desk.pieces[0].startswith("Interview 1, passage 1")
    assert "Tamsin Quillfeather looked well" in desk.pieces[0]
    read = AuditEvent.objects.filter(facts__what="interview_record")
    assert [event.object_id for event in read] == [str(agreed.pk)]
    assert str(waiting.pk) not in {event.object_id for event in read}


def test_a_sealed_row_is_not_shown_and_its_seal_is_said(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    edition = make.edition_of(commission)
    make.seal(edition.events.get(row=3), commission.author, by=people.manager)
    desk = overview(people, commission.review)
    assert len(desk.pieces) == 2
    assert "One row is sealed" in html.tostring(desk.tree, encoding="unicode")
    assert len(section(commission.management_review).pieces) == 3


def test_accepted_reviews_are_beside_the_report_and_no_others(people: SimpleNamespace) -> None:
    commission = make.commission(people)
    imr = make.submitted_imr(commission)
    desk = overview(people, commission.review)
    desk.ask(look="reviews")
    assert desk.pieces == []
    make.name_on_purpose(people, imr)
    imrs.accept(imr, by=people.panel_chair)
    desk.ask(look="reviews")
    assert len(desk.pieces) == 5
    assert desk.pieces[0].startswith(f"{commission.agency.short_name}: Summary of involvement")
    assert not any("Quillfeather" in piece for piece in desk.pieces)


def test_points_are_beside_the_text_with_the_way_to_answer_them(people: SimpleNamespace) -> None:
    returned = make.returned_imr(people, make.commission(people))
    desk = section(returned.subject, "summary")
    desk.ask(look="points")
    first, second = desk.pieces
    assert first.startswith("Point 1 Summary of involvement. To be answered When was")
    assert "Say which records were read." in second
    assert desk.tree is not None
    point = returned.points.get(number=1)
    assert reverse("reviews:return_point", args=[point.pk]) in desk.tree.xpath("//li//a/@href")


def test_views_of_relatives_are_beside_the_report_by_label_and_how_to_reach_them_is_not(people: Any) -> None:
    review = make.appointed(people, make.review(people))
    relative = make.relative(people, review)
    relatives.record_contact(
        relative,
        kind="heard",
        means="visit",
        on=timezone.localdate(),
        note="She asked twice.",
        by=people.manager,
    )
    relatives.record_contact(
        relative,
        kind="asked",
        means="visit",
        on=timezone.localdate(),
        note="Ring after six.",
        by=people.manager,
    )
    desk = overview(people, review)
    desk.ask(look="family")
    assert len(desk.pieces) == 1
    assert "She asked twice." in desk.pieces[0]
    assert str(relative) in desk.pieces[0]


def test_nobody_but_the_author_opens_the_drawer(imr: ManagementReview, people: SimpleNamespace) -> None:
    url = reverse("panels:imr_section", args=[imr.review_id, imr.pk, "analysis"])
    for person in (people.manager, people.panel_chair, people.author):
        answer = sign_in(Client(), person).post(url, {"look": "rows", "only": "evidence"})
        assert answer.status_code in (403, 404)


def test_the_desk_asks_the_same_queries_for_one_row_and_for_many() -> None:
    counts = []
    for details in (["One."], [f"Visit {number}." for number in range(1, 9)]):
        people = make.staff(make.board())
        commission = make.commission(people)
        make.edition_of(commission, *details)
        for desk in (section(commission.management_review), overview(people, commission.review)):
            desk.client.get(desk.url)
            with CaptureQueriesContext(connection) as asked:
                desk.client.get(desk.url)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
