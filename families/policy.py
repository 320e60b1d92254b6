"""Who may read and record what concerns a family: its contact, the manager, and read-only chair and author."""

from __future__ import annotations

from typing import Any

from reviews.policy import parts, review_of, roles
from scr_portal.access import policy
from scr_portal.access.roles import Role

from .models.relative import READING_PARTS


@policy("families.view_family")
def may_view_family(user: Any, on: Any) -> str | None:
    review = review_of(on) or on
    if Role.BUSINESS_MANAGER in roles(user, review) or parts(user, review) & set(READING_PARTS):
        return None
    return "What concerns the family is read by its contact, the manager, the panel chair and the overview author."


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
