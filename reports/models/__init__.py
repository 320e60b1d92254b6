"""The overview report, its signatures, and its public edition."""

from .combination import KeptCombination
from .copy import FamilyCopy
from .edition import PublicEdition, ResidualFlag
from .finding import EditionEstimate, Finding
from .reading import EditionReader, EditionReading, ReaderMark
from .report import OverviewReport, SignOff
from .search import EditionSearch, SearchHit

__all__ = [
    "EditionEstimate",
    "EditionReader",
    "EditionReading",
    "EditionSearch",
    "FamilyCopy",
    "Finding",
    "KeptCombination",
    "OverviewReport",
    "PublicEdition",
    "ReaderMark",
    "ResidualFlag",
    "SearchHit",
    "SignOff",
]
