"""The overview report, its signatures, and its public edition."""

from .copy import FamilyCopy
from .edition import PublicEdition, ResidualFlag
from .report import OverviewReport, SignOff
from .search import EditionSearch, SearchHit

__all__ = [
    "EditionSearch",
    "FamilyCopy",
    "OverviewReport",
    "PublicEdition",
    "ResidualFlag",
    "SearchHit",
    "SignOff",
]
