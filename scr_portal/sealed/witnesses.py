"""A witness of each key in the database, so that a wrong key stops the service before anything is written with it.

A key that is wrong is noticed late or by nobody: with another `INDEX_KEY` every name is met as a new one, with another
`SEALED_KEYS` pages fail one by one, and what is written meanwhile opens with no other key. A witness is made when the
database is migrated, after the key has been compared with what is there already. It tells nothing of the key: an encrypted
word, or an HMAC of one.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models

from . import keys, rotating
from .fields import KeyedIndexField
from .models import KeyWitness

WORD = "witness of this portal"


class WrongKey(ImproperlyConfigured):
    """A key is not the one that this database was made with. Names the setting and says what to do."""


@dataclass(frozen=True)
class Witnessed:
    """A key that has a witness.

    `prove` makes what is stored, `holds` compares it with the key of today, `fits` asks whether the key opens what the
    database held before it had a witness. `without` says what is lost with the key, and what to do.
    """

    setting: str
    prove: Callable[[], str]
    holds: Callable[[str], bool]
    fits: Callable[[], bool]
    without: str
    replaceable: bool = False

    @property
    def refusal(self) -> str:
        return f"{self.setting} is not the one this database was made with. {self.without}"


_witnessed: dict[str, Witnessed] = {}


def register(key: Witnessed) -> None:
    """Have a key compared with its witness at start and by the health check."""
    _witnessed[key.setting] = key


def registered() -> dict[str, Witnessed]:
    return dict(_witnessed)


def wrong() -> list[str]:
    """Return a sentence for each key that its witness refutes, and for each that has none."""
    proofs = dict(KeyWitness.objects.values_list("setting", "proof"))
    return [
        key.refusal if key.setting in proofs else f"{key.setting} has no witness yet. Run manage.py migrate."
        for key in _witnessed.values()
        if key.setting not in proofs or not key.holds(proofs[key.setting])
    ]


def stop_if_wrong() -> None:
    """Raise WrongKey, with a sentence for each wrong key. Where the database does not answer, the health check says so."""
    try:
        refusals = wrong()
    except DatabaseError:
        return
    if refusals:
        raise WrongKey(" ".join(refusals))


def bear() -> list[str]:
    """Make each witness that is missing, and renew those that hold; return the settings whose witness is new.

    A witness that holds by an older key only is made again with the first, so that the older one can be taken away.
    Raises WrongKey where a key does not fit what the database holds.
    """
    stored = {row.setting: row for row in KeyWitness.objects.all()}
    new = []
    for key in _witnessed.values():
        row = stored.get(key.setting)
        if not (key.holds(row.proof) if row else key.fits()):
            raise WrongKey(key.refusal)
        if row is None:
            new.append(key.setting)
        KeyWitness.objects.update_or_create(setting=key.setting, defaults={"proof": key.prove()})
    return new


def accept(setting: str) -> None:
    """Make the witness of a key that was changed on purpose. Raises WrongKey for one that cannot be replaced."""
    key = _witnessed[setting]
    if not key.replaceable:
        raise WrongKey(key.refusal)
    KeyWitness.objects.update_or_create(setting=setting, defaults={"proof": key.prove()})


def digest(secret: bytes) -> str:
    """Return 64 hex characters that only this secret makes."""
    return hmac.new(secret, WORD.encode(), "sha256").hexdigest()


def same(proof: str, of: str) -> bool:
    return hmac.compare_digest(proof, of)


@keys.rotation("witness of the sealed keys")
def reseal_witness() -> int:
    """Seal the witness with the first key, so that an older one can be taken away."""
    rows = KeyWitness.objects.filter(setting="SEALED_KEYS")
    return sum(rows.filter(pk=row.pk).update(proof=keys.reseal(row.proof.encode()).decode()) for row in rows)


def _opens(proof: str) -> bool:
    try:
        return keys.unseal(proof.encode()).decode() == WORD
    except keys.SealBroken:
        return False


def _sealed_data_opens() -> bool:
    """Return whether the first sealed value that a table holds can be decrypted."""
    quoted = connection.ops.quote_name
    for model, columns in rotating.sealed_tables():
        for column in map(quoted, columns):
            with connection.cursor() as cursor:
                table = quoted(model._meta.db_table)
                cursor.execute(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL LIMIT 1")  # noqa: S608
                row = cursor.fetchone()
            if row:
                try:
                    keys.unseal(row[0].encode())
                except keys.SealBroken:
                    return False
                return True
    return True


def _indexes() -> Iterator[tuple[type[models.Model], KeyedIndexField]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, KeyedIndexField) and model._meta.managed:
                yield model, field


def _index_finds_again() -> bool:
    """Return whether the first index that a table holds is the one its value has with this key."""
    for model, field in _indexes():
        row: Any = model._base_manager.exclude(**{field.name: ""}).first()
        if row is not None:
            return same(getattr(row, field.name), keys.keyed_index(getattr(row, field.source) or ""))
    return True


register(
    Witnessed(
        setting="SEALED_KEYS",
        prove=lambda: keys.seal(WORD.encode()).decode(),
        holds=_opens,
        fits=_sealed_data_opens,
        without="Nothing that is sealed can be read with these keys: no text, no file, no second factor. "
        "Put the keys back that belong to this database, the newest first.",
    )
)
register(
    Witnessed(
        setting="INDEX_KEY",
        prove=lambda: keys.keyed_index(WORD),
        holds=lambda proof: same(proof, keys.keyed_index(WORD)),
        fits=_index_finds_again,
        without="Names would be met as new ones and cleared letters would wait again. Put the key back that belongs to "
        "this database.",
    )
)
