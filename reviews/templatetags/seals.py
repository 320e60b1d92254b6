"""`{% load seals %}`: what a page says of a seal on what it shows."""

from __future__ import annotations

from typing import Any

from django import template

from scr_portal import access

from ..actions import ReviewAction
from ..models import Seal
from ..sealable import kind_of

register = template.Library()


@register.inclusion_tag("reviews/sealing.html", takes_context=True)
def sealing(context: template.Context, subject: Any) -> dict[str, Any]:
    """Draw the seal on what the page shows, or the link to seal it for those who may."""
    user = context["request"].user
    seal = Seal.objects.in_force().filter(objects_sealed__subject_id=subject.pk).first()
    shown = seal is not None and Seal.objects.visible_to(user).filter(pk=seal.pk).exists()
    return {
        "seal": seal,
        "shown": shown,
        "may_seal": seal is None and access.allowed(ReviewAction.SEAL, user, subject),
        "kind": kind_of(subject),
        "subject": subject,
    }
