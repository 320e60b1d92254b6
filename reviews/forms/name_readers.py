"""The day from which changes in who can see names are told."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from scr_portal.web.forms import DateInputField, PortalForm


class SinceForm(PortalForm):
    """Yesterday is taken where no day is given, and where the one given cannot be."""

    since = DateInputField(
        label="First day of the changes",
        help_text="The whole of that day counts. For example, 27 3 2009",
        required=False,
        not_after=timezone.localdate,
    )
    unmarked = ("since",)

    def __init__(self, query: Any) -> None:
        asked = any(query.get(f"since_{part}") for part in ("day", "month", "year"))
        super().__init__(query if asked else None, initial={"since": yesterday()})

    def day(self) -> datetime.date:
        """Return the first day of which changes are told."""
        given = self.cleaned_data.get("since") if self.is_bound and self.is_valid() else None
        return given or yesterday()


def yesterday() -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=1)
