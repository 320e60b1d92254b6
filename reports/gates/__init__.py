"""What has to be true before a report is agreed, signed, cleared and made public."""

from __future__ import annotations

from .combinations import combinations_settled
from .editions import family_has_a_copy, family_told_the_result
from .reports import agree_matter, sign_matter
from .sealed import seals_repeated, seals_repeated_in

__all__ = [
    "agree_matter",
    "combinations_settled",
    "family_has_a_copy",
    "family_told_the_result",
    "seals_repeated",
    "seals_repeated_in",
    "sign_matter",
]
