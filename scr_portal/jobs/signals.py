"""Signals about the end of jobs."""

from __future__ import annotations

from django.dispatch import Signal

ended = Signal()
"""Sent with `job`, when it is done or has failed."""
