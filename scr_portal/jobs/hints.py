"""Messages to the broker that there is work. They may be lost; the sweepers query the database.

An act that notifies thirty people sends thirty hints. A broker that hangs costs each of them its timeout, so
after one failure this process sends none for a while.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

PAUSE_SECONDS = 10
_pause = {"until": 0.0}


def hint(task: Any, identifier: object) -> bool:
    """Publish `task` with one id. Return False when the broker is down or slow, without raising."""
    if time.monotonic() < _pause["until"]:
        return False
    try:
        task.apply_async(args=[str(identifier)], retry=False)
    except (OperationalError, OSError) as error:
        _pause["until"] = time.monotonic() + PAUSE_SECONDS
        return _not_sent(task, identifier, error)
    except Exception as error:  # any transport may be configured, and each has its own errors
        return _not_sent(task, identifier, error)
    return True


def hint_after_commit(task: Any, identifier: object) -> None:
    """Publish once the caller's transaction is committed; never for a row that was rolled back."""
    transaction.on_commit(lambda: hint(task, identifier), robust=True)


def _not_sent(task: Any, identifier: object, error: Exception) -> bool:
    log.warning("no hint sent for %s %s: %s", task.name, identifier, type(error).__name__)
    return False
