"""Who a page is made for, and rules that close words of a narrative to them.

A narrative gives its words to whoever reads now. Pages set the reader (`ReadingMiddleware`), other work that shows texts to
somebody does so with `reading_as`; where nobody reads, as in a job that codes texts anew, nothing is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse


@dataclass(slots=True)
class Reading:
    """One person's reading. `kept` holds what the rules asked the database about them, for this reading alone."""

    person: Any
    kept: dict[str, Any] = field(default_factory=dict)


Rule = Callable[[Reading, Any, str, Any, bool], Any]
"""`(reading, row, name of the narrative, words, coded) -> words as this person may read them`."""

_now: ContextVar[Reading | None] = ContextVar("reading", default=None)
_rules: list[Rule] = []


def closes_words(rule: Rule) -> Rule:
    """Register a rule that puts something else in place of words which a reader may not read (as a decorator)."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


@contextmanager
def reading_as(person: Any) -> Iterator[None]:
    """Give narratives as this person may read them, until the block ends."""
    token = _now.set(Reading(person))
    try:
        yield
    finally:
        _now.reset(token)


def reading_now() -> Reading | None:
    """Return whose reading this is; None where nobody reads."""
    return _now.get()


def as_read(row: Any, name: str, words: Any, *, coded: bool) -> Any:
    """Return the words of one narrative as whoever reads now may read them; all of them where nobody reads."""
    reading = _now.get()
    if reading is None or not words:
        return words
    for rule in _rules:
        words = rule(reading, row, name, words, coded)
    return words


class ReadingMiddleware:
    """Middleware, after a preview has put another person in place: what is shown is shown to the person of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading_as(request.user):
            return self.get_response(request)
