"""What a factory has made once is restored also where a browser asks a server, until its first request."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction

from scr_portal.accounts.models import Agency, Board
from scr_portal.audit import chain
from scr_portal.outstanding import keeping
from scr_portal.outstanding.models import OpenMatter, StaleScope
from tests import emptying, factory_cache, make
from tests.factory_cache.cache import cache

pytestmark = pytest.mark.django_db(transaction=True)

worked: list[str] = []


@factory_cache.cached
def agency(on: Board, *, name: str = "Fennmouth Homes") -> Agency:
    worked.append(name)
    return Agency.objects.create(board=on, name=name, short_name=name, kind="housing")


@pytest.fixture
def served(live_server: Any, monkeypatch: Any) -> Any:
    """Begin with an empty cache, in a test whose server others may ask."""
    monkeypatch.setattr(cache, "calls", {})
    monkeypatch.setattr(f"{__name__}.worked", [])
    factory_cache.begin_test(isolated=False, served=True)
    return live_server


def anew_and_served() -> None:
    emptying.empty_database()
    factory_cache.begin_test(isolated=False, served=True)


def seen_by_somebody_else(question: Any) -> Any:
    def ask() -> Any:
        try:
            return question()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as others:
        return others.submit(ask).result()


def test_lists_of_work_are_computed_once_for_a_case_that_one_factory_makes(served, monkeypatch):
    people, computed, refresh = make.staff(make.board()), [], keeping.refresh
    monkeypatch.setattr(keeping, "refresh", lambda scope: computed.append(scope) or refresh(scope))
    review = make.review(people)
    assert review.case_code in computed
    assert len(computed) == len(set(computed))
    assert not StaleScope.objects.filter(scope=review.case_code).exists()
    assert seen_by_somebody_else(OpenMatter.objects.filter(case_code=review.case_code).exists)


def test_what_is_restored_for_a_server_is_there_for_others(served):
    agency(make.board())
    anew_and_served()
    again = agency(make.board())
    assert worked == ["Fennmouth Homes"]
    assert seen_by_somebody_else(lambda: Agency.objects.get().pk) == again.pk


def test_first_request_to_the_server_ends_the_use_of_the_cache(served):
    agency(make.board())
    anew_and_served()
    board = make.board()
    browser = HTTPConnection(served.thread.host, served.thread.port)
    browser.request("GET", "/")
    assert browser.getresponse().read()
    agency(board)
    assert len(worked) == 2


def test_whoever_else_opens_the_database_ends_it_too(served):
    agency(make.board())
    anew_and_served()
    board = make.board()
    seen_by_somebody_else(lambda: Board.objects.update(short_name="Another"))
    agency(board)
    assert len(worked) == 2


def test_review_restored_for_a_server_holds_what_followed_its_commits(served):
    make.review()
    waited = sorted(OpenMatter.objects.values_list("key", "holders"))
    anew_and_served()
    make.review()
    assert len(cache.calls) == 1 and waited
    assert sorted(OpenMatter.objects.values_list("key", "holders")) == waited
    assert chain.verify().whole and not StaleScope.objects.exists()


def test_what_was_made_in_the_transaction_of_a_test_is_not_restored_for_a_server(served):
    with transaction.atomic():
        factory_cache.begin_test(isolated=True)
        agency(make.board())
        transaction.set_rollback(True)
    factory_cache.begin_test(isolated=False, served=True)
    agency(make.board())
    assert len(worked) == 2


def test_what_a_test_undoes_in_a_transaction_of_its_own_is_made_for_real(served):
    agency(make.board())
    anew_and_served()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        agency(make.board())
        raise ZeroDivisionError
    assert not Agency.objects.exists()
    agency(make.board())
    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    ("fixtures", "is_served"),
    [
        ({"live_server"}, True),
        ({"live_server", "real_worker"}, False),
        ({"live_server", "monkeypatch"}, False),
        ({"transactional_db"}, False),
        ({"db"}, False),
    ],
)
def test_cache_serves_a_browser_but_neither_a_worker_nor_what_is_patched(fixtures, is_served):
    info = SimpleNamespace(argnames=(), initialnames=tuple(fixtures), name2fixturedefs={})
    item: Any = SimpleNamespace(_fixtureinfo=info)
    assert factory_cache.is_served(item) is is_served
