"""The documents and files that somebody could open: each app offers its own, for a case and for no case.

It is asked for a person of a preview, so what begins with `visible_to` is what both may read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Openable:
    """One document or file. `url` is empty for what a preview does not show, and `note` says why or what it is."""

    title: str
    url: str = ""
    note: str = ""
    is_file: bool = False


Offers = Callable[[Any, Any], Iterable[Openable]]
"""From a person and a case, or None, to what they could open."""
LEFT_OUT = "Left out of a preview"
NOT_HANDED_OVER = "Not handed over in a preview"

_offers: list[Offers] = []


def offers(function: Offers) -> Offers:
    """Register what an app lets people open."""
    if function not in _offers:
        _offers.append(function)
    return function


def opened_by(person: Any, case: Any = None) -> tuple[list[Openable], list[Openable]]:
    """Return the documents, and then the files, of a case; without one, those of no case."""
    found = [one for function in _offers for one in function(person, case)]
    return [one for one in found if not one.is_file], [one for one in found if one.is_file]
