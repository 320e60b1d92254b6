"""What one reader marks is nobody else's before both have finished: page, list, history, search, mail and counts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from reports.models import EditionReading, Finding, ReaderMark
from reports.services import flags, readings
from reviews.history.record import CaseRecord
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping
from scr_portal.outstanding.models import OpenMatter
from tests import make
from tests.platform.signing_in import sign_in
from tests.reports.reading_rooms import TEXT, finish, mark, room, settle, third

pytestmark = pytest.mark.django_db

NOTE = "Whoever keeps the swannery knows."
SAID = "I knew it by the quorum of herons."


def others(people: Any) -> list[Any]:
    return [people.manager, people.chair, people.panel_chair, people.author, people.second.reader]


def test_marks_and_what_a_reader_recorded_are_read_by_nobody_else_until_both_have_finished() -> None:
    people = room()
    mark(people.first, "swans", note=NOTE)
    finish(people.first, could_tell="yes", how="text", words=SAID)
    assert ReaderMark.objects.visible_to(people.first.reader).exists()
    assert EditionReading.objects.visible_to(people.first.reader).exists()
    for person in others(people):
        assert not ReaderMark.objects.visible_to(person).exists()
        assert not EditionReading.objects.visible_to(person).exists()
        assert not Finding.objects.visible_to(person).exists()
    finish(people.second)
    seen = [person for person in others(people) if ReaderMark.objects.visible_to(person).exists()]
    assert seen == [people.manager, people.chair, people.panel_chair]
    here = ReaderMark.objects.filter(reader__edition=people.edition)
    assert not here.visible_to(third_of_another_case()).exists()
    decider = third(people).reader
    assert ReaderMark.objects.visible_to(decider).exists()
    assert not ReaderMark.objects.visible_to(people.second.reader).exists()


def third_of_another_case() -> Any:
    other = room()
    mark(other.first, "swans")
    finish(other.first)
    finish(other.second)
    return third(other).reader


def pages(people: Any) -> list[str]:
    """Every page on which a person meets the edition, its readers or the case."""
    review = people.report.review_id
    names = ("edition", "readers", "flags", "edition_clear", "edition_object", "report", "search")
    return [
        *(reverse(f"reports:{name}", args=[review]) for name in names),
        reverse("reports:reader_appoint", args=[review, "third"]),
        reverse("reports:reader_end", args=[people.first.pk]),
        reverse("reports:reader", args=[people.first.pk]),
        reverse("reports:read", args=[people.first.pk]),
        reverse("reports:reader", args=[people.second.pk]),
        reverse("reports:read", args=[people.second.pk]),
        reverse("reports:read_finish", args=[people.second.pk]),
        people.report.review.get_absolute_url(),
        reverse("reviews:history", args=[review]),
        "/work/",
        "/cases/",
    ]


def test_no_page_list_history_or_search_shows_anybody_else_a_mark_or_how_many_there_are() -> None:
    people = room()
    for words in ("swans", "quay", "drawing"):
        mark(people.first, words, note=NOTE)
    for person in others(people):
        client = sign_in(Client(), person)
        for path in pages(people):
            said = client.get(path).content.decode()
            assert NOTE not in said, path
            assert "Marked a passage" not in said, path
            assert not re.search(r"\b(three|3|one|1) marks?\b", said), path
    said = (
        sign_in(Client(), people.first.reader)
        .get(reverse("reports:read", args=[people.first.pk]))
        .content.decode()
    )
    assert "Three marks of yours" in said
    assert NOTE in said


def test_the_history_says_nothing_of_marks_before_both_have_finished_and_everything_after() -> None:
    people = room()
    review = people.report.review
    mark(people.first, "swans")

    def told(person: Any) -> list[str]:
        return [row.what for row in CaseRecord(review, person).rows(CaseRecord(review, person).events)]

    acts = "Marked a passage of the public edition"
    assert acts not in told(people.manager)
    readings.take_back(mark(people.first, "the old fort"), by=people.first.reader)
    hidden = {("edition.marked", ""), ("edition.mark_taken_back", "")}
    assert not hidden & set(CaseRecord(review, people.chair).acts)
    assert hidden <= set(CaseRecord(review, people.first.reader).acts)
    assert acts in told(people.first.reader)
    finish(people.first)
    assert acts not in told(people.manager)
    finish(people.second)
    assert acts in told(people.manager)


def test_marking_sends_no_mail_and_changes_no_row_of_what_is_outstanding() -> None:
    people = room()
    keeping.catch_up()
    rows = list(OpenMatter.objects.order_by("key").values_list("key", "act", "url"))
    notices, letters = Notice.objects.count(), len(mail.outbox)
    mark(people.first, "swans", note=NOTE)
    keeping.catch_up()
    assert list(OpenMatter.objects.order_by("key").values_list("key", "act", "url")) == rows
    assert (Notice.objects.count(), len(mail.outbox)) == (notices, letters)


def said_to(person: Any, name: str, *keys: Any) -> str:
    return sign_in(Client(), person).get(reverse(f"reports:{name}", args=keys)).content.decode()


def test_a_reader_learns_when_finished_what_was_changed_but_not_the_words_and_the_chair_is_shown_both() -> (
    None
):
    people = room(f"{TEXT} She swam on 9 April 2009.")
    flag, reason = people.edition.flags.get(), "The day is known."
    words = str(flag.text)
    flags.settle(flag, decision="replace", replacement="in that spring", reason=reason, by=people.manager)
    reader = said_to(people.first.reader, "read", people.first.pk)
    assert "in that spring" in reader
    assert reason not in reader
    assert words not in reader
    make.read_by_two(people.edition, by=people.manager)
    reader = said_to(people.first.reader, "reader", people.first.pk)
    assert reason in reader
    assert words not in reader
    chair = said_to(people.chair, "edition_clear", people.report.review_id)
    assert f"in place of “{words}”" in chair


def test_a_mark_whose_words_stand_no_more_is_not_counted_among_those_handed_over() -> None:
    people = room(f"{TEXT} She swam on 9 April 2009.")
    flag = people.edition.flags.get()
    for words in ("swans", str(flag.text)):
        mark(people.first, words)
    assert "You hand over two marks," in said_to(people.first.reader, "read_finish", people.first.pk)
    flags.settle(
        flag, decision="replace", replacement="in that spring", reason="The day is known.", by=people.manager
    )
    assert "You hand over one mark," in said_to(people.first.reader, "read_finish", people.first.pk)


def test_one_finished_reading_is_said_without_what_was_found() -> None:
    people = room()
    mark(people.first, "swans", note=NOTE)
    finish(people.first, could_tell="yes", how="text", words=SAID)
    page = (
        sign_in(Client(), people.manager)
        .get(reverse("reports:readers", args=[people.report.review_id]))
        .content.decode()
    )
    assert "Nothing is shown before both have" in page
    for words in (NOTE, SAID, "swans</mark>", "From the text"):
        assert words not in page


def test_once_both_have_finished_the_page_shows_both_side_by_side_and_that_the_text_is_being_changed() -> (
    None
):
    people = room()
    mark(people.first, "swans", note=NOTE)
    mark(people.second, "liked swans", note="The only child who did.")
    finish(people.first, could_tell="yes", how="text", words=SAID)
    finish(people.second)
    client = sign_in(Client(), people.manager)
    path = reverse("reports:readers", args=[people.report.review_id])
    page = client.get(path).content.decode()
    for words in (NOTE, SAID, "The only child who did.", "found by both readers", "liked swans"):
        assert words in page
    assert str(people.first.reader) in page
    assert "the text is being changed" in page


def test_a_second_round_of_reading_is_as_blind_as_the_first() -> None:
    people = room()
    for reader in (people.first, people.second):
        mark(reader, "swans")
        finish(reader)
    settle(people)
    from tests.reports.test_readings import answer

    answer(people)
    mark(people.first, "drawing", note=NOTE)
    assert not ReaderMark.objects.visible_to(people.manager).filter(reading__isnull=True).exists()
    page = (
        sign_in(Client(), people.manager)
        .get(reverse("reports:readers", args=[people.report.review_id]))
        .content.decode()
    )
    assert NOTE not in page
    verbs = [event.verb for event in CaseRecord(people.report.review, people.manager).events]
    assert verbs.count("edition.marked") == 2


def test_a_reader_sees_the_text_and_nothing_of_the_case() -> None:
    people = room()
    client = sign_in(Client(), people.first.reader)
    page = client.get(reverse("reports:read", args=[people.first.pk])).content.decode()
    assert "lifeboat crew" in page
    assert people.report.review.get_absolute_url() not in page
    assert client.get(people.edition.get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:read", args=[people.second.pk])).status_code == 404
