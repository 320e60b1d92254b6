"""Locks that belong to no row, named by a text and released when the transaction ends."""

from __future__ import annotations

import time
import zlib

from django.db import connection

_SPACE = 0x1ABE15  # the first half of the two-part advisory lock; nothing else in this database takes it
TRIES, SECONDS_BETWEEN = 20, 0.02


def try_lock(name: str) -> bool:
    """Take the lock `name` until the transaction ends; False when somebody else keeps it for too long.

    It asks again for less than half a second, and is never waiting in the database meanwhile: whoever holds
    locks of rows may ask without becoming part of a deadlock.
    """
    number = zlib.crc32(name.encode())
    for attempt in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_SPACE, number - 2**31])
            if cursor.fetchone()[0]:
                return True
        if attempt < TRIES - 1:
            time.sleep(SECONDS_BETWEEN)
    return False
