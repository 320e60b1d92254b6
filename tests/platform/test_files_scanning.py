from __future__ import annotations

import socket
import struct
import threading

import pytest

from scr_portal import files
from scr_portal.accounts.models import User
from scr_portal.files import scanning
from scr_portal.files.models import ScanState, StoredFile

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def serve(listener: socket.socket, answer_for) -> None:
    """Speak clamd's INSTREAM as its manual describes it."""
    while True:
        try:
            caller, _ = listener.accept()
        except OSError:
            return
        with caller, caller.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!I", stream.read(4))[0]:
                content += stream.read(length)
            caller.sendall(answer_for(content))


@pytest.fixture
def daemon(tmp_path, settings):
    """Yield a scanner that detects the test virus and nothing else."""
    state = {"answer": lambda content: b"stream: Eicar FOUND\0" if EICAR in content else b"stream: OK\0"}
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "clamd"))
    listener.listen()
    threading.Thread(target=serve, args=(listener, lambda it: state["answer"](it)), daemon=True).start()
    settings.CLAMD_ADDRESS = str(tmp_path / "clamd")
    yield state
    listener.close()


def test_without_a_scanner_files_are_openly_not_scanned(settings):
    settings.CLAMD_ADDRESS = ""
    assert scanning.scan(EICAR) == ScanState.NOT_SCANNED
    assert ScanState.NOT_SCANNED.label == "Not scanned for viruses"


def test_file_without_a_virus_is_clean(daemon):
    assert scanning.scan(b"date,event\n" * 50_000) == ScanState.CLEAN


def test_file_with_a_virus_is_refused(daemon):
    with pytest.raises(files.FileRefused, match="something harmful"):
        scanning.scan(b"x" * 70_000 + EICAR)


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK but not quite\0"]
)
def test_scanner_that_cannot_say_yes_means_no(daemon, answer):
    daemon["answer"] = lambda content: answer
    with pytest.raises(files.FileRefused, match="cannot be checked for viruses at the moment"):
        scanning.scan(b"date,event\n")


@pytest.mark.parametrize("address", ["/nonexistent/clamd", "127.0.0.1:1", "not an address"])
def test_scanner_that_is_away_means_no(settings, address):
    settings.CLAMD_ADDRESS = address
    with pytest.raises(files.FileRefused, match="cannot be checked for viruses at the moment"):
        scanning.scan(b"date,event\n")


@pytest.mark.django_db
def test_refused_file_is_not_kept(daemon, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    sender = User.objects.create_user("sender@example.org", name="Ines Okafor")
    with pytest.raises(files.FileRefused):
        files.store(EICAR, name="a.txt", kind="letter", by=sender)
    assert not StoredFile.objects.exists() and not settings.MEDIA_ROOT.exists()


@pytest.mark.django_db
def test_document_the_portal_made_does_not_wait_for_the_scanner(settings, tmp_path):
    settings.MEDIA_ROOT, settings.CLAMD_ADDRESS = tmp_path / "files", "/nonexistent/clamd"
    stored = files.store(b"%PDF-1.7\n%%EOF\n", name="edition.pdf", kind="edition", by=None, made_here=True)
    assert stored.scan_state == ScanState.MADE_HERE
