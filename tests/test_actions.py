"""Every action has one name, declared by its own app, and is asked and refused under that name."""

from __future__ import annotations

import pytest

from panels.services import closings, interviews
from reviews.services import reviews
from scr_portal import access
from scr_portal.access.actions import Action, declare, declared
from tests import make


def test_every_action_belongs_to_the_app_that_declares_it() -> None:
    for name, action in declared().items():
        assert type(action).__module__.split(".")[-2] == name.split(".")[0]
        assert action.sentence[0].isupper()
    assert len(declared()) > 50


def test_two_actions_cannot_share_a_name() -> None:
    with pytest.raises(LookupError, match=r"reviews\.refer"):

        @declare
        class Second(Action):
            REFER = "reviews.refer", "Refer a case twice"


def test_a_policy_for_an_action_nobody_declares_cannot_be_registered() -> None:
    class Unknown(Action):
        NOTHING = "reviews.do_nothing", "Do nothing"

    with pytest.raises(LookupError, match=r"reviews\.do_nothing"):
        access.policy(Unknown.NOTHING)(lambda user, on: None)


@pytest.mark.django_db
def test_opening_the_next_stage_is_refused_under_its_own_name() -> None:
    people = make.staff(make.board())
    with pytest.raises(access.Denied, match="next stage is opened by the business manager") as refused:
        reviews.advance(make.review(people), "gathering", by=people.committee)
    assert refused.value.action == "reviews.advance"


@pytest.mark.django_db
def test_writing_and_calling_off_an_interview_are_refused_under_their_own_names() -> None:
    record = make.interview()
    stranger = make.member(record.review.board, "panel_member")
    with pytest.raises(access.Denied) as refused:
        closings.call_off(record, reason="On long leave.", by=stranger)
    assert refused.value.action == "panels.call_off_interview"
    with pytest.raises(access.Denied) as refused:
        interviews.write(record, text="Other words.", held_on=None, version=record.version, by=stranger)
    assert refused.value.action == "panels.write_interview"
