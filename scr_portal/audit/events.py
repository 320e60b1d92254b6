"""Turn an act into an event row: who, in which role, to what, in which case."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from scr_portal.logs import request_id

from .facts import checked, verb_code
from .models import AuditEvent


def build(verb: str, *, by: Any, on: Any, case: Any, facts: Mapping[str, Any]) -> AuditEvent:
    """Return the unsaved event. Raises FreeText where a text is not a code."""
    about = case if case is not None and not isinstance(case, str) else on
    return AuditEvent(
        at=timezone.now(),
        actor_id=_actor_id(by),
        actor_role=_roles(by, about),
        verb=verb_code(verb),
        object_type=on._meta.label_lower if hasattr(on, "_meta") else "",
        object_id=str(on.pk) if hasattr(on, "_meta") else "",
        case_code=case if isinstance(case, str) else _found("case_code", case, on),
        board_code=_found("board_code", about, on),
        facts=checked(facts),
        request_id=request_id.get(),
    )


def _actor_id(by: Any) -> uuid.UUID | None:
    pk = getattr(by, "pk", None)
    return pk if isinstance(pk, uuid.UUID) else None


def _roles(by: Any, about: Any) -> str:
    board = getattr(about, "board", None)
    if board is None or not hasattr(by, "roles_on"):
        return ""
    return ",".join(sorted(str(role) for role in by.roles_on(board)))


def _found(name: str, *places: Any) -> str:
    values = (getattr(place, name, "") for place in places if place is not None)
    return str(next((value for value in values if value), ""))
