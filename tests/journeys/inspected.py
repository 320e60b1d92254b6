"""States of pages in which a journey of this run has found no barrier, shared by all processes of the run.

Most journeys begin on the same pages. What axe tells depends on elements, attributes and styles, and not on how many rows of a
kind a list has or what their words are: a page whose structure was inspected without a finding is not inspected again.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page

STRUCTURE = (Path(__file__).resolve().parent / "structure.js").read_text()


class Inspected:
    """Names of files in a folder of the run: each is a digest of a structure that is clean."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder

    def holds(self, structure: str) -> bool:
        """Whether this structure was inspected and is clean."""
        return (self.folder / structure).exists()

    def add(self, structure: str) -> None:
        """Note that this structure was inspected without a finding."""
        (self.folder / structure).touch()


def structure_of(page: Page) -> str:
    """Return a digest of the elements of a page: tags, attributes, and whether each has words; not the words.

    Equal neighbours count once. Figures in attributes do not count, but identities that stand twice and references to what is
    not there do.
    """
    return sha256(page.evaluate(STRUCTURE).encode()).hexdigest()[:32]
