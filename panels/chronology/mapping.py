"""What a person says about the columns of a file: which heading a field has, one text for every row, the order of dates.

    {"date": "When noted", "time": "", "source": {"constant": "Clinic notes"}, "date": {"heading": "When", "order": "month"}}

An empty heading leaves a field without a column. A heading that a file does not have says nothing about that file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from panels.chronology.model import FIELDS

ORDERS = ("day", "month")
_OPTIONS = frozenset(("heading", "constant", "order"))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices of a person for one file, by field."""

    headings: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    order: str = ""


def chosen(mapping: Mapping[str, Any] | None) -> Chosen:
    """Return the choices in a mapping. Raises ValueError with a sentence where it cannot be one."""
    unknown = sorted(set(mapping or {}) - set(FIELDS))
    if unknown:
        raise ValueError(f"There is no field called {', '.join(unknown)}.")
    headings: dict[str, str] = {}
    constants: dict[str, str] = {}
    order = ""
    for name, value in (mapping or {}).items():
        options = {"heading": value} if isinstance(value, str) else value
        if (
            not isinstance(options, Mapping)
            or set(options) - _OPTIONS
            or not all(isinstance(v, str) for v in options.values())
        ):
            raise ValueError(f'Give {name} as a heading, as {{"constant": "…"}} or as {{"order": "day"}}.')
        if options.get("order", "day") not in ORDERS or ("order" in options and name != "date"):
            raise ValueError('The order of the date is "day" or "month", whichever comes first.')
        if "constant" in options and name != "source":
            raise ValueError("Only the source can be one text for every row.")
        if "heading" in options:
            headings[name] = options["heading"]
        if options.get("constant", "").strip():
            constants[name] = options["constant"].strip()
        order = options.get("order", order)
    return Chosen(headings, constants, order)
