"""A text and its coded form, cut at the same places: what a sentence of the original reads as with labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text as it was written and as it is read."""

    original: str
    coded: str


def pieces_of(text: str, result: Any, cuts: Iterable[int], words: Callable[[Any], str]) -> list[Piece]:
    """Return the text cut at these places. `result` is what the anonymiser made of it, `words` what stands for a surface.

    A cut within something that is replaced is left out. Empty where the result does not follow from its replacements.
    """
    from scr_portal import anonymise as engine

    replacements = sorted(result["replacements"], key=lambda row: row["start"])
    if _replaced(text, replacements) != result["text"]:
        return []
    surfaces = engine.surfaces_of(result)
    edges = [(0, 0)]
    for cut in sorted({cut for cut in cuts if 0 < cut < len(text)}):
        if any(row["start"] < cut < row["end"] for row in replacements):
            continue
        at = cut + sum(
            len(row["pseudonym"]) - (row["end"] - row["start"]) for row in replacements if row["end"] <= cut
        )
        if not any(surface.start < at < surface.end for surface in surfaces):
            edges.append((cut, at))
    edges.append((len(text), len(result["text"])))
    return [
        Piece(text[start:end], _labelled(result["text"], begins, ends, surfaces, words))
        for (start, begins), (end, ends) in pairwise(edges)
    ]


def _replaced(text: str, replacements: Iterable[Any]) -> str:
    pieces, at = [], 0
    for row in replacements:
        pieces += [text[at : row["start"]], row["pseudonym"]]
        at = row["end"]
    return "".join([*pieces, text[at:]])


def _labelled(
    coded: str, begins: int, ends: int, surfaces: Iterable[Any], words: Callable[[Any], str]
) -> str:
    pieces, at = [], begins
    for surface in surfaces:
        if begins <= surface.start and surface.end <= ends and surface.end > begins:
            pieces += [coded[at : surface.start], words(surface)]
            at = surface.end
    return "".join([*pieces, coded[at:ends]])
