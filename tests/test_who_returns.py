"""Who may return what comes to them with points: every part of the access matrix is asked, in each state."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from reviews.services import terms
from scr_portal import access
from scr_portal.workflow import may_move
from tests import cast, make
from tests.asking import again
from tests.matrix_checks import sees

pytestmark = pytest.mark.django_db

Moment = tuple[str, Any, str]


def referral(world: SimpleNamespace) -> Iterator[Moment]:
    """Whoever receives it asks for more, once it has been sent."""
    yield "draft", make.referral(world.people, submitted=False), ""
    yield "submitted", make.referral(world.people), "bm"


def tor(world: SimpleNamespace) -> Iterator[Moment]:
    """Whoever reads the terms before they are agreed and does not write them."""
    people, day = world.people, timezone.localdate()
    review = world.review = make.appointed(people, make.review(people))
    row = terms.draft(review, by=people.manager)
    said = {"scope_start": day, "scope_end": day, "questions": ["Who saw the child?"]}
    row = terms.write(row, version=0, by=people.manager, **said)
    yield "draft", again(row), ""
    row = terms.propose(row, by=people.manager)
    yield "proposed", again(row), "pm pch"
    terms.agree(row, by=people.panel_chair)
    yield "agreed", again(row), ""


def chron(world: SimpleNamespace) -> Iterator[Moment]:
    """Those to whom an agency's chronology comes: not the rest of the panel, and not its own author."""
    cast.begin(world, make.review(world.people))
    row = make.edition_of(world.commission, accepted=False)
    yield "read", again(row), ""
    row = make.edition_of(world.commission, "Seen at home.")
    yield "accepted", again(row), "bm pch"


RETURNED = {
    "reviews.return_referral": (referral, lambda row: may_move(row, "returned")),
    "reviews.return_terms": (tor, lambda row: row.status == "proposed"),
    "panels.return_chronology": (chron, lambda row: row.status == "accepted"),
}


@pytest.mark.parametrize("action", RETURNED)
def test_each_is_returned_by_those_it_comes_to_and_by_nobody_else(action: str) -> None:
    moments, is_with_them = RETURNED[action]
    world = cast.world()
    for state, row, wanted in moments(world):
        may = [
            name
            for name, person in world.who.items()
            if is_with_them(row)
            and sees(row)(again(person) if person.pk else person)
            and access.allowed(action, again(person) if person.pk else person, row)
        ]
        assert sorted(may) == sorted(wanted.split()), state
