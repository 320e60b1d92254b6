"""Who refers a case, answers the criteria and decides."""

from __future__ import annotations

from scr_portal.access import policy, view_policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, User

from ..actions import ReviewAction
from ..enums import ReferralStatus
from ..models import (
    CriteriaAssessment,
    Referral,
)
from ..models.decision import decided_referrals, outcomes_told
from .persons import roles


@policy(ReviewAction.REFER)
def may_refer(user: User, board: Board | None) -> str | None:
    """To this board; to any of one's boards where none is named yet."""
    boards = user.boards_as(Role.REFERRER, Role.AGENCY_LEAD, Role.BUSINESS_MANAGER)
    if (boards.filter(board=board) if board is not None else boards).exists():
        return None
    return "Cases are referred by an agency or by the board’s business manager."


view_policy(
    ReviewAction.VIEW_REFERRAL,
    rows={Referral: Referral.objects.visible_to},
    otherwise="This referral is read by the board and by the agency that sent it.",
)


@policy(ReviewAction.EDIT_REFERRAL, ReviewAction.SUBMIT_REFERRAL)
def may_edit_referral(user: User, referral: Referral) -> str | None:
    if referral.status not in (ReferralStatus.DRAFT, ReferralStatus.RETURNED):
        return "This referral has been sent and can no longer be changed here."
    if referral.referred_by_id == user.pk:
        return None
    if referral.agency_id and user.agencies_as(Role.AGENCY_LEAD).filter(agency=referral.agency_id).exists():
        return None
    return "A referral is changed by the person who began it."


@policy(ReviewAction.RETURN_REFERRAL)
def may_return_referral(user: User, referral: Referral) -> str | None:
    """Whoever receives it; not about their own."""
    if referral.referred_by_id == user.pk:
        return "This is your own referral, so somebody else asks about it."
    if Role.BUSINESS_MANAGER in roles(user, referral):
        return None
    return "More is asked of the referrer by the business manager."


view_policy(
    ReviewAction.VIEW_CRITERIA,
    rows={Referral: Referral.objects.criteria_read_by},
    otherwise="The assessment is read by the committee, the board chair and the business manager.",
)


@policy(ReviewAction.ASSESS_CRITERIA)
def may_assess(user: User, on: Referral | CriteriaAssessment) -> str | None:
    referral = on.referral if isinstance(on, CriteriaAssessment) else on
    if referral.status != ReferralStatus.SUBMITTED:
        return "The criteria are answered once a referral has been sent, and until a recommendation is made."
    if roles(user, referral) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP}:
        return None
    return "The criteria are answered by the committee."


@policy(ReviewAction.CHOOSE_PROCEDURE)
def may_choose_procedure(user: User, referral: Referral) -> str | None:
    """Ask whoever answers the criteria where the board has no usual procedure; where it has, the manager may differ."""
    if refused := may_assess(user, referral):
        return refused
    if referral.usual_procedure is None or Role.BUSINESS_MANAGER in roles(user, referral):
        return None
    return "This board has a procedure of its own. Another is chosen by the business manager, with a reason."


@policy(ReviewAction.DECIDE, ReviewAction.ASK_RECOMMENDATION_AGAIN)
def may_decide(user: User, referral: Referral) -> str | None:
    if Role.BOARD_CHAIR in roles(user, referral):
        return None
    return "The decision is the board chair’s."


view_policy(
    ReviewAction.VIEW_DECISION,
    rows={Referral: decided_referrals},
    otherwise="The reasons for a decision are read by the board and the panel.",
)


view_policy(
    ReviewAction.VIEW_OUTCOME,
    rows={Referral: outcomes_told},
    otherwise="The outcome is told to those who may read the referral.",
)
