"""Output of `./run`: one short line per step, and one plain sentence when it cannot continue."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class Trouble(Exception):
    """A problem that only a person can solve: the sentence, and the command that solves it."""

    def __init__(self, sentence: str, command: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.command = sentence, command

    def __str__(self) -> str:
        return f"{self.sentence}\n\n    {self.command}\n" if self.command else self.sentence


def say(line: str) -> None:
    """Print one line of progress and flush it."""
    print(line, flush=True)


def complain(trouble: Trouble) -> None:
    """Print the sentence and its command on standard error."""
    print(f"\n{trouble}", file=sys.stderr, flush=True)
