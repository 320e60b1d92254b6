"""Who may read and record what concerns a family: its contact, the manager, and read-only chair and author."""

from __future__ import annotations

from reviews.models import OfReview, Review
from reviews.policy import parts, review_concerned, roles
from scr_portal.access import policy, view_policy
from scr_portal.access.roles import Role
from scr_portal.accounts.models import User

from .actions import FamilyAction
from .models import FamilyLetter, NotToldHold, OutgoingText
from .models.relative import Relative, reviews_open_to

view_policy(
    FamilyAction.VIEW_FAMILY,
    rows={
        Review: reviews_open_to,
        Relative: Relative.objects.visible_to,
        FamilyLetter: FamilyLetter.objects.visible_to,
    },
    otherwise="What concerns the family is read by its contact, the manager, the panel chair and the overview author.",
)


@policy(FamilyAction.RECORD_CONTACT)
def may_record_contact(user: User, on: Review | OfReview) -> str | None:
    review = review_concerned(on)
    if Role.BUSINESS_MANAGER in roles(user, review) or "support_family" in parts(user, review):
        return None
    return "Contacts with the family are recorded by its personal contact or the business manager."


@policy(FamilyAction.READ_WISHES)
def may_read_wishes(user: User, on: Review | OfReview) -> str | None:
    """In clear for those who must obey it, because a label in it could put somebody in danger."""
    review = review_concerned(on)
    if Role.BUSINESS_MANAGER in roles(user, review) or "support_family" in parts(user, review):
        return None
    return "How a relative is safely reached is read in clear by the family’s contact and the manager."


def is_second_person(user: User, on: OfReview) -> bool:
    """Whether somebody may agree to what another asks about a relative: manager, family’s contact or panel chair."""
    second = parts(user, review_concerned(on)) & {"support_family", "chair_panel"}
    return Role.BUSINESS_MANAGER in roles(user, on) or bool(second)


@policy(FamilyAction.AGREE_HOLD)
def may_agree_hold(user: User, hold: NotToldHold) -> str | None:
    """Allow the manager, the family’s contact or the panel chair, other than the person who asked."""
    if not isinstance(hold, NotToldHold):
        return "Only that a relative is not told is agreed here."
    if hold.placed_by_id == user.pk:
        return "Somebody else has to agree that a relative is not told."
    if is_second_person(user, hold):
        return None
    return "That a relative is not told is agreed by the manager, the family’s contact or the panel chair."


@policy(FamilyAction.SEND_LETTER)
def may_send_letter(user: User, letter: FamilyLetter) -> str | None:
    """Allow whoever wrote the letter as it stands, who answers for it."""
    if not isinstance(letter, FamilyLetter) or letter.written_by_id != user.pk:
        return "A letter is sent, or set aside, by whoever wrote it last."
    return may_record_contact(user, letter)


@policy(FamilyAction.CLEAR_OTHERS)
def may_clear_others(user: User, outgoing: OutgoingText) -> str | None:
    """Allow the manager, the family’s contact or the panel chair, other than whoever gives the text to the relative."""
    if not isinstance(outgoing, OutgoingText):
        return "Only what a text for a relative says of others is cleared."
    if outgoing.asked_by_id == user.pk:
        return "Somebody else has to clear what a text of yours says of others."
    if is_second_person(user, outgoing):
        return None
    return "What a text says of other relatives is cleared by the manager, the family’s contact or the panel chair."


@policy(FamilyAction.NAME_CONTACT)
def may_name_contact(user: User, on: Review | OfReview) -> str | None:
    if Role.BUSINESS_MANAGER in roles(user, review_concerned(on)):
        return None
    return "The family’s personal contact is named by the business manager."
