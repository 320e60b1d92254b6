"""What may stand in an audit event: ids, counts, dates and codes. Never a free text, so never a name."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping
from typing import Any

LONGEST_LIST = 200
_SLUG = re.compile(r"[a-z0-9][a-z0-9_.:/+-]{0,99}")
_CODE = re.compile(r"(?=[A-Z/-]*[0-9])[A-Z0-9][A-Z0-9/-]{0,63}")


class FreeText(ValueError):
    """A fact is not an id, count, date or code. The message names the fact, never its value."""


def is_code(value: str) -> bool:
    """Say whether `value` is a slug in small letters, or a code in capitals with a digit in it."""
    return bool(_SLUG.fullmatch(value) or _CODE.fullmatch(value))


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return `facts` as JSON values. Raises FreeText for anything that could hold a person's name."""
    return {name: _plain(name, value) for name, value in facts.items()}


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, str) and (not value or is_code(value)):
        return str(value)
    if isinstance(value, (list, tuple, set, frozenset)) and len(value) <= LONGEST_LIST:
        return [_plain(name, item) for item in value]
    raise FreeText(f"The audit fact {name} must be an id, a count, a date or a code.")


def verb_code(verb: str) -> str:
    """Return `verb` when it is a code; raises FreeText otherwise."""
    if not is_code(verb):
        raise FreeText("The verb of an audit event must be a code such as imr.submitted.")
    return str(verb)
