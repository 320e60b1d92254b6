"""Processor time of a test and of the processes that it started, which other work on the machine does not lengthen."""

from __future__ import annotations

import os


def seconds() -> float:
    """Return the processor time so far of this process and of its children that have ended, in seconds."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
