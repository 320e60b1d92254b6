"""Two people edit one record: the second is shown both texts, and nothing typed is lost.

A record counts its saves in `version`. Where its sections are edited apart (the parts of a management review,
the texts of the report), it also counts the saves of each in `section_versions`, so that saving one section is
no news to another.
"""

from __future__ import annotations

from typing import Any


class StaleForm(Exception):
    """Raised by a service when the record was saved by someone else since this form was opened.

    `current` is the record as it stands now, read under the lock, and `version` what the form has to carry
    to be accepted.
    """

    def __init__(self, current: Any, version: int | None = None) -> None:
        super().__init__("This was changed by someone else while you were writing.")
        self.current = current
        self.version = current.version if version is None else version


def version_of(record: Any, section: str = "") -> int:
    """How often the record, or one section of it, has been saved: what a form for it carries."""
    return int(record.section_versions.get(section, 0) if section else record.version)


def require_version(current: Any, version: int | None, *, section: str = "") -> None:
    """Raise `StaleForm` unless `version`, as it was when the form was opened, is the locked row's."""
    expected = version_of(current, section)
    if version != expected:
        raise StaleForm(current, expected)


def count_save(record: Any, *, section: str = "") -> None:
    """Count one save of the record, and of the section that was edited; the caller saves the row."""
    record.version += 1
    if section:
        record.section_versions = {**record.section_versions, section: version_of(record, section) + 1}
