"""Mail that says "there is something for you" and nothing else.

A notice is a row in the transaction that caused it, and mail after commit. The mail holds a reference code and a
link, or how many things wait: no name, no words from a case. What it is about is read in the portal, after
signing in, by someone who still has access.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scr_portal.notices.links import register_link

if TYPE_CHECKING:
    from scr_portal.notices.models import Notice

__all__ = ["register_link", "send"]


def send(
    template: str,
    *,
    to: Any,
    case_code: str = "",
    path: str = "",
    dedupe_key: str | None = None,
    figures: Mapping[str, int] | None = None,
) -> Notice:
    """Put a notice in the outbox of the caller's transaction; see `notices.outbox.send`."""
    from scr_portal.notices import outbox  # models load late

    return outbox.send(
        template, to=to, case_code=case_code, path=path, dedupe_key=dedupe_key, figures=figures
    )
