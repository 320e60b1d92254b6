"""What others may do when an act has been recorded, inside its transaction."""

from __future__ import annotations

from django.dispatch import Signal

recorded = Signal()
"""Sent with `event`, after the row is stored."""
