"""`{% load accounts %}`: whom to ring when one cannot get in."""

from __future__ import annotations

from typing import Any

from django import template

from scr_portal.accounts.models import Board

register = template.Library()


@register.inclusion_tag("account/help.html")
def who_to_ring() -> dict[str, Any]:
    """Return the boards with a telephone number or address: public, and all a locked-out person needs."""
    boards = Board.objects.exclude(phone="", email="")
    return {"boards": boards}


@register.filter
def of_person(mapping: dict[Any, Any], user_id: Any) -> Any:
    """Return what a mapping by person holds for this one, or None."""
    return mapping.get(user_id)


@register.inclusion_tag("account/ways_in.html")
def ways_in() -> dict[str, Any]:
    """Sign-in and a way for each kind of visitor, for the front page."""
    return who_to_ring()
