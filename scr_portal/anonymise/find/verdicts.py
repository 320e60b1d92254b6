"""The possible verdicts on a mention."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """NAME is replaced, DOUBT is flagged for a person, WORD is left alone."""

    NAME = 0
    DOUBT = 1
    WORD = 2
