"""Second-factor secrets lie in the account library's JSON, where `rotate_sealed` would not find them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from scr_portal import sealed

SEALED_PARTS = ("secret", "seed")


@sealed.rotation("second factors")
def reseal_second_factors() -> int:
    """Seal every authenticator's secret with the first key; returns how many were done."""
    done = 0
    for pk in Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("pk", flat=True):
        with transaction.atomic():
            done += _reseal(Authenticator.objects.select_for_update().get(pk=pk))
    return done


def _reseal(authenticator: Authenticator) -> int:
    parts = [part for part in SEALED_PARTS if part in authenticator.data]
    for part in parts:
        authenticator.data[part] = sealed.reseal(authenticator.data[part].encode()).decode("ascii")
    authenticator.save(update_fields=["data"])
    return len(parts)
