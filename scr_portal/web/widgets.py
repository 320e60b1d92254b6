"""Choices with a hint each, and a longer text that counts its characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms


class _Hinted:
    """Adds `hints[value]` below the choice with that value."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        return {**option, "hint": self.hints.get(str(value), "")}


class HintedRadios(_Hinted, forms.RadioSelect):
    """One answer of several: `HintedRadios(hints={"yes": "A review is held"})`."""


class HintedCheckboxes(_Hinted, forms.CheckboxSelectMultiple):
    """Any of several answers, each with its hint."""


class InlineRadios(forms.RadioSelect):
    """Yes and no, side by side. Only for two short answers."""

    def __init__(self, attrs: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"class": "govuk-radios--inline", **(attrs or {})}, **kwargs)


class RevealingRadios(forms.RadioSelect):
    """One answer of several, some of which ask something further: `PortalForm.reveals` fills `revealed`.

    The further questions stand below their answer in the page and the style sheet closes them, so that no script is
    needed. The design system's own script marks the radio with `aria-expanded`, which ARIA does not allow there.
    """

    revealed: Callable[[str], list[forms.BoundField]] | None = None

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        return {**option, "revealed": self.revealed(str(value)) if self.revealed else []}
