"""The summary of the week: the figures of "Your work", once, on the first working day, or not at all."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from reviews.services import reviews
from scr_portal import notices
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from scr_portal.accounts.services import absences, own
from scr_portal.notices import delivery
from scr_portal.notices.models import Notice
from scr_portal.outstanding import keeping, summaries
from scr_portal.outstanding.lists import grouped, items_for
from scr_portal.outstanding.models import OpenMatter, WeeklySummary
from tests import make
from tests.platform.signing_in import sign_in

MONDAY = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
EASTER_MONDAY = datetime.datetime(2026, 4, 6, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def case(db: None) -> Iterator[SimpleNamespace]:
    with time_machine.travel(EASTER_MONDAY - 60 * DAY, tick=False) as clock:
        people = make.staff(make.board())
        yield SimpleNamespace(people=people, review=make.review(people), clock=clock)


def at(case: Any, moment: datetime.datetime) -> int:
    case.clock.move_to(moment)
    return summaries.send_all()


def hold(case: Any) -> None:
    """Proceedings to look at again in March, which nobody does."""
    reviews.record_proceeding(
        case.review,
        kind="criminal",
        holds_publication=True,
        holds_family_contact=False,
        reason="A trial is listed.",
        look_again_on=datetime.date(2026, 3, 2),
        by=case.people.manager,
    )


def told() -> set[Any]:
    return set(Notice.objects.filter(template="weekly_summary").values_list("to_id", flat=True))


def test_it_goes_once_a_week_on_the_first_working_day_from_nine(case: Any) -> None:
    assert at(case, MONDAY.replace(hour=8)) == 0
    assert at(case, MONDAY) > 0
    assert [at(case, MONDAY + number * DAY) for number in range(7)] == [0] * 7
    assert at(case, MONDAY + 7 * DAY) > 0


def test_a_bank_holiday_moves_it_to_the_next_working_day(case: Any) -> None:
    assert at(case, EASTER_MONDAY) == 0
    assert at(case, EASTER_MONDAY + DAY) > 0


def test_a_week_that_began_while_the_portal_was_down_has_it_later_and_never_on_a_day_off(case: Any) -> None:
    assert at(case, MONDAY + 2 * DAY) > 0
    assert at(case, MONDAY + 12 * DAY) == 0


def test_its_figures_are_those_of_the_persons_own_list(case: Any) -> None:
    hold(case)
    at(case, MONDAY)
    today = MONDAY.date()
    notice = Notice.objects.get(template="weekly_summary", to=case.people.manager)
    groups = {group.heading: len(group.items) for group in grouped(items_for(case.people.manager), today)}
    assert groups["Late"] == 1 and groups["No date set"] >= 3 and groups["Waiting for others"] >= 1
    assert notice.figures == {
        "late": groups.get("Late", 0),
        "due": groups.get("Today", 0) + groups.get("This week", 0),
        "other": groups.get("Later", 0) + groups.get("No date set", 0),
        "waiting": groups.get("Waiting for others", 0),
    }


def test_the_mail_holds_figures_and_a_link_and_nothing_of_a_case(case: Any) -> None:
    at(case, MONDAY)
    mail = delivery.compose(Notice.objects.get(template="weekly_summary", to=case.people.manager))
    assert (
        f"Late: {Notice.objects.get(to=case.people.manager, template='weekly_summary').figures['late']}\n"
        in mail.body
    )
    assert "/work/" in mail.body
    text = f"{mail.subject} {mail.body}"
    assert case.review.code not in text
    assert not any(str(row.sentence) in text or str(row.act) in text for row in OpenMatter.objects.all())


@pytest.mark.parametrize("figure", ["Tamsin", 1.5, True, None])
def test_a_figure_that_is_no_whole_number_is_refused(db: None, figure: Any) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        notices.send("weekly_summary", to=make.user(), figures={"late": figure})


def test_nobody_gets_an_empty_one(case: Any) -> None:
    idle = make.member(case.people.board, Role.PANEL_MEMBER)
    at(case, MONDAY)
    assert case.people.manager.pk in told()
    assert idle.pk not in told()


@pytest.mark.parametrize("role", [Role.INTERVIEWEE, Role.RELATIVE])
def test_nobody_chooses_about_a_summary_that_they_are_never_sent(db: None, role: Role) -> None:
    url, board = reverse("accounts:weekly_summary"), make.board()
    visitor = sign_in(Client(), make.member(board, role))
    assert url not in visitor.get(reverse("accounts:overview")).content.decode()
    assert visitor.get(url).status_code == 404
    worker = sign_in(Client(), make.member(board, Role.LINE_MANAGER))
    assert url in worker.get(reverse("accounts:overview")).content.decode()
    assert "Nothing is sent while nothing waits." in worker.get(url).content.decode()


def test_whoever_turned_it_off_gets_none_until_they_turn_it_on(case: Any) -> None:
    own.choose_weekly_summary(wanted=False, by=case.people.manager)
    at(case, MONDAY)
    assert case.people.manager.pk not in told()
    own.choose_weekly_summary(wanted=True, by=case.people.manager)
    at(case, MONDAY + 7 * DAY)
    assert case.people.manager.pk in told()


def test_whoever_is_away_or_gone_gets_none(case: Any) -> None:
    day = MONDAY.date()
    case.clock.move_to(MONDAY - DAY)
    absences.record(case.people.manager, starts_on=day, ends_on=day, by=case.people.manager)
    User.objects.filter(pk=case.people.chair.pk).update(is_active=False)
    at(case, MONDAY)
    assert told() & {case.people.manager.pk, case.people.chair.pk} == set()


@pytest.mark.parametrize("role", [Role.INTERVIEWEE, Role.RELATIVE])
def test_staff_interviewed_and_relatives_get_none(case: Any, role: Role) -> None:
    person = make.member(case.people.board, role)
    keeping.catch_up()
    OpenMatter.objects.filter(key__startswith="agencies:").update(holders=[person.pk])
    assert summaries.figures_for(person, MONDAY.date()) != dict.fromkeys(summaries.FIGURES.values(), 0)
    assert person not in list(summaries.readers(MONDAY.date()))


def test_a_crash_half_way_leaves_none_and_the_next_run_sends_each_once(
    case: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = notices.send

    def crash_at_the_second(*args: Any, **kwargs: Any) -> Any:
        if told():
            raise RuntimeError
        return send(*args, **kwargs)

    monkeypatch.setattr(notices, "send", crash_at_the_second)
    with pytest.raises(RuntimeError):
        at(case, MONDAY)
    assert not WeeklySummary.objects.exists() and not told()
    monkeypatch.undo()
    count = at(case, MONDAY)
    assert count == len(told()) == Notice.objects.filter(template="weekly_summary").count() > 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_each_once() -> None:
    with time_machine.travel(MONDAY, tick=True):
        make.review(make.staff(make.board()))
        barrier, sent = threading.Barrier(2), []

        def run() -> None:
            barrier.wait()
            try:
                sent.append(summaries.send_all())
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(sent)[0] == 0
    assert Notice.objects.filter(template="weekly_summary").count() == sorted(sent)[1] > 0


def test_the_page_of_the_account_turns_it_off(case: Any) -> None:
    client = sign_in(Client(), case.people.manager)
    answer = client.post(reverse("accounts:weekly_summary"), {"wanted": "no"}, follow=True)
    assert "Your choice is saved." in answer.content.decode()
    case.people.manager.refresh_from_db()
    assert case.people.manager.weekly_summary is False
    assert client.post(reverse("accounts:weekly_summary"), {}).status_code == 422
