"""What others may do when long work has ended."""

from __future__ import annotations

from django.dispatch import Signal

ended = Signal()
"""Sent with `job`, once it is done or has failed."""
