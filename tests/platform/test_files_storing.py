from __future__ import annotations

import os
import stat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from scr_portal import files, sealed
from scr_portal.accounts.models import User
from scr_portal.audit.models import AuditEvent
from scr_portal.files import rotating, storing
from scr_portal.files.models import ScanState, StoredFile

pytestmark = pytest.mark.django_db
CONTENT = b"date,source,event\n2009-05-12,Health visiting,Home visit\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


@pytest.fixture
def sender():
    return User.objects.create_user("sender@example.org", name="Ines Okafor")


def upload(name: str = "Okafor chronology.csv", content: bytes = CONTENT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def on_disk(folder) -> list:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_stored_file_comes_back_as_it_was(sender):
    stored = files.store(upload(), kind="chronology", by=sender)

    stored = StoredFile.objects.get(pk=stored.pk)
    assert files.read(stored) == CONTENT
    assert (stored.size, stored.detected_type, stored.name) == (len(CONTENT), "csv", "Okafor chronology.csv")
    assert stored.scan_state == ScanState.NOT_SCANNED


def test_neither_content_nor_name_lies_readable_on_disk_or_in_the_database(sender, media):
    stored = files.store(upload(), kind="chronology", by=sender)

    [place] = on_disk(media)
    assert b"Health visiting" not in place.read_bytes()
    assert "kafor" not in str(place)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM files_storedfile f")
        assert "kafor" not in cursor.fetchone()[0]
    assert "kafor" not in str(AuditEvent.objects.get(verb="file.stored", object_id=stored.pk).facts)


def test_file_on_disk_is_for_the_owner_alone(sender, media):
    files.store(upload(), kind="chronology", by=sender)
    [place] = on_disk(media)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.csv",
        "/etc/cron.d/x.csv",
        "..\\..\\x.csv",
        "a\x00b.csv",
        "a\r\nSet-Cookie: x.csv",
        "\u202evsc.csv",
    ],
)
def test_name_of_a_file_never_becomes_a_path_or_a_header(sender, media, name):
    stored = files.store(CONTENT, name=name, kind="chronology", by=sender)

    [place] = on_disk(media)
    assert place.name == f"{stored.pk.hex}.sealed"
    kept = str(StoredFile.objects.get(pk=stored.pk).name)
    assert not set(kept) & set("/\\\x00\r\n\u202e")
    assert kept.endswith(".csv")


def test_column_of_the_database_cannot_lead_the_reader_elsewhere(sender):
    stored = files.store(upload(), kind="chronology", by=sender)
    StoredFile.objects.filter(pk=stored.pk).update(stored_path="../../../../etc/passwd")
    assert files.read(StoredFile.objects.get(pk=stored.pk)) == CONTENT


def test_file_that_was_changed_on_disk_is_not_given_out(sender, media):
    stored = files.store(upload(), kind="chronology", by=sender)
    [place] = on_disk(media)
    place.chmod(0o600)
    place.write_bytes(sealed.seal(CONTENT + b"2009-05-13,Police,Something else\n"))
    with pytest.raises(files.FileDamaged, match="not what was stored"):
        files.read(stored)

    place.write_bytes(b"not sealed at all")
    with pytest.raises(files.FileDamaged, match="cannot be opened"):
        files.read(stored)

    place.unlink()
    with pytest.raises(files.FileDamaged, match="cannot be opened"):
        files.read(stored)


def test_two_files_of_the_same_name_and_content_are_two_files(sender, media):
    files.store(upload(), kind="chronology", by=sender)
    files.store(upload(), kind="chronology", by=sender)
    first, second = on_disk(media)
    assert first.read_bytes() != second.read_bytes()


def test_file_above_the_cap_is_refused_and_nothing_is_kept(sender, media, settings):
    settings.FILES_MOST_BYTES = 2 * 1024 * 1024
    with pytest.raises(files.FileRefused, match="The most the portal takes is 2 MB"):
        files.store(upload(content=b"a" * (2 * 1024 * 1024 + 1)), kind="chronology", by=sender)
    assert not StoredFile.objects.exists()
    assert not media.exists() or not on_disk(media)


def test_upload_that_lies_about_its_size_is_still_refused(sender, settings):
    settings.FILES_MOST_BYTES = 1024 * 1024
    lying = upload(content=b"a" * (1024 * 1024 + 1))
    lying.size = 10
    with pytest.raises(files.FileRefused, match="too large"):
        files.store(lying, kind="chronology", by=sender)


def test_disk_that_is_full_leaves_no_row(sender, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        files.store(upload(), kind="chronology", by=sender)
    assert not StoredFile.objects.exists()


def test_disk_that_is_full_leaves_no_half_file(sender, media, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        files.store(upload(), kind="chronology", by=sender)
    assert on_disk(media) == []


def test_files_follow_a_change_of_keys(sender, media, settings):
    stored = files.store(upload(), kind="chronology", by=sender)
    new = "bmV3LWtleS1mb3ItdGVzdHMtb25seS1uZXcta2V5LTA="
    before = on_disk(media)[0].read_bytes()
    settings.SEALED_KEYS = [new, *settings.SEALED_KEYS]

    assert rotating.reseal_files() == 1
    settings.SEALED_KEYS = [new]

    assert on_disk(media)[0].read_bytes() != before
    assert files.read(stored) == CONTENT


def test_name_keeps_its_ending_when_it_is_too_long():
    assert storing.plain_name("x" * 400 + ".csv").endswith("x.csv")
    assert len(storing.plain_name("x" * 400 + ".csv")) == storing.LONGEST_NAME


def test_person_sees_only_what_they_sent(sender):
    files.store(upload(), kind="chronology", by=sender)
    other = User.objects.create_user("other@example.org", name="Marek Lund")
    assert StoredFile.objects.visible_to(sender).count() == 1
    assert not StoredFile.objects.visible_to(other).exists()
