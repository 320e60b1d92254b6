"""Two versions of one record, in words, field by field: what another person saved and what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from scr_portal.web.words import long_date


def differences(form: forms.BaseForm, saved: Mapping[str, Any]) -> list[dict[str, str]]:
    """The fields in which the two differ, as people read them. Passwords and files are never shown."""
    found = []
    for bound in form.visible_fields():
        field = bound.field
        if bound.name not in saved or is_secret(field):
            continue
        typed = form.cleaned_data.get(bound.name, bound.value())
        theirs, mine = in_words(field, saved[bound.name]), in_words(field, typed)
        if theirs != mine:
            found.append({"label": str(bound.label), "theirs": theirs, "mine": mine})
    return found


def is_secret(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) or isinstance(field.widget, forms.PasswordInput)


def in_words(field: forms.Field, value: Any) -> str:
    """A value as the page would say it: the label of a choice, the long form of a date, yes or no."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(in_words(field, each) for each in value)
    text = str(value).replace("\r\n", "\n")
    return labels_of(field).get(text, text)


def labels_of(field: forms.Field) -> dict[str, str]:
    """Stored value to label, with the groups of a grouped choice opened."""
    labels: dict[str, str] = {}
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return labels
    choices: Any = field.choices
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= {str(inner): str(said) for inner, said in label}
        else:
            labels[str(value)] = str(label)
    return labels
