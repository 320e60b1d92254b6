"""A genogram: a family drawn in the symbols that social work knows, as plain geometry.

Pure: people, couples and parents go in, symbols and lines come out (`draw`). It knows nothing of Django, of names or
of a register; whoever calls it decides what is said of a person and in which order people stand.
"""

from .drawing import Drawing, Line, Symbol, draw
from .family import Couple, Family, Parent, Person
from .key import Example, key_of

__all__ = ["Couple", "Drawing", "Example", "Family", "Line", "Parent", "Person", "Symbol", "draw", "key_of"]
