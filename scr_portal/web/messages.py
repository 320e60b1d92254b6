"""What a form says when an answer is missing or cannot be right, in the design system's manner."""

from __future__ import annotations

import re

from django import forms

from scr_portal.web.dates import DateInputField

CHOICE_FIELDS = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField)


def subject_of(label: str) -> str:
    """Return the label as it stands inside a sentence: "Date of birth" -> "date of birth"; "GP practice" stays."""
    words = label.strip().rstrip(":.")
    words = re.sub(r"\s*\(optional\)$", "", words)
    first = words.split(" ", 1)[0]
    if first == "I" or first[1:].lower() != first[1:]:
        return words
    return words[:1].lower() + words[1:]


def missing_message(field: forms.Field, label: str) -> str:
    """Return the sentence for a field left empty, by the kind of answer it takes."""
    if label.rstrip().endswith("?"):
        return f"Answer the question “{label.strip()}”"
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return f"Select at least one: {subject_of(label)}"
    if isinstance(field, forms.FileField):
        return f"Choose a file: {subject_of(label)}"
    if isinstance(field, forms.BooleanField):
        return f"Tick the box to go on: “{label.strip()}”"
    verb = "Select" if isinstance(field, CHOICE_FIELDS) else "Enter"
    return f"{verb} {subject_of(label)}"


def error_messages_for(name: str, field: forms.Field, missing: str = "") -> dict[str, str]:
    """Every message this field can give, keyed by Django's error codes."""
    label = str(field.label or name.replace("_", " ").capitalize())
    subject = label.strip().rstrip(":.?")
    messages = {
        "required": missing or missing_message(field, label),
        "null_characters_not_allowed": f"“{subject}” holds a character that cannot be kept. Type it again",
        "max_length": f"“{subject}” must be %(limit_value)d characters or fewer. You have typed %(show_value)d",
        "min_length": f"“{subject}” must be %(limit_value)d characters or more. You have typed %(show_value)d",
        "max_value": f"“{subject}” must be %(limit_value)s or less",
        "min_value": f"“{subject}” must be %(limit_value)s or more",
    }
    if isinstance(field, DateInputField):
        return {"required": messages["required"]}
    if isinstance(field, forms.FileField):
        del messages["max_length"]
    return {**messages, **invalid_messages(field, subject)}


def invalid_messages(field: forms.Field, subject: str) -> dict[str, str]:
    """Return the sentences for an answer that cannot be read as what the field asks for."""
    if isinstance(field, CHOICE_FIELDS):
        choose = f"“{subject}”: choose one of the answers on this page"
        return {"invalid_choice": choose, "invalid_list": choose, "invalid_pk_value": choose}
    if isinstance(field, forms.FileField):
        return {
            "invalid": "The file did not arrive. Choose it again",
            "missing": "The file did not arrive. Choose it again",
            "empty": "The file is empty. Choose another file",
            "max_length": "The file name is too long. Give the file a shorter name and choose it again",
            "contradiction": "Either choose a file or tick the box to remove it, not both",
        }
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an email address in the correct format, like name@example.org"}
    if isinstance(field, forms.URLField):
        return {"invalid": "Enter a web address in the correct format, like https://www.example.org"}
    if isinstance(field, forms.DecimalField | forms.FloatField):
        return {"invalid": f"“{subject}” must be a number, like 12.5"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"“{subject}” must be a whole number, like 30"}
    if isinstance(field, forms.TimeField):
        return {"invalid": f"“{subject}” must be a time, like 14:30"}
    return {}
