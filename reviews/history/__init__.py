"""The history of a case: who did and read what, and when, from the audit record."""

from .hidden import hides_from_history
from .subjects import named_by
from .words import event_label

__all__ = ["event_label", "hides_from_history", "named_by"]
