"""Who may do what with a review: its terms, its proceedings, its identities, its history."""

from __future__ import annotations

from scr_portal.access import policy, refusal, view_policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from ..actions import ReviewAction
from ..enums import ReferralStatus, TermsStatus
from ..models import (
    IdentityRegister,
    Kinship,
    OfReview,
    Referral,
    ReturnPoint,
    ReturnRound,
    Review,
    TermsOfReference,
)
from ..models.identities import registers_read_by
from ..models.kinship import genograms_read_by
from ..models.review import name_readers_told_to
from ..models.terms import reviews_with_terms_for
from ..returnable import kind_of
from .persons import OnBoard, parts, review_concerned, review_of, roles

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


def terms_closed(review: Review) -> str | None:
    """Refuse what would change the terms once the report, which answers the version in force, is signed off."""
    if review.is_signed_off:
        return "The report of this review is signed off, so its terms of reference no longer change."
    return None


@policy(ReviewAction.DRAFT_TERMS)
def may_draft_terms(user: User, on: Review | OfReview) -> str | None:
    review = review_concerned(on)
    begun = [TermsStatus.DRAFT, TermsStatus.PROPOSED]
    if roles(user, review) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP} or (
        "chair_panel" in parts(user, review)
        and TermsOfReference.objects.filter(review=review, status__in=begun).exists()
    ):
        return terms_closed(review)
    return "The terms of reference are begun by the business manager or the committee; the panel chair may change them."


@policy(ReviewAction.APPROVE_TERMS)
def may_approve_terms(user: User, terms: TermsOfReference) -> str | None:
    if "chair_panel" in parts(user, terms.review):
        return terms_closed(terms.review)
    return "The terms of reference are agreed by the panel chair."


@policy(ReviewAction.RETURN_TERMS)
def may_return_terms(user: User, terms: TermsOfReference) -> str | None:
    """Whoever reads them before they are agreed and does not write them: the panel and its chair."""
    if roles(user, terms.review) & {Role.BUSINESS_MANAGER, Role.SUB_GROUP}:
        return "You write the terms of reference yourself, so you change them instead."
    if parts(user, terms.review) & {"chair_panel", "sit_on_panel"}:
        return terms_closed(terms.review)
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


view_policy(
    ReviewAction.VIEW_GENOGRAM,
    rows={Review: genograms_read_by, Kinship: Kinship.objects.visible_to},
    otherwise="The genogram is read by the manager, the panel, the overview author and the family’s contact.",
)


@policy(ReviewAction.EDIT_IDENTITIES, ReviewAction.SETTLE_NAMES, ReviewAction.EXPORT_REGISTER)
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
    if review is None and judges_now(user, on):
        return None
    return (
        "Real names are shown to the manager, the panel chair, the overview author and the family’s contact; "
        "until the decision also to the committee and the board chair."
    )


view_policy(
    ReviewAction.VIEW_NAME_READERS,
    rows={Review: name_readers_told_to},
    otherwise="Who can see real names is read by the business manager and the board chair.",
)


def judges_now(user: User, on: OnBoard) -> bool:
    """Whether a referral waits for this person's judgement: the committee and the board chair, until the decision."""
    waits = isinstance(on, Referral) and on.status in (ReferralStatus.SUBMITTED, ReferralStatus.SCREENED)
    return waits and bool(roles(user, on) & {Role.SUB_GROUP, Role.BOARD_CHAIR})


@policy(ReviewAction.VIEW_HISTORY)
def may_view_history(user: User, on: OnBoard) -> str | None:
    """Allow an inspector too, who reads it in codes: see `history.record.CaseRecord.in_codes`."""
    if roles(user, on) & {Role.BUSINESS_MANAGER, Role.BOARD_CHAIR, Role.INSPECTOR}:
        return None
    return "The history of a case is read by the business manager, the board chair and an inspector."


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
