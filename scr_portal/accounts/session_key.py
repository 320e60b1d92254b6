"""The witness of the key that signs sessions and links."""

from __future__ import annotations

from django.conf import settings

from scr_portal.sealed import witnesses


def _proofs() -> list[str]:
    """Return the proof of each key that is accepted, that of the signing key first."""
    return [witnesses.digest(key.encode()) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


witnesses.register(
    witnesses.Witnessed(
        setting="SECRET_KEY",
        prove=lambda: _proofs()[0],
        holds=lambda proof: any(witnesses.same(proof, of) for of in _proofs()),
        fits=lambda: True,
        without="Everybody would be signed out, and links in mails that were sent would lead nowhere. Put the key back, or "
        "name it in SECRET_KEY_FALLBACKS; if it is lost, run manage.py witness_keys --accept SECRET_KEY.",
        replaceable=True,
    )
)
