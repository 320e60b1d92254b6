"""The labels of the acts of stored files in the audit record, as the history of a case shows them."""

from __future__ import annotations

from scr_portal.audit import labels

ACTS = {
    "file.stored": "A file was stored",
}

labels.register(ACTS)
