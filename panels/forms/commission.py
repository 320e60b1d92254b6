"""Appoint people, ask agencies, state independence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from scr_portal.accounts.models import Agency, User
from scr_portal.web.forms import DateInputField, PortalForm
from scr_portal.web.widgets import RevealingRadios

from ..enums import Capacity, Contribution, IndependenceQuestion, called


class CapacityForm(PortalForm):
    capacity = forms.ChoiceField(label="In what capacity?", widget=forms.RadioSelect)
    missing = {"capacity": "Choose the capacity."}
    heading_field = "capacity"

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(capacity.value, called(capacity, terms)) for capacity in Capacity]
        choices = [(value, f"{name[:1].upper()}{name[1:]}") for value, name in words]
        self.fields["capacity"].choices = choices  # type: ignore[attr-defined]


class AppointForm(PortalForm):
    """One of the candidates; for chair and overview author the questions about independence."""

    user = forms.ChoiceField(label="Who?", widget=forms.RadioSelect)
    missing = {"user": "Choose a person."}

    def __init__(
        self, *args: Any, people: list[tuple[User, str]], asked: bool, may_set_aside: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(user.pk): user for user, _ in people}
        choices = [(str(user.pk), f"{user}: {described}") for user, described in people]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]
        self.fields["user"].error_messages["required"] = "Choose a person."
        for question in IndependenceQuestion if asked else ():
            self.fields[question] = forms.ChoiceField(
                label=question.label,
                choices=[("no", "No"), ("yes", "Yes")],
                widget=RevealingRadios,
                error_messages={"required": "Answer yes or no."},
            )
            self.fields[f"{question}_words"] = forms.CharField(
                label="Say how",
                widget=forms.Textarea(attrs={"rows": 2}),
                required=False,
                error_messages={"required": "Say how."},
            )
        if may_set_aside:
            self.fields["set_aside"] = forms.CharField(
                label="If a rule stands against it: why do you appoint this person all the same?",
                help_text="It is shown beside the person’s name. Leave it empty where no rule stands against it.",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )
        self.unmarked = tuple(name for name in self.fields if name != "user")
        asked_words = IndependenceQuestion if asked else ()
        self.reveals = {question: {"yes": (f"{question}_words",)} for question in asked_words}
        self.connect_reveals()


def answers_in(cleaned: Mapping[str, Any]) -> dict[str, tuple[bool, str]]:
    """Return what was answered about independence, with the words beside each yes."""
    return {
        question.value: (cleaned[question] == "yes", cleaned.get(f"{question}_words", ""))
        for question in IndependenceQuestion
        if question in cleaned
    }


class AgencyForm(PortalForm):
    agency = forms.ModelChoiceField(
        label="Which agency?", queryset=Agency.objects.none(), empty_label="Choose an agency"
    )
    contribution = forms.ChoiceField(
        label="What is it asked for?", choices=Contribution.choices, widget=forms.RadioSelect
    )
    missing = {"agency": "Choose an agency.", "contribution": "Choose what it is asked for."}

    def __init__(self, *args: Any, agencies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class IssueForm(PortalForm):
    author_name = forms.CharField(label="Full name of the agency’s author", max_length=120)
    author_email = forms.EmailField(
        label="Their email address", help_text="They get an invitation that opens this case alone."
    )
    due_on = DateInputField(
        label="When is it due?", required=False, help_text="Leave empty to use the board’s usual time."
    )
    missing = {
        "author_name": "Enter the full name of the author.",
        "author_email": "Enter the author’s email address.",
    }


class EndForm(PortalForm):
    reason = forms.CharField(
        label="Why is this agency no longer asked?", widget=forms.Textarea(attrs={"rows": 4})
    )
    missing = {"reason": "Say why this agency is no longer asked."}


class ReplaceAuthorForm(PortalForm):
    author_name = forms.CharField(label="Full name of the new author", max_length=120)
    author_email = forms.EmailField(
        label="Their email address", help_text="They get a mail with a link. They need no other invitation."
    )
    reason = forms.CharField(
        label="Why does somebody else write from now on?", widget=forms.Textarea(attrs={"rows": 4})
    )
    missing = {
        "author_name": "Enter the full name of the new author.",
        "author_email": "Enter the new author’s email address.",
        "reason": "Say why somebody else writes from now on.",
    }


STATEMENTS = {
    "no_involvement": "I had no part in the work with this child or family",
    "no_line_management": "I do not manage anybody who had",
}


class IndependenceForm(PortalForm):
    statements = forms.MultipleChoiceField(
        label="Tick what is true",
        choices=list(STATEMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    records_secured_on = DateInputField(label="When were your agency’s records secured?", required=False)
    unmarked = ("statements", "records_secured_on")
