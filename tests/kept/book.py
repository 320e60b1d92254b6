"""The book of what has been made: which state of the database follows from which call of which factory."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from . import copies, rows, surroundings
from .rows import EMPTY, State

P = ParamSpec("P")
Made = TypeVar("Made")

TURNED_OFF = "PORTAL_TESTS_MAKE_ANEW"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one call made: the state after it, what it was given and returned, and what waits for a commit."""

    state: State
    given: list[Any]
    returned: Any
    waiting: list[Callable[[], Any]]


@dataclass
class Book:
    """The entries of this process, and what is known of the database of the test that runs.

    `state` is what the test's database is to hold, None where nobody knows; `held` is what it holds. They differ
    until the test asks its first question.
    """

    entries: dict[Hashable, Entry] = field(default_factory=dict)
    open: bool = False
    begun: bool = False
    state: State | None = None
    held: State = EMPTY
    recording: bool = False
    touched: set[str] = field(default_factory=set)

    def made(self, factory: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what the factory makes: kept from an earlier call, or made now and kept."""
        if self.recording or not self.open or not surroundings.allow():
            return factory(*args, **kwargs)
        self._begin()
        try:
            key = self._key(factory, args, kwargs)
        except copies.NotKept:
            return factory(*args, **kwargs)
        entry = self.entries.get(key)
        return self._put_back(entry, args, kwargs) if entry else self._record(key, factory, args, kwargs)

    def _begin(self) -> None:
        """With the first call of a test, see whether its database is empty."""
        if self.begun:
            return
        self.begun = True
        if self._watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._watch)
        self.held = EMPTY
        self.state = EMPTY if rows.is_empty() else None

    def _key(self, factory: Any, args: Any, kwargs: Any) -> Hashable:
        if self.state is None:
            raise copies.NotKept
        given = copies.key([args, kwargs])
        call = (self.state.key, factory.__module__, factory.__name__, surroundings.key(), given)
        return sha256(repr(call).encode()).digest()

    def _put_back(self, entry: Entry, args: Any, kwargs: Any) -> Any:
        """Hand out copies of what was returned, changing what the call was given as it did the first time."""
        self.state = entry.state
        for function in entry.waiting:
            connection.run_on_commit.append((set(connection.savepoint_ids), function, True))
        return copies.handed_out(entry.given, entry.returned, copies.changeable([args, kwargs]))

    def _record(self, key: Hashable, factory: Any, args: Any, kwargs: Any) -> Any:
        given, waiting = copies.changeable([args, kwargs]), len(connection.run_on_commit)
        self._settle()
        before = self.state
        self.recording, self.touched = True, set()
        try:
            returned = factory(*args, **kwargs)
        except BaseException:
            self.state = None
            raise
        finally:
            self.recording = False
        if before is None or self.state is None or self.touched & rows.baseline():
            self.state = None
            return returned
        self.state = self.held = rows.after(before, key, self.touched)
        try:
            copied_given, copied_returned = copies.frozen([given, returned])
        except copies.NotKept:
            return returned
        functions = [callback[1] for callback in connection.run_on_commit[waiting:]]
        self.entries[key] = Entry(self.state, copied_given, copied_returned, functions)
        return returned

    def _settle(self) -> None:
        """Let the database hold what it is to hold."""
        if self.state is not None and self.state is not self.held:
            rows.put_back(self.held, self.state)
            self.held = self.state

    def _watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Put rows back before the test's own statement, and note what it changes."""
        self._settle()
        table = rows.changed_by(sql)
        if table is not None:
            self.touched.add(table)
            if not self.recording or not table:
                self.state = None
        return execute(sql, params, many, context)


_book = Book()


def kept(factory: Callable[P, Made]) -> Callable[P, Made]:
    """Keep what this factory makes. It may only write to the database, and return models and plain values."""

    @wraps(factory)
    def make(*args: P.args, **kwargs: P.kwargs) -> Made:
        made: Made = _book.made(factory, args, kwargs)
        return made

    return make


def begin_test(*, alone: bool) -> None:
    """Forget what was known of the database. `alone`: nothing but this test's one connection sees it."""
    _book.open = alone and not os.environ.get(TURNED_OFF)
    _book.begun, _book.state, _book.held, _book.recording = False, None, EMPTY, False
