"""A word to the broker that there is work. It may be lost; the sweepers look in the database."""

from __future__ import annotations

import logging
from typing import Any

from django.db import transaction

log = logging.getLogger(__name__)


def hint(task: Any, identifier: object) -> bool:
    """Publish `task` with one id. A broker that is down or slow must not undo the click that led here."""
    try:
        task.apply_async(args=[str(identifier)], retry=False)
    except Exception as error:  # any transport may be configured, each has its own errors
        log.warning("no hint sent for %s %s: %s", task.name, identifier, type(error).__name__)
        return False
    return True


def hint_after_commit(task: Any, identifier: object) -> None:
    """Publish once the caller's transaction has been committed; never for a row that was rolled back."""
    transaction.on_commit(lambda: hint(task, identifier), robust=True)
