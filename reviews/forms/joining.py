"""Two entries of the register become one, a joined entry stands for itself again, an entry is divided."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from scr_portal.web.choices import SortedChoiceField
from scr_portal.web.forms import PortalForm

from ..genograms import name_of
from ..models import Identity

THIS, OTHER = "this", "other"


class JoinForm(PortalForm):
    """Both entries are shown with their real names, because the label alone does not say who is meant."""

    other = SortedChoiceField(
        label="Which entry means the same?", queryset=Identity.objects.none(), empty_label="Choose one"
    )
    stays = forms.ChoiceField(label="Which label stays?", widget=forms.RadioSelect)
    missing = {"other": "Choose the entry that means the same.", "stays": "Choose which label stays."}

    def __init__(self, *args: Any, identity: Identity, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other, stays = self.fields["other"], self.fields["stays"]
        other.queryset, other.label_from_instance = others, with_name  # type: ignore[attr-defined]
        stays.choices = [(THIS, identity.pseudonym), (OTHER, "The label of the other entry")]  # type: ignore[attr-defined]


class PartForm(PortalForm):
    pseudonym = forms.CharField(
        label="Label to be shown for it from now on",
        help_text="The one it had before stands here. Choose another if people would mistake it.",
        max_length=60,
    )
    missing = {"pseudonym": "Enter the label."}


class DivideForm(PortalForm):
    spellings = forms.MultipleChoiceField(
        label="Which of these mean somebody or something else?", widget=forms.CheckboxSelectMultiple
    )
    role = forms.CharField(
        label="Who or what that is in the case",
        required=False,
        max_length=60,
        help_text="For example neighbour.",
    )
    pseudonym = forms.CharField(
        label="Label to be shown instead",
        help_text="Not initials, and not in sequence. For example “Neighbour 4”, “School 7”.",
        max_length=60,
    )
    missing = {
        "spellings": "Choose what means somebody or something else.",
        "pseudonym": "Enter the label.",
    }

    def __init__(self, *args: Any, spellings: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spellings"].choices = [(spelling, spelling) for spelling in spellings]  # type: ignore[attr-defined]


def with_name(identity: Identity) -> str:
    """Return a label with the real name, for a page that opens in the named view only."""
    return f"{identity.pseudonym}: {name_of(identity)}"
