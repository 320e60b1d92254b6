"""Days in the demonstration: the years its chronologies tell of, and acts of days that have passed.

Some acts may only follow others after a time of waiting.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

Scope = tuple[datetime.date, datetime.date]
SCOPE: Scope = (datetime.date(1998, 1, 1), datetime.date(2010, 9, 30))
"""The years of the chronologies, and so of the cases they belong to."""


@contextmanager
def ago(days: int) -> Iterator[None]:
    """Let what the services do inside happen so many days ago. Refused outside the demonstration."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Only the demonstration may record an act on an earlier day.")
    present = timezone.now
    with patch.object(timezone, "now", lambda: present() - datetime.timedelta(days=days)):
        yield
