"""References to evidence in a text, kept as they are while the text around them is coded."""

from __future__ import annotations

from collections.abc import Callable, Iterable

STAND_IN = "[row 0]"
"""What stands for a reference meanwhile: in the form of one, so that nothing around it reads otherwise. No row has this number."""


def set_aside(text: str, references: Iterable[str]) -> tuple[str, list[str]]:
    """Return the text with a stand-in for each of the references, and those references in their order."""
    listed = list(references)
    if not listed or STAND_IN in text:
        return text, []
    return _replaced(text, listed)


def _replaced(text: str, references: list[str]) -> tuple[str, list[str]]:
    pieces, kept, at = [], [], 0
    for reference in references:
        begins = text.index(reference, at)
        pieces += [text[at:begins], STAND_IN]
        kept.append(reference)
        at = begins + len(reference)
    return "".join([*pieces, text[at:]]), kept


def put_back(text: str, references: list[str], coded: Callable[[str], str]) -> str:
    """Return the text with its references, each coded by itself; where a stand-in was lost, all stay stand-ins."""
    pieces = text.split(STAND_IN)
    if len(pieces) != len(references) + 1:
        return text
    return pieces[0] + "".join(
        coded(reference) + piece for reference, piece in zip(references, pieces[1:], strict=True)
    )
