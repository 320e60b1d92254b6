"""The form by which a business manager invites somebody."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.access.roles import Role
from scr_portal.accounts.addresses import sign_in_address
from scr_portal.accounts.models import Agency, Board
from scr_portal.web.forms import PortalForm


class AgencyChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Return the agency with the organisation it belongs to, where it belongs to one."""
        return f"{obj.name} ({obj.parent.name})" if obj.parent_id else str(obj.name)


class InvitationForm(PortalForm):
    name = forms.CharField(label="Full name", max_length=200)
    email = forms.CharField(
        label="Email address",
        max_length=254,
        help_text="They sign in with this address. The invitation goes there.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(label="Role", choices=[])
    agency = AgencyChoice(
        label="Agency",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="None, works for the board itself",
        help_text="Leave this for people who work for the board itself.",
    )

    missing = {
        "name": "Enter the person’s full name.",
        "email": "Enter their email address.",
        "role": "Choose a role.",
    }

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label[:1].upper() + role.label[1:]) for role in Role]
        self.fields["role"].choices = [("", "Choose a role"), *roles]  # type: ignore[attr-defined]
        agencies = Agency.objects.filter(board=board).select_related("parent")
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """Return the address as it will be stored, or the sentence that refuses it."""
        return sign_in_address(self.cleaned_data["email"])
