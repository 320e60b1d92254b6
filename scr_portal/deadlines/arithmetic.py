"""The calculation of a due date in words."""

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
    """Format a date in GOV.UK style: 12 May 2010."""
    return f"{day.day} {day:%B %Y}"


def rule_in_words(rule: dict[str, Any]) -> str:
    """Format the length of a rule: "6 months", "1 working day"."""
    singular, plural = _UNITS[rule["unit"]]
    return f"{rule['length']} {singular if rule['length'] == 1 else plural}"


def sentences(deadline: Deadline) -> list[str]:
    """Return the trigger, the rule, each extension and the resulting due date, in that order."""
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
