"""What every test stands on: a real PostgreSQL, an empty cache, and a real worker for those who ask."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests import chromium, longest_first, separate_runs
from tools import database

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests import workers

LEFT_OUT = "PORTAL_TESTS_WITHOUT"
"""Markers of tests this machine cannot run, comma separated; `./run test` finds out and says so."""


def pytest_configure(config: pytest.Config) -> None:
    """Start the embedded server unless DATABASE_URL names one. Each xdist process holds it too.

    The process that was started, not those it starts, claims names of databases that no other run uses.
    """
    if not hasattr(config, "workerinput"):
        separate_runs.claim()
    # Playwright keeps an event loop in the thread; the journeys use the ORM beside it, never in it.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not os.environ.get("DATABASE_URL"):
        signal.signal(signal.SIGTERM, _end_quietly)
        database.hold("postgres")


def pytest_unconfigure(config: pytest.Config) -> None:
    database.release()


def _end_quietly(number: int, frame: Any) -> None:
    raise KeyboardInterrupt


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run; pytest counts it as deselected. In parallel, start the longest first."""
    missing = {name for name in os.environ.get(LEFT_OUT, "").split(",") if name}
    left_out = [item for item in items if missing & {mark.name for mark in item.iter_markers()}]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    if hasattr(config, "workerinput"):
        items[:] = longest_first.arranged(items, config.workerinput["workercount"])


def pytest_collection_finish(session: pytest.Session) -> None:
    """Spare the garbage collector what stays for the whole run: it cost a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On the build machine a test that was skipped or left out is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None or exitstatus != pytest.ExitCode.OK:
        return
    if reporter.stats.get("skipped") or os.environ.get(LEFT_OUT):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let tests with real transactions delete what they left.

    At the end nothing may have the database open, such as a worker just killed, or it could not be dropped.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from tests.emptying import empty_database

    TransactionTestCase._fixture_teardown = empty_database
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> None:
    """Copy the test database from one that has been migrated already, under a name of this run alone."""
    from django.db import connection

    from tests import migrated_database

    with django_db_blocker.unblock():
        settings = connection.settings_dict
        settings["TEST"]["TEMPLATE"] = migrated_database.name()
        settings["TEST"]["NAME"] = (
            settings["TEST"]["NAME"] or f"test_{settings['NAME']}"
        ) + separate_runs.suffix()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Wrong passwords of one test must not lock the next one out."""
    from django.core.cache import cache

    cache.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """End what a test before this one asked for and this one does not: a worker, which would write beside it; a browser."""
    from tests import factory_cache, workers

    fixtures = getattr(item, "fixturenames", ())
    if "real_worker" not in fixtures:
        workers.Beside.end()
    if "browser" not in fixtures:
        chromium.Shared.end()
    factory_cache.begin_test(isolated=factory_cache.is_isolated(item), served=factory_cache.is_served(item))


@pytest.fixture(scope="session")
def _browser_of_this_process() -> Iterator[type[chromium.Shared]]:
    yield chromium.Shared
    chromium.Shared.end()


@pytest.fixture
def browser(_browser_of_this_process: type[chromium.Shared]) -> Browser:
    """A real browser, shared with the tests before and after that ask for it too; each opens a context of its own."""
    return _browser_of_this_process.start()


@pytest.fixture(scope="session")
def _worker_beside_the_tests(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[workers.Beside]:
    from tests import workers

    yield workers.Beside(tmp_path_factory.mktemp("worker"), django_db_blocker)
    workers.Beside.end()


@pytest.fixture
def real_worker(_worker_beside_the_tests: workers.Beside, transactional_db: None) -> Iterator[workers.Beside]:
    """A real worker process does what the test publishes. Started on first use, for as long as tests ask for it."""
    from tests import workers

    _worker_beside_the_tests.start()
    with workers.published_to(_worker_beside_the_tests.leads_to):
        yield _worker_beside_the_tests
