"""The rules, one a module: each finds one kind of thing in a paragraph and proposes coarser words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Hit
from . import (
    ages,
    backgrounds,
    conditions,
    courts,
    dates,
    occupations,
    parents,
    places,
    quotations,
    schools,
    siblings,
    singled_out,
    stays,
    words,
)

Rule = Callable[[str], Iterator[Hit]]

RULES: tuple[Rule, ...] = (
    dates.find,
    ages.find,
    siblings.find,
    conditions.find,
    places.find,
    courts.find,
    schools.find,
    stays.find,
    quotations.find,
    occupations.find,
    backgrounds.find,
    parents.find,
    singled_out.find,
    words.find,
)

__all__ = ["RULES", "Rule"]
