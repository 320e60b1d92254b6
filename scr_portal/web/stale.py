"""Two people edit one record: the second is shown both texts, and nothing typed is lost."""

from __future__ import annotations

from typing import Any


class StaleForm(Exception):
    """Raised by a service when the record was saved by someone else since this form was opened.

    `current` is the record as it stands now, read under the lock.
    """

    def __init__(self, current: Any) -> None:
        super().__init__("This was changed by someone else while you were writing.")
        self.current = current


def require_version(current: Any, version: int | None) -> None:
    """Raise `StaleForm` unless `version`, as it was when the form was opened, is the locked row's."""
    if version != current.version:
        raise StaleForm(current)
