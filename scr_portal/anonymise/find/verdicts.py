"""The three things a possible name can turn out to be."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """NAME is exchanged, DOUBT is flagged for a person, WORD is left alone."""

    NAME = 0
    DOUBT = 1
    WORD = 2
