from __future__ import annotations

import pytest

from scr_portal import files
from scr_portal.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    sender = User.objects.create_user("sender@example.org", name="Ines Okafor")
    return files.store(b"date,event\n", name="Okafor chronology.csv", kind="chronology", by=sender)


def test_download_is_an_attachment_no_browser_guesses_at_and_no_cache_keeps(stored):
    answer = files.respond(stored, filename="SCR-2026-001-chronology")

    assert answer.content == b"date,event\n"
    assert answer["Content-Disposition"] == 'attachment; filename="SCR-2026-001-chronology.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"].startswith("text/csv")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_download_does_not_carry_the_name_the_file_came_with(stored):
    answer = files.respond(stored, filename="SCR-2026-001")
    assert "kafor" not in str(answer.headers)


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ('a"; filename="evil.exe', "a---filename--evil-exe.csv"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie--x-1.csv"),
        ("../../etc/passwd", "passwd.csv"),
        ("\x00", "document.csv"),
        ("Oké", "Ok.csv"),
    ],
)
def test_awkward_file_name_is_made_harmless(stored, asked, sent):
    assert files.respond(stored, filename=asked)["Content-Disposition"] == f'attachment; filename="{sent}"'


def test_only_documents_a_browser_shows_safely_open_in_the_page(stored):
    assert files.respond(stored, filename="x", inline=True)["Content-Disposition"].startswith("attachment")
    stored.detected_type = "pdf"
    assert files.respond(stored, filename="x", inline=True)["Content-Disposition"].startswith("inline")


def test_file_that_was_damaged_is_not_sent(stored, settings):
    for place in settings.MEDIA_ROOT.rglob("*.sealed"):
        place.write_bytes(b"x")
    with pytest.raises(files.FileDamaged):
        files.respond(stored, filename="x")
