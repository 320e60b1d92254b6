"""Who may do what with a case. Each policy returns the sentence that refuses, or None.

Source of the table: the leaflets where they speak (Portsmouth: the committee recommends, the chair
decides), least privilege where they are silent.
"""

from __future__ import annotations

from typing import Any, Protocol

from scr_portal.access import grants, override, policy, refusal, view_policy
from scr_portal.access.overrides import ClosedCases
from scr_portal.access.roles import Role
from scr_portal.accounts.models import Board, User

from .actions import ReviewAction
from .enums import ReferralStatus, TermsStatus
from .models import (
    ConflictOfInterest,
    CriteriaAssessment,
    IdentityRegister,
    OfReview,
    Referral,
    ReturnPoint,
    ReturnRound,
    Review,
    TermsOfReference,
)
from .models.decision import decided_referrals, outcomes_told
from .models.identities import registers_read_by
from .models.terms import reviews_with_terms_for
from .returnable import kind_of


@override
class ConflictOfInterestDeclared(ClosedCases):
    """A declared conflict closes everything of the review, for every role, the chair and manager included."""

    sentence = "You have declared a conflict of interest in this review."

    def cases(self, user: User) -> Any:
        return self._live(user).values_list("review_id", flat=True)

    def codes(self, user: User) -> list[Any]:
        """Return the review's own code, and that of the referral it grew from."""
        live = self._live(user)
        return [live.values_list(path, flat=True) for path in ("review__code", "review__referral__code")]

    def closed_keys(self, user: User) -> set[Any]:
        """Asked once a request, which knows the memberships, and else anew."""
        kept: set[Any] | None = user.__dict__.get("_conflicts_now")
        if kept is None:
            kept = super().closed_keys(user)
            if hasattr(user, "memberships_now"):
                user.__dict__["_conflicts_now"] = kept
        return kept

    def _live(self, user: User) -> Any:
        return ConflictOfInterest.objects.filter(user=user, lifted_at__isnull=True)


class OnBoard(Protocol):
    """Whatever belongs to a board: a referral, a review, and all that hangs on either."""

    @property
    def board_id(self) -> Any:
        """The key of the board."""


def review_of(on: object) -> Review | None:
    """Return the review an object belongs to, or None for what stands before or beside a review."""
    if isinstance(on, Review):
        return on
    review = getattr(on, "_review", None) or getattr(on, "review", None)
    if review is None and (referral := getattr(on, "_referral", None)) is not None:
        review = getattr(referral, "review", None)
    return review if isinstance(review, Review) else None


def review_concerned(on: Review | OfReview) -> Review:
    """Return the review itself, or the one that something hangs on."""
    review: Review = on if isinstance(on, Review) else on._review
    return review


def roles(user: User, on: OnBoard) -> set[Role]:
    held: set[Role] = user.roles_on(on.board_id)
    return held


def parts(user: User, review: Review) -> frozenset[str]:
    """Return the parts this person plays in this one review (see `reviews.models.PARTS`)."""
    return grants.held(user, review)


@policy(ReviewAction.REFER)
def may_refer(user: User, board: Board | None) -> str | None:
    """To this board; to any of one's boards where none is named yet."""
    boards = user.boards_as(Role.REFERRER, Role.AGENCY_LEAD, Role.BUSINESS_MANAGER)
    if (boards.filter(board=board) if board is not None else boards).exists():
        return None
    return "Cases are referred by an agency or by the board's business manager."


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
    """Asked of whoever answers the criteria, and only where the board has no usual procedure."""
    if referral.board.procedure:
        return "This board has a procedure of its own, and the criteria are tested by it."
    return may_assess(user, referral)


@policy(ReviewAction.DECIDE, ReviewAction.ASK_RECOMMENDATION_AGAIN)
def may_decide(user: User, referral: Referral) -> str | None:
    if Role.BOARD_CHAIR in roles(user, referral):
        return None
    return "The decision is the board chair's."


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
view_policy(
    ReviewAction.VIEW_REVIEW,
    rows={Review: Review.objects.visible_to},
    otherwise="This review is open to the board and to those who take part in it.",
)


view_policy(
    ReviewAction.VIEW_TERMS,
    rows={TermsOfReference: TermsOfReference.objects.visible_to, Review: reviews_with_terms_for},
    otherwise="The terms of reference are shown to agencies and family once they are agreed.",
)


@policy(ReviewAction.DRAFT_TERMS)
def may_draft_terms(user: User, on: Review | OfReview) -> str | None:
    review = review_concerned(on)
    if roles(user, review) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP}:
        return None
    begun = [TermsStatus.DRAFT, TermsStatus.PROPOSED]
    if (
        "chair_panel" in parts(user, review)
        and TermsOfReference.objects.filter(review=review, status__in=begun).exists()
    ):
        return None
    return "The terms of reference are begun by the business manager or the committee; the panel chair may change them."


@policy(ReviewAction.APPROVE_TERMS)
def may_approve_terms(user: User, terms: TermsOfReference) -> str | None:
    if "chair_panel" in parts(user, terms.review):
        return None
    return "The terms of reference are agreed by the panel chair."


@policy(ReviewAction.RETURN_TERMS)
def may_return_terms(user: User, terms: TermsOfReference) -> str | None:
    """Whoever reads them before they are agreed and does not write them: the panel and its chair."""
    if roles(user, terms.review) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP}:
        return "You write the terms of reference yourself, so you change them instead."
    if parts(user, terms.review) & {"chair_panel", "sit_on_panel"}:
        return None
    return "The terms of reference are returned by the panel chair or a member of the panel."


@policy(ReviewAction.EXTEND_CLOCK)
def may_extend(user: User, review: Review) -> str | None:
    by = review.procedure.clock("sign_off").extended_by
    if by in {str(role) for role in roles(user, review)}:
        return None
    return f"An extension is agreed by the {Role(by).label}."


@policy(ReviewAction.ADVANCE)
def may_advance(user: User, review: Review) -> str | None:
    if Role.BUSINESS_MANAGER in roles(user, review):
        return None
    return "The next stage is opened by the business manager."


@policy(ReviewAction.RECORD_PROCEEDING)
def may_record_proceeding(user: User, on: Review | OfReview) -> str | None:
    review = review_concerned(on)
    if Role.BUSINESS_MANAGER in roles(user, review):
        return None
    return "Proceedings are recorded by the business manager."


@policy(ReviewAction.AGREE_END_OF_PROCEEDING)
def may_agree_end(user: User, on: Review | OfReview) -> str | None:
    """Require a second person: what a hold protects is lost at once when it ends too early."""
    review = review_concerned(on)
    if getattr(on, "end_proposed_by_id", None) == user.pk:
        return "You recorded that these proceedings are over, so a second person agrees to it."
    if roles(user, review) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR}:
        return None
    return "The end of proceedings is agreed by the board chair or a business manager."


view_policy(
    ReviewAction.VIEW_IDENTITIES,
    rows={Review: registers_read_by, IdentityRegister: IdentityRegister.objects.visible_to},
    otherwise="The identity register is kept by the business manager.",
)


@policy(ReviewAction.EDIT_IDENTITIES, ReviewAction.SETTLE_NAMES)
def may_keep_identities(user: User, on: OnBoard) -> str | None:
    """Allow the business manager, who keeps the key to the names apart from everybody who works on the text."""
    if Role.BUSINESS_MANAGER in roles(user, on):
        return None
    return "The identity register is kept by the business manager."


@policy(ReviewAction.SHOW_NAMES)
def may_show_names(user: User, on: OnBoard) -> str | None:
    review = review_of(on)
    if Role.BUSINESS_MANAGER in roles(user, on):
        return None
    if review is not None and parts(user, review) & {"chair_panel", "write_overview", "support_family"}:
        return None
    return (
        "Real names are shown to the manager, the panel chair, the overview author and the family's contact."
    )


@policy(ReviewAction.VIEW_HISTORY)
def may_view_history(user: User, on: OnBoard) -> str | None:
    """Allow an inspector too, who reads it in codes: see `history.record.CaseRecord.in_codes`."""
    if roles(user, on) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.INSPECTOR}:
        return None
    return "The history of a case is read by the business manager, the board chair and an inspector."


@policy(ReviewAction.DECLARE_CONFLICT)
def may_declare_conflict(user: User, on: Review | OfReview) -> str | None:
    """Anybody who can see the review may declare their own; nobody needs leave for that."""
    return refusal(ReviewAction.VIEW_REVIEW, user, review_concerned(on))


view_policy(
    ReviewAction.VIEW_POINTS,
    rows={ReturnRound: ReturnRound.objects.visible_to},
    otherwise="Points are read by whoever reads what they are about, and by the person who returned it.",
)


@policy(ReviewAction.ANSWER_POINT)
def may_answer_point(user: User, point: ReturnPoint) -> str | None:
    """Whoever may change the subject answers, while it is with them; never their own points."""
    if not point.round.is_open:
        return f"This has been {kind_of(point.round.subject).again}, so its points are no longer answered."
    if point.round.returned_by_id == user.pk:
        return "Points are answered by somebody other than the person who wrote them."
    subject = point.round.subject
    return refusal(kind_of(subject).action, user, subject)


@policy(ReviewAction.VIEW_CONFLICTS)
def may_view_conflicts(user: User, on: OnBoard) -> str | None:
    """Allow those who keep the case and the one who may lift them: the reasons are personal."""
    if roles(user, on) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR}:
        return None
    return "Conflicts of interest are read by the business manager and the board chair."


def knows_of_conflicts(user: User, review: Review) -> bool:
    """Whether this person sees at a name that somebody is shut out, without the reason: who works with the panel."""
    return may_view_conflicts(user, review) is None or "chair_panel" in parts(user, review)


@policy(ReviewAction.LIFT_CONFLICT)
def may_lift_conflict(user: User, on: OnBoard) -> str | None:
    """Allow the board chair; another board chair where the chair is the one in conflict, and never the person."""
    if getattr(on, "user_id", None) == user.pk:
        return "Your own conflict of interest is lifted by another board chair."
    if Role.BOARD_CHAIR in roles(user, on):
        return None
    return "A conflict of interest is lifted by the board chair."
