"""The clock, proceedings, conflicts, terms of reference, identities and the named view."""

from __future__ import annotations

from typing import Any

from django import forms

from scr_portal.web.forms import DateInputField, PortalForm, VersionedForm
from scr_portal.web.widgets import RevealingRadios

from ..enums import IdentityKind, ProceedingKind

SHORT = forms.Textarea(attrs={"rows": 4})
MOST_QUESTIONS = 12


class ExtendForm(PortalForm):
    new_due_on = DateInputField(label="New date for sign-off")
    reason = forms.CharField(
        label="What is exceptional about this case?", widget=SHORT, help_text="It is shown beside the date."
    )
    missing = {"new_due_on": "Enter the new date.", "reason": "Write down what makes this exceptional."}


class ProceedingForm(PortalForm):
    kind = forms.ChoiceField(
        label="Which proceedings?", choices=ProceedingKind.choices, widget=forms.RadioSelect
    )
    holds = forms.MultipleChoiceField(
        label="What do they hold back?",
        choices=[("publication", "Publication of the report"), ("family", "Contact with the family")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="Why, and with whom this was agreed", widget=SHORT)
    look_again_on = DateInputField(label="When will you look at this again?")
    missing = {
        "kind": "Choose the kind of proceedings.",
        "reason": "Write down why, and with whom this was agreed.",
        "look_again_on": "Enter the day on which you will look at this again.",
    }
    unmarked = ("holds",)


class ProceedingEndForm(PortalForm):
    outcome = forms.CharField(label="How did they end?", widget=SHORT)
    over_on = DateInputField(label="On what day did they end?")
    reason = forms.CharField(
        label="Why does nothing need to be held any longer?",
        help_text="For example that the time for an appeal has passed, and with whom that was agreed.",
        widget=SHORT,
    )
    missing = {
        "outcome": "Write down how they ended.",
        "over_on": "Enter the day on which they ended.",
        "reason": "Say why nothing needs to be held any longer.",
    }


class ProceedingAgreeForm(PortalForm):
    verdict = forms.ChoiceField(
        label="Do you agree that these proceedings are over?",
        choices=[
            ("agree", "Yes: what they held back is free from now on"),
            ("object", "No: the hold stands"),
        ],
        widget=RevealingRadios,
    )
    reason = forms.CharField(
        label="Why do you not agree?",
        help_text="Whoever recorded the end reads this.",
        widget=SHORT,
        required=False,
    )
    reveals = {"verdict": {"object": ("reason",)}}
    missing = {"verdict": "Choose whether you agree.", "reason": "Say why you do not agree."}


class ConflictForm(PortalForm):
    reason = forms.CharField(
        label="What is your connection with the case?",
        help_text="This closes the review to you at once. Only a board chair can lift it, and nobody lifts their own.",
        widget=SHORT,
    )
    missing = {"reason": "Say what your connection is."}


class LiftConflictForm(PortalForm):
    reason = forms.CharField(label="Why does the conflict no longer stand?", widget=SHORT)
    missing = {"reason": "Say why the conflict no longer stands."}


class TermsForm(VersionedForm):
    """Scope and questions; three empty boxes are always there for more."""

    scope_start = DateInputField(label="First day of the period under review", required=False)
    scope_end = DateInputField(label="Last day of the period under review", required=False)
    unmarked: tuple[str, ...] = ("scope_start", "scope_end")

    def __init__(self, *args: Any, asked: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.make_boxes(asked + 3)

    def make_boxes(self, most: int) -> None:
        """Have at least so many boxes for questions, up to the limit of the form."""
        for number in range(1, min(most, MOST_QUESTIONS) + 1):
            self.fields.setdefault(
                f"question_{number}",
                forms.CharField(
                    label=f"Question {number}", widget=forms.Textarea(attrs={"rows": 2}), required=False
                ),
            )
        self.unmarked = tuple(self.fields)

    @property
    def boxes(self) -> list[str]:
        """The names of the boxes for questions, in order."""
        return [name for name in self.fields if name.startswith("question_")]

    @property
    def questions(self) -> list[str]:
        """The questions typed, in order, empty ones left out."""
        typed = [self.cleaned_data.get(name, "") for name in self.boxes]
        return [text for text in typed if text.strip()]


class LookAgainForm(PortalForm):
    look_again_on = DateInputField(label="On which day do you look at this again?")
    missing = {"look_again_on": "Enter the day on which to look at this again."}


class IdentityForm(PortalForm):
    kind = forms.ChoiceField(label="What is it?", choices=IdentityKind.choices)
    canonical = forms.CharField(label="The real name, number or address", max_length=300)
    title = forms.CharField(
        label="Title", required=False, max_length=20, help_text="For a person: Mrs, Dr, PC."
    )
    role = forms.CharField(
        label="Who or what this is in the case",
        required=False,
        max_length=60,
        help_text="For example health visitor.",
    )
    aliases = forms.CharField(
        label="Other forms and nicknames", help_text="One a line.", widget=SHORT, required=False
    )
    pseudonym = forms.CharField(
        label="Label to be shown instead",
        help_text="Not initials, and not in sequence. For example “Health Visitor 4”, “School 7”.",
        max_length=60,
    )
    missing = {"canonical": "Enter the real name, number or address.", "pseudonym": "Enter the label."}


class RegisterExportForm(PortalForm):
    reason = forms.CharField(
        label="Why is the register taken out, and for whom?",
        help_text="Your reason is recorded with your name and the time.",
        widget=SHORT,
    )
    passphrase = forms.CharField(
        label="Passphrase for the file",
        help_text="At least 12 characters; three or four words are easy to type. Nobody can open the file without it.",
        max_length=255,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="The passphrase once more",
        max_length=255,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    missing = {
        "reason": "Say in a sentence why the register is taken out, and for whom.",
        "passphrase": "Enter a passphrase for the file.",
        "again": "Enter the passphrase once more.",
    }

    def clean(self) -> dict[str, Any]:
        """Want the same passphrase twice: a slip would shut the file for good."""
        cleaned = super().clean()
        if cleaned.get("again") and cleaned.get("passphrase") and cleaned["again"] != cleaned["passphrase"]:
            self.add_error("again", "The two passphrases are not the same. Type both again.")
        return cleaned


class NamedViewForm(PortalForm):
    reason = forms.CharField(
        label="Why do you need to see real names?",
        help_text="Your reason and every page you open are recorded. Names show for 15 minutes.",
        widget=SHORT,
    )
    missing = {"reason": "Say why you need to see real names."}
