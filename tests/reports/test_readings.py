"""Two read blind, their marks are matched, a third decides, and what stands becomes points before anything is cleared."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports.estimate import Estimate
from reports.models import EditionEstimate, EditionReading, PublicEdition, ReaderMark
from reports.readings import estimate_of
from reports.services import editions, findings, flags, freezing, readers, readings
from reports.services.findings import NothingToDecide, OtherText
from reports.services.readers import DayTooEarly, HasFinished, MayNotRead, PartTaken, ThirdNotNeeded
from reports.services.readings import (
    HandedOver,
    NothingMarked,
    TextIsAnother,
    TooManyPlaces,
    WordsNotInText,
)
from reviews.models import ReturnPoint
from reviews.services import returns
from scr_portal.access import Denied
from scr_portal.access.roles import Role
from scr_portal.refusals import Missing
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import again
from tests.reports.reading_rooms import finish, mark, room, settle, third

pytestmark = pytest.mark.django_db


def clear(people: Any) -> PublicEdition:
    edition = again(people.edition)
    return editions.clear(edition, digest=freezing.standing_digest(edition), by=people.chair)[0]


def answer(people: Any, said: str = "changed") -> None:
    for point in ReturnPoint.objects.filter(round__subject_id=people.edition.pk, answer=""):
        returns.answer_point(point, answer=said, reason="Many have one.", by=people.manager)


def test_two_who_find_nothing_let_the_edition_be_cleared_with_the_sentence_that_numbers_are_too_small() -> (
    None
):
    people = room()
    finish(people.first)
    with pytest.raises(TransitionBlocked, match="The second reader has not finished"):
        clear(people)
    finish(people.second)
    edition = clear(people)
    kept = EditionEstimate.objects.get(edition=edition)
    assert (kept.first, kept.second, kept.both, kept.digest) == (0, 0, 0, edition.digest)


def test_what_both_mark_becomes_a_point_and_a_passage_to_settle_and_both_read_the_changed_text() -> None:
    people = room()
    mark(people.first, "the old fort")
    mark(people.second, "quay by the old fort", note="The only fort there.")
    finish(people.first)
    finish(people.second)
    finding = people.edition.findings.get()
    assert (finding.state, finding.found_by) == ("both", {"first", "second"})
    assert (str(finding.point.quoted), finding.point.anchor_key) == ("quay by the old fort", "overview")
    assert "The only fort there." in str(finding.point.text)
    people.edition.refresh_from_db()
    assert "old fort" not in people.edition.overview
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        finish(people.first, digest="")

    settle(people)
    answer(people)
    with pytest.raises(TransitionBlocked, match="The first reader has not finished"):
        clear(people)
    make.read_by_two(people.edition, by=people.manager)
    kept = EditionEstimate.objects.get(edition=clear(people))
    assert (kept.first, kept.second, kept.both) == (1, 1, 1)


def test_words_that_stay_with_a_reason_change_nothing_so_nobody_reads_again() -> None:
    people = room()
    for reader in (people.first, people.second):
        mark(reader, "old fort")
        finish(reader)
    for flag in people.edition.flags.filter(decision=""):
        flags.settle(flag, decision="keep", reason="Every town has one.", by=people.manager)
    answer(people, "not_changed")
    assert clear(people).status == "cleared"


def test_what_one_marks_waits_for_a_third_who_decides_with_a_reason() -> None:
    people = room()
    mark(people.first, "old fort")
    mark(people.second, "swans", kind="combination")
    finish(people.first)
    with pytest.raises(ThirdNotNeeded, match="A third reader is appointed when two have finished and differ"):
        third(people)
    finish(people.second)
    with pytest.raises(
        TransitionBlocked, match="found by one reader and not by the other: a third reader decides"
    ):
        clear(people)
    decider = third(people)
    with pytest.raises(TransitionBlocked, match="passages about which the two readers differ wait for"):
        clear(people)
    fort, swans = people.edition.findings.order_by("number")
    with pytest.raises(Denied, match="decided by the third reader"):
        findings.decide(fort, decision="identifies", reason="It does.", by=people.first.reader)
    with pytest.raises(Missing, match="Choose what you decide"):
        findings.decide(fort, decision="same", reason="It does.", by=decider.reader)
    with pytest.raises(Missing, match="Say why"):
        findings.decide(fort, decision="identifies", reason=" ", by=decider.reader)
    findings.decide(fort, decision="identifies", reason="There is one fort.", by=decider.reader)
    with pytest.raises(NothingToDecide, match="There is nothing to decide about this passage"):
        findings.decide(fort, decision="does_not", reason="Yet.", by=decider.reader)
    assert not ReturnPoint.objects.filter(round__subject_id=people.edition.pk).exists()
    findings.decide(swans, decision="does_not", reason="Many like swans.", by=decider.reader)
    [point] = ReturnPoint.objects.filter(round__subject_id=people.edition.pk)
    assert str(point.quoted) == "old fort"
    assert "Third reader: There is one fort." in str(point.text)
    settle(people)
    answer(people)
    make.read_by_two(people.edition, by=people.manager)
    kept = EditionEstimate.objects.get(edition=clear(people))
    assert (kept.first, kept.second, kept.both) == (1, 0, 0)


def test_an_unclear_match_is_the_third_readers_to_call_one_passage_or_several() -> None:
    people = room()
    mark(people.first, "quay")
    mark(people.second, "old fort")
    finish(people.first)
    finish(people.second)
    unclear = people.edition.findings.get()
    assert unclear.state == "unclear"
    decider = third(people)
    findings.decide(unclear, decision="several", reason="Two places.", by=decider.reader)
    states = people.edition.findings.values_list("state", "decision")
    assert list(states) == [("one", ""), ("one", "")]
    for finding in people.edition.findings.all():
        findings.decide(finding, decision="does_not", reason="Many.", by=decider.reader)
    assert clear(people).status == "cleared"


def test_called_the_same_it_counts_as_found_by_both() -> None:
    people = room()
    mark(people.first, "quay")
    mark(people.second, "old fort")
    finish(people.first)
    finish(people.second)
    decider = third(people)
    findings.decide(people.edition.findings.get(), decision="same", reason="One place.", by=decider.reader)
    finding = people.edition.findings.get()
    assert (finding.state, finding.is_upheld, finding.point is not None) == ("both", True, True)


def test_a_mark_needs_words_of_the_text_a_kind_and_how_it_identifies() -> None:
    people = room("# What happened\n\n" + "The swan came. " * 60)
    reader = people.first
    with pytest.raises(WordsNotInText, match=r"These words do not stand in the text\. Copy them from there"):
        mark(reader, "a lighthouse")
    with pytest.raises(TooManyPlaces, match=r"at more than fifty places\. Copy the sentence"):
        mark(reader, "swan")
    for values, sentence in (
        ({"words": " "}, "Copy the words from the text"),
        ({"words": "**"}, "Copy the words from the text"),
        ({"kind": "colour"}, "Choose what kind of thing it is"),
        ({"note": ""}, "Say how somebody may be recognised by it"),
    ):
        with pytest.raises(Missing, match=sentence):
            mark(reader, **({"words": "What happened"} | values))
    assert not reader.marks.exists()


def test_a_mark_is_taken_back_until_it_is_handed_over() -> None:
    people = room()
    gone, kept = mark(people.first, "swans"), mark(people.first, "quay")
    readings.take_back(gone, by=people.first.reader)
    finish(people.first)
    assert list(ReaderMark.objects.values_list("pk", flat=True)) == [kept.pk]
    with pytest.raises(
        HandedOver, match=r"You have finished with this text\. What you marked is handed over"
    ):
        readings.take_back(kept, by=people.first.reader)
    with pytest.raises(HandedOver):
        mark(people.first, "swans")


def test_whoever_could_tell_says_how_and_by_what_and_marks_what_told_them() -> None:
    people = room()
    for values, refused, sentence in (
        ({"could_tell": "perhaps"}, Missing, "Choose whether you could tell"),
        ({"could_tell": "yes", "how": "", "words": "The fort."}, Missing, "Choose how you could tell"),
        ({"could_tell": "yes", "how": "knowledge", "words": ""}, Missing, "Say what told you"),
        (
            {"could_tell": "yes", "how": "text", "words": "The fort."},
            NothingMarked,
            "Mark the passages that told you before you finish",
        ),
    ):
        with pytest.raises(refused, match=sentence):
            finish(people.first, **values)
    reading = finish(people.first, could_tell="yes", how="knowledge", words="I was on the ward.")
    assert (reading.could_tell, reading.how, str(reading.words)) == ("yes", "knowledge", "I was on the ward.")


def test_a_text_that_changed_is_read_again_and_marks_that_were_typed_stay() -> None:
    people = room()
    mark(people.first, "swans")
    digest = freezing.standing_digest(people.edition)
    make.read_by(people.second)
    flag = people.edition.flags.create(place="overview", number=77, kind="name", text="Saltern")
    with pytest.raises(TransitionBlocked, match="waits for a decision"):
        finish(people.first, digest=digest)
    people.edition.overview += " [unsettled 77]"
    people.edition.save()
    flags.settle(flag, decision="keep", reason="A works.", by=people.manager)
    with pytest.raises(
        TextIsAnother,
        match=r"The text has changed since this page was opened\. Read it again before you finish",
    ):
        finish(people.first, digest=digest)
    finish(people.first)
    with pytest.raises(TransitionBlocked, match="The second reader has not finished"):
        clear(people)
    assert people.first.marks.get().reading is not None
    finish(people.second)
    assert people.edition.findings.get().state == "one"


def test_a_passage_that_another_pair_finds_again_in_the_same_text_counts_once() -> None:
    people = room("# What happened\n\nShe swam on 9 April 2009 with the swans by the old fort.")
    for reader in (people.first, people.second):
        mark(reader, "old fort")
        finish(reader)
    for flag in people.edition.flags.filter(decision=""):
        flags.settle(flag, decision="keep", reason="Every town has one.", by=people.manager)
    answer(people, "not_changed")
    day = people.edition.flags.order_by("number").first()
    flags.settle(day, decision="replace", replacement="in spring", reason="A day.", by=people.manager)
    readers.end(people.first, reason="She is ill.", by=people.manager)
    flags.settle(day, decision="keep", reason="It is known.", by=people.manager)
    first, _ = make.readers_of(people.edition, by=people.manager)
    mark(first, "old fort")
    finish(first)
    assert estimate_of(people.edition) == Estimate(1, 1, 1)


def test_a_difference_in_a_text_that_stands_no_more_is_not_decided() -> None:
    people = room("# What happened\n\nShe swam on 9 April 2009 with the swans by the old fort.")
    mark(people.first, "swans")
    finish(people.first)
    finish(people.second)
    decider, flag = third(people), people.edition.flags.first()
    flags.settle(flag, decision="replace", replacement="in spring", reason="A day.", by=people.manager)
    with pytest.raises(OtherText, match=r"The text has changed since\. The two readers read it again first"):
        findings.decide(people.edition.findings.get(), decision="does_not", reason="Many.", by=decider.reader)


def test_one_reader_a_part_and_none_appointed_for_a_day_that_has_passed() -> None:
    people = room()
    other = make.member(people.board, Role.AGENCY_LEAD, agency=make.agency(people.board))
    with pytest.raises(PartTaken, match="Somebody is appointed for this part already"):
        readers.appoint(people.edition, part="first", reader=other, by=people.manager)
    readers.end(people.first, reason="She is ill.", by=people.manager)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    with pytest.raises(DayTooEarly, match="Choose a day from today on"):
        readers.appoint(people.edition, part="first", reader=other, due_on=yesterday, by=people.manager)
    appointed = readers.appoint(people.edition, part="first", reader=other, by=people.manager)
    assert appointed.due_on == readers.usual_day()
    outsider = make.member(make.board(), Role.AGENCY_LEAD, agency=None)
    readers.end(appointed, reason="She is away.", by=people.manager)
    with pytest.raises(MayNotRead, match="This person does not work on cases of the board"):
        readers.appoint(people.edition, part="first", reader=outsider, by=people.manager)


def test_an_appointment_ends_with_a_reason_and_what_was_finished_stays() -> None:
    people = room()
    mark(people.first, "swans")
    with pytest.raises(Missing, match="Say why the appointment ends"):
        readers.end(people.first, reason=" ", by=people.manager)
    readers.end(people.first, reason="She is ill.", by=people.manager)
    with pytest.raises(Denied, match="This page belongs to the reader"):
        mark(people.first, "quay")
    finish(people.second)
    with pytest.raises(HasFinished, match="This reader has finished with the text as it stands"):
        readers.end(people.second, reason="Never mind.", by=people.manager)
    first, _ = make.readers_of(people.edition, by=people.manager)
    finish(first)
    assert not people.edition.findings.exists()
    assert clear(people).status == "cleared"


def test_nobody_but_the_reader_reads_and_nobody_but_the_manager_appoints() -> None:
    people = room()
    digest = freezing.standing_digest(people.edition)
    for person in (people.manager, people.chair, people.second.reader):
        with pytest.raises(Denied, match="This page belongs to the reader"):
            readings.mark(people.first, words="swans", kind="other", note="So.", by=person)
        with pytest.raises(Denied):
            readings.finish(people.first, could_tell="no", digest=digest, by=person)
    for person in (people.chair, people.panel_chair, people.first.reader):
        with pytest.raises(Denied, match="appointed by the business manager"):
            readers.end(people.first, reason="No.", by=person)
    finish(people.first)
    finish(people.second)
    clear(people)
    with pytest.raises(Denied, match="The readers of an edition are appointed before it is cleared"):
        readers.end(again(people.first), reason="No.", by=people.manager)
    with pytest.raises(Denied, match="This edition is no longer before its readers"):
        mark(again(people.first), "swans")


def test_the_third_marks_nothing() -> None:
    people = room()
    mark(people.first, "swans")
    finish(people.first)
    finish(people.second)
    with pytest.raises(Denied, match="decides what the two differ about, and marks nothing"):
        mark(third(people), "quay")


def test_the_database_publishes_nothing_that_two_have_not_read() -> None:
    people = room()
    finish(people.first)
    finish(people.second)
    edition = make.searched(clear(people), by=people.manager)
    edition.status, edition.published_at, edition.published_by = "published", timezone.now(), people.manager
    EditionEstimate.objects.all().delete()
    with (
        pytest.raises(IntegrityError, match="only when two have read exactly its text"),
        transaction.atomic(),
    ):
        edition.save()
    editions.keep_estimate(edition)
    reading = EditionReading.objects.filter(reader=people.second).get()
    reading.delete()
    with pytest.raises(IntegrityError, match="only when two have read"), transaction.atomic():
        edition.save()


def test_the_database_keeps_what_a_reader_recorded_and_two_readers_of_one_agency_apart() -> None:
    people = room()
    made = mark(people.first, "swans")
    finish(people.first)
    finish(people.second)
    reading = people.first.readings.get()
    for sql, pk in (
        ("UPDATE reports_editionreading SET could_tell = 'yes', how = 'text' WHERE id = %s", reading.pk),
        ("UPDATE reports_readermark SET kind = 'date' WHERE id = %s", made.pk),
    ):
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            connection.cursor().execute(sql, [pk])
    people.second.agency = people.first.agency
    with pytest.raises(IntegrityError, match="blind_readers_of_two_agencies"), transaction.atomic():
        people.second.save()


def test_an_edition_that_one_person_cleared_before_is_set_aside_before_anything_is_published() -> None:
    people = room()
    finish(people.first)
    finish(people.second)
    edition = make.searched(clear(people), by=people.manager)
    EditionEstimate.objects.all().delete()
    edition = again(edition)
    with pytest.raises(
        TransitionBlocked, match=r"This text was cleared by one reader alone\. Set the edition"
    ):
        editions.publish(edition, by=people.manager)
