"""Health checks for a supervisor: liveness and readiness."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

from django.core.cache import caches
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scr_portal.access import public
from scr_portal.celery import app as celery_app
from scr_portal.sealed import witnesses

logger = logging.getLogger(__name__)

LONGEST = 0.9
"""Seconds until a check counts as failed: a supervisor that waits does not see what hangs."""

_askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="readyz")
_running: dict[str, Future[bool]] = {}
_one_at_a_time = threading.Lock()


@public
@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive. Checks nothing else, so that a lost database does not restart the web."""
    return JsonResponse({"alive": True})


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Check database, migrations, keys, cache and broker; 503 and the failing ones otherwise, within LONGEST seconds."""
    until = time.monotonic() + LONGEST
    asked = {name: _begun(name, check) for name, check in CHECKS.items()}
    answers = {name: _in_time(name, answer, until) for name, answer in asked.items()}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _begun(name: str, check: Callable[[], bool]) -> Future[bool]:
    """Return the answer that is still awaited from an earlier request, or begin to ask; so hanging checks do not pile up."""
    with _one_at_a_time:
        answer = _running.get(name)
        if answer is None or answer.done():
            answer = _running[name] = _askers.submit(_passes, name, check)
        return answer


def _in_time(name: str, answer: Future[bool], until: float) -> bool:
    try:
        return answer.result(timeout=max(0, until - time.monotonic()))
    except TimeoutError:
        logger.error("not ready: %s has not answered in time", name)
        return False


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        logger.exception("not ready: %s", name)
        return False
    finally:
        connection.close()  # that of this thread


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrated() -> bool:
    """Return whether every migration of this program has been applied. Which those are is read from disk once."""
    return migrations_of_the_program() <= set(MigrationRecorder(connection).applied_migrations())


@cache
def migrations_of_the_program() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _keys() -> bool:
    """Return whether each key is the one that the database was made with."""
    refusals = witnesses.wrong()
    for refusal in refusals:
        logger.error("not ready: %s", refusal)
    return not refusals


def _cache() -> bool:
    caches["default"].set("readyz", "1", timeout=5)
    return bool(caches["default"].get("readyz") == "1")


def _broker() -> bool:
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        return bool(broker.connected)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrated": _migrated,
    "keys": _keys,
    "cache": _cache,
    "broker": _broker,
}
