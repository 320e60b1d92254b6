"""What a factory has made once is restored for the next test, and no test can tell."""

from __future__ import annotations

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from reviews.models import Referral
from scr_portal.accounts.models import Agency, Board, User
from scr_portal.audit import chain
from scr_portal.audit.models import AuditEvent
from tests import factory_cache, make
from tests.factory_cache.cache import cache

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(db: None, monkeypatch: Any) -> list[str]:
    """Begin with an empty cache; the list holds each time that a factory of this module worked for real."""
    monkeypatch.setattr(cache, "calls", {})
    calls: list[str] = []
    monkeypatch.setattr(f"{__name__}.worked", calls)
    monkeypatch.setattr(f"{__name__}.beginnings", [transaction.savepoint()])
    factory_cache.begin_test(isolated=True)
    return calls


worked: list[str] = []
beginnings: list[Any] = []


@factory_cache.cached
def agency(on: Board, *, name: str = "Fennmouth Homes") -> Agency:
    worked.append(name)
    return Agency.objects.create(board=on, name=name, short_name=name, kind="housing")


@factory_cache.cached
def renamed(people: SimpleNamespace, to: str) -> SimpleNamespace:
    worked.append(to)
    people.manager.name = to
    people.manager.save()
    people.newest = people.manager
    return people


def anew() -> None:
    """Undo what the test has written, as between two tests."""
    transaction.savepoint_rollback(beginnings[-1])
    factory_cache.begin_test(isolated=True)


def test_second_test_is_given_the_same_rows_and_other_objects(calls):
    first = agency(make.board())
    anew()
    again = agency(make.board())
    assert calls == ["Fennmouth Homes"]
    assert again is not first and again.pk == first.pk
    assert Agency.objects.get() == again and again.board == Board.objects.get()


def test_other_arguments_are_made_for_real(calls):
    agency(make.board())
    anew()
    other = agency(make.board(), name="Fennmouth Police")
    assert calls == ["Fennmouth Homes", "Fennmouth Police"]
    assert [row.name for row in Agency.objects.all()] == [other.name]


def test_what_a_test_wrote_itself_ends_the_use_of_the_cache(calls):
    agency(make.board())
    anew()
    board = make.board()
    Board.objects.update(short_name="Another")
    agency(board)
    assert len(calls) == 2


def test_what_was_changed_in_memory_alone_ends_it_too(calls):
    agency(make.board())
    anew()
    board = make.board()
    board.short_name = "Not saved"
    agency(board)
    assert len(calls) == 2


def test_what_is_undone_in_a_test_stays_undone(calls):
    agency(make.board())
    anew()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        agency(make.board())
        Agency.objects.update(name="Changed")
        raise ZeroDivisionError
    agency(make.board())
    assert Agency.objects.get().name == "Fennmouth Homes"


def test_arguments_become_what_they_became_the_first_time(calls):
    renamed(make.staff(make.board()), "Demelza Carne")
    anew()
    people = make.staff(make.board())
    manager = people.manager
    assert renamed(people, "Demelza Carne") is people
    assert calls == ["Demelza Carne"]
    assert people.newest is people.manager is manager and manager.name == "Demelza Carne"
    assert User.objects.get(pk=manager.pk).name == "Demelza Carne"


def test_with_a_moved_clock_or_counted_queries_all_is_made_for_real(calls):
    agency(make.board())
    anew()
    with time_machine.travel(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)):
        agency(make.board())
    anew()
    with CaptureQueriesContext(connection) as queries:
        agency(make.board())
    assert len(calls) == 3 and queries


def test_other_settings_are_made_for_real(calls, settings):
    agency(make.board())
    anew()
    settings.SECOND_FACTOR_WAIVED = "another"
    agency(make.board())
    assert len(calls) == 2


def test_what_is_made_under_a_condition_is_cached_apart(calls):
    agency(make.board())
    anew()
    with factory_cache.under("another procedure"):
        agency(make.board())
        assert len(calls) == 2
        anew()
        agency(make.board())
    anew()
    agency(make.board())
    assert len(calls) == 2


@pytest.mark.parametrize("time", ["made", "restored"])
def test_a_review_that_is_restored_has_its_history_its_chain_and_what_waits_for_the_commit(time):
    review = make.review()
    waiting = len(connection.run_on_commit)
    assert chain.verify().whole and AuditEvent.objects.count() == chain.verify().count > 5
    assert Referral.objects.get().history.count() > 1
    assert review.referral.board == review.board and waiting > 5


@pytest.mark.django_db(transaction=True)
def test_nothing_is_cached_where_transactions_are_real_and_nobody_says_who_else_writes():
    assert not cache.enabled
