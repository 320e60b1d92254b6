"""The rows of a chronology as its author works on them: one row, the pages of rows, and the columns they stand in."""

from .columns import columns_of
from .pages import Rows
from .row import GridRow, Key

__all__ = ["GridRow", "Key", "Rows", "columns_of"]
