"""Who may do what with a case. Each policy returns the sentence that refuses, or None.

Source of the table: the leaflets where they speak (Portsmouth: the committee recommends, the chair
decides), least privilege where they are silent.
"""

from __future__ import annotations

from . import names as names
from . import seals as seals
from .conflicts import knows_of_conflicts, may_lift_conflict
from .persons import (
    OnBoard,
    gives_interviewed,
    interviewed_in,
    parts,
    review_concerned,
    review_of,
    roles,
)
from .referrals import may_refer
from .reviews import may_agree_end

__all__ = [
    "OnBoard",
    "gives_interviewed",
    "interviewed_in",
    "knows_of_conflicts",
    "may_agree_end",
    "may_lift_conflict",
    "may_refer",
    "parts",
    "review_concerned",
    "review_of",
    "roles",
]
