"""Days away, and the weekly summary by mail."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm


class AbsenceForm(PortalForm):
    starts_on = DateInputField(label="First day away")
    ends_on = DateInputField(label="Last day away")

    missing = {"starts_on": "Enter the first day away.", "ends_on": "Enter the last day away."}


class WeeklySummaryForm(PortalForm):
    wanted = forms.TypedChoiceField(
        label="Do you want the weekly summary?",
        choices=[("yes", "Yes, on the first working day of each week"), ("no", "No")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

    missing: dict[str, Any] = {"wanted": "Choose whether you want the weekly summary."}
