"""What has to be true of a case before its next step opens. One sentence for each thing missing."""

from .names import names_matter, names_settled
from .sources import as_this_board_promises, procedure_of
from .steps import (
    criteria_answered,
    hold_matter,
    no_hold_on_publication,
    points_answered,
    points_on_recommendation_answered,
    recommendation_reasoned,
    referral_complete,
    review_of,
    terms_agreed,
    terms_complete,
    terms_matter,
    unanswered_points,
    with_points,
)

__all__ = [
    "as_this_board_promises",
    "criteria_answered",
    "hold_matter",
    "names_matter",
    "names_settled",
    "no_hold_on_publication",
    "points_answered",
    "points_on_recommendation_answered",
    "procedure_of",
    "recommendation_reasoned",
    "referral_complete",
    "review_of",
    "terms_agreed",
    "terms_complete",
    "terms_matter",
    "unanswered_points",
    "with_points",
]
