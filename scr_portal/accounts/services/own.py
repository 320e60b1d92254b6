"""What a person decides about their own account."""

from __future__ import annotations

from django.db import transaction

from scr_portal import audit
from scr_portal.accounts.models import User


@transaction.atomic
def choose_weekly_summary(*, wanted: bool, by: User) -> User:
    """Turn the weekly summary on or off. Reminders of what has a day cannot be turned off."""
    user: User = User.objects.select_for_update().get(pk=by.pk)
    if user.weekly_summary != wanted:
        user.weekly_summary = wanted
        user.save(update_fields=["weekly_summary"])
        audit.record("accounts.weekly_summary_chosen", by=by, on=user, wanted=wanted)
    return user
