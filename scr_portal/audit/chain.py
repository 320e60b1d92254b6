"""The chain: how an event is hashed, added and checked.

Each event's hash is an HMAC-SHA256, with AUDIT_KEY, over the event as canonical JSON and the hash before
it. Without the key no row can be altered, added in between or taken out without the walk stopping there.
"""

from __future__ import annotations

import datetime
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from scr_portal.sealed.keys import secret_setting

from .models import AuditEvent, AuditHead

_LOCK = 0x5C2A0D17  # any number, as long as nothing else in this database takes the same advisory lock
_HASHED = [
    "seq", "at", "actor_id", "actor_role", "verb", "object_type", "object_id",
    "case_code", "board_code", "facts", "request_id", "previous_hash",
]  # fmt: skip


class ChainBroken(Exception):
    """The head of the audit chain is missing or forged, so nothing can be added to it."""


def _hmac(value: Any) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(secret_setting("AUDIT_KEY"), canonical.encode(), sha256).hexdigest()


def _canonical(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    return value if value is None or isinstance(value, (int, str, dict)) else str(value)


def event_hash(event: AuditEvent) -> str:
    """Return the hash that `event` must carry."""
    return _hmac({name: _canonical(getattr(event, name)) for name in _HASHED})


def head_seal(seq: int, last_hash: str) -> str:
    """Return the seal that the head must carry for this number and hash."""
    return _hmac({"head": seq, "hash": last_hash})


def append(event: AuditEvent) -> AuditEvent:
    """Give `event` its number and hash and store it, one writer at a time until the transaction ends.

    A failure breaks the caller's transaction even when the caller catches it: no act without its record.
    Record late in a transaction, for others wait for the lock until it ends.
    """
    with transaction.atomic(savepoint=False):
        head = _locked_head()
        event.seq, event.previous_hash = head.seq + 1, head.hash
        event.hash = event_hash(event)
        event.save(force_insert=True)
        head.seq, head.hash = event.seq, event.hash
        head.seal = head_seal(head.seq, head.hash)
        head.save()
    return event


def _locked_head() -> AuditHead:
    """Return the head, locked until the transaction ends. The first writer ever locks the place it will have."""
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        head = AuditHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        if AuditEvent.objects.exists():
            raise ChainBroken("The head of the audit chain is missing.")
        return AuditHead(seq=0, hash="", seal=head_seal(0, ""))
    if not hmac.compare_digest(head.seal, head_seal(head.seq, head.hash)):
        raise ChainBroken("The head of the audit chain is not sealed with AUDIT_KEY.")
    return head


@dataclass(frozen=True)
class Verdict:
    """What a walk along the chain found: how many events hold, and the first that does not."""

    count: int
    head_hash: str
    broken_seq: int | None = None
    reason: str = ""

    @property
    def whole(self) -> bool:
        """Say whether every event up to the head is in its place and unaltered."""
        return self.broken_seq is None


def verify() -> Verdict:
    """Walk the chain from the first event. Needs no lock: events added meanwhile are left for next time."""
    head = AuditHead.objects.filter(pk=1).first()
    if head is None:
        first = AuditEvent.objects.order_by("seq").first()
        return Verdict(0, "", first.seq, "the head of the chain is missing") if first else Verdict(0, "")
    if not hmac.compare_digest(head.seal, head_seal(head.seq, head.hash)):
        return Verdict(0, "", head.seq, "the head of the chain is not sealed with AUDIT_KEY")
    last_hash, count = "", 0
    for count, (event, fault) in enumerate(_walk(head.seq), start=1):
        if fault:
            return Verdict(count - 1, last_hash, count, fault)
        last_hash = event.hash
    if count != head.seq:
        return Verdict(count, last_hash, count + 1, "the event is missing")
    if last_hash != head.hash:
        return Verdict(count, last_hash, count, "the event is not the one the head of the chain names")
    return _verdict_beyond(head)


def _walk(until: int) -> Iterator[tuple[AuditEvent, str]]:
    last_hash = ""
    events = AuditEvent.objects.filter(seq__lte=until).order_by("seq").iterator(chunk_size=2000)
    for expected, event in enumerate(events, start=1):
        yield event, _fault(event, expected, last_hash)
        last_hash = event.hash


def _fault(event: AuditEvent, expected: int, last_hash: str) -> str:
    if event.seq != expected:
        return "the event is missing"
    if event.previous_hash != last_hash:
        return "the event does not follow the one before it"
    return "" if hmac.compare_digest(event.hash, event_hash(event)) else "the event was altered"


def _verdict_beyond(head: AuditHead) -> Verdict:
    now = AuditHead.objects.get(pk=1)
    stray = AuditEvent.objects.filter(seq__gt=now.seq).order_by("seq").first()
    if now.seq < head.seq:
        return Verdict(now.seq, now.hash, now.seq + 1, "the head of the chain went back")
    if stray is not None and not AuditHead.objects.filter(pk=1, seq__gte=stray.seq).exists():
        return Verdict(head.seq, head.hash, stray.seq, "the event stands after the head of the chain")
    return Verdict(head.seq, head.hash)
