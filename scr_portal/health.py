"""Health checks for a supervisor: liveness and readiness."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from scr_portal.access import public
from scr_portal.celery import app as celery_app

logger = logging.getLogger(__name__)


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
    """Check the database, migrations, cache and broker; 503 and the failing ones, otherwise."""
    answers = {name: _passes(name, check) for name, check in CHECKS.items()}
    return JsonResponse(answers, status=200 if all(answers.values()) else 503)


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        logger.exception("not ready: %s", name)
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _cache() -> bool:
    cache.set("readyz", "1", timeout=5)
    return cache.get("readyz") == "1"


def _broker() -> bool:
    with celery_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        return bool(broker.connected)


CHECKS: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrated": _migrated,
    "cache": _cache,
    "broker": _broker,
}
