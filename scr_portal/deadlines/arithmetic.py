"""A due date that can show its working."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scr_portal.deadlines.models import Deadline

_UNITS = {
    "days": ("day", "days"),
    "weeks": ("week", "weeks"),
    "months": ("month", "months"),
    "working_days": ("working day", "working days"),
}


def longdate(day: date) -> str:
    """12 May 2010, as GOV.UK writes a date."""
    return f"{day.day} {day:%B %Y}"


def rule_in_words(rule: dict[str, Any]) -> str:
    """6 months, 1 working day."""
    one, many = _UNITS[rule["unit"]]
    return f"{rule['length']} {one if rule['length'] == 1 else many}"


def sentences(deadline: Deadline) -> list[str]:
    """The trigger, the rule, each extension and the due date that came of them, in that order."""
    extensions = list(deadline.extensions.select_related("agreed_by"))
    first_due = extensions[0].previous_due_on if extensions else deadline.due_on
    steps = [
        f"{deadline.trigger_label} on {longdate(deadline.triggered_on)}.",
        f"{_capital(rule_in_words(deadline.rule))} after that is {longdate(first_due)}.",
    ]
    steps += [
        f"Extended to {longdate(extension.new_due_on)}, agreed by {extension.agreed_by}: {_ended(extension.reason)}"
        for extension in extensions
    ]
    if deadline.met_on:
        steps.append(f"Met on {longdate(deadline.met_on)}.")
    if deadline.stopped_on:
        steps.append(f"Stopped on {longdate(deadline.stopped_on)}.")
    return steps


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
