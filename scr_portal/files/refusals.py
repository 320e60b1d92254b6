"""Exceptions: a file was refused, or a stored file is damaged."""

from __future__ import annotations


class FileRefused(Exception):
    """The file is not accepted. The sentence is for the person who chose it, and does not quote its name."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileDamaged(Exception):
    """The content on disk differs from what was stored, or is missing."""
