"""The history of a case: who did and read what, and when, from the audit record."""

from .subjects import named_by
from .words import event_label

__all__ = ["event_label", "named_by"]
