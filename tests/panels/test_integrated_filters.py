"""The filters of the integrated chronology: one address drives the picture and the table alike."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from panels.models import ChronologyEvent
from panels.queries import integrated
from tests import make
from tests.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
SEEN = {"seen": ("yes", "alone"), "alone": ("alone",), "not_seen": ("no",)}


@pytest.fixture
def world(client: Any) -> SimpleNamespace:
    """Two agencies' accepted chronologies in one review, and its manager signed in."""
    people = make.staff(make.board())
    review = make.appointed(people, make.review(people))
    make.agreed_terms(people, review)
    asked = [make.commission(people, review) for _ in range(2)]
    for commission, file in zip(asked, ("housing.csv", "police.csv"), strict=True):
        make.chronology(commission, file=file)
    return SimpleNamespace(people=people, review=review, asked=asked, client=sign_in(client, people.manager))


def context(world: SimpleNamespace, query: str = "") -> Any:
    answer = world.client.get(f"{reverse('panels:integrated', args=[world.review.pk])}?{query}")
    assert answer.status_code == 200
    return answer.context


def count(world: SimpleNamespace, query: str = "") -> int:
    return int(context(world, query)["page"].paginator.count)


def events(world: SimpleNamespace) -> list[ChronologyEvent]:
    return list(integrated(ChronologyEvent.objects.visible_to(world.people.manager), world.review))


def test_one_agency_alone_is_shown_in_table_and_picture(world: SimpleNamespace) -> None:
    first = world.asked[0]
    shown = context(world, f"agency={first.agency_id}")
    own = [one for one in events(world) if one.chronology.commission_id == first.pk]
    assert 0 < len(own) < len(events(world))
    assert shown["page"].paginator.count == len(own)
    assert [row.label for row in shown["picture"].rows] == ["Child seen", first.agency.short_name]


def test_an_event_that_lasts_counts_on_each_of_its_days(world: SimpleNamespace) -> None:
    day = datetime.date(2003, 10, 15)
    wanted = [one for one in events(world) if one.date_start <= day <= one.date_end]
    assert wanted
    assert count(world, f"from={day}&to={day}") == len(wanted)


def test_days_narrow_from_both_ends(world: SimpleNamespace) -> None:
    day = datetime.date(2009, 1, 1)
    assert count(world, f"from={day}") == sum(one.date_end >= day for one in events(world))
    assert count(world, f"to={day}") == sum(one.date_start <= day for one in events(world))
    assert 0 < count(world, f"from={day}") < count(world)


@pytest.mark.parametrize("asked", ["seen", "alone", "not_seen", "not_said"])
def test_whether_the_child_was_seen_narrows_the_list(asked: str, world: SimpleNamespace) -> None:
    said = [one.child_seen for one in events(world)]
    known = ("yes", "alone", "no")
    wanted = [one for one in said if (one in SEEN[asked] if asked in SEEN else one not in known)]
    assert count(world, f"child={asked}") == len(wanted)


@pytest.mark.parametrize(
    "query",
    ["agency=nonsense", "agency=999999", "from=yesterday", "to=2010-02-31", "child=perhaps", "page=x"],
)
def test_an_answer_that_cannot_be_read_filters_nothing(query: str, world: SimpleNamespace) -> None:
    shown = context(world, query)
    assert shown["page"].paginator.count == len(events(world))
    assert shown["chosen"] == []


def test_days_the_wrong_way_round_show_nothing_and_stay_as_tags(world: SimpleNamespace) -> None:
    shown = context(world, "from=2012-01-01&to=1999-01-01")
    assert shown["page"].paginator.count == 0
    assert shown["picture"] is None
    assert len(shown["chosen"]) == 2
