"""The report goes back with points: the panel chair's, or the board chair's who was to sign it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import OverviewReport
from reports.services import reports
from reviews.models import ReturnRound
from reviews.services.returns import NewPoint
from scr_portal.access.rules import Denied
from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from scr_portal.workflow import TransitionBlocked
from tests import make
from tests.platform.signing_in import sign_in

from .test_signing import agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> SimpleNamespace:
    return make.staff(make.board())


def words(user: Any) -> list[str]:
    keeping.catch_up()
    return [item.words for item in items_for(type(user).objects.get(pk=user.pk)) if not item.waiting_for]


def test_the_report_cannot_go_back_to_the_panel_with_a_point_unanswered(people: Any) -> None:
    report = make.returned_report(agreed(people), by=people.panel_chair)
    assert "Answer one point on the overview report" in words(people.author)
    with pytest.raises(TransitionBlocked, match="Point 1 is not answered yet"):
        reports.submit(report, by=people.author)
    make.answer_points(report, by=people.author)
    assert reports.submit(report, by=people.author).status == "submitted"


def test_the_board_chair_returns_what_was_to_be_signed_and_lands_on_what_happens_next(people: Any) -> None:
    report = agreed(people)
    chair = sign_in(Client(), people.chair)
    page = chair.get(report.get_absolute_url()).content.decode()
    path = reverse("reports:report_return", args=[report.review_id])
    assert path in page
    landed = chair.post(path, {"text_1": "Who saw the child?", "section_1": "overview"}, follow=True)
    assert landed.status_code == 200
    assert "It is with its author now" in landed.content.decode()
    assert not OverviewReport.objects.visible_to(people.chair).exists()


def test_nobody_but_the_two_chairs_returns_it_and_the_board_chair_not_before_the_panel_agreed(
    people: Any,
) -> None:
    report = agreed(people)
    for person in (people.manager, people.author, people.panel_member, people.committee):
        with pytest.raises(Denied):
            make.returned_report(report, by=person)
    report = make.returned_report(report, by=people.panel_chair)
    make.answer_points(report, by=people.author)
    report = reports.submit(report, by=people.author)
    with pytest.raises(Denied):
        make.returned_report(report, by=people.chair)


def test_points_on_a_report_are_not_read_by_agencies_or_the_familys_contact(people: Any) -> None:
    report = make.returned_report(agreed(people), by=people.panel_chair)
    make.answer_points(report, by=people.author)
    report = reports.submit(report, by=people.author)
    reports.agree(report, digest=report.digest, by=people.panel_chair)
    reports.sign_off(report, digest=report.digest, by=people.chair)
    writer = report.review.commissions.get().author
    assert OverviewReport.objects.visible_to(writer).exists()
    readers = {
        "writer": writer,
        "manager": people.manager,
        "chair": people.chair,
        "member": people.panel_member,
        "author": people.author,
    }
    reading = [name for name, user in readers.items() if ReturnRound.objects.about(report).visible_to(user)]
    assert reading == ["manager", "chair", "member", "author"]


def test_words_are_quoted_as_the_page_shows_them_without_the_marks_of_the_text(people: Any) -> None:
    report = agreed(people)
    point = NewPoint("In which spring?", section="overview", quoted="What happened")
    assert reports.send_back(report, points=[point], by=people.panel_chair).points.count() == 1


def test_a_member_of_the_panel_returns_the_report_while_it_is_before_the_panel(people: Any) -> None:
    report = make.returned_report(agreed(people), by=people.panel_chair)
    make.answer_points(report, by=people.author)
    report = reports.submit(report, by=people.author)
    member = sign_in(Client(), people.panel_member)
    path = reverse("reports:report_return", args=[report.review_id])
    assert path in member.get(report.get_absolute_url()).content.decode()
    landed = member.post(path, {"text_1": "Who saw the child?", "section_1": "overview"}, follow=True)
    assert landed.status_code == 200
    assert "It is with its author now" in landed.content.decode()
    assert "Answer one point on the overview report" in words(people.author)
    with pytest.raises(Denied):
        make.returned_report(report, by=people.committee)
