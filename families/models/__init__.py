"""Relatives and what passes between them and the board."""

from .relative import CopyGiven, FamilyContact, PersonalContact, Relative

__all__ = ["CopyGiven", "FamilyContact", "PersonalContact", "Relative"]
