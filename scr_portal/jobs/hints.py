"""A word to the broker that there is work. It may be lost; the sweepers look in the database.

An act that tells thirty people sends thirty hints. A broker that hangs costs each of them its time-out, so
after one failure this process does not ask again for a while.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

SECONDS_OF_REST = 10
_rest = {"until": 0.0}


def hint(task: Any, identifier: object) -> bool:
    """Publish `task` with one id. A broker that is down or slow must not undo the click that led here."""
    if time.monotonic() < _rest["until"]:
        return False
    try:
        task.apply_async(args=[str(identifier)], retry=False)
    except (OperationalError, OSError) as error:
        _rest["until"] = time.monotonic() + SECONDS_OF_REST
        return _not_sent(task, identifier, error)
    except Exception as error:  # any transport may be configured, each has its own errors
        return _not_sent(task, identifier, error)
    return True


def hint_after_commit(task: Any, identifier: object) -> None:
    """Publish once the caller's transaction has been committed; never for a row that was rolled back."""
    transaction.on_commit(lambda: hint(task, identifier), robust=True)


def _not_sent(task: Any, identifier: object, error: Exception) -> bool:
    log.warning("no hint sent for %s %s: %s", task.name, identifier, type(error).__name__)
    return False
