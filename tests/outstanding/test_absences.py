"""While somebody is away their rows are with the next on the ladder; they come back by the clock alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from panels.services import panel
from reviews.services import reviews, terms
from scr_portal.access.roles import Role
from scr_portal.access.rules import Denied
from scr_portal.accounts.models import Absence, User
from scr_portal.accounts.services import absences
from scr_portal.outstanding import keeping, reminders
from scr_portal.outstanding.lists import items_for
from scr_portal.outstanding.models import OpenMatter, StaleScope
from scr_portal.refusals import Refused
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def case() -> Iterator[SimpleNamespace]:
    """Terms of reference before the panel chair; above them the manager and the board chair."""
    today = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
    with time_machine.travel(today, tick=False) as clock:
        people = make.staff(make.board())
        review = make.review(people)
        panel.appoint(
            review,
            user=people.panel_chair,
            capacity="panel_chair",
            answers=make.INDEPENDENT,
            by=people.manager,
        )
        draft = terms.draft(review, by=people.manager)
        day = timezone.localdate()
        asks = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
        terms.propose(terms.write(draft, version=0, by=people.manager, **asks), by=people.manager)
        yield SimpleNamespace(people=people, review=review, clock=clock, today=today, day=day)


def away(case: Any, user: Any, first: int, last: int, by: Any = None) -> Absence:
    """Away from so many days after today to so many."""
    return absences.record(
        user, starts_on=case.day + first * DAY, ends_on=case.day + last * DAY, by=by or user
    )


def holders(case: Any, days: int = 0) -> list[Any]:
    """Who holds the terms of reference so many days from now, when somebody looks at their list."""
    case.clock.move_to(case.today + days * DAY)
    keeping.catch_up()
    return OpenMatter.objects.get(key=f"terms:{case.review.pk}").holders


def test_a_row_passes_on_for_the_days_away_and_comes_back_without_anybody_acting(case: Any) -> None:
    chair, manager = case.people.panel_chair.pk, case.people.manager.pk
    away(case, case.people.panel_chair, 2, 4)
    assert [holders(case, days) for days in range(7)] == [
        [chair],
        [chair],
        [manager],
        [manager],
        [manager],
        [chair],
        [chair],
    ]


def test_the_one_who_stands_in_reads_why_and_is_led_to_the_case(case: Any) -> None:
    away(case, case.people.panel_chair, 0, 3)
    keeping.catch_up()
    items = [item for item in items_for(case.people.manager) if "terms of reference" in item.words]
    assert [item.words for item in items] == [
        "Whoever does this is away. See to it: The terms of reference are not agreed yet."
    ]
    assert items[0].url == case.review.get_absolute_url()


def test_whoever_shares_a_role_with_somebody_away_holds_the_row_alone(case: Any) -> None:
    other = make.member(case.people.board, Role.BUSINESS_MANAGER, name="Ottoline Marsh")
    away(case, case.people.panel_chair, 0, 3)
    away(case, case.people.manager, 0, 3)
    assert holders(case) == [other.pk]


def test_where_the_whole_ladder_is_away_the_row_stays_with_its_owner(case: Any) -> None:
    for user in (case.people.panel_chair, case.people.manager, case.people.chair):
        away(case, user, 0, 3)
    assert holders(case) == [case.people.panel_chair.pk]
    assert not OpenMatter.objects.get(key=f"terms:{case.review.pk}").covering


def test_somebody_away_goes_on_watching_what_waits_for_others(case: Any) -> None:
    keeping.catch_up()
    row = OpenMatter.objects.get(key=f"terms:{case.review.pk}")
    assert case.people.manager.pk in row.watchers
    away(case, case.people.manager, 0, 3)
    holders(case)
    row.refresh_from_db()
    assert case.people.manager.pk in row.watchers


def test_back_sooner_than_recorded_has_the_row_at_once(case: Any) -> None:
    absence = away(case, case.people.panel_chair, 0, 9)
    assert holders(case) == [case.people.manager.pk]
    absences.call_off(absence, by=case.people.panel_chair)
    assert holders(case) == [case.people.panel_chair.pk]
    again = absences.call_off(absence, by=case.people.manager)
    assert again.cancelled_by == case.people.panel_chair


def test_recording_days_away_marks_the_whole_board(case: Any) -> None:
    keeping.catch_up()
    away(case, case.people.panel_chair, 0, 1)
    assert StaleScope.objects.filter(scope=f"people:{case.people.board.code}").exists()


def test_a_reminder_goes_to_the_one_who_stands_in(case: Any) -> None:
    away(case, case.people.panel_chair, 0, 3)
    holders(case)
    row = OpenMatter.objects.get(key=f"terms:{case.review.pk}")
    row.due_on = case.day
    assert reminders.rung_to_tell(row, 0) == (1, [str(case.people.manager.pk)])
    assert reminders.rung_to_tell(row, -7) == (2, [str(case.people.chair.pk)])


def test_the_manager_records_for_somebody_and_nobody_else_does(case: Any) -> None:
    away(case, case.people.panel_chair, 0, 3, by=case.people.manager)
    elsewhere = make.member(make.board(), Role.BUSINESS_MANAGER)
    for other in (case.people.chair, case.people.author, elsewhere):
        with pytest.raises(Denied, match="Only the person or the board’s business manager"):
            away(case, case.people.panel_chair, 10, 11, by=other)


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (2, 1, "The last day away cannot be before the first."),
        (-3, -1, "The last day away must be today or later."),
        (0, 400, "An absence lasts a year at most. The access of somebody who has left can be ended."),
        (5, 6, "These days overlap with days away that are recorded already."),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence(
    case: Any, first: int, last: int, sentence: str
) -> None:
    away(case, case.people.author, 6, 8)
    with pytest.raises(Refused) as refused:
        away(case, case.people.author, first, last)
    assert list(refused.value.sentences.values()) == [[sentence]]


def test_days_away_are_read_by_the_person_and_by_those_who_look_after_people(case: Any) -> None:
    absence = away(case, case.people.author, 0, 2)
    elsewhere = make.member(make.board(), Role.BUSINESS_MANAGER)
    readers = [case.people.author, case.people.manager]
    others = [case.people.chair, case.people.panel_chair, elsewhere]
    assert all(absence in Absence.objects.visible_to(user) for user in readers)
    assert not any(absence in Absence.objects.visible_to(user) for user in others)


def test_the_page_of_the_person_records_days_and_takes_them_back(case: Any) -> None:
    client = sign_in(Client(), case.people.panel_chair)
    page = reverse("accounts:away")
    client.post(page, days(case.day, case.day + 2 * DAY))
    absence = Absence.objects.get(user=case.people.panel_chair)
    assert (absence.starts_on, absence.ends_on) == (case.day, case.day + 2 * DAY)
    assert "You are recorded as away until" in client.get(reverse("reviews:work")).content.decode()
    assert "I am back" in client.get(page).content.decode()
    client.post(reverse("accounts:away_call_off", args=[absence.pk]))
    assert "No days away are recorded." in client.get(page).content.decode()
    assert "recorded as away" not in client.get(reverse("reviews:work")).content.decode()


def test_the_manager_is_shown_who_is_away_and_keeps_it_for_them(case: Any) -> None:
    client = sign_in(Client(), case.people.manager)
    membership = case.people.panel_chair.memberships.get()
    page = reverse("accounts:away_of", args=[membership.pk])
    client.post(page, days(case.day, case.day + 2 * DAY))
    people = client.get(reverse("accounts:people", args=[case.people.board.code])).content.decode()
    assert "Away until" in people and page in people
    absence = Absence.objects.get(user=case.people.panel_chair)
    assert client.post(reverse("accounts:away_call_off", args=[absence.pk]))["Location"] == page


def test_the_pages_of_somebody_else_are_not_there_for_others(case: Any) -> None:
    absence = away(case, case.people.author, 0, 2)
    client = sign_in(Client(), case.people.panel_chair)
    page = reverse("accounts:away_of", args=[case.people.author.memberships.get().pk])
    assert client.get(page).status_code == 404
    assert client.post(reverse("accounts:away_call_off", args=[absence.pk])).status_code == 404
    assert absence in Absence.objects.standing()


def days(first: datetime.date, last: datetime.date) -> dict[str, Any]:
    """A form of days away, as a browser sends it."""
    return {
        f"{name}_{part}": value
        for name, day in (("starts_on", first), ("ends_on", last))
        for part, value in (("day", day.day), ("month", day.month), ("year", day.year))
    }


def test_people_away_are_still_themselves(case: Any) -> None:
    away(case, case.people.panel_chair, 0, 3)
    case.clock.move_to(case.today)
    again = User.objects.get(pk=case.people.panel_chair.pk)
    terms.agree(case.review.terms.first(), by=again)
    assert case.review.terms.first().status == "agreed"


def late_row(case: Any) -> OpenMatter:
    """Return the matter of the terms of reference, a week after it was due today."""
    holders(case)
    row = OpenMatter.objects.get(key=f"terms:{case.review.pk}")
    row.due_on = case.day
    return row


def test_what_is_late_passes_over_somebody_above_who_is_away(case: Any) -> None:
    away(case, case.people.manager, 0, 3)
    assert reminders.rung_to_tell(late_row(case), -7) == (2, [str(case.people.chair.pk)])


def test_what_is_late_is_not_told_to_somebody_above_with_a_conflict_of_interest(case: Any) -> None:
    manager = case.people.manager
    reviews.declare_conflict(case.review, of=manager, reason="A cousin of the family.", by=manager)
    assert reminders.rung_to_tell(late_row(case), -7) == (2, [str(case.people.chair.pk)])
