"""References to evidence in a text, kept as they are while the text around them is coded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .pieces import Piece

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


def moved(places: Iterable[int], text: str, references: Sequence[str]) -> Iterator[int]:
    """Yield where these places of a text are once its references are set aside; one within a reference moves to its end."""
    ends, at = [], 0
    for reference in references:
        begins = text.index(reference, at)
        at = begins + len(reference)
        ends.append((begins, len(reference) - len(STAND_IN)))
    for place in places:
        yield place - sum(shorter for begins, shorter in ends if begins < place)


def with_references(
    pieces: Sequence[Piece], references: list[str], coded: Callable[[str], str]
) -> Iterator[Piece]:
    """Yield the pieces of a text with the references that were set aside back in them; nothing where one was lost."""
    if any(piece.original.count(STAND_IN) != piece.coded.count(STAND_IN) for piece in pieces):
        return
    at = 0
    for piece in pieces:
        here = references[at : at + piece.original.count(STAND_IN)] if references else []
        at += len(here)
        if not here:
            yield piece
        else:
            yield Piece(put_back(piece.original, here, str), put_back(piece.coded, here, coded))
