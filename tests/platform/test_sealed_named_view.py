from __future__ import annotations

import datetime
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore

from scr_portal.refusals import Missing
from scr_portal.sealed import named_view
from scr_portal.sealed.models import NamedView

from .sealed_app.make import dumped

pytestmark = pytest.mark.django_db

REVIEW, OTHER = uuid.uuid4(), uuid.uuid4()
REASON = "The coroner asks which Mrs Oakhollow is meant."
NINE = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


def browser(user: uuid.UUID | None = None) -> Any:
    return SimpleNamespace(user=SimpleNamespace(pk=user or uuid.uuid4()), session=SessionStore())


def test_names_show_for_fifteen_minutes_and_then_fall_back_by_themselves():
    request = browser()
    with time_machine.travel(NINE, tick=False) as clock:
        named_view.switch_on(request, REVIEW, REASON)
        clock.shift(datetime.timedelta(minutes=14, seconds=59))
        assert named_view.is_on(request, REVIEW)
        clock.shift(datetime.timedelta(seconds=1))
        assert not named_view.is_on(request, REVIEW)


def test_the_named_view_is_of_one_review_only():
    request = browser()
    named_view.switch_on(request, REVIEW, REASON)

    assert not named_view.is_on(request, OTHER)


def test_the_named_view_belongs_to_the_person_who_opened_it():
    request = browser()
    named_view.switch_on(request, REVIEW, REASON)
    request.user = SimpleNamespace(pk=uuid.uuid4())

    assert not named_view.is_on(request, REVIEW)


@pytest.mark.parametrize("reason", ["", "   ", "names", "         x         "])
def test_the_named_view_needs_a_reason(reason):
    request = browser()

    with pytest.raises(Missing, match="why you need to see the names"):
        named_view.switch_on(request, REVIEW, reason)

    assert not named_view.is_on(request, REVIEW)
    assert not NamedView.objects.exists()


def test_the_reason_is_kept_sealed_and_not_in_the_session():
    request = browser()
    opening = named_view.switch_on(request, REVIEW, REASON)

    assert NamedView.objects.get(pk=opening.pk).reason == REASON
    assert "Oakhollow" not in dumped("sealed_namedview")
    assert "Oakhollow" not in str(dict(request.session))


def test_pages_read_can_be_recorded_under_the_opening_in_force():
    request = browser()

    assert named_view.current(request, REVIEW) is None
    opening = named_view.switch_on(request, REVIEW, REASON)
    assert named_view.current(request, REVIEW) == opening.pk


def test_switching_off_ends_it_at_once_and_a_second_click_changes_nothing():
    request = browser()
    with time_machine.travel(NINE, tick=False) as clock:
        opening = named_view.switch_on(request, REVIEW, REASON)
        clock.shift(datetime.timedelta(minutes=3))
        named_view.switch_off(request, REVIEW)
        assert not named_view.is_on(request, REVIEW)
        clock.shift(datetime.timedelta(minutes=1))
        named_view.switch_off(request, REVIEW)

    assert NamedView.objects.get(pk=opening.pk).ended_at == NINE + datetime.timedelta(minutes=3)
