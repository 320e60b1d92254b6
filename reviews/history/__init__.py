"""The history of a case: who did and read what, and when, from the audit record."""

from .subjects import named_by
from .words import ACTS, READINGS, said

__all__ = ["ACTS", "READINGS", "named_by", "said"]
