"""The answers to an unknown name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from scr_portal.anonymise.suggest import exact_day
from scr_portal.web.forms import PortalForm

from ..enums import IdentityKind, Settlement
from ..models import Identity, UnknownName
from ..names_queue import called, named

CHOSEN, NEW = "chosen", "new"


class AnswerForm(PortalForm):
    """One press answers: the button says what the ticked names are."""

    name = forms.MultipleChoiceField(label="The names you answer", widget=forms.CheckboxSelectMultiple)
    answer = forms.CharField(label="Answer")
    identity = forms.ChoiceField(label="Somebody or something else in the register", required=False)
    sure = forms.BooleanField(required=False)
    missing = {"name": "Tick at least one name.", "answer": "Choose an answer."}
    unmarked = ("identity",)

    def __init__(
        self,
        *args: Any,
        names: Sequence[Any] = (),
        identities: Sequence[Identity] = (),
        own: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(identity.pk): identity for identity in identities}
        self.fields["name"].choices = [(str(name.pk), str(name.surface)) for name in names]  # type: ignore[attr-defined]
        self.fields["identity"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((key, called(identity, own=own)) for key, identity in self.by_id.items()),
        ]
        if own:
            self.fields["identity"].label = "Somebody or something else in your text"

    def clean(self) -> dict[str, Any]:
        """Turn the button pressed into the answer and the identity it names."""
        cleaned = super().clean()
        answer = cleaned.get("answer", "")
        key = cleaned.get("identity", "") if answer == CHOSEN else answer.removeprefix("known:")
        if answer == CHOSEN and not key:
            self.add_error("identity", "Choose who or what it is.")
        elif answer == CHOSEN or answer.startswith("known:"):
            if key not in self.by_id:
                self.add_error(None, "This identity is no longer in the register. Choose another answer.")
            cleaned["known"] = self.by_id.get(key)
        elif answer not in Settlement.values and not answer.startswith(f"{NEW}:"):
            self.add_error(None, "Choose an answer.")
        return cleaned


class NewIdentityForm(PortalForm):
    """An unknown name becomes an identity of the register."""

    kind = forms.ChoiceField(label="What is it?")
    canonical = forms.CharField(label="Full name", max_length=300)
    title = forms.CharField(
        label="Title", required=False, max_length=20, help_text="For example Mrs, Dr, PC."
    )
    role = forms.CharField(
        label="Who or what this is in the case",
        max_length=60,
        help_text="For example health visitor or mother’s brother.",
    )
    pseudonym = forms.CharField(
        label="Label to be shown instead",
        required=False,
        max_length=60,
        help_text="Leave this empty and the portal draws one from the line above, such as “Health Visitor 4”. Never initials.",
    )
    of = forms.ChoiceField(label="Whose is it?", required=False)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    missing = {
        "canonical": "Enter the name, number or address.",
        "role": "Say who or what this is in the case.",
    }

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[IdentityKind] = (),
        identities: Sequence[Identity] = (),
        own: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(row.pk): row for row in identities if row.kind == IdentityKind.PERSON}
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.fields["kind"].widget = forms.HiddenInput()
        if own:
            self.fields["canonical"].disabled = True
            self.fields["canonical"].help_text = "As you wrote it."
        if IdentityKind.PERSON not in kinds:
            del self.fields["title"]
            self.fields["canonical"].label = "Name, number or address in full"
            self.fields["role"].help_text = "For example primary school or home of the mother."
        if IdentityKind.DATE_OF_BIRTH not in kinds:
            del self.fields["of"]
            return
        self.fields["of"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody in particular"),
            *((key, named(person)) for key, person in self.people.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Read a date of birth as a day, and whose it is as an identity."""
        cleaned = super().clean()
        cleaned["of"] = self.people.get(cleaned.get("of", ""))
        if cleaned.get("kind") != IdentityKind.DATE_OF_BIRTH:
            return cleaned
        if day := exact_day(cleaned.get("canonical", "")):
            cleaned["canonical"] = day
        elif "canonical" in cleaned:
            self.add_error(
                "canonical", "Enter the date of birth with its day, month and year, such as 3 April 2009."
            )
        if not cleaned["of"]:
            self.add_error("of", "Say whose date of birth this is.")
        return cleaned


class UndoForm(PortalForm):
    """The answers to take back."""

    name = forms.ModelMultipleChoiceField(
        label="The answers to take back", queryset=UnknownName.objects.none()
    )
    sure = forms.BooleanField(required=False)
    missing = {"name": "This answer has been taken back already."}

    def __init__(self, *args: Any, names: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].queryset = names  # type: ignore[attr-defined]
        self.fields["name"].error_messages["invalid_choice"] = self.missing["name"]
