"""The board's own details, and an agency on its list."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.accounts.models import Agency, Board
from scr_portal.accounts.models.organisations import AgencyKind
from scr_portal.web.forms import PortalForm


class BoardForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=200)
    short_name = forms.CharField(label="Short name", max_length=60)
    address = forms.CharField(label="Address", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    phone = forms.CharField(
        label="Telephone",
        max_length=40,
        required=False,
        help_text="Shown at the foot of each page and to people who cannot sign in.",
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    email = forms.EmailField(label="Email address", required=False)
    website = forms.URLField(label="Website", required=False, assume_scheme="https")

    missing = {"name": "Enter the board’s full name.", "short_name": "Enter a short name."}


class AgencyForm(PortalForm):
    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(label="Short name", max_length=60, help_text="For tables, such as “Police”.")
    kind = forms.ChoiceField(label="Kind", choices=[("", "Choose a kind"), *AgencyKind.choices])
    parent = forms.ModelChoiceField(
        label="Part of",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="No other agency",
        help_text="For a hospital of a trust, or a team of a service.",
    )

    missing = {
        "name": "Enter the agency’s name.",
        "short_name": "Enter a short name.",
        "kind": "Choose a kind.",
    }

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Agency.objects.filter(board=board)  # type: ignore[attr-defined]
