"""The head of a case: how old the child was, how far the case is; each person sees the navigation items they may open."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from panels.services import panel
from reviews.display import age, child, stage_days, stages
from reviews.navigation import navigation_for, people_of
from scr_portal import access
from tests import cast, make


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        ("2009-02-14", "2009-02-14", "0 months old"),
        ("2009-02-14", "2009-03-13", "0 months old"),
        ("2009-02-14", "2009-03-14", "1 month old"),
        ("2009-02-14", "2011-02-13", "23 months old"),
        ("2009-02-14", "2011-02-14", "2 years old"),
        ("2008-02-29", "2012-02-28", "3 years old"),
        ("1993-12-31", "2010-12-30", "16 years old"),
    ],
)
def test_age_is_in_months_until_the_second_birthday_then_in_whole_years(
    born: str, on: str, said: str
) -> None:
    assert age(datetime.date.fromisoformat(born), datetime.date.fromisoformat(on)) == said


@pytest.mark.django_db
def test_the_child_is_shown_by_label_and_never_by_name() -> None:
    shown = child(make.referral(happened_on=datetime.date(2010, 2, 13), known_on=datetime.date(2010, 2, 13)))
    assert shown.endswith(", 11 months old")
    assert not {"Tamsin", "Quillfeather"} & set(shown.replace(",", "").split())


@pytest.mark.django_db
def test_the_stage_line_moves_with_the_case() -> None:
    world = cast.world()
    review = make.review(world.people)
    assert [stage.state for stage in stages(review)] == ["now", "next", "next", "next", "next"]
    cast.begin(world, review)
    line = stages(world.review)
    assert [stage.state for stage in line] == ["done", "now", "next", "next", "next"]
    assert line[0].met_on == review.decided_on
    assert line[3].due_on is not None
    assert line[3].met_on is None


@pytest.mark.django_db
def test_each_stage_stands_with_the_day_on_which_it_was_left_or_reached() -> None:
    decided = timezone.now() - datetime.timedelta(days=30)
    begun = decided + datetime.timedelta(days=12)
    with time_machine.travel(decided, tick=True):
        world = cast.world()
        review = make.review(world.people)
    with time_machine.travel(begun, tick=True):
        cast.begin(world, review)
    line = stages(world.review)
    assert [stage.met_on for stage in line[:3]] == [
        timezone.localdate(begun),
        timezone.localdate(begun),
        None,
    ]


@pytest.mark.django_db
def test_a_published_case_says_since_when_and_one_that_was_withdrawn_does_not() -> None:
    with time_machine.travel(timezone.now() - datetime.timedelta(days=30), tick=True):
        review = make.review()
    days = [timezone.now() - datetime.timedelta(days=before) for before in (20, 15, 10, 5)]
    forward = ("gathering", "reporting", "signed_off", "published")
    for day, status in zip(days, forward, strict=True):
        with time_machine.travel(day, tick=True):
            review.status = status
            review.save()
    on = [timezone.localdate(day) for day in days]
    assert stage_days(review) == {0: on[0], 1: on[1], 2: on[2], 3: on[3], 4: on[3]}

    review.status = "signed_off"
    review.save()
    assert stage_days(review) == {0: on[0], 1: on[1], 2: on[2], 3: timezone.localdate()}


@pytest.mark.django_db
def test_a_door_is_shown_only_to_whom_its_action_is_allowed() -> None:
    world = cast.world()
    cast.begin(world, make.review(world.people))
    for role, person in world.who.items():
        shown = {item.name for item in navigation_for(person, world.review)}
        for name, action in (
            ("Identities", "reviews.view_identities"),
            ("History", "reviews.view_history"),
            ("Integrated chronology", "panels.view_integrated"),
        ):
            assert (name in shown) == access.allowed(action, person, world.review), (role, name)
    assert {item.name for item in navigation_for(world.who["bm"], world.review)} >= {"Identities", "History"}
    assert navigation_for(world.who["ob"], world.review) == []
    assert "Identities" not in {item.name for item in navigation_for(world.who["pm"], world.review)}


@pytest.mark.django_db
def test_the_panel_is_named_in_the_order_of_its_capacities() -> None:
    people: Any = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    named = [part.person for part in people_of(people.manager, review)]
    assert named.index("Osric Vane") < named.index("Leonie Sarratt") < named.index("Tobias Wick")


@pytest.mark.django_db
def test_a_navigation_item_says_the_same_of_the_case_to_everybody_or_nothing() -> None:
    """A count is of what there is, never of what one reader may see."""
    world = cast.world()
    cast.begin(world, make.review(world.people))
    make.chronology(world.commission)
    make.chronology(world.other_commission)
    panel.end(world.review.appointments.filter(capacity="panel_member").first(), by=world.people.manager)
    whole = {item.name: item.state for item in navigation_for(world.who["bm"], world.review)}
    assert whole["Agencies"] == "0 of 2 handed in" and "relative" in whole["Family"]
    for name, person in world.who.items():
        for item in navigation_for(person, world.review):
            if item.name in ("Panel", "Agencies", "Integrated chronology", "Family", "Proceedings"):
                assert item.state in (whole[item.name], ""), (name, item)
