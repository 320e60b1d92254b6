"""What a preview is told of cases: which parts can be supposed, and which rows are counted when they are left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_portal import access
from scr_portal.access import grants
from scr_portal.access.roles import Role
from scr_portal.outstanding import keeping
from scr_portal.preview import counting, openable, supposing
from scr_portal.preview.openable import Openable

from .actions import ReviewAction
from .models import Referral, Review, TermsOfReference

WORDS = {
    "chair_panel": "the independent panel chair",
    "write_overview": "the overview author",
    "sit_on_panel": "a member of the panel",
    "support_family": "the family’s personal contact",
}
"""Parts that can be supposed. An agency’s author sees a case by the request to the agency, which a part alone is not."""
ABOUT = "review"


def offers(by: Any, about: str) -> list[tuple[str, str]]:
    """Return each part in a review of a board that this person manages, and may read."""
    kind, _, code = about.partition(":")
    managed = Review.objects.visible_to(by).filter(board__in=by.boards_as(Role.BUSINESS_MANAGER))
    review = managed.filter(code=code).first() if kind == ABOUT else None
    if review is None:
        return []
    values = [f"{review.code}:{part}" for part in WORDS]
    return [(value, f"A{in_words(value)[1:]}") for value in values]


def in_words(what: str) -> str:
    """Return what is supposed: "as the overview author of R-..."."""
    code, _, part = what.partition(":")
    return f"as {WORDS[part]} of {code}"


def grant(person: Any, what: str) -> None:
    """Give a person the part, as its appointment would, and what then waits for them. The page that does it is rolled back."""
    code, _, part = what.partition(":")
    grants.grant(person, part, Review.objects.get(code=code))
    keeping.refresh(code)


supposing.register("part", offers, grant, in_words)
counting.count(Review, "case,cases")
counting.count(Referral, "referral,referrals")
counting.count(TermsOfReference, "version of the terms of reference,versions of the terms of reference")


@openable.offers
def of_reviews(person: Any, case: Any) -> Iterator[Openable]:
    """Yield the referral and the terms of reference of a case; of no case, the list of cases."""
    if case is None:
        yield Openable("List of cases (CSV)", note=openable.NOT_HANDED_OVER, is_file=True)
        return
    referral = case if isinstance(case, Referral) else case.referral
    if Referral.objects.visible_to(person).filter(pk=referral.pk).exists():
        yield Openable(f"Referral {referral.code}", referral.get_absolute_url())
    if not isinstance(case, Review):
        return
    for version in TermsOfReference.objects.visible_to(person).filter(review=case):
        yield Openable(str(version), version.get_absolute_url(), version.get_status_display())
    if access.allowed(ReviewAction.VIEW_HISTORY, person, case):
        yield Openable("History of the case", note=openable.LEFT_OUT)
    if access.allowed(ReviewAction.EXPORT_REGISTER, person, case):
        yield Openable("Identity register (encrypted file)", note=openable.NOT_HANDED_OVER, is_file=True)
