"""What tests ask of the portal as the next request would: a row read anew, and what stands in somebody's list."""

from __future__ import annotations

from typing import Any

from django.test import Client

from scr_portal.outstanding import keeping
from scr_portal.outstanding.lists import items_for
from tests.platform.signing_in import sign_in


def again(row: Any) -> Any:
    """Return the row as the next request finds it, with nothing remembered; what was never saved as it is."""
    return type(row)._base_manager.get(pk=row.pk) if row.pk else row


def tasks(user: Any) -> list[str]:
    """Return what waits for this person, in the words of the list, without what waits for others."""
    keeping.catch_up()
    return [item.words for item in items_for(again(user)) if not item.waiting_for]


def words_of(user: Any, address: str) -> str:
    """Return the page that this person is shown at an address, on one line, tags included."""
    answer = sign_in(Client(), user).get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())
