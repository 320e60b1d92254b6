"""The calls of factories that were made in this process, and the state of the database that each led to."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any, ParamSpec, TypeVar

from django.core.signals import request_started
from django.db import connection, transaction
from django.db.backends.signals import connection_created

from . import copies, database, environment
from .database import EMPTY, State

P = ParamSpec("P")
Made = TypeVar("Made")

TURNED_OFF = "PORTAL_TESTS_NO_FACTORY_CACHE"


@dataclass(frozen=True, slots=True)
class CachedCall:
    """What one call made: the state after it, its arguments as it left them, its result, what waits for a commit."""

    state: State
    arguments: list[Any]
    result: Any
    on_commit: list[Callable[[], Any]]


@dataclass
class FactoryCache:
    """The calls of this process, and what is known of the database of the test that runs.

    `state` is what the test's database is to hold, None where nobody knows; `held` is what it holds. They differ
    until the test asks its first question.
    """

    calls: dict[Hashable, CachedCall] = field(default_factory=dict)
    enabled: bool = False
    committed: bool = False
    begun: bool = False
    state: State | None = None
    held: State = EMPTY
    recording: bool = False
    written: set[str] = field(default_factory=set)

    def begin_test(self, *, isolated: bool, served: bool = False) -> None:
        """Forget what was known of the database. `isolated`: nothing but this test's one connection sees it.

        `served`: it is committed, for a server that others ask; with their first request nobody knows its state.
        """
        self.enabled = (isolated or served) and not os.environ.get(TURNED_OFF)
        self.committed = served
        self.begun, self.state, self.held, self.recording = False, None, EMPTY, False

    def call(self, factory: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what the factory makes: from an earlier call, or made now and cached."""
        if self.recording or not self.enabled or not environment.allows(committed=self.committed):
            return factory(*args, **kwargs)
        self._begin()
        try:
            key = self._key(factory, args, kwargs)
        except copies.NotCacheable:
            return factory(*args, **kwargs)
        known = self.calls.get(key)
        return self._repeat(known, args, kwargs) if known else self._record(key, factory, args, kwargs)

    def _begin(self) -> None:
        """With the first call of a test, see whether its database is empty."""
        if self.begun:
            return
        self.begun = True
        if self._watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._watch)
        self.held = EMPTY
        self.state = EMPTY if database.is_empty() else None

    def _key(self, factory: Any, args: Any, kwargs: Any) -> Hashable:
        if self.state is None:
            raise copies.NotCacheable
        arguments = copies.key([args, kwargs])
        made = (factory.__module__, factory.__name__, self.committed)
        call = (self.state.key, *made, environment.key(), arguments)
        return sha256(repr(call).encode()).digest()

    def _repeat(self, known: CachedCall, args: Any, kwargs: Any) -> Any:
        """Hand out copies of the result, changing the arguments as the first call did."""
        self.state = known.state
        if self.committed:
            self._restore()
        for function in known.on_commit:
            connection.run_on_commit.append((set(connection.savepoint_ids), function, True))
        return copies.copies_for(known.arguments, known.result, copies.mutable_parts([args, kwargs]))

    def _record(self, key: Hashable, factory: Any, args: Any, kwargs: Any) -> Any:
        arguments, waiting = copies.mutable_parts([args, kwargs]), len(connection.run_on_commit)
        self._restore()
        before = self.state
        self.recording, self.written = True, set()
        try:
            with self._in_one():
                result = factory(*args, **kwargs)
        except BaseException:
            self.state = None
            raise
        finally:
            self.recording = False
        if before is None or self.state is None or self.written & database.baseline():
            self.state = None
            return result
        self.state = self.held = database.after(before, key, self.written)
        try:
            copied_arguments, copied_result = copies.copy_of([arguments, result])
        except copies.NotCacheable:
            return result
        functions = [callback[1] for callback in connection.run_on_commit[waiting:]]
        self.calls[key] = CachedCall(self.state, copied_arguments, copied_result, functions)
        return result

    def _restore(self) -> None:
        """Let the database hold what it is to hold."""
        if self.state is None or self.state is self.held:
            return
        with self._in_one():
            database.restore(self.held, self.state)
        self.held = self.state

    def _in_one(self) -> AbstractContextManager[Any]:
        """Return one transaction for what is committed: what waits for a commit, such as the lists of work, is done once."""
        return transaction.atomic() if self.committed else nullcontext()

    def others_came(self, **signal: Any) -> None:
        """Know nothing of the database any more: a request was made, or somebody else opened it."""
        if self.committed and threading.current_thread() is not threading.main_thread():
            self.state = None

    def _watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Restore rows before the test's own statement, and note what it changes."""
        self._restore()
        table = database.changed_by(sql)
        if table is not None:
            self.written.add(table)
            if not self.recording or not table:
                self.state = None
        return execute(sql, params, many, context)


cache = FactoryCache()
begin_test = cache.begin_test
request_started.connect(cache.others_came)
connection_created.connect(cache.others_came)


def cached(factory: Callable[P, Made]) -> Callable[P, Made]:
    """Cache what this factory makes. It may only write to the database, and return models and plain values."""

    @wraps(factory)
    def make(*args: P.args, **kwargs: P.kwargs) -> Made:
        made: Made = cache.call(factory, args, kwargs)
        return made

    return make
