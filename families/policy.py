"""Who may read and record what concerns a family: its contact, the manager, and read-only chair and author."""

from __future__ import annotations

from typing import Any

from reviews.models import Review
from reviews.policy import parts, review_of, roles
from scr_portal.access import policy, view_policy
from scr_portal.access.roles import Role

from .models.relative import Relative, reviews_open_to

view_policy(
    "families.view_family",
    rows={Review: reviews_open_to, Relative: Relative.objects.visible_to},
    otherwise="What concerns the family is read by its contact, the manager, the panel chair and the overview author.",
)


@policy("families.record_contact")
def may_record_contact(user: Any, on: Any) -> str | None:
    review = review_of(on) or on
    if Role.BUSINESS_MANAGER in roles(user, review) or "support_family" in parts(user, review):
        return None
    return "Contacts with the family are recorded by its personal contact or the business manager."


@policy("families.name_contact")
def may_name_contact(user: Any, on: Any) -> str | None:
    if Role.BUSINESS_MANAGER in roles(user, review_of(on) or on):
        return None
    return "The family’s personal contact is named by the business manager."
