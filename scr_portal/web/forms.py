"""Forms in the design system's markup, with messages a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

from scr_portal.web.dates import DateInputField, PartialDate
from scr_portal.web.differences import fingerprints, read_fingerprints
from scr_portal.web.messages import error_messages_for
from scr_portal.web.widgets import RevealingRadios

__all__ = ["DateInputField", "PartialDate", "PortalForm", "PortalFormRenderer", "VersionedForm"]

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FORM_TEMPLATES = Path(forms.__file__).resolve().parent / "templates"

WIDGET_CLASSES: Mapping[str, str] = {
    "date": "govuk-input",
    "datetime": "govuk-input",
    "email": "govuk-input",
    "number": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "tel": "govuk-input",
    "text": "govuk-input",
    "time": "govuk-input",
    "url": "govuk-input",
    "search": "govuk-input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "clearable_file_input": "govuk-file-upload",
}
"""Widget template (without folder and ending) to the class of the component it is drawn as."""


class PortalFormRenderer(DjangoTemplates):
    """Django's own form templates with ours before them, and the component's class on every input.

    Set by `FORM_RENDERER`. Everything is autoescaped; labels, hints and values never reach the page as HTML.
    """

    @cached_property
    def engine(self) -> Any:
        return self.backend(
            {"APP_DIRS": True, "DIRS": [TEMPLATES, FORM_TEMPLATES], "NAME": "portalforms", "OPTIONS": {}}
        )

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if widget := context.get("widget"):
            context = {**context, "widget": dressed(widget, Path(template_name).stem)}
        return super().render(template_name, context, request)


def dressed(widget: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the widget's context with the component's class, its error class, and no limit that cuts text off."""
    base = WIDGET_CLASSES.get(kind)
    if base is None:
        return widget
    attrs = dict(widget["attrs"])
    names = [base, str(attrs.get("class", ""))]
    if attrs.get("aria-invalid"):
        names.append(f"{base.split()[0]}--error")
    attrs["class"] = " ".join(name for name in names if name)
    attrs.pop("placeholder", None)
    if kind == "textarea":
        attrs.pop("cols", None)
        if attrs.pop("maxlength", None) and attrs.get("id"):
            attrs["class"] += " govuk-js-character-count"
            described = (attrs.get("aria-describedby", ""), f"{attrs['id']}-info")
            attrs["aria-describedby"] = " ".join(filter(None, described))
    return {**widget, "attrs": attrs}


class PortalForm(forms.Form):
    """A form whose every refusal is a sentence about this field.

    `missing` maps a field to what to say when it was left empty ("Enter the date of the incident"); a field
    not named there gets a sentence made from its label. `heading_field` names the one field whose label is the
    page's heading. `unmarked` names fields that are not required but must not be marked "(optional)",
    such as the box that opens under "Other".

    `reveals` names the questions that only one answer to another question asks: field, answer, fields. They
    stand under that answer and are shown while it is chosen (the style sheet closes them, no script). Asked, they
    have to be answered; not asked, what stands in them counts for nothing and is no mistake.
    """

    missing: Mapping[str, str] = {}
    heading_field: str = ""
    unmarked: tuple[str, ...] = ()
    reveals: Mapping[str, Mapping[str, tuple[str, ...]]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        if self.is_bound:
            self.data = one_kind_of_line_end(self.data)
        for name, field in self.fields.items():
            words = error_messages_for(name, field, self.missing.get(name, ""))
            field.error_messages.update(
                {code: sentence for code, sentence in words.items() if is_default(field, code)}
            )
        self.connect_reveals()

    def connect_reveals(self) -> None:
        """Hand each widget the questions to draw under its answers; again where a form makes its fields late."""
        for name in self.reveals:
            widget = self.fields[name].widget
            if isinstance(widget, RevealingRadios):
                widget.revealed = partial(self.revealed_fields, name)
        self.unmarked = (*self.unmarked, *self.revealed_names())

    def revealed_names(self) -> set[str]:
        """Return the fields that stand under an answer to another."""
        return {name for answers in self.reveals.values() for names in answers.values() for name in names}

    def revealed_fields(self, name: str, answer: str) -> list[forms.BoundField]:
        """Return the questions that this answer to this field asks."""
        return [self[field] for field in self.reveals[name].get(answer, ()) if field in self.fields]

    def standing_fields(self) -> list[forms.BoundField]:
        """Return the visible fields that stand by themselves; the others are drawn with their answer."""
        revealed = self.revealed_names()
        return [field for field in self.visible_fields() if field.name not in revealed]

    def clean(self) -> dict[str, Any]:
        """Refuse NUL in every kind of field: the database cannot hold it, and only text fields check."""
        cleaned = super().clean() or self.cleaned_data
        for name in self.fields:
            typed = self.data.get(self.add_prefix(name))
            if isinstance(typed, str) and "\0" in typed and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["null_characters_not_allowed"])
        self.clean_revealed()
        return cleaned

    def clean_revealed(self) -> None:
        """Want an answer to what was asked, and drop what was answered without being asked."""
        for name, revealed in self.reveals.items():
            answer = self.cleaned_data.get(name)
            for value, fields in revealed.items():
                for field in (field for field in fields if field in self.fields):
                    if answer != value:
                        self.errors.pop(field, None)
                        self.cleaned_data[field] = self.fields[field].clean(None)
                    elif field not in self.errors and not is_answered(self.cleaned_data.get(field)):
                        self.add_error(field, self.fields[field].error_messages["required"])


def is_answered(value: Any) -> bool:
    """Whether something was answered; spaces are no answer."""
    return bool(value.strip() if isinstance(value, str) else value)


def is_default(field: forms.Field, code: str) -> bool:
    """Whether the field still has Django's own message for this code: what a form's author wrote is kept."""
    for kind in type(field).__mro__:
        if code in (defaults := getattr(kind, "default_error_messages", {})):
            return str(field.error_messages.get(code)) == str(defaults[code])
    return code not in field.error_messages


class VersionedForm(PortalForm):
    """A form for a record several people may edit. The service compares `version` with the locked row's.

    `shown` carries a fingerprint of each value the form was opened with, so that a second writer is told which
    changes are theirs. It is taken out of `cleaned_data`: services never see it.
    """

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    shown = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    fingerprints_shown: Mapping[str, str] = {}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Make the fingerprints when the page is drawn, from what the other fields start with.

        A draft brings those of the version it was begun on.
        """
        if field_name != "shown" or "shown" in self.initial:
            return super().get_initial_for_field(field, field_name)
        names = [name for name in self.fields if name != "shown"]
        return fingerprints(self, {name: self[name].initial for name in names})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.fingerprints_shown = read_fingerprints(cleaned.pop("shown", ""))
        return cleaned


def one_kind_of_line_end(data: Any) -> Any:
    """Return what was typed, with line ends as one character, so that the page and the server count alike."""
    if not hasattr(data, "setlist"):
        return {k: v.replace("\r\n", "\n") if isinstance(v, str) else v for k, v in data.items()}
    copy = data.copy()
    for key, values in copy.lists():
        copy.setlist(key, [v.replace("\r\n", "\n") if isinstance(v, str) else v for v in values])
    return copy
