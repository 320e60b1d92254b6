"""Ask what each person of a cast is told, and what a service refuses: the tables of refusals are written with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from scr_portal import access
from scr_portal.refusals import Refused

OUTSIDE = {"anon", "ob", "su"}
"""Those whom an override refuses before any policy: nobody signed in, and people of no role on the board."""


def told(world: SimpleNamespace, action: Any, on: Any) -> dict[str, str | None]:
    """Return the sentence that refuses each member of the board this action, None where it is allowed."""
    return {
        name: access.refusal(action, person, on) for name, person in world.who.items() if name not in OUTSIDE
    }


def assert_told(
    world: SimpleNamespace,
    action: Any,
    on: Any,
    allowed: str,
    sentence: str,
    others: dict[str, str] | None = None,
) -> None:
    """Those in `allowed` may; those in a key of `others` are told its sentence; everybody else `sentence`."""
    expected: dict[str, str | None] = dict.fromkeys(set(world.who) - OUTSIDE, sentence)
    for names, words in (others or {}).items():
        expected |= dict.fromkeys(names.split(), words)
    expected |= dict.fromkeys(allowed.split())
    answers = told(world, action, on)
    otherwise = {name: answers[name] for name in sorted(answers) if answers[name] != expected[name]}
    assert not otherwise, f"{action}: {otherwise}"


def refuses(field: str, sentence: str) -> Any:
    """Expect the sentence, and nothing else, beside this field ('' for the form as a whole)."""
    return pytest.raises(Refused, check=lambda error: error.sentences == {field: [sentence]})
