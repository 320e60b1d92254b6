"""A date asked for as day, month and year, with an error that names the part that is wrong."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone

PARTS = ("day", "month", "year")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
Typed = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known: a year, a month of a year, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        month = f"{calendar.month_name[self.month]} " if self.month else ""
        return f"{self.day or ''} {month}{self.year}".strip()

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])


class DateInputWidget(forms.MultiWidget):
    """Three short boxes in one fieldset. The name of each is the field's with `_day`, `_month` or `_year`."""

    template_name = "django/forms/widgets/date_input.html"
    use_fieldset = True
    parts: tuple[str, ...] = PARTS

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in self.parts}, dict(attrs or {}))

    def id_for_label(self, id_: str) -> str:
        """Return the first box, so that an error's link lands where typing starts."""
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, PartialDate):
            return [str(part or "") for part in (value.day, value.month, value.year)]
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return list(value) if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        wrong = (attrs or {}).pop("data-wrong", "").split()
        context = super().get_context(name, value, attrs)
        for part, subwidget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            subwidget["part"] = part
            subwidget["wrong"] = part in wrong
        return context


class MonthInputWidget(DateInputWidget):
    """The boxes for a month and its year."""

    parts = PARTS[1:]

    def decompress(self, value: Any) -> list[str]:
        return super().decompress(value)[-2:] if value else ["", ""]


class DateBoundField(BoundField):
    """Tells the widget which of its three boxes an error is about."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        if self.errors:
            attrs["data-wrong"] = " ".join(self.wrong_parts)
        return attrs

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """The parts the first error names; all three when it names none."""
        for error in self.errors.as_data():
            if parts := (error.params or {}).get("parts"):
                return tuple(parts)
        return PARTS

    @property
    def id_for_label(self) -> str:
        """The first box that is wrong, so that the error summary leads there."""
        parts = self.field.widget.parts
        first = (
            next((parts.index(part) for part in self.wrong_parts if part in parts), 0) if self.errors else 0
        )
        return f"{self.auto_id}_{first}" if self.auto_id else ""


class DateInputField(forms.Field):
    """A `datetime.date`, or with `imprecise=True` a `PartialDate` for which a year alone is enough.

    `not_before` and `not_after` are dates, or callables giving one when the form is checked (for example
    `timezone.localdate` for "today or in the past").
    """

    widget = DateInputWidget
    bound_field_class = DateBoundField

    def __init__(
        self,
        *,
        imprecise: bool = False,
        not_before: date | Callable[[], date] | None = None,
        not_after: date | Callable[[], date] | None = None,
        **kwargs: Any,
    ) -> None:
        self.imprecise, self.not_before, self.not_after = imprecise, not_before, not_after
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | PartialDate | None:
        """Return the date, or raise `ValidationError` whose `params["parts"]` names the boxes that are wrong."""
        typed: Typed = tuple((part or "").strip() for part in value or ("", "", ""))  # type: ignore[assignment]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        self.refuse_gaps(typed)
        known = read_parts(typed)
        self.refuse_outside(known)
        return known if self.imprecise else known.earliest

    def refuse_gaps(self, typed: Typed) -> None:
        """Refuse a date with gaps: it needs all its parts; an imprecise one needs its year, and a month before a day."""
        day = typed[0]
        spared = 0 if not self.imprecise else 1 if day else 2
        given = dict(zip(PARTS, typed, strict=True))
        if gaps := [part for part in PARTS[spared:] if not given[part]]:
            raise wrong(f"{self.said} must include a {' and '.join(gaps)}", gaps)

    def refuse_outside(self, known: PartialDate) -> None:
        """Hold the date to the limits the field was given."""
        first, last = limit(self.not_before), limit(self.not_after)
        if last and known.earliest > last:
            today = last == timezone.localdate()
            raise wrong(f"{self.said} must be {'today or' if today else f'{long(last)} or'} earlier", PARTS)
        if first and known.latest < first:
            raise wrong(f"{self.said} must be {long(first)} or later", PARTS)

    @property
    def said(self) -> str:
        """The label as the subject of a sentence; a question becomes "The date"."""
        label = str(self.label or "")
        return label if label and not label.endswith("?") else "The date"

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DateInputWidget().decompress(initial) != [
            (part or "").strip() for part in data or ("", "", "")
        ]


class MonthInputField(DateInputField):
    """The first day of a month, asked for as month and year."""

    widget = MonthInputWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(imprecise=True, **kwargs)

    def clean(self, value: Any) -> date | PartialDate | None:
        """Return the first day of the month. Raises `ValidationError` as `DateInputField` does."""
        month, year = ((part or "").strip() for part in value or ("", ""))
        if year and not month:
            raise wrong(f"{self.said} must include a month", ["month"])
        known = super().clean(["", month, year])
        return known.earliest if isinstance(known, PartialDate) else known

    def has_changed(self, initial: Any, data: Any) -> bool:
        return MonthInputWidget().decompress(initial) != [(part or "").strip() for part in data or ("", "")]


def wrong(message: str, parts: Any) -> ValidationError:
    return ValidationError("%(message)s", code="invalid", params={"message": message, "parts": tuple(parts)})


def limit(bound: date | Callable[[], date] | None) -> date | None:
    return bound() if callable(bound) else bound


def long(day: date) -> str:
    """12 May 2010."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def number(text: str) -> int | None:
    """Return a plain run of one to four figures, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def read_parts(typed: Typed) -> PartialDate:
    """Each part by itself, then together. Raises `ValidationError` with a sentence a person can act on."""
    day_typed, month_typed, year_typed = typed
    year = number(year_typed)
    if year is None or len(year_typed) != 4 or year < 1900:
        raise wrong("Write the year in four figures, like 2009", ["year"])
    month = MONTHS.get(month_typed.lower(), number(month_typed)) if month_typed else None
    if month_typed and (month is None or not 1 <= month <= 12):
        raise wrong("The month must be a number from 1 to 12, or its name", ["month"])
    day = number(day_typed) if day_typed else None
    if day_typed and (day is None or not 1 <= day <= 31):
        raise wrong("The day must be a number from 1 to 31", ["day"])
    if month and day and day > (last := calendar.monthrange(year, month)[1]):
        raise wrong(f"{calendar.month_name[month]} {year} has only {last} days", ["day"])
    return PartialDate(year, month, day)
