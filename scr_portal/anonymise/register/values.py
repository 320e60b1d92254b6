"""The numbers, dates and addresses of a register, parsed once so that any spelling of them compares equal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scr_portal.anonymise.contract import RegisterEntry
from scr_portal.anonymise.register.addresses import Address, address_of
from scr_portal.anonymise.text.dates import find_dates
from scr_portal.anonymise.text.numbers import digits_of, national

CODES = frozenset({"email", "url", "reference", "social_handle", "vehicle_registration", "nino", "postcode"})


@dataclass(slots=True)
class RegisteredValues:
    """Entries by value: digits for numbers, ISO text for dates, letters without spaces for postcodes."""

    phones: dict[str, list[RegisterEntry]] = field(default_factory=dict)
    nhs_numbers: dict[str, list[RegisterEntry]] = field(default_factory=dict)
    births: dict[str, list[RegisterEntry]] = field(default_factory=dict)
    postcodes: dict[str, list[RegisterEntry]] = field(default_factory=dict)
    codes: list[tuple[re.Pattern[str], RegisterEntry]] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)


def registered_values(entries: Iterable[RegisterEntry]) -> RegisteredValues:
    """Build lookup tables of the rows that are matched by value."""
    values = RegisteredValues()
    for entry in entries:
        for written in (entry["canonical"], *entry["aliases"]):
            _add(values, entry, written)
    return values


def _add(values: RegisteredValues, entry: RegisterEntry, written: str) -> None:
    kind = entry["kind"]
    if kind == "phone":
        values.phones.setdefault(national(written), []).append(entry)
    elif kind == "nhs_number":
        values.nhs_numbers.setdefault(digits_of(written), []).append(entry)
    elif kind == "date_of_birth":
        for date in find_dates(written):
            for year in date.years:
                iso = f"{year:04}-{date.month:02}-{date.day:02}"
                values.births.setdefault(iso, []).append(entry)
    elif kind == "address":
        address = address_of(entry, written)
        values.addresses.append(address)
        if address.postcode:
            values.postcodes.setdefault(address.postcode, []).append(entry)
    elif kind in CODES:
        values.codes.append((_code_pattern(written), entry))


def _code_pattern(written: str) -> re.Pattern[str]:
    """Compile a pattern for the letters and digits of a code in order, with any separators between them."""
    body = r"[\s./*_@-]{0,3}".join(re.escape(c) for c in written if c.isalnum())
    return re.compile(rf"(?<!\w){body}(?!\w)", re.IGNORECASE)
