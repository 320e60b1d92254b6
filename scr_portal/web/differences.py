"""Two versions of one record, in words, field by field: what another person saved and what was typed.

A form carries a fingerprint of each value it was shown with. Compared with it, a difference is known to be the
other person's change, the typist's own, or both; the box below then holds the change nobody else made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from scr_portal.web.dates import DateInputField, PartialDate
from scr_portal.web.words import long_date


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which the saved record and the typed form differ, as people read it."""

    label: str
    theirs: str
    mine: str
    who: str = "both"
    """Who changed it since the form was opened: "both", "they" or "you"."""


def differences(
    form: forms.BaseForm, saved: Mapping[str, Any], shown: Mapping[str, str] | None = None
) -> list[Difference]:
    """Return the fields in which the two differ, as people read them. Passwords and files are never shown.

    `shown` are the fingerprints of the values the form was opened with; a field it did not have then was empty.
    Where there are none, both may have changed the field, and both texts are compared.
    """
    compared = []
    for bound in form.visible_fields():
        if bound.name not in saved or is_secret(bound.field):
            continue
        theirs, mine = in_words(bound.field, saved[bound.name]), typed_in_words(form, bound)
        if theirs == mine:
            continue
        who = changed_by(shown.get(bound.name, EMPTY) if shown else None, theirs, mine)
        compared.append(Difference(str(bound.label), theirs, mine, who))
        if who == "they":
            put(form.data, bound, saved[bound.name])
    return compared


def changed_by(shown: str | None, theirs: str, mine: str) -> str:
    """Who changed a field that differs, from the fingerprint of what the form was opened with."""
    if shown == fingerprint(mine):
        return "they"
    return "you" if shown == fingerprint(theirs) else "both"


def fingerprints(form: forms.BaseForm, values: Mapping[str, Any]) -> str:
    """Return the fingerprint of each visible value, as the hidden field of the form carries it."""
    return json.dumps(
        {
            name: fingerprint(in_words(field, values[name]))
            for name, field in form.fields.items()
            if name in values and not isinstance(field.widget, forms.HiddenInput) and not is_secret(field)
        }
    )


def read_fingerprints(carried: str) -> dict[str, str]:
    """Return what a form carried; nothing for a text that is none, so that every difference is shown as one of both."""
    try:
        read = json.loads(carried or "{}")
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in read.items()} if isinstance(read, dict) else {}


def fingerprint(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:16]


EMPTY = fingerprint("")


def typed_in_words(form: forms.BaseForm, bound: forms.BoundField) -> str:
    return in_words(bound.field, form.cleaned_data.get(bound.name, bound.value()))


def put(data: Any, bound: forms.BoundField, value: Any) -> None:
    """Fill the field's boxes in the submitted data with a value of the record."""
    widget, name = bound.field.widget, bound.html_name
    if isinstance(widget, forms.MultiWidget):
        value = as_date(bound.field, value)
        endings: list[str] = widget.widgets_names  # type: ignore[attr-defined]
        for ending, part in zip(endings, widget.decompress(value) or (), strict=True):
            data[f"{name}{ending}"] = part
    elif isinstance(value, bool):
        data.pop(name, None)
        if value:
            data[name] = "on"
    elif isinstance(value, list | tuple | set) and hasattr(data, "setlist"):
        data.setlist(name, [str(bound.field.prepare_value(each)) for each in value])
    else:
        data[name] = "" if value is None else str(bound.field.prepare_value(value))


def is_secret(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField) or isinstance(field.widget, forms.PasswordInput)


def in_words(field: forms.Field, value: Any) -> str:
    """Return a value as the page would say it: the label of a choice, the long form of a date, yes or no."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None or value == "":
        return ""
    value = as_date(field, value)
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Model | PartialDate):
        return str(value)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(in_words(field, each) for each in value)
    text = str(value).replace("\r\n", "\n").strip()
    return labels_of(field).get(text, text)


def as_date(field: forms.Field, value: Any) -> Any:
    """Return a date that is kept as a text (a sealed one) as the date it is; anything else as it is given."""
    if isinstance(field, DateInputField) and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def labels_of(field: forms.Field) -> dict[str, str]:
    """Map stored values to labels, with the groups of a grouped choice opened."""
    labels: dict[str, str] = {}
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return labels
    choices: Any = field.choices
    for value, label in choices:
        if isinstance(label, list | tuple):
            labels |= {str(inner): str(words) for inner, words in label}
        else:
            labels[str(value)] = str(label)
    return labels
