"""The witness of the key that signs the audit trail."""

from __future__ import annotations

from scr_portal.sealed import witnesses
from scr_portal.sealed.keys import secret_setting

from .chain import head_seal
from .models import AuditHead


def _proof() -> str:
    return witnesses.digest(secret_setting("AUDIT_KEY"))


def _head_holds() -> bool:
    """Return whether the head of the chain carries the seal of this key; a chain that is not begun has none."""
    head = AuditHead.objects.filter(pk=1).first()
    return head is None or witnesses.same(head.seal, head_seal(head.seq, head.hash))


witnesses.register(
    witnesses.Witnessed(
        setting="AUDIT_KEY",
        prove=_proof,
        holds=lambda proof: witnesses.same(proof, _proof()),
        fits=_head_holds,
        without="Nothing could be recorded, and so nothing done, and what is recorded could not be proved. Put the key back "
        "that belongs to this database.",
    )
)
