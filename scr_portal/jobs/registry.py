"""Which function does which kind of work. Pure: no models, so that any app may import it at any time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class CannotFinish(Exception):
    """The work cannot be done and trying again will not help.

    The sentence is shown to the person who asked, so it names no one and quotes nothing from the case.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ClaimLost(Exception):
    """Another worker has taken the job over; this one must stop without writing anything."""


class ReportProgress(Protocol):
    def __call__(self, done: int, total: int, message: str = "") -> None:
        """Tell the person waiting how far the work is: units done, units in all, a short phrase."""


class Work(Protocol):
    def __call__(self, job: Any, *, report_progress: ReportProgress) -> dict[str, Any] | None: ...


_works: dict[str, Work] = {}


def work(kind: str) -> Callable[[Work], Work]:
    """Register the function that does `kind` ("reports.render_edition"). One kind, one function."""

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
    """The function for `kind`; `CannotFinish` where no app has registered it."""
    try:
        return _works[kind]
    except KeyError:
        raise CannotFinish("The portal does not know how to do this work any more.") from None


def forget(kind: str) -> None:
    """Take a kind out again; for tests that register their own."""
    _works.pop(kind, None)


def check_path(next_url: str) -> None:
    """A job leads on to a page of the portal and nowhere else."""
    if next_url and (not next_url.startswith("/") or next_url.startswith(("//", "/\\"))):
        raise ValueError("A job can lead on only to a path in the portal.")
