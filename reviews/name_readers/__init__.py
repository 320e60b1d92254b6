"""Who can see the real names of a case: asked of the policies, person by person, today and on an earlier day."""

from .board import of_cases
from .case import CaseReaders
from .registry import DatedPart, OwnWords, opens_names, parts_in, words_in

__all__ = ["CaseReaders", "DatedPart", "OwnWords", "of_cases", "opens_names", "parts_in", "words_in"]
