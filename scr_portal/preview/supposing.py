"""What a person could be shown as holding before they hold it: each app offers its own, and says how it is granted.

It is granted within the transaction of one page of a preview, which is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Offers = Callable[[Any, str], Iterable[tuple[str, str]]]
"""From whoever looks, and what they look at ("review:<key>"), to values and labels."""
Grants = Callable[[Any, str], None]
Words = Callable[[str], str]

_kinds: dict[str, tuple[Offers, Grants, Words]] = {}


def register(kind: str, offers: Offers, grants: Grants, words: Words) -> None:
    """Register a kind of supposition. A value is "<kind>:<what>"; `grants(person, what)` makes it so, `words(what)` says it."""
    _kinds[kind] = (offers, grants, words)


def offered(by: Any, about: str) -> list[tuple[str, str]]:
    """Return every supposition about one thing that this person may look at."""
    return [
        (f"{kind}:{what}", label)
        for kind, (offers, _, _) in _kinds.items()
        for what, label in offers(by, about)
    ]


def suppose(person: Any, value: str) -> None:
    """Grant what is supposed, in the transaction of the page."""
    kind, _, what = value.partition(":")
    _kinds[kind][1](person, what)


def in_words(value: str) -> str:
    """Return what is supposed, to follow a person's name; nothing where nothing is."""
    kind, _, what = value.partition(":")
    return _kinds[kind][2](what) if what else ""
