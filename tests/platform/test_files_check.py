from __future__ import annotations

import io
import os
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from scr_portal import files

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def check(*options: str) -> str:
    out = io.StringIO()
    call_command("check_files", *options, stdout=out, stderr=out)
    return out.getvalue()


def keep(content: bytes = b"a,b\n"):
    return files.store(content, name="a.csv", kind="letter", by=None)


def test_whole_files_are_counted_and_said_to_be_whole():
    keep()
    keep()
    assert check() == "2 files checked, 0 damaged, 0 left behind.\n"


def test_file_that_is_missing_or_changed_is_named_by_id_and_fails_the_command(media, capsys):
    whole, gone = keep(), keep()
    (media / gone.stored_path).unlink()
    with pytest.raises(CommandError, match="1 of 2 files"):
        check()
    (media / whole.stored_path).write_bytes(b"x")
    with pytest.raises(CommandError, match="2 of 2 files"):
        check()


def test_content_of_an_act_that_was_undone_is_found_and_removed_once_it_is_old(media):
    with pytest.raises(RuntimeError), transaction.atomic():
        undone = keep()
        raise RuntimeError
    kept = keep()
    assert "0 left behind" in check("--tidy")

    an_hour_ago = time.time() - 3700
    for stored in (undone, kept):
        os.utime(media / stored.stored_path, (an_hour_ago, an_hour_ago))
    assert "1 left behind." in check()
    assert "1 left behind and removed." in check("--tidy")
    assert not (media / undone.stored_path).exists()
    assert files.read(kept) == b"a,b\n"
