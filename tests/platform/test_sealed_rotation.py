from __future__ import annotations

import io

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from scr_portal import sealed
from scr_portal.sealed import keys, rotating, witnesses
from scr_portal.sealed.keys import SealBroken
from scr_portal.sealed.models import KeyWitness

from .sealed_app import make
from .sealed_app.models import Event, Person

pytestmark = pytest.mark.django_db

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def sealed_with_the_old_key(settings, tmp_path):
    settings.SEALED_KEYS, settings.MEDIA_ROOT = [OLD], tmp_path
    KeyWitness.objects.filter(setting="SEALED_KEYS").delete()
    witnesses.bear()
    Person.objects.create(name="Maren Oakhollow", facts=None)
    Person.objects.create(name=None, facts={"a": 1})
    event = make.event(make.case(), other_columns={"Place": "Tidewell"})
    event.detail = "Maren Oakhollow left."
    event.save()
    settings.SEALED_KEYS = [NEW, OLD]


def rotate() -> str:
    out = io.StringIO()
    call_command("rotate_sealed", stdout=out)
    return out.getvalue()


def test_after_rotation_everything_opens_without_the_old_key(sealed_with_the_old_key, settings):
    told = rotate()
    settings.SEALED_KEYS = [NEW]

    assert Person.objects.get(name_index=sealed.keyed_index("Maren Oakhollow")).name == "Maren Oakhollow"
    assert Person.objects.get(name__isnull=True).facts == {"a": 1}
    assert Event.objects.get().detail.original == "Maren Oakhollow left."
    assert Event.objects.get().other_columns.original == {"Place": "Tidewell"}
    assert {record.detail_sealed for record in Event.history.all()} == {
        "Maren Oakhollow met staff at Tidewell Primary School.",
        "Maren Oakhollow left.",
    }
    assert "sealed_app.HistoricalEvent: 2 rows" in told


def test_without_rotation_the_old_key_cannot_be_taken_away(sealed_with_the_old_key, settings):
    settings.SEALED_KEYS = [NEW]

    with pytest.raises(SealBroken):
        Person.objects.get(name__isnull=False)


def test_both_keys_open_while_rotation_is_under_way(sealed_with_the_old_key):
    Person.objects.create(name="Ivo Saltmarsh")

    assert {p.name for p in Person.objects.filter(name__isnull=False)} == {"Maren Oakhollow", "Ivo Saltmarsh"}


def test_rotation_can_run_again_and_leaves_no_history(sealed_with_the_old_key):
    rotate()

    assert rotate() == rotate()
    assert Event.history.count() == 2


def test_rotation_goes_through_a_table_in_batches(sealed_with_the_old_key, settings, monkeypatch):
    Person.objects.bulk_create([Person(name=f"Person {n}") for n in range(10)])
    monkeypatch.setattr(rotating, "BATCH", 4)
    seen: list[int] = []

    assert rotating.rotate_table(Person, ["name", "facts"], seen.append) == 12
    assert seen == [4, 8, 12]
    settings.SEALED_KEYS = [NEW]
    assert len({person.name for person in Person.objects.all()}) == 12


def test_every_sealed_table_is_found_with_its_history():
    tables = {model._meta.label: columns for model, columns in rotating.sealed_tables()}

    assert tables["sealed_app.HistoricalEvent"] == ["detail_sealed", "other_columns_sealed"]
    assert tables["sealed_app.Person"] == ["name", "facts"]
    assert tables["sealed.NamedView"] == ["reason"]


def test_rotation_stops_at_a_value_no_key_opens_and_names_only_the_row(sealed_with_the_old_key, settings):
    stray = Person.objects.create(name="Ivo Saltmarsh")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_app_person SET name = 'gAAAA' WHERE id = %s", [stray.pk])

    with pytest.raises(CommandError, match=str(stray.pk)) as raised:
        rotate()

    assert "gAAAA" not in str(raised.value)


def test_what_is_sealed_outside_the_tables_rotates_too(sealed_with_the_old_key, settings, monkeypatch):
    monkeypatch.setattr(keys, "_rotations", {})
    settings.SEALED_KEYS = [OLD]
    shelf = [sealed.seal(b"a file")]
    settings.SEALED_KEYS = [NEW, OLD]

    @sealed.rotation("stored files")
    def rotate_files() -> int:
        shelf[:] = [sealed.reseal(token) for token in shelf]
        return len(shelf)

    assert "stored files: 1" in rotate()
    settings.SEALED_KEYS = [NEW]
    assert sealed.unseal(shelf[0]) == b"a file"
