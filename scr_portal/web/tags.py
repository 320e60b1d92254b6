"""The colour of a status tag. The words carry the meaning; the colour only helps the eye."""

from __future__ import annotations

from typing import Any

COLOURS: dict[str, str] = {
    "not_started": "grey",
    "not_needed": "grey",
    "not_applicable": "grey",
    "withdrawn": "grey",
    "closed": "grey",
    "ended": "grey",
    "draft": "yellow",
    "prepared": "yellow",
    "set_up": "yellow",
    "in_progress": "light-blue",
    "arranged": "light-blue",
    "gathering": "light-blue",
    "reporting": "light-blue",
    "read": "light-blue",
    "open": "light-blue",
    "submitted": "blue",
    "sent": "blue",
    "with_panel": "blue",
    "screened": "blue",
    "proposed": "blue",
    "shared": "blue",
    "cleared": "blue",
    "rendered": "blue",
    "returned": "orange",
    "asked": "orange",
    "disputed": "orange",
    "on_hold": "orange",
    "due": "orange",
    "late": "red",
    "overdue": "red",
    "refused": "red",
    "failed": "red",
    "agreed": "green",
    "accepted": "green",
    "decided": "green",
    "signed": "green",
    "signed_off": "green",
    "confirmed": "green",
    "published": "green",
    "done": "green",
    "complete": "green",
    "completed": "green",
}
"""By the status's stored value. A model says otherwise in `STATUS_COLOURS`, a choices class in `colours()`."""


def tag_for(thing: Any) -> tuple[str, str]:
    """Return the words and the colour for an object with `status`, a choices member, or plain words."""
    own: dict[str, str] = {}
    if hasattr(thing, "get_status_display"):
        own = getattr(thing, "STATUS_COLOURS", {})
        value, text = str(thing.status), str(thing.get_status_display())
    elif hasattr(thing, "label") and hasattr(thing, "value"):
        value, text = str(thing.value), str(thing.label)
    else:
        text = str(thing)
        value = text.lower().replace(" ", "_")
    return text, own.get(value, COLOURS.get(value, "grey"))
