"""The overview report, its signatures, and its public edition."""

from .edition import PublicEdition, ResidualFlag
from .report import OverviewReport, SignOff

__all__ = ["OverviewReport", "PublicEdition", "ResidualFlag", "SignOff"]
