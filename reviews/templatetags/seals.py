"""`{% load seals %}`: what a page says of a seal on what it shows."""

from __future__ import annotations

from typing import Any

from django import template

from scr_portal import access

from ..actions import ReviewAction
from ..models import PASSAGE, Seal, SealedPassage
from ..passage_homes import Home, home_of
from ..policy import review_of
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


@register.inclusion_tag("reviews/passages.html", takes_context=True)
def sealed_passages(context: template.Context, subject: Any) -> dict[str, Any]:
    """Say to those who read a sealed passage of a document that it is one, and link to sealing another for those who may."""
    user, home = context["request"].user, home_of(subject)
    if home is None or review_of(subject) is None:
        return {}
    return {
        "request": context["request"],
        "wrote_words": context.get("wrote_words"),
        "as_labels": context.get("as_labels"),
        "home": home,
        "subject": subject,
        "passages": passages_told(user, home, subject),
        "may_seal": access.allowed(ReviewAction.SEAL, user, subject)
        and home.on(home.line(subject)) == subject
        and any(str(section.text.original).strip() for section in home.texts(subject)),
    }


def passages_told(user: Any, home: Home, subject: Any) -> list[dict[str, Any]]:
    """Return the passages in force of this document that are open to this person, each with why."""
    seals = Seal.objects.in_force().filter(review=review_of(subject), kind=PASSAGE)
    open_to = set(seals.visible_to(user).values_list("pk", flat=True))
    writes, told = home.writes(user, subject), []
    for seal in seals:
        keys = seal.objects_sealed.filter(kind=PASSAGE).values("subject_id")
        passage = SealedPassage.objects.filter(pk__in=keys, home=home.slug, line=home.line(subject)).first()
        if passage is not None and (seal.pk in open_to or writes):
            section = home.text(subject, passage.part)
            title = section.title if section else home.noun
            told.append(
                {
                    "seal": seal,
                    "passage": passage,
                    "title": title,
                    "named": seal.pk in open_to,
                    "writes": writes,
                }
            )
    return told
