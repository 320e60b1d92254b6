"""The labels of the acts of a preview in the audit record."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "preview.opened": "Opened a preview as somebody else, with a reason",
    "preview.left": "Left a preview",
}
READINGS = {"preview": "Read a page in a preview, as somebody else would see it"}

labels.register(ACTS, READINGS)
