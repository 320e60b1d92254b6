"""What is handed back comes with numbered points, each is answered, and every round stays."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from panels.models import Commission
from panels.services import imrs
from reviews.models import ReturnPoint, ReturnRound
from reviews.services import returns
from reviews.services.returns import NewPoint, TextUnchanged, WordsNotThere
from scr_portal import workflow
from scr_portal.access.rules import Denied
from scr_portal.accounts.models import User
from scr_portal.refusals import Missing, Refused
from scr_portal.web.stale import version_of
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.asking import tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


@pytest.fixture
def commission(people: SimpleNamespace) -> Commission:
    return make.commission(people)


def points_of(round: ReturnRound) -> list[ReturnPoint]:
    return list(round.points.all())


def answer(point: ReturnPoint, by: Any, *, reason: str = "It stands in the summary.") -> ReturnPoint:
    return returns.answer_point(point, answer="not_changed", reason=reason, by=by)


def change(imr: Any, section: str = "summary", text: str = "She was last seen on Tuesday.") -> Any:
    imr.refresh_from_db()
    return imrs.write(imr, section=section, text=text, version=version_of(imr, section), by=imr.author)


def test_a_point_names_its_section_and_the_words_it_is_about(people: Any, commission: Commission) -> None:
    quoted = NewPoint("By whom?", section="analysis", quoted="was known  to the agency")
    round = make.returned_imr(people, commission, quoted, NewPoint("Who read it?", section="lessons"))
    first, second = points_of(round)
    assert (first.number, first.anchor_kind, first.anchor_key) == (1, "passage", "analysis")
    assert (second.number, second.anchor_kind, second.anchor_key) == (2, "section", "lessons")
    assert round.subject == commission.management_review


@pytest.mark.parametrize(
    ("points", "box", "sentence"),
    [
        ([], "", "Write at least one point."),
        ([NewPoint("  ")], "text_1", "Point 1: say what is asked."),
        ([NewPoint("Why?", section="no_such")], "section_1", "Point 1: there is no such section."),
        (
            [NewPoint("Why?"), NewPoint("Who?", section="lessons", quoted="never written")],
            "quoted_2",
            "Point 2: these words do not stand in “Lessons learned”. Copy them from there.",
        ),
    ],
)
def test_what_is_returned_without_a_proper_point_stays_where_it_is(
    people: Any, commission: Commission, points: list[NewPoint], box: str, sentence: str
) -> None:
    imr = make.submitted_imr(commission)
    with pytest.raises(Refused, match=sentence[:20]) as refused:
        imrs.send_back(imr, points=points, by=people.panel_chair)
    imr.refresh_from_db()
    assert refused.value.sentences == {box: [sentence]}
    assert imr.status == "submitted"
    assert not ReturnRound.objects.exists()


def test_words_are_quoted_as_readers_see_them_with_labels_for_names(
    people: Any, commission: Commission
) -> None:
    imr = make.submitted_imr(commission)
    label = str(imr.summary.coded).split(" was known")[0]
    with pytest.raises(WordsNotThere):
        quoted = NewPoint("Since when?", section="summary", quoted="Tamsin Quillfeather was known")
        imrs.send_back(imr, points=[quoted], by=people.panel_chair)
    quoted = NewPoint("Since when?", section="summary", quoted=f"“{label} was known …")
    assert imrs.send_back(imr, points=[quoted], by=people.panel_chair).points.count() == 1


def test_the_author_cannot_hand_in_again_with_a_point_unanswered(people: Any, commission: Commission) -> None:
    round = make.returned_imr(people, commission)
    answer(points_of(round)[0], commission.author)
    with pytest.raises(TransitionBlocked) as blocked:
        imrs.submit(commission.management_review, by=commission.author)
    assert [item.sentence for item in blocked.value.outstanding] == ["Point 2 is not answered yet."]

    answer(points_of(round)[1], commission.author)
    assert imrs.submit(commission.management_review, by=commission.author).status == "submitted"
    round.refresh_from_db()
    assert (round.is_open, round.handed_in_again_by) == (False, commission.author)


def test_not_changed_wants_a_reason_and_changed_wants_a_change(people: Any, commission: Commission) -> None:
    point = points_of(make.returned_imr(people, commission))[0]
    with pytest.raises(Missing, match="Say why nothing is changed"):
        answer(point, commission.author, reason="  ")
    with pytest.raises(Missing, match="Choose what you did"):
        returns.answer_point(point, answer="perhaps", by=commission.author)
    with pytest.raises(TextUnchanged, match="still reads as it did"):
        returns.answer_point(point, answer="changed", by=commission.author)
    change(commission.management_review)
    assert returns.answer_point(point, answer="changed", by=commission.author).answer == "changed"


def test_a_change_taken_back_after_the_answer_holds_the_review(people: Any, commission: Commission) -> None:
    round = make.returned_imr(people, commission)
    imr: Any = round.subject
    before = imr.summary.original
    imr = change(imr)
    first, second = points_of(round)
    returns.answer_point(first, answer="changed", by=commission.author)
    answer(second, commission.author)
    imr = change(imr, text=before)
    assert [item.sentence for item in workflow.missing(imr, "submitted")] == [
        "Point 1 is answered “changed”, but the text reads as it did."
    ]


def test_only_whoever_writes_the_review_answers_and_only_while_it_is_with_them(
    people: Any, commission: Commission
) -> None:
    round = make.returned_imr(people, commission)
    for person in (people.panel_chair, people.manager, people.panel_member):
        with pytest.raises(Denied):
            answer(points_of(round)[0], person)
    make.handed_in_again(commission)
    with pytest.raises(Denied, match="handed in again"):
        answer(points_of(round)[0], commission.author)


def test_every_round_stays_with_the_text_as_it_was_returned(people: Any, commission: Commission) -> None:
    first = make.returned_imr(people, commission)
    imr = change(commission.management_review)
    make.handed_in_again(commission)
    second = imrs.send_back(imr, points=[NewPoint("By whom?")], by=people.panel_chair)
    first = ReturnRound.objects.get(pk=first.pk)
    assert (first.number, second.number) == (1, 2)
    assert "was known to the agency" in str(first.texts.get(key="summary").text)
    assert not [kept for kept in first.texts.all() if "Tamsin" in str(kept.text)]
    assert second.texts.get(key="summary").text.original == "She was last seen on Tuesday."
    assert first.digest != second.digest
    assert list(ReturnRound.objects.about(imr).values_list("number", flat=True)) == [1, 2]


def test_points_are_read_by_who_returned_them_and_who_reads_the_review(
    people: Any, commission: Commission
) -> None:
    round = make.returned_imr(people, commission)
    other = make.commission(people, commission.review).author

    def readers() -> list[str]:
        everybody = {
            "author": commission.author,
            "chair": people.panel_chair,
            "member": people.panel_member,
            "manager": people.manager,
            "other author": other,
        }
        return [name for name, user in everybody.items() if ReturnRound.objects.visible_to(user).exists()]

    assert readers() == ["author", "chair"]
    make.handed_in_again(commission)
    assert readers() == ["author", "chair", "member", "manager"]
    people.panel_chair.memberships.all().delete()
    assert not ReturnRound.objects.visible_to(User.objects.get(pk=people.panel_chair.pk)).exists()
    assert round.points.count() == 2


def test_the_author_finds_the_points_among_their_work(people: Any, commission: Commission) -> None:
    round = make.returned_imr(people, commission)
    name = f"the management review of {commission.agency}"
    assert tasks(commission.author) == [f"Answer two points on {name}"]
    answer(points_of(round)[0], commission.author)
    assert tasks(commission.author) == [f"Answer one point on {name}"]
    answer(points_of(round)[1], commission.author)
    assert tasks(commission.author) == [f"Hand in {name}"]
    imrs.submit(commission.management_review, by=commission.author)
    assert tasks(commission.author) == []
    assert f"Read {name}, and accept or return it" in tasks(people.panel_chair)


def test_the_database_refuses_an_answer_without_its_reason_or_its_person(
    people: Any, commission: Commission
) -> None:
    point = points_of(make.returned_imr(people, commission))[0]
    point = answer(point, commission.author)
    point.reason.write("")
    with pytest.raises(IntegrityError, match="point_not_changed_with_a_reason"), transaction.atomic():
        point.save()
    point.refresh_from_db()
    point.answered_by = None
    with pytest.raises(IntegrityError, match="point_answered_by_somebody"), transaction.atomic():
        point.save()


def test_one_round_is_open_at_a_time(people: Any, commission: Commission) -> None:
    make.returned_imr(people, commission)
    with pytest.raises(IntegrityError, match="one_open_return_round"), transaction.atomic():
        returns.return_with_points(commission.management_review, [NewPoint("Again?")], by=people.panel_chair)
