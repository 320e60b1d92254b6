"""The record of acts, sensitive reads and refusals: `from scr_portal import audit`.

`audit.record("imr.submitted", by=user, on=imr, interviews=3)` inside the service's transaction: when the
record cannot be written the act is undone. Facts are ids, counts, dates and codes; a free text raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import AuditEvent, AuditEventQuerySet

__all__ = ["did", "events_for", "read", "record", "refused"]


def record(verb: str, *, by: Any, on: Any = None, case: Any = None, **facts: Any) -> AuditEvent:
    """Record that `by` (a user, or None for the portal itself) did `verb` to `on`, in this transaction.

    `case` is a case code or anything with `case_code`; without it, `on` is asked for `case_code` and
    `board_code`. Raises FreeText, before anything is written, for a fact that could hold a name.
    """
    from . import chain, events
    from .signals import recorded

    event = chain.append(events.build(verb, by=by, on=on, case=case, facts=facts))
    recorded.send(sender=type(event), event=event)
    return event


def read(*, by: Any, on: Any, what: str = "", case: Any = None, **facts: Any) -> AuditEvent:
    """Record that `by` opened something sensitive. `what` is a slug such as "original" or "named_view"."""
    return record("read", by=by, on=on, case=case, **({"what": what} if what else {}), **facts)


def refused(action: str, *, by: Any, on: Any = None, sentence_code: str = "", **facts: Any) -> AuditEvent:
    """Record that `by` was refused `action`, in a transaction of its own.

    Call it after the failed transaction has been rolled back (the access middleware does), or the record
    would go with it. Raises TransactionManagementError inside a transaction that is already broken.
    """
    more = {"sentence": sentence_code} if sentence_code else {}
    return record("refused", by=by, on=on, action=action, **more, **facts)


def did(*verbs: str, by: Any, on: Any) -> bool:
    """Return whether `by` ever did one of these acts to `on`, whatever office they hold or held.

    Nobody judges their own work: an office ends, and what was done in it stands here.
    """
    from .models import AuditEvent

    return AuditEvent.objects.filter(actor_id=by.pk, object_id=str(on.pk), verb__in=verbs).exists()


def events_for(*case_codes: str) -> AuditEventQuerySet:
    """Return the events of one case, oldest first, for its history page. A review brings its referral's code."""
    from .models import AuditEvent

    return AuditEvent.objects.for_case(*case_codes)
