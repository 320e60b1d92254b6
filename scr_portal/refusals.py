"""What a service refuses of the values it is given: all of it at once, one sentence a field.

A service that refuses values has a function beside it, `checks_<act>`, which takes them by name and says what is
wrong. It changes nothing and judges no value that is missing (None), so a form page can ask it about the fields that
are right while others are not (`PortalFormView.checks`). The service raises what it says with `refuse`: the rule is
written once, and the person reads everything that is wrong in one go.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone

Checks = dict[str, str]
"""Field to sentence; empty where nothing is refused."""

IN_THE_FUTURE = "The date must be today or in the past."
NOT_IN_THE_FUTURE = "Choose a day in the future on which to look at this again."


def refuse(checks: Mapping[str, str]) -> None:
    """Raise one ValidationError with every sentence beside its field; nothing where there are none."""
    if checks:
        raise ValidationError(dict(checks))


def is_blank(text: str | None) -> bool:
    """Whether text was given and holds no word."""
    return text is not None and not text.strip()


def is_future(day: datetime.date | None) -> bool:
    """Whether a day was given and has not come yet."""
    return day is not None and day > timezone.localdate()


def is_today_or_past(day: datetime.date | None) -> bool:
    """Whether a day was given and is no longer ahead."""
    return day is not None and day <= timezone.localdate()
