"""Choices from the database, in the order in which people look for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from scr_portal.web.sorting import by_words


class SortedChoices(ModelChoiceIterator):
    """The rows by their labels. For names that are sealed, and lists short enough to be read at once."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from (self.choice(row) for row in by_words(self.queryset, self.field.label_from_instance))


class SortedChoiceField(forms.ModelChoiceField):
    """A `ModelChoiceField` whose choices stand in the order of their labels."""

    iterator = SortedChoices
