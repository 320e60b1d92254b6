"""Relatives, what passes between them and the board, and what keeps them apart."""

from .hold import NotToldHold
from .letter import AboutAnother, FamilyLetter, OutgoingText
from .relative import CopyGiven, FamilyContact, PersonalContact, Relative

__all__ = [
    "AboutAnother",
    "CopyGiven",
    "FamilyContact",
    "FamilyLetter",
    "NotToldHold",
    "OutgoingText",
    "PersonalContact",
    "Relative",
]
