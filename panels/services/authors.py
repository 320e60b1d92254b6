"""The person who writes for an agency: who may, how they come in, and what being the author opens to them."""

from __future__ import annotations

from reviews.models import Review
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.accounts.addresses import folded
from scr_portal.accounts.models import User
from scr_portal.accounts.services.invitations import invite
from scr_portal.refusals import Checks, Sentence

from ..enums import CommissionStatus
from ..models import Commission, InterviewRecord


def checks_author(commission: Commission, email: str | None) -> Checks:
    """Return the rule that stands against whoever has this address as the agency's author; nobody may have it yet."""
    account = User.objects.filter(email=folded(email)).first() if email else None
    sentence = refusal_to_write(commission.review, account) if account else None
    return {"author_email": Sentence(sentence, code="may_not_write")} if sentence else {}


def invited_author(commission: Commission, *, email: str, name: str, by: User) -> User:
    """Return the account of the agency's author, inviting them where it is new."""
    return invite(
        email,
        name,
        board=commission.review.board,
        role=Role.IMR_AUTHOR,
        agency=commission.agency,
        by=by,
    )


def refusal_to_write(review: Review, author: User) -> str | None:
    """Return the rule that stands against this person as an agency's author.

    Source: Portsmouth leaflet, an author who was not involved; standard format for a management review, 2010.
    """
    if review.appointments.current().filter(user=author).exists():
        return "This person sits on the panel, so cannot write for an agency."
    if Role.RELATIVE in author.roles_on(review.board_id):
        return "A relative cannot write for an agency."
    if review.conflicts.filter(user=author, lifted_at__isnull=True).exists():
        return "This person has declared a conflict of interest in this review."
    if InterviewRecord.objects.filter(imr__commission__review=review, interviewee=author).exists():
        return "This person is interviewed in this review, so cannot write for an agency."
    return None


def let_write(commission: Commission) -> None:
    """Grant what follows from being the author."""
    grants.grant(commission.author, "write_for_agency", commission.review)
    grants.grant(commission.author, "write_imr", commission.management_review)


def stop_writing(commission: Commission, author: User | None) -> None:
    """End the author's grants; the one on the review stays where they write for another agency of it."""
    grants.end(author, "write_imr", commission.management_review)
    others = commission.review.commissions.filter(author=author, status=CommissionStatus.ISSUED)
    if not others.exclude(pk=commission.pk).exists():
        grants.end(author, "write_for_agency", commission.review)
