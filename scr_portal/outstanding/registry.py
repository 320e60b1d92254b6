"""Where outstanding matters come from: each app registers functions for the kinds of case it knows.

A provider takes a case (a referral, a review, a board) and yields `Outstanding` rows: what the gates of the
next step want, the step itself when nothing else is missing, and states that wait for somebody without a
gate. Two rows with the same key are one matter; the provider registered first says how it is put.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from scr_portal import workflow
from scr_portal.workflow import Outstanding

Provider = Callable[[Any], Iterable[Outstanding]]
OwnMatter = Callable[[list[Outstanding]], Outstanding | None]


class Cases(Protocol):
    """How one app's cases are found. `scope` is a case code, or "board:" and the code of a board."""

    def find(self, scope: str) -> Iterable[Any]:
        """Return the cases whose rows an act recorded under this code may change."""

    def scopes(self, board_id: UUID | None = None) -> Iterable[str]:
        """Return the codes of all cases, or of those of one board."""

    def excluded(self, case: Any) -> set[UUID]:
        """People to whom the case is closed, whatever they hold."""


_providers: dict[type, list[Provider]] = {}
_last: dict[type, list[Provider]] = {}
_cases: list[Cases] = []


def open_matters(model: type, *, last: bool = False) -> Callable[[Provider], Provider]:
    """Register a provider for cases of this model.

    With `last` it is asked after all others, so that a matter somebody else describes keeps their words and
    takes only its dates from here.
    """

    def register(function: Provider) -> Provider:
        known = (_last if last else _providers).setdefault(model, [])
        if function not in known:
            known.append(function)
        return function

    return register


def register_cases(cases: Cases) -> None:
    """Say how the cases of an app are found. Registering the same kind twice is registering it once."""
    if all(type(known) is not type(cases) for known in _cases):
        _cases.append(cases)


def find(scope: str) -> list[tuple[Any, Cases]]:
    """Return the cases behind a code, each with the kind that knows it."""
    return [(case, kind) for kind in _cases for case in kind.find(scope)]


def scopes(board_id: UUID | None = None) -> list[str]:
    """Return the codes of all cases of all kinds, or of those of one board."""
    return [scope for kind in _cases for scope in kind.scopes(board_id)]


def scope_of(case: Any) -> str:
    """Return the code under which the rows of a case are kept."""
    return str(getattr(case, "case_code", "") or f"board:{case.board_code}")


def step(subject: Any, own: OwnMatter) -> Iterator[Outstanding]:
    """Yield what the next step of `subject` waits for.

    Gates' sentences that are matters of their own come as they are. `own(missing)` is the step itself; it is
    asked for when nothing else is missing, and when what is missing are details of it.
    """
    to = workflow.next_step(subject)
    if to is None:
        return
    missing = workflow.missing(subject, to)
    yield from (item for item in missing if not item.detail)
    if not missing or any(item.detail for item in missing):
        matter = own(missing)
        if matter is not None:
            yield matter


def always(matter: Outstanding) -> OwnMatter:
    """Return a step that is put in the same words whatever it still waits for."""
    return lambda missing: matter


def collect(case: Any) -> list[Outstanding]:
    """Every open matter of a case, computed now: one row a key, none whose turn comes later.

    Raises ValueError for a row without an owner or a key: nothing may be outstanding with nobody.
    """
    rows: dict[str, Outstanding] = {}
    for provider in (*_providers.get(type(case), ()), *_last.get(type(case), ())):
        for item in provider(case):
            if item.later or item.detail:
                continue
            if item.owner is None or not item.key:
                raise ValueError(f"An open matter of {provider.__name__} has no owner or no key.")
            rows[item.key] = _merged(rows[item.key], item) if item.key in rows else item
    return list(rows.values())


def _merged(first: Outstanding, second: Outstanding) -> Outstanding:
    """One matter of two sources: the words of the first, and what only the second knows."""
    return replace(
        first,
        source=first.source or second.source,
        gate=first.gate or second.gate,
        since=first.since or second.since,
        due_on=first.due_on or second.due_on,
        watchers=tuple(dict.fromkeys((*first.watchers, *second.watchers))),
    )
