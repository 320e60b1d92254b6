"""The final check of a finished text, with a folding, word lists and rules of its own. It imports nothing of the engine.

A fault of the engine must not hide itself: what the engine takes for a word, this package judges again.
"""

from scr_portal.anonymise.tripwire.checking import NameRows, check

__all__ = ["NameRows", "check"]
