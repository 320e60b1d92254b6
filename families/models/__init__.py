"""Relatives and what passes between them and the board."""

from .hold import NotToldHold
from .relative import CopyGiven, FamilyContact, PersonalContact, Relative

__all__ = ["CopyGiven", "FamilyContact", "NotToldHold", "PersonalContact", "Relative"]
