"""The words of `facts.toml`, as patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

FACTS = ("address", "health", "allegation", "contact")
"""The kinds of fact, in the order in which they are said."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("facts.toml").read_text(encoding="utf-8"))


def says(kind: str) -> str:
    """Return what a word of this kind is, as it ends a sentence."""
    return str(_data()[kind]["says"])


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return the pattern of a kind of fact."""
    return any_of(_data()[kind]["words"])


@cache
def people(group: str) -> re.Pattern[str]:
    """Return the pattern of words for a person who is not named: "kin", "child", "offspring" or "pronouns"."""
    return any_of(_data()["people"][group])


def any_of(words: Iterable[str], *, exact: bool = False) -> re.Pattern[str]:
    """Return a pattern of whole words; with `exact` in the case in which they are written. Of none it matches nothing."""
    longest_first = sorted(words, key=len, reverse=True)
    body = "|".join(
        re.escape(word).replace(r"\*", r"(?:[^\W_]|[’'])*").replace(r"\ ", r"\s+") for word in longest_first
    )
    return re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])" if body else r"(?!)", 0 if exact else re.IGNORECASE)
