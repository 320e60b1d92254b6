"""The registry of job functions by kind. Pure: no models, so that any app may import it at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class CannotFinish(Exception):
    """The job cannot be done, and a retry will not help.

    The sentence is shown to the person who asked, so it names no one and quotes nothing from the case.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ClaimLost(Exception):
    """The lease has passed to another worker; this one must stop without writing anything."""


class ReportProgress(Protocol):
    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Report progress to the person waiting: units done, units in total, a short phrase."""


class Work(Protocol):
    def __call__(self, job: Any, *, report_progress: ReportProgress) -> dict[str, Any] | None: ...


_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does jobs of `kind` ("reports.render_edition"). One function per kind."""

    def register(function: Work) -> Work:
        known = _works.get(kind)
        if known is not None and known is not function:
            raise ValueError(f"Two functions claim the work {kind!r}.")
        _works[kind] = function
        return function

    return register


def is_known(kind: str) -> bool:
    return kind in _works


def find(kind: str) -> Work:
    """Return the function for `kind`; raise `CannotFinish` where no app has registered one."""
    try:
        return _works[kind]
    except KeyError:
        raise CannotFinish("The portal does not know how to do this work any more.") from None


def forget(kind: str) -> None:
    """Remove a kind from the registry; for tests that register their own."""
    _works.pop(kind, None)


def check_path(next_url: str) -> None:
    """Raise ValueError unless `next_url` is empty or a path in the portal."""
    if next_url and (not next_url.startswith("/") or next_url.startswith(("//", "/\\"))):
        raise ValueError("A job can lead on only to a path in the portal.")
