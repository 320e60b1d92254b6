"""How `./run` speaks: one short line per step, and one plain sentence when it cannot go on."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class Trouble(Exception):
    """Something only a person can mend: what is wrong, and the command that mends it."""

    def __init__(self, sentence: str, command: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.command = sentence, command

    def __str__(self) -> str:
        return f"{self.sentence}\n\n    {self.command}\n" if self.command else self.sentence


def say(line: str) -> None:
    """One line of progress, at once."""
    print(line, flush=True)


def complain(trouble: Trouble) -> None:
    """The sentence and its command, on standard error."""
    print(f"\n{trouble}", file=sys.stderr, flush=True)
