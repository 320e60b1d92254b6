"""Why a file was not taken, or could not be given back."""

from __future__ import annotations


class FileRefused(Exception):
    """The file is not taken. The sentence is for the person who chose it, and does not quote its name."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileDamaged(Exception):
    """What lies on disk is not what was stored, or is not there."""
