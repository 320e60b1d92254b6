"""Each key has a witness in the database; a wrong one is named, with what to do, before anything is written with it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.models.signals import post_migrate

from scr_portal import audit
from scr_portal.audit.models import AuditEvent
from scr_portal.sealed import witnesses
from scr_portal.sealed.models import KeyWitness

from .sealed_app.models import Person

pytestmark = pytest.mark.django_db

KEYS = ["SEALED_KEYS", "INDEX_KEY", "AUDIT_KEY", "SECRET_KEY"]
OTHER = {
    "SEALED_KEYS": [Fernet.generate_key().decode()],
    "INDEX_KEY": "the index key of another database, long enough",
    "AUDIT_KEY": "the audit key of another database, long enough",
    "SECRET_KEY": "the secret key of another database, long enough",
}


def migrated() -> None:
    """Do what happens once all migrations have been applied."""
    sealed_app = apps.get_app_config("sealed")
    post_migrate.send(sealed_app, app_config=sealed_app, using="default", verbosity=0, interactive=False)


def told(*options: str) -> str:
    out = io.StringIO()
    call_command("witness_keys", *options, stdout=out)
    return out.getvalue()


def test_each_key_has_a_witness_once_the_database_is_migrated() -> None:
    assert (
        set(KeyWitness.objects.values_list("setting", flat=True)) == set(KEYS) == set(witnesses.registered())
    )
    assert witnesses.wrong() == []


def test_a_witness_tells_nothing_of_its_key(settings: Any) -> None:
    proofs = " ".join(KeyWitness.objects.values_list("proof", flat=True))
    for key in (*settings.SEALED_KEYS, settings.INDEX_KEY, settings.AUDIT_KEY, settings.SECRET_KEY):
        assert key not in proofs


@pytest.mark.parametrize("setting", KEYS)
def test_a_wrong_key_is_named_with_what_to_do_and_stops_the_start(settings: Any, setting: str) -> None:
    setattr(settings, setting, OTHER[setting])
    (sentence,) = witnesses.wrong()
    assert sentence.startswith(f"{setting} is not the one this database was made with. ")
    assert "back" in sentence
    with pytest.raises(witnesses.WrongKey, match=setting):
        witnesses.stop_if_wrong()
    with pytest.raises(CommandError, match=setting):
        told()
    with pytest.raises(witnesses.WrongKey, match=setting):
        migrated()


@pytest.mark.parametrize("setting", KEYS)
def test_the_check_command_names_a_wrong_key(settings: Any, setting: str) -> None:
    call_command("check", stdout=io.StringIO())
    setattr(settings, setting, OTHER[setting])
    with pytest.raises(SystemCheckError, match=f"{setting} is not the one"):
        call_command("check", stdout=io.StringIO(), stderr=io.StringIO())


def test_every_wrong_key_is_said_at_once(settings: Any) -> None:
    for setting, key in OTHER.items():
        setattr(settings, setting, key)
    with pytest.raises(witnesses.WrongKey) as refused:
        witnesses.stop_if_wrong()
    assert all(f"{setting} is not the one" in str(refused.value) for setting in KEYS)


def test_a_key_without_a_witness_stops_the_start_and_migrating_makes_one() -> None:
    KeyWitness.objects.filter(setting="INDEX_KEY").delete()
    assert witnesses.wrong() == ["INDEX_KEY has no witness yet. Run manage.py migrate."]
    migrated()
    assert witnesses.wrong() == []


def test_no_witness_is_made_for_keys_that_do_not_open_what_the_database_holds(settings: Any) -> None:
    Person.objects.create(name="Maren Oakhollow", facts=None)
    audit.record("accounts.signed_in", by=None)
    assert AuditEvent.objects.exists()
    for setting in ("SEALED_KEYS", "INDEX_KEY", "AUDIT_KEY"):
        right = getattr(settings, setting)
        KeyWitness.objects.filter(setting=setting).delete()
        setattr(settings, setting, OTHER[setting])
        with pytest.raises(witnesses.WrongKey, match=setting):
            migrated()
        assert not KeyWitness.objects.filter(setting=setting).exists()
        setattr(settings, setting, right)
        migrated()
        assert witnesses.wrong() == []


def test_sealed_keys_are_rotated_and_the_old_one_taken_away(settings: Any) -> None:
    (old,) = settings.SEALED_KEYS
    settings.SEALED_KEYS = [*OTHER["SEALED_KEYS"], old]
    assert witnesses.wrong() == []
    call_command("rotate_sealed", stdout=io.StringIO())
    settings.SEALED_KEYS = OTHER["SEALED_KEYS"]
    assert witnesses.wrong() == []


def test_an_old_sealed_key_that_is_taken_away_before_the_rotation_is_missed(settings: Any) -> None:
    settings.SEALED_KEYS = OTHER["SEALED_KEYS"]
    assert any("SEALED_KEYS" in sentence for sentence in witnesses.wrong())


def test_the_secret_key_is_rotated_with_the_old_one_as_a_fallback(settings: Any) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER["SECRET_KEY"], [settings.SECRET_KEY]
    assert witnesses.wrong() == []
    told()
    settings.SECRET_KEY_FALLBACKS = []
    assert witnesses.wrong() == []


def test_a_secret_key_that_is_lost_is_accepted_on_purpose_and_no_other_key_is(settings: Any) -> None:
    settings.SECRET_KEY = OTHER["SECRET_KEY"]
    assert "SECRET_KEY: the one this database was made with" in told("--accept", "SECRET_KEY")
    assert witnesses.wrong() == []
    settings.AUDIT_KEY = OTHER["AUDIT_KEY"]
    with pytest.raises(CommandError, match="AUDIT_KEY is not the one"):
        told("--accept", "AUDIT_KEY")


def test_where_the_database_has_no_table_of_witnesses_starting_is_left_to_the_health_check() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before; ALTER TABLE sealed_keywitness RENAME TO elsewhere")
        try:
            witnesses.stop_if_wrong()
        finally:
            cursor.execute("ROLLBACK TO before")
