"""The kinds that are known by their words alone: the shape of a family, a press story, an unusual object or method."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Hit
from ..vocabulary import groups
from .spelling import as_begun, folded

KINDS = ("family_shape", "press", "method", "public_life")


def find(text: str) -> Iterator[Hit]:
    """Yield each place where a word of these kinds stands."""
    for kind in KINDS:
        for words, coarser in groups(kind):
            for found in words.find(text):
                yield Hit(kind, found.start, found.end, folded(found.words), as_begun(coarser, found.words))
